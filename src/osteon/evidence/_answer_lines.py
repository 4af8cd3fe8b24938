"""An answer as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from osteon.evidence._answer import PLURALS, Answer, Hit, Reading, shelf
from osteon.evidence._answer_wrap import wrapped
from osteon.evidence._index_names import gene_of
from osteon.evidence._index_rows import RECORDS
from osteon.text import counted

if TYPE_CHECKING:
    from osteon.knowledge import Claim, Concept, Conflict, EvidenceBase, Term

WIDTH = 100
MARGIN = 6
"""Columns that ids take."""

BESIDE = 5
"""Records of each other kind that are shown beside claims."""

DETAIL = " "
Line: TypeAlias = tuple[str, str]
"""What stands in the margin, and what beside it; with no margin the text begins at the left."""


def answer_lines(answer: Answer, width: int = WIDTH) -> list[str]:
    """How the question was read, what was found of how much, and a paragraph for each record.

    width: columns of the terminal. Conflicts are shown with both sides where they were asked for.
    """
    by_conflict = bool(answer.filters.get("conflicts"))
    head = (*_readings(answer), *answer.notes, _count(answer, by_conflict))
    blocks = [[("", text) for text in head]]
    if by_conflict:
        blocks += [_both_sides(answer.base, answer.base.conflicts[hit.id]) for hit in answer.of("conflict")]
    else:
        blocks += [_claim(answer, answer.base.claims[hit.id], hit.why) for hit in answer.of("claim")]
    for record in RECORDS[1:]:
        if not (by_conflict and record == "conflict"):
            blocks.append(list(_beside(answer, record)))
    lines = [_set(block, width) for block in blocks if block]
    return [line for block in lines for line in (*block, "")][:-1]


def overview_lines(base: EvidenceBase, width: int = WIDTH) -> list[str]:
    """What there is to ask about, and how."""
    kinds = [claim.kind for claim in base.claims.values()]
    says = [f"{kinds.count(kind)} {kind.replace('_', ' ')}" for kind in dict.fromkeys(kinds)]
    relations = sorted({claim.relation for claim in base.claims.values()})
    block = [
        ("", f"{counted(len(base.claims), 'claim')}: {', '.join(says)}"),
        ("", ", ".join(f"{len(shelf(base, record))} {PLURALS[record]}" for record in RECORDS[1:])),
        *(("", f"document {document.id}: {document.title}") for document in base.documents.values()),
        ("", f"relations: {', '.join(relations)}"),
        ("", 'Ask: osteon evidence "IL-10"; osteon evidence --entity MSC-EV --relation increases'),
    ]
    return _set(block, width)


def _readings(answer: Answer) -> Iterator[str]:
    for reading in answer.readings:
        yield _reading(answer.base, reading)


def _reading(base: EvidenceBase, reading: Reading) -> str:
    concepts = [base.concepts[entity] for entity in reading.entities]
    listed = " and ".join(_named(concept) for concept in concepts)
    if len(concepts) == 1 and concepts[0].name == reading.text:
        return f"{listed}."
    more = "" if len(concepts) == 1 else f"; all {len(concepts)} are searched"
    if len(concepts) > 1 and len({gene_of(concept) or concept.id for concept in concepts}) == 1:
        more = f", one gene: all {len(concepts)} are searched"
    return f"{reading.text} is {listed}{more}."


def _named(concept: Concept) -> str:
    return f"{concept.name} ({', '.join(filter(None, (concept.id, concept.curie)))})"


def _count(answer: Answer, by_conflict: bool) -> str:
    record = "conflict" if by_conflict else "claim"
    found, shown = answer.found[record], len(answer.of(record))
    count = f"{found} of {len(shelf(answer.base, record))} {PLURALS[record]}"
    return f"{count}; the first {shown} (--limit 0 for all)" if shown < found else count


def _claim(answer: Answer, claim: Claim, why: Iterable[str]) -> list[Line]:
    verdict = answer.verdicts.get(claim.id)
    facts = (
        claim.evidence.replace("_", " "),
        "; ".join(claim.cites),
        f"document {claim.document}",
        " ".join(claim.systems),
        claim.kind.replace("_", " "),
    )
    relation = f"{_terms(claim.subjects)} | {claim.relation.replace('_', ' ')} | {_terms(claim.objects)}"
    return [
        (claim.id, claim.says),
        *([(DETAIL, claim.chinese)] if claim.chinese else []),
        (DETAIL, f"{relation} | {claim.context}" if claim.context else relation),
        (DETAIL, " | ".join(filter(None, facts))),
        *([(DETAIL, f"verdict: {verdict}")] if verdict else []),
        *([(DETAIL, f"found in: {', '.join(why)}")] if why else []),
        *(_against(answer, conflict, other) for conflict, other in answer.conflicts(claim.id)),
    ]


def _against(answer: Answer, conflict: Conflict, other: str) -> Line:
    claim = answer.base.claims.get(other)
    said = f" {claim.says}" if claim else ""
    return (DETAIL, f"against {other}:{said} | {conflict.id} | {_kind(conflict)} | {conflict.says}")


def _both_sides(base: EvidenceBase, conflict: Conflict) -> list[Line]:
    claims = [base.claims[name] for name in conflict.claims if name in base.claims]
    return [
        (conflict.id, f"{conflict.says} | {_kind(conflict)}"),
        *(
            (claim.id, " | ".join((claim.says, *claim.cites, f"document {claim.document}")))
            for claim in claims
        ),
        *([(DETAIL, f"decided by: {conflict.resolved_by}")] if conflict.resolved_by else []),
        *([(DETAIL, f"set by: {conflict.dial}")] if conflict.dial else []),
    ]


def _beside(answer: Answer, record: str) -> Iterator[Line]:
    """The first records of another kind, a line each under a heading."""
    hits = answer.of(record)[:BESIDE]
    if not hits:
        return
    found, total = answer.found[record], len(shelf(answer.base, record))
    more = f", the first {len(hits)}" if len(hits) < found else ""
    yield ("", f"{PLURALS[record].capitalize()}: {found} of {total}{more}")
    for hit in hits:
        yield _one_line(answer.base, hit)


def _one_line(base: EvidenceBase, hit: Hit) -> Line:
    match hit.record:
        case "entity":
            concept = base.concepts[hit.id]
            names = "; ".join((concept.name, *concept.synonyms, *concept.chinese))
            facts = ", ".join(filter(None, (concept.type, concept.curie)))
            return (hit.id, f"{names} ({facts}), {counted(len(base.claims_with(hit.id)), 'claim')}")
        case "conflict":
            conflict = base.conflicts[hit.id]
            decided = f" | decided by: {conflict.resolved_by}" if conflict.resolved_by else ""
            sides = " against ".join(conflict.claims)
            return (hit.id, f"{sides} | {_kind(conflict)} | {conflict.says}{decided}")
        case "paper":
            doi = base.papers[hit.id].doi
            cited = ", ".join(claim.id for claim in base.claims_citing(hit.id)) or "no claim"
            return (DETAIL, f"{hit.id}{f', doi:{doi}' if doi else ''}, cited for {cited}")
        case "system":
            return (hit.id, f"{base.systems[hit.id].title}, {counted(len(base.claims_of(hit.id)), 'claim')}")
        case _:
            return (hit.id, base.documents[hit.id].title)


def _kind(conflict: Conflict) -> str:
    return f"{conflict.kind}, hidden" if conflict.hidden else conflict.kind


def _terms(terms: Iterable[Term]) -> str:
    return ", ".join(term.name for term in terms)


def _set(block: Iterable[Line], width: int) -> list[str]:
    lines = []
    for margin, text in block:
        lines += wrapped(text, width, margin.ljust(MARGIN) if margin else "", " " * MARGIN)
    return lines
