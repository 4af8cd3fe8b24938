"""Claims on the page of a system: by kind, with what they rest on and what came of their experiments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from osteon.claims import Recorded
from osteon.knowledge import CLAIM_KINDS, Claim, EvidenceBase, Term
from osteon.report._evidence_links import anchor, cites, conflict_link, with_code
from osteon.report._markdown import plain, table
from osteon.report._words import unit_text

Verdicts: TypeAlias = Mapping[str, Recorded]
"""By claim, what came of its virtual experiment when all were last run."""

NOT_RUN, STALE = "not run", "stale"
ORDER = ("quantitative", "emergent", "by construction", "contradicted", "not yet", NOT_RUN)
"""Verdicts as they are counted, the strongest first."""

_KINDS = {
    "dynamic": (
        "Claims with a course in time",
        "Each has a virtual experiment; the [verdict](../claims.md) says what came of it.",
    ),
    "static": ("Claims that a record or a check holds", ""),
    "not_simulable": ("Claims that no model can hold", ""),
}


def claim_lines(base: EvidenceBase, claims: Sequence[Claim], verdicts: Verdicts) -> list[str]:
    """Return the claims in a table for each kind. verdicts: by claim, those of the last run."""
    lines: list[str] = []
    for kind in CLAIM_KINDS:
        own = [claim for claim in claims if claim.kind == kind]
        if own:
            title, says = _KINDS[kind]
            lines += ["", f"### {title}", "", *([says, ""] if says else [])]
            lines += _table(base, own, verdicts if kind == "dynamic" else None)
    return lines


def verdict_counts(claims: Sequence[Claim], verdicts: Verdicts) -> str:
    """Return how many dynamic claims have each verdict, in words; nothing where there are none."""
    dynamic = [claim.id for claim in claims if claim.kind == "dynamic"]
    found = Counter(verdicts[id].verdict if id in verdicts else NOT_RUN for id in dynamic)
    order = sorted(found, key=lambda verdict: ORDER.index(verdict) if verdict in ORDER else len(ORDER))
    return ", ".join(f"{found[verdict]} {verdict}" for verdict in order)


def _table(base: EvidenceBase, claims: Sequence[Claim], verdicts: Verdicts | None) -> list[str]:
    head = ["claim", "what it says", "rests on"]
    rows = [
        [_name(base, claim), "<br>".join(_says(claim)), "<br>".join(_basis(base, claim))] for claim in claims
    ]
    if verdicts is not None:
        head.append("verdict")
        for row, claim in zip(rows, claims, strict=True):
            row.append("<br>".join(_verdict(verdicts.get(claim.id))))
    return table(head, rows)


def _verdict(recorded: Recorded | None) -> Iterator[str]:
    if recorded is None:
        yield NOT_RUN
        return
    yield f"**{plain(recorded.verdict)}**{f' ({STALE})' if recorded.stale else ''}"
    if recorded.effect is not None and recorded.low is not None and recorded.high is not None:
        numbers = (f"{number:+.3g}" for number in (recorded.effect, recorded.low, recorded.high))
        effect, low, high = numbers
        unit = f" {unit_text(recorded.unit)}" if unit_text(recorded.unit) else ""
        yield plain(effect + unit) if low == high else plain(f"{effect}{unit}, {low} to {high}")
    if recorded.why:
        yield plain(recorded.why)


def _name(base: EvidenceBase, claim: Claim) -> str:
    conflicts = [conflict_link(conflict.id) for conflict in base.conflicts_of(claim.id)]
    return "<br>".join([anchor(claim.id), *conflicts])


def _says(claim: Claim) -> Iterator[str]:
    yield plain(claim.says)
    if claim.chinese:
        yield plain(claim.chinese)
    relation = claim.relation.replace("_", " ")
    context = f" ({plain(claim.context)})" if claim.context else ""
    yield f"{_terms(claim.subjects)} → *{relation}* → {_terms(claim.objects)}{context}"
    if claim.experiment is not None:
        yield f"Run: {plain(claim.experiment.says)}"
    if claim.note:
        yield f"Note: {plain(claim.note)}"


def _terms(terms: Sequence[Term]) -> str:
    return "; ".join(plain(term.name) for term in terms)


def _basis(base: EvidenceBase, claim: Claim) -> Iterator[str]:
    yield claim.evidence.replace("_", " ")
    if claim.cites:
        note = f" ({plain(claim.cites_note)})" if claim.cites_note else ""
        yield cites(base, claim.cites) + note
    numbers = [sentence.rpartition(":")[2] for sentence in claim.sentences]
    where = f", sentence {', '.join(numbers)}" if numbers else ""
    yield f"document {claim.document}, {plain(claim.section)}{where}"


def conflict_rows(base: EvidenceBase, ids: Sequence[str], claim_text: Mapping[str, str]) -> list[str]:
    """Return conflicts as a table. claim_text: the links to claims by id."""
    rows = []
    for id in ids:
        conflict = base.conflicts[id]
        seen = "<br>seen once names are grounded" if conflict.hidden else ""
        rows.append(
            (
                anchor(id),
                f"{conflict.kind}{seen}",
                " and ".join(claim_text[claim] for claim in conflict.claims),
                plain(conflict.says),
                plain(conflict.resolved_by),
                with_code(conflict.dial),
            )
        )
    return table(("conflict", "kind", "between", "what clashes", "what decides", "what sets it"), rows)
