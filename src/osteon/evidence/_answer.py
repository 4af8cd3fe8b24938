"""An answer of the evidence base: what was found, where, and what was done to the question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, final

from osteon.evidence._index_rows import RECORDS

if TYPE_CHECKING:
    from osteon.knowledge import Claim, Concept, Conflict, EvidenceBase, Paper, Reviewed, System

PLURALS = {
    "claim": "claims", "entity": "entities", "conflict": "conflicts", "paper": "papers",
    "system": "systems", "document": "documents",
}  # fmt: skip


@final
@dataclass(frozen=True)
class Hit:
    """A record that was found.

    record: its kind, a member of RECORDS. id: its id. score: BM25 with weights, higher is better; 0 where no
    words were asked for. why: where it holds what was asked for, or which filter names it.
    """

    record: str
    id: str
    score: float
    why: tuple[str, ...]


@final
@dataclass(frozen=True)
class Reading:
    """A part of a question that was read as the name of entities. entities: their ids."""

    text: str
    entities: tuple[str, ...]


@final
@dataclass(frozen=True, eq=False)
class Answer:
    """What was found, the best first within each kind of record.

    question: as it was asked. filters: those that were set, by name. readings: names of entities in the
    question. notes: what was done to the question. hits: the records, at most `limit` of each kind.
    found: by kind, how many there are in all. verdicts: by claim, what came of its virtual experiment,
    for whoever shows the answer to add: `search` knows of none.
    """

    base: EvidenceBase
    question: str = ""
    filters: Mapping[str, Any] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    notes: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    found: Mapping[str, int] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)

    def of(self, record: str) -> tuple[Hit, ...]:
        """The hits of one kind of record."""
        return tuple(hit for hit in self.hits if hit.record == record)

    def record(self, hit: Hit) -> Claim | Concept | Conflict | Paper | System | Reviewed:
        """The record behind a hit."""
        record: Claim | Concept | Conflict | Paper | System | Reviewed = shelf(self.base, hit.record)[hit.id]
        return record

    def conflicts(self, claim: str) -> tuple[tuple[Conflict, str], ...]:
        """The conflicts of a claim, each with the id of the claim on its other side."""
        sides = self.base.conflicts_of(claim)
        return tuple((conflict, next(c for c in conflict.claims if c != claim)) for conflict in sides)

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain values: records whole, with score and reason, a claim with its conflicts."""
        return {
            "question": self.question,
            "filters": dict(self.filters),
            "readings": [asdict(reading) for reading in self.readings],
            "notes": list(self.notes),
            "found": {
                PLURALS[kind]: {"found": self.found.get(kind, 0), "of": len(shelf(self.base, kind))}
                for kind in RECORDS
            },
            **{PLURALS[kind]: [self._plain(hit) for hit in self.of(kind)] for kind in RECORDS},
            "digest": self.base.digest,
        }

    def to_json(self) -> str:
        """The answer as the text of one JSON object, as `to_dict` has it."""
        return json.dumps(self.to_dict(), indent=1, ensure_ascii=False, default=dict)

    def _plain(self, hit: Hit) -> dict[str, Any]:
        plain = {"score": round(hit.score, 4), "why": list(hit.why), **asdict(self.record(hit))}
        if hit.record == "claim":
            plain["conflicts"] = [
                {"id": conflict.id, "with": other, "kind": conflict.kind, "says": conflict.says}
                for conflict, other in self.conflicts(hit.id)
            ]
            plain["verdict"] = self.verdicts.get(hit.id)
        return plain


def shelf(base: EvidenceBase, record: str) -> Mapping[str, Any]:
    """The records of one kind, by id."""
    shelves: dict[str, Mapping[str, Any]] = {
        "claim": base.claims, "entity": base.concepts, "conflict": base.conflicts, "paper": base.papers,
        "system": base.systems, "document": base.documents,
    }  # fmt: skip
    return shelves[record]
