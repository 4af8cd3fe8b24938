"""Both sides of a contradiction, with the verdicts on them and what decides between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import final

from osteon.claims._verdict import Ruling
from osteon.knowledge import Conflict, EvidenceBase


@final
@dataclass(frozen=True, eq=False)
class Sides:
    """A conflict, and the verdict on each of its two claims; None for one that is not dynamic."""

    conflict: Conflict
    rulings: tuple[Ruling | None, Ruling | None]


def sides(rulings: Iterable[Ruling], evidence: EvidenceBase) -> tuple[Sides, ...]:
    """The conflicts with a claim among some rulings, by id."""
    by_claim: Mapping[str, Ruling] = {ruling.plan.claim.id: ruling for ruling in rulings}
    return tuple(
        Sides(conflict, (by_claim.get(conflict.claims[0]), by_claim.get(conflict.claims[1])))
        for _, conflict in sorted(evidence.conflicts.items())
        if not by_claim.keys().isdisjoint(conflict.claims)
    )
