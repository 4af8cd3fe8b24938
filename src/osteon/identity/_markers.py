"""Names on a panel or a channel to antigens of the evidence base; nothing is guessed."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from osteon.errors import Fault, near, shown
from osteon.evidence import name_key
from osteon.knowledge import Concept, EvidenceBase

ANTIGENS = ("surface antigen", "protein")
"""Types of entity that a panel can measure."""

CELLS = ("cell",)

Names: TypeAlias = Mapping[str, tuple[str, ...]]
"""The entities that a name may mean, by the form in which names are compared."""


def antigen_names(base: EvidenceBase) -> Names:
    """What antigens are called."""
    return _names(base, ANTIGENS)


def all_names(base: EvidenceBase) -> Names:
    """What entities are called."""
    return _names(base, ())


def find(name: str, names: Names, base: EvidenceBase, where: str, expected: str) -> Concept | Fault:
    """The one entity with this name; a fault with near names where none has it, and all where several do."""
    found = names.get(name_key(name), ())
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
            found = names.get(name_key(text), ())
            if len(found) == 1:
                return found[0]
    return None


def _names(base: EvidenceBase, types: tuple[str, ...]) -> Names:
    found: dict[str, tuple[str, ...]] = {}
    for concept in base.concepts.values():
        if not types or concept.type in types:
            for form in {name_key(name) for name in (concept.id, *concept.names)}:
                found[form] = (*found.get(form, ()), concept.id)
    return found
