"""What a name stands for: the record of a paper, a document, a table, a figure, a source, a setup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias, final

from osteon.errors import Fault, OsteonError, near, shown
from osteon.evidence._applications import application_card, application_table
from osteon.evidence._bilingual import difference_table, language_table
from osteon.evidence._cards import document_card, document_cards, need_card, paper_card
from osteon.evidence._cards_sources import ranking, source_card, source_table
from osteon.evidence._identifiers import identifier_table
from osteon.evidence._paper_names import bare_doi, papers_called
from osteon.evidence._registry import registry_card
from osteon.evidence._safety import safety_table
from osteon.evidence._table_build import made_figure, made_table

if TYPE_CHECKING:
    from osteon.evidence._table import ClaimTable
    from osteon.knowledge import EvidenceBase, PaperRecord, StaticRecords

Tables: TypeAlias = "tuple[ClaimTable, ...]"

TOPICS = {
    "documents": "type, scope and evidence base of the reviewed documents",
    "languages": "a document in two languages, sentence by sentence",
    "differences": "where its two languages part",
    "identifiers": "identifiers that documents print, and whether they are right",
    "needs": "why repair of bone matters: context, never simulated",
    "registry": "how many clinical trials there are",
    "applications": "three groups of uses of stromal cells, with the therapies of each",
    "safety": "concerns about safety, supply, regulation and cost, with what moves each",
    "sources": "tissues that stromal cells are taken from",
    "ranking": "which cells regenerate bone better than which",
}
"""Words that stand for a table each; beside them stand those of the catalogue's own tables and figures."""


@final
class RecordLookupError(OsteonError):
    """Nothing is known by a name."""


def look_up(
    base: EvidenceBase, static: StaticRecords, name: str, language: str | None = None
) -> PaperRecord | Tables:
    """What is known by a name, in any case.

    name: a word of TOPICS, a table or figure, the id of a document or of a record of a paper, a DOI, a cited
    paper like "Dominici 2006", the name of a kind of stromal cell, or a setup. language: a member of
    LANGUAGES, of a document in two. Raises RecordLookupError with near names.
    """
    bare = bare_doi(name) or name.strip()
    if not bare:
        raise RecordLookupError(_unknown(base, static, bare))
    table = topic_table(base, static, bare.casefold(), language)
    if table is not None:
        return (table,)
    record = _record(static, bare)
    if record is not None:
        return record
    if bare in base.documents:
        return _document(base, static, bare, language)
    papers = papers_called(base, bare)
    if papers:
        return (paper_card(base, base.papers[papers[0]]),)
    cells = _cells(base, static).get(bare.casefold())
    if cells is not None:
        return (source_card(base, static, cells),)
    if bare in base.setups:
        return (application_card(static, base.setups[bare]),)
    raise RecordLookupError(_unknown(base, static, bare))


def topic_table(
    base: EvidenceBase, static: StaticRecords, name: str, language: str | None = None
) -> ClaimTable | None:
    """The table that a word of TOPICS, or the id of a table or figure, stands for; None if it is neither."""
    if name in static.tables:
        return made_table(static.tables[name], base)
    if name in static.figures:
        return made_figure(static.figures[name], base)
    match name:
        case "documents":
            return document_cards(base)
        case "needs":
            return need_card(base)
        case "applications":
            return application_table(static)
        case "safety":
            return safety_table(static, base)
        case "sources":
            return source_table(base, static)
        case "ranking":
            return ranking(base, static)
        case "identifiers":
            return identifier_table(base)
        case "languages" if static.bilingual:
            return language_table(base, next(iter(static.bilingual.values())), language)
        case "differences" if static.bilingual:
            return difference_table(static, next(iter(static.bilingual)))
        case "registry" if static.counts:
            count = next(iter(static.counts.values()))
            query = next((query for query in static.queries.values() if query.of == count.id), None)
            return registry_card(base, count, query)
    return None


def known_topics(static: StaticRecords) -> Mapping[str, str]:
    """Every word that stands for a table, with what it holds."""
    tables = {layout.id: layout.title for layout in static.tables.values()}
    figures = {layout.id: layout.title for layout in static.figures.values()}
    return {**tables, **figures, **TOPICS}


def _record(static: StaticRecords, name: str) -> PaperRecord | None:
    form = name.casefold()
    for key, record in static.papers.items():
        if form in (key.casefold(), record.doi.casefold(), record.pmc.casefold(), record.title.casefold()):
            return record
    return None


def _document(base: EvidenceBase, static: StaticRecords, document: str, language: str | None) -> Tables:
    card = document_card(base, document)
    record = static.bilingual.get(document)
    if record is None:
        return (card,)
    return (card, language_table(base, record, language), difference_table(static, document))


def _cells(base: EvidenceBase, static: StaticRecords) -> dict[str, str]:
    """Names of the kinds of stromal cell of which something is said, in small letters."""
    kinds = {cells for tissue in static.tissues.values() for cells in tissue.cells}
    kinds |= {column for table in static.tables.values() for column in table.columns}
    kinds |= {entity for claim in static.sources.ranking for entity in base.claims[claim].entities}
    cells = [base.concepts[kind] for kind in kinds if base.concepts[kind].type == "cell"]
    return {name.casefold(): cell.id for cell in cells for name in (*reversed(cell.names), cell.id)}


def _unknown(base: EvidenceBase, static: StaticRecords, name: str) -> Fault:
    expected = "a DOI, a file, a document (000, 001, 002), a cited paper or a word that osteon record lists"
    fix = near(name, _names(base, static)) or "osteon record, alone, lists what there is"
    return Fault("NAME", shown(name), expected, fix)


def _names(base: EvidenceBase, static: StaticRecords) -> Iterator[str]:
    yield from known_topics(static)
    for key, record in static.papers.items():
        yield from filter(None, (key, record.doi, record.pmc, record.title))
    yield from base.documents
    for paper in base.papers.values():
        yield from filter(None, (paper.id, paper.doi))
    yield from _cells(base, static)
    yield from base.setups
