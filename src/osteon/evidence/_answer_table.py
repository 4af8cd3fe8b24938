"""An answer as a table: a record a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from osteon.evidence._answer import Answer, Hit
    from osteon.knowledge import Claim, Term

COLUMNS = (
    "record", "id", "score", "why", "says", "chinese", "subject", "relation", "object", "context", "evidence",
    "document", "section", "sentences", "cites", "systems", "kind", "conflicts", "verdict",
)  # fmt: skip
"""The columns of an answer as CSV; several values of one cell are parted by `|`."""


def answer_csv(answer: Answer) -> str:
    """The hits of an answer as CSV with COLUMNS; what is not a claim has in `says` what it is."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(_row(answer, hit) for hit in answer.hits)
    return text.getvalue()


def _row(answer: Answer, hit: Hit) -> dict[str, str]:
    row = {"record": hit.record, "id": hit.id, "score": f"{hit.score:.4f}", "why": _cell(hit.why)}
    base = answer.base
    match hit.record:
        case "claim":
            return row | _claim(answer, base.claims[hit.id])
        case "entity":
            concept = base.concepts[hit.id]
            return row | {
                "says": _cell((concept.name, *concept.synonyms)), "chinese": _cell(concept.chinese),
                "kind": concept.type,
            }  # fmt: skip
        case "conflict":
            conflict = base.conflicts[hit.id]
            return row | {"says": conflict.says, "kind": conflict.kind, "conflicts": _cell(conflict.claims)}
        case "paper":
            paper = base.papers[hit.id]
            return row | {"says": paper.doi or "", "document": _cell(paper.documents), "cites": paper.id}
        case "system":
            return row | {"says": base.systems[hit.id].title, "systems": hit.id}
        case _:
            return row | {"says": base.documents[hit.id].title, "document": hit.id}


def _claim(answer: Answer, claim: Claim) -> dict[str, str]:
    return {
        "says": claim.says,
        "chinese": claim.chinese,
        "subject": _terms(claim.subjects),
        "relation": claim.relation,
        "object": _terms(claim.objects),
        "context": claim.context,
        "evidence": claim.evidence,
        "document": claim.document,
        "section": claim.section,
        "sentences": _cell(claim.sentences),
        "cites": _cell(claim.cites),
        "systems": _cell(claim.systems),
        "kind": claim.kind,
        "conflicts": _cell(f"{conflict.id}:{other}" for conflict, other in answer.conflicts(claim.id)),
        "verdict": answer.verdicts.get(claim.id, ""),
    }


def _terms(terms: Iterable[Term]) -> str:
    return _cell(term.name for term in terms)


def _cell(values: Iterable[str]) -> str:
    return "|".join(values)
