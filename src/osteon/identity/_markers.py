"""Names on a panel or a channel to antigens of the evidence base; nothing is guessed."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from osteon.errors import Fault, near, shown
from osteon.knowledge import Concept, EvidenceBase

ANTIGENS = ("surface antigen", "protein")
"""Types of entity that a panel can measure."""

CELLS = ("cell",)

Names: TypeAlias = Mapping[str, tuple[str, ...]]
"""Plain name to the entities that bear it."""


def antigen_names(base: EvidenceBase) -> Names:
    """Plain names of all antigens."""
    return _names(base, ANTIGENS)


def all_names(base: EvidenceBase) -> Names:
    """Plain names of all entities."""
    return _names(base, ())


def find(name: str, names: Names, base: EvidenceBase, where: str, expected: str) -> Concept | Fault:
    """The one entity with this name; a fault with near names where none has it, and all where several do."""
    found = names.get(plain(name), ())
    if len(found) == 1:
        return base.concepts[found[0]]
    if found:
        several = ", ".join(f"{id} ({base.concepts[id].name})" for id in found)
        return Fault(where, f"{shown(name)}, the name of {several}", expected, "use a name that only one has")
    known = {bearer for ids in names.values() for id in ids for bearer in base.concepts[id].names}
    return Fault(where, shown(name), expected, near(name, known))


def channel_antigen(label: str, names: Names) -> str | None:
    """The antigen that a channel is labelled with, like E078 of "CD73 PE-A"; None where none or several fit.

    The longest run of leading words that is a name counts; dyes come after it.
    """
    words = re.split(r"[\s_:,;/]+|(?<=\d)-(?=[A-Za-z]{2})", label.strip())
    for count in range(len(words), 0, -1):
        for text in (" ".join(words[:count]), "".join(words[:count])):
            found = names.get(plain(text), ())
            if len(found) == 1:
                return found[0]
    return None


def plain(name: str) -> str:
    """A name without case, hyphens, spaces and Greek: "integrin α6" is "integrinalpha6"."""
    text = name.casefold()
    for letter, word in (("α", "alpha"), ("β", "beta"), ("γ", "gamma"), ("κ", "kappa")):
        text = text.replace(letter, word)
    return re.sub(r"[\W_]+", "", text)


def _names(base: EvidenceBase, types: tuple[str, ...]) -> Names:
    found: dict[str, tuple[str, ...]] = {}
    for name, id in _pairs(base, types):
        if id not in found.get(name, ()):
            found[name] = (*found.get(name, ()), id)
    return found


def _pairs(base: EvidenceBase, types: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for concept in base.concepts.values():
        if not types or concept.type in types:
            yield plain(concept.id), concept.id
            yield from ((plain(name), concept.id) for name in concept.names)
