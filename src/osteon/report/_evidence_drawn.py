"""What the figure of a system shows of its claims: the best connected things and what relates them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import final

from osteon.evidence import SIGNS, Sign, Thing, thing
from osteon.knowledge import Claim, EvidenceBase

MOST = 24
"""So many things a person can still read in one figure."""

FIRST = 9
"""So many relations of one thing are drawn before those of others are."""


@final
@dataclass(frozen=True)
class Relation:
    """An arrow. claims: the ids of those that say it."""

    source: str
    target: str
    sign: Sign
    claims: tuple[str, ...]


@final
@dataclass(frozen=True)
class Drawing:
    """Things by id and the relations between them, and how many there are with those that are left out."""

    things: dict[str, Thing]
    relations: tuple[Relation, ...]
    all_things: int
    all_relations: int


def drawing(base: EvidenceBase, system: str) -> Drawing:
    """Return what to draw of the claims of a system: the best connected things, at most MOST."""
    claims = base.claims_of(system)
    things = {node.id: node for node in _things(base, claims)}
    relations = _relations(base, claims)
    kept = _kept(relations)
    drawn = tuple(relation for relation in relations if {relation.source, relation.target} <= kept)
    ends = {end for relation in drawn for end in (relation.source, relation.target)}
    shown = {id: node for id, node in things.items() if id in ends}
    return Drawing(shown, drawn, len(things), len(relations))


def _things(base: EvidenceBase, claims: Iterable[Claim]) -> Iterator[Thing]:
    for claim in claims:
        for term in (*claim.subjects, *claim.objects):
            yield thing(base, term)


def _relations(base: EvidenceBase, claims: Iterable[Claim]) -> list[Relation]:
    """The relations between two different things, sorted; claims that say the same are one."""
    found: dict[tuple[str, str, Sign], list[str]] = {}
    for claim in claims:
        for subject in claim.subjects:
            for object in claim.objects:
                ends = thing(base, subject).id, thing(base, object).id
                if ends[0] != ends[1]:
                    found.setdefault((*ends, SIGNS[claim.relation]), []).append(claim.id)
    order = sorted(found.items(), key=lambda item: (item[1][0], item[0]))
    return [Relation(*ends, tuple(dict.fromkeys(claims))) for ends, claims in order]


def _kept(relations: Sequence[Relation]) -> set[str]:
    """The things to draw: relations are taken in while there is room, those of the best connected first.

    Of each thing some come first, so that one with very many does not take all the room.
    """
    degree = Counter(end for relation in relations for end in (relation.source, relation.target))
    taken: Counter[str] = Counter()
    ranked: list[tuple[bool, int, str, int, Relation]] = []
    for relation in sorted(relations, key=lambda r: (-_least(r, degree), -len(r.claims), r.claims[0])):
        hub = max((relation.source, relation.target), key=lambda end: (degree[end], end))
        ranked.append((taken[hub] >= FIRST, -degree[hub], hub, len(ranked), relation))
        taken[hub] += 1
    kept: set[str] = set()
    for *_, relation in sorted(ranked, key=lambda one: one[:-1]):
        both = kept | {relation.source, relation.target}
        if len(both) <= MOST:
            kept = both
    return kept


def _least(relation: Relation, degree: Mapping[str, int]) -> int:
    return min(degree[relation.source], degree[relation.target])
