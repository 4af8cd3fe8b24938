"""The front page of the evidence base: systems by group, types of entities, documents, lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from osteon.knowledge import EvidenceBase
from osteon.report._evidence_claims import Verdicts, verdict_counts
from osteon.report._evidence_links import CONFLICTS, DEFECTS, MENDS, PAPERS, doi_link, type_page
from osteon.report._evidence_system import NOTE
from osteon.report._markdown import plain, table
from osteon.report._words import capital

_SAYS = (
    "What three reviews claim about healing bone, as records: each claim in the project's own words, with "
    "what it rests on, what it is about, what contradicts it and, where it has a course in time, the virtual "
    "experiment that tests it. [`osteon evidence`](../evidence.md) asks the records, "
    "[`osteon claims`](../claims.md) runs the experiments, "
    "[`osteon export evidence`](../exchange-evidence.md) writes the records for other programs."
)


def index_page(base: EvidenceBase, verdicts: Verdicts, defects: int) -> str:
    """Return the page that leads to all others.

    verdicts: by claim, those of the last run. defects: how many errors of the documents are recorded.
    """
    lists = [*_lists(base, defects), "", *_verdicts(base, verdicts)]
    lines = [NOTE, "", "# The evidence base", "", _SAYS, "", *lists]
    groups = dict.fromkeys(system.group for system in sorted(base.systems.values(), key=lambda s: s.id))
    for group in groups:
        lines += [
            "",
            f"## {capital(plain(group))}",
            "",
            *_systems(base, group, verdicts),
        ]
    lines += ["", "## Entities by type", "", *_types(base), "", "## Documents", "", *_documents(base)]
    return "\n".join(lines) + "\n"


def _lists(base: EvidenceBase, defects: int) -> list[str]:
    dynamic = sum(claim.kind == "dynamic" for claim in base.claims.values())
    mended = sum(bool(claim.mended) for claim in base.claims.values())
    mended += sum(bool(concept.mended) for concept in base.concepts.values())
    rows = [
        ("claims", str(len(base.claims)), f"{dynamic} of them with a virtual experiment; below, by system"),
        ("entities", str(len(base.concepts)), "below, by type"),
        (
            f"[conflicts]({CONFLICTS}.md)",
            str(len(base.conflicts)),
            "claims that do not go together as they stand",
        ),
        (f"[cited papers]({PAPERS}.md)", str(len(base.papers)), "as the documents cite them"),
        (f"[mends]({MENDS}.md)", str(mended), "where a record differs from the survey that it came from"),
        (f"[text defects]({DEFECTS}.md)", str(defects), "errors of the documents themselves"),
    ]
    return table(("", "number", "what they are"), rows)


def _verdicts(base: EvidenceBase, verdicts: Verdicts) -> list[str]:
    counts = verdict_counts(list(base.claims.values()), verdicts)
    return [f"Verdicts on the dynamic claims: {plain(counts)}."] if verdicts and counts else []


def _systems(base: EvidenceBase, group: str, verdicts: Verdicts) -> list[str]:
    rows = []
    for id, system in sorted(base.systems.items()):
        if system.group == group:
            claims = base.claims_of(id)
            conflicts = {conflict.id for claim in claims for conflict in base.conflicts_of(claim.id)}
            row = [f"[{id}]({id}.md)", plain(system.title), str(len(claims)), str(len(conflicts) or "")]
            rows.append([*row, plain(verdict_counts(claims, verdicts))])
    return table(("system", "what it is", "claims", "conflicts", "dynamic claims, by verdict"), rows)


def _types(base: EvidenceBase) -> list[str]:
    rows = [
        (f"[{plain(type)}]({type_page(type)}.md)", str(count), str(_grounded(base, type)))
        for type, count in Counter(concept.type for concept in base.concepts.values()).most_common()
    ]
    return table(("type", "entities", "with a term"), rows)


def _grounded(base: EvidenceBase, type: str) -> int:
    return sum(concept.curie is not None for concept in base.concepts.values() if concept.type == type)


def _documents(base: EvidenceBase) -> list[str]:
    def rows() -> Iterator[tuple[str, ...]]:
        for id, document in sorted(base.documents.items()):
            claims = sum(claim.document == id for claim in base.claims.values())
            title = " ".join(part for part in (plain(document.title), doi_link(document.doi)) if part)
            yield id, title, plain(document.kind), plain(document.scope), str(claims)

    return table(("document", "title", "kind", "what it covers", "claims"), rows())
