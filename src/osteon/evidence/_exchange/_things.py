"""What the sides of claims stand for in a graph: an entity, or a term that is more, or other, than one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import final

from osteon.knowledge import EvidenceBase, Term

_GAPS = re.compile(r"[\s\-–_/]+")


@final
@dataclass(frozen=True)
class Thing:
    """A node. id: of the entity, or T and a fingerprint of the term, which stays as long as the term does.

    entities: ids; of an entity its own, of a term those in it.
    """

    id: str
    name: str
    entities: tuple[str, ...]
    is_entity: bool


def thing(base: EvidenceBase, term: Term) -> Thing:
    """Return what a side of a claim stands for.

    A term that is called by a name of one of its entities is that entity. "MSC exosome" is none of its
    entities MSC and exosome, nor is "lymphocyte proliferation": such a term is a node of its own, and the
    entities in it are known. Two terms are one node if they have the same name and the same entities.
    """
    wanted = plain_name(term.name)
    for id in term.entities:
        concept = base.concepts.get(id)
        if concept is not None and any(plain_name(name) == wanted for name in concept.names):
            return entity_thing(base, id)
    said = "+".join([*term.entities, wanted]).encode()
    return Thing(f"T{sha256(said).hexdigest()[:10]}", term.name, term.entities, is_entity=False)


def entity_thing(base: EvidenceBase, id: str) -> Thing:
    """Return an entity as a node."""
    return Thing(id, base.concepts[id].name, (id,), is_entity=True)


@cache
def plain_name(name: str) -> str:
    """Return a name as it is compared: in small letters, hyphens and gaps alike."""
    return _GAPS.sub(" ", name).casefold().strip()
