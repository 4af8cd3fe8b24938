"""Rules on names: one name, one entity."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import combinations

from osteon.errors import Fault
from osteon.evidence._coverage import Coverage
from osteon.knowledge import Concept, EvidenceBase

_NOT_HEARD = re.compile(r"[\s‐-―−_-]+")


def name_rule(base: EvidenceBase) -> Coverage:
    """No name or synonym is that of two entities, unless a note of one names the other."""
    owners: dict[str, dict[str, str]] = {}
    for concept in base.concepts.values():
        for name in concept.names:
            owners.setdefault(folded(name), {}).setdefault(concept.id, name)
    faults, listed = [], []
    for names in owners.values():
        for one, two in combinations(names, 2):
            reason = allowed(base, base.concepts[one], base.concepts[two])
            line = f"{names[two]!r} for {two}, and {names[one]!r} for {one}"
            if reason:
                listed.append(f"{line}: {reason}")
            else:
                fix = "join them, rename one, or note on one why the other is not the same"
                faults.append(Fault(base.concepts[two].where, line, "each name for one entity", fix))
    says = "no name or synonym, however it is written, is that of two entities"
    total = len(base.concepts)
    return Coverage("names", says, total, total, "entities", tuple(faults), tuple(listed))


def folded(name: str) -> str:
    """A name as it is compared: without case, hyphens and spaces."""
    return _NOT_HEARD.sub("", name.casefold())


def allowed(base: EvidenceBase, one: Concept, two: Concept) -> str:
    """What lets two entities share a name or gene: a note of one, or a conflict; empty if nothing does."""
    if two.id in _ids(one.note) or one.id in _ids(two.note):
        return "a note says so"
    for conflict in base.conflicts.values():
        sides = [base.claims[claim].entities for claim in conflict.claims if claim in base.claims]
        if len(sides) == 2 and _across(one.id, two.id, sides[0], sides[1]):
            return f"conflict {conflict.id}"
    return ""


def _ids(text: str) -> list[str]:
    return re.findall(r"\bE\d{3}\b", text)


def _across(one: str, two: str, first: Collection[str], second: Collection[str]) -> bool:
    return (one in first and two in second) or (two in first and one in second)
