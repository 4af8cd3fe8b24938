"""What of each record is searched, and under which heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from osteon.evidence._words import indexed, key

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
    "entity": ("id", "name", "name", "synonym", "identifier", "note"),
    "conflict": ("id", "its claims", "its claims", "what clashes", "what its claims say", "what resolves it"),
    "paper": ("citation", "authors", "authors", "note", "identifier", "note"),
    "system": ("id", "title", "title", "description", "what is set and read", "acceptance"),
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
    return (
        _words(claim.id),
        _terms(claim.subjects),
        _terms(claim.objects),
        _words(claim.says, claim.chinese),
        "",
        _words(
            claim.context, claim.note, claim.relation.replace("_", " "), claim.evidence.replace("_", " "),
            *_citations(claim.cites), *claim.systems,
        ),
    )  # fmt: skip


def _entity(concept: Concept) -> Row:
    ids = filter(None, (concept.curie, concept.gene, *concept.xrefs))
    return (
        _words(concept.id),
        _words(concept.name),
        "",
        _words(*concept.synonyms, *concept.chinese, concept.label),
        _words(*map(key, ids)),
        _words(concept.type, concept.note),
    )  # fmt: skip


def _conflict(conflict: Conflict, base: EvidenceBase) -> Row:
    claims = [base.claims[name] for name in conflict.claims if name in base.claims]
    return (
        _words(conflict.id),
        _words(*conflict.claims),
        "",
        _words(conflict.says),
        _words(*(text for c in claims for text in (c.says, c.chinese, *c.entities))),
        _words(conflict.resolved_by, conflict.dial, conflict.kind),
    )  # fmt: skip


def _paper(paper: Paper) -> Row:
    ids = filter(None, (paper.doi, paper.source))
    return (
        _words(*_citations([paper.id])), _words(paper.authors), "", _words(paper.note), _words(*ids), "",
    )  # fmt: skip


def _system(system: System) -> Row:
    return (
        _words(system.id),
        _words(system.title),
        "",
        _words(system.says),
        _words(system.sets, system.reads),
        _words(system.acceptance, system.group),
    )  # fmt: skip


def _document(document: Reviewed) -> Row:
    return (
        _words(document.id),
        _words(document.title),
        "",
        _words(document.scope),
        _words(document.authors, document.journal, document.doi or ""),
        _words(document.kind, document.note),
    )  # fmt: skip


def _terms(terms: Iterable[Term]) -> str:
    return _words(*(text for term in terms for text in (term.name, *term.entities)))


def _all_names(concept: Concept) -> str:
    return _words(*concept.names, concept.label)


def _citations(cites: Iterable[str]) -> Iterator[str]:
    """Each citation as it is printed, and in one word: `Liu 2020` is not any Liu of any 2020."""
    for cite in cites:
        yield cite
        yield key(cite)


def _words(*texts: str) -> str:
    return "; ".join(texts)
