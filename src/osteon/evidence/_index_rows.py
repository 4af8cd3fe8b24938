"""What of each record is searched, and under which heading; what keepers noted on records is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from osteon.evidence._words import indexed

if TYPE_CHECKING:
    from osteon.knowledge import Claim, Concept, Conflict, EvidenceBase, Paper, Reviewed, System, Term

COLUMNS = ("id", "subject", "object", "says", "also", "context")
"""The headings; MEANING says what each is in a record."""

TELLING = frozenset(COLUMNS[:4])
"""A record is about what stands here; what stands elsewhere it only mentions."""

RECORDS = ("claim", "entity", "conflict", "paper", "system", "document")
"""The kinds of record, in the order of an answer."""

MEANING: Mapping[str, tuple[str, ...]] = {
    "claim": ("id", "subject", "object", "sentence", "another name of its entities", "context or citation"),
    "entity": ("id", "name", "name", "synonym", "identifier", "type"),
    "conflict": ("id", "its claims", "its claims", "what clashes", "what its claims say", "what resolves it"),
    "paper": ("citation", "authors", "authors", "note", "identifier", "note"),
    "system": ("id", "title", "title", "description", "what is set and read", "group"),
    "document": ("id", "title", "title", "scope", "authors or journal", "note"),
}
"""What each of COLUMNS is, in a record of each kind."""


Row: TypeAlias = tuple[str, str, str, str, str, str]
"""What stands under each of COLUMNS."""


def index_rows(base: EvidenceBase) -> tuple[list[tuple[str, str]], list[Row]]:
    """Kind and id of each record, in the order of RECORDS, and its row as the index takes it."""
    made = [
        *(("claim", claim.id, _claim(claim)) for claim in base.claims.values()),
        *(("entity", concept.id, _entity(concept)) for concept in base.concepts.values()),
        *(("conflict", conflict.id, _conflict(conflict, base)) for conflict in base.conflicts.values()),
        *(("paper", paper.id, _paper(paper)) for paper in base.papers.values()),
        *(("system", system.id, _system(system)) for system in base.systems.values()),
        *(("document", document.id, _document(document)) for document in base.documents.values()),
    ]
    texts = iter(indexed([text for _, _, row in made for text in row]))
    rows: list[Row] = list(zip(*[texts] * len(COLUMNS), strict=True))
    names = dict(zip(base.concepts, indexed([_all_names(c) for c in base.concepts.values()]), strict=True))
    for number, claim in enumerate(base.claims.values()):
        also = " ".join(names.get(entity, "") for entity in claim.entities)
        rows[number] = (*rows[number][:4], also, rows[number][5])
    return [(record, name) for record, name, _ in made], rows


def _claim(claim: Claim) -> Row:
    kinds = f"{claim.relation} {claim.evidence}".replace("_", " ")
    cited = " ".join(map(_citation, claim.cites))
    return (
        claim.id,
        _terms(claim.subjects),
        _terms(claim.objects),
        f"{claim.says} {claim.chinese}",
        "",
        f"{claim.context}; {kinds} {cited} {' '.join(claim.systems)}",
    )


def _entity(concept: Concept) -> Row:
    ids = " ".join((concept.curie or "", concept.gene or "", *concept.xrefs))
    return (
        concept.id,
        concept.name,
        "",
        "; ".join((*concept.synonyms, *concept.chinese, concept.label)),
        ids.replace(":", "-"),
        concept.type,
    )


def _conflict(conflict: Conflict, base: EvidenceBase) -> Row:
    claims = [base.claims[name] for name in conflict.claims if name in base.claims]
    return (
        conflict.id,
        " ".join(conflict.claims),
        "",
        conflict.says,
        " ".join(text for c in claims for text in (c.says, c.chinese, *c.entities)),
        f"{conflict.resolved_by}; {conflict.dial}; {conflict.kind}",
    )


def _paper(paper: Paper) -> Row:
    return (_citation(paper.id), paper.authors, "", paper.note, f"{paper.doi or ''} {paper.source or ''}", "")


def _system(system: System) -> Row:
    return (
        system.id,
        system.title,
        "",
        system.says,
        f"{system.sets}; {system.reads}",
        system.group,
    )


def _document(document: Reviewed) -> Row:
    return (
        document.id,
        document.title,
        "",
        document.scope,
        f"{document.authors}; {document.journal}; {document.doi or ''}",
        f"{document.kind}; {document.note}",
    )


def _terms(terms: Iterable[Term]) -> str:
    return " ".join(f"{term.name} {' '.join(term.entities)}" for term in terms)


def _all_names(concept: Concept) -> str:
    return "; ".join((*concept.names, concept.label))


def _citation(cite: str) -> str:
    """A citation as one hyphenated word: `Liu 2020` is not any Liu of any 2020."""
    return "-".join(cite.replace(".", "").split())
