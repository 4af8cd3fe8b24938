"""Files of `records/`, `applications/`, `registry/`, `safety/` and `tables/` to StaticRecords."""

from collections.abc import Iterator, Sequence

from osteon.errors import shown
from osteon.knowledge._evidence._read_claim import read_tests
from osteon.knowledge._page import Page
from osteon.knowledge._static._application import Application, Outside
from osteon.knowledge._static._bilingual import Bilingual, Difference
from osteon.knowledge._static._concern import Concern
from osteon.knowledge._static._layout import SourceNotes, Tissue
from osteon.knowledge._static._read_layout import read_figures, read_tables
from osteon.knowledge._static._read_paper import read_papers
from osteon.knowledge._static._records import StaticRecords
from osteon.knowledge._static._registry import Registry, TrialCount, TrialQuery
from osteon.knowledge._static._schema import (
    ApplicationTable,
    BilingualTable,
    ConcernTable,
    CountTable,
    DifferenceTable,
    OutsideTable,
    QueryTable,
    RegistryTable,
    SourcesTable,
    StaticFile,
    TissueTable,
)


def read_static(pages: Sequence[Page]) -> StaticRecords:
    """All pages of STATIC_FOLDERS as one; of records with one id the later stands. Faults are noted."""
    for page in pages:
        page.read(StaticFile, ())
    notes = [note for page in pages for note in _sources(page)]
    return StaticRecords(
        papers={name: record for page in pages for name, record in read_papers(page)},
        bilingual={record.document: record for page in pages for record in _bilingual(page)},
        differences={record.id: record for page in pages for record in _differences(page)},
        applications={record.id: record for page in pages for record in _applications(page)},
        outside={record.id: record for page in pages for record in _outside(page)},
        concerns={record.id: record for page in pages for record in _concerns(page)},
        counts={record.id: record for page in pages for record in _counts(page)},
        queries={record.id: record for page in pages for record in _queries(page)},
        tables={record.id: record for page in pages for record in read_tables(page)},
        figures={record.id: record for page in pages for record in read_figures(page)},
        tissues={record.id: record for page in pages for record in _tissues(page)},
        sources=notes[-1] if notes else SourceNotes(),
    )


def _bilingual(page: Page) -> Iterator[Bilingual]:
    for path, table in page.tables(BilingualTable, ("bilingual",)):
        if table is not None:
            (a, b), (c, d) = table.english, table.chinese
            if a > b or c > d:
                page.fault(
                    path, f"english = [{a}, {b}], chinese = [{c}, {d}]", "the first sentence, then the last"
                )
            yield Bilingual(path[-1], table.says, (a, b), (c, d), page.where(path))


def _differences(page: Page) -> Iterator[Difference]:
    for path, table in page.tables(DifferenceTable, ("difference",)):
        if table is not None:
            yield Difference(
                id=path[-1],
                document=table.document,
                english=table.english,
                chinese=table.chinese,
                says=table.says,
                claims=tuple(table.claims),
                where=page.where(path),
            )


def _applications(page: Page) -> Iterator[Application]:
    for path, table in page.tables(ApplicationTable, ("application",)):
        if table is not None:
            yield Application(
                id=path[-1],
                title=table.title,
                says=table.says,
                claims=tuple(table.claims),
                setups=tuple(table.setups),
                readings=dict(table.readings),
                where=page.where(path),
                forms=tuple(table.forms),
                products=tuple(table.products),
                over=tuple(table.over),
            )


def _outside(page: Page) -> Iterator[Outside]:
    for path, table in page.tables(OutsideTable, ("outside",)):
        if table is not None:
            yield Outside(
                path[-1],
                table.says,
                tuple(table.setups),
                page.where(path),
                tuple(table.forms),
                tuple(table.products),
            )


def _concerns(page: Page) -> Iterator[Concern]:
    for path, table in page.tables(ConcernTable, ("concern",)):
        tests = tuple(read_tests(page, (*path, "test")))
        if table is None:
            continue
        if len(table.cards) == 1 or not (table.cards or page.has((*path, "test"))):
            expected = "a test with two setups, or cards with two products"
            page.fault(path, f"concern {shown(path[-1])} without a scenario that moves it", expected)
        yield Concern(
            id=path[-1],
            title=table.title,
            says=table.says,
            claims=tuple(table.claims),
            metric=table.metric,
            tests=tests,
            cards=tuple(table.cards),
            note=table.note,
            where=page.where(path),
        )


def _counts(page: Page) -> Iterator[TrialCount]:
    for path, table in page.tables(CountTable, ("count",)):
        registries = tuple(_registries(page, (*path, "registries")))
        if table is not None:
            yield TrialCount(
                id=path[-1],
                says=table.says,
                above=table.above,
                accessed=table.accessed,
                query=table.query,
                topics=tuple(table.topics),
                registries=registries,
                evidence=table.evidence,
                place=table.place,
                claims=tuple(table.claims),
                where=page.where(path),
            )


def _registries(page: Page, path: tuple[str, ...]) -> Iterator[Registry]:
    for _, table in page.tables(RegistryTable, path):
        if table is not None:
            yield Registry(table.name, table.url, table.entity)


def _queries(page: Page) -> Iterator[TrialQuery]:
    for path, table in page.tables(QueryTable, ("query",)):
        if table is not None:
            yield TrialQuery(
                id=path[-1],
                says=table.says,
                of=table.of,
                until=table.until,
                cells=tuple(table.cells),
                topics={topic: tuple(words) for topic, words in table.topic.items()},
                why=table.why,
                where=page.where(path),
            )


def _tissues(page: Page) -> Iterator[Tissue]:
    for path, table in page.tables(TissueTable, ("tissue",)):
        if table is not None:
            yield Tissue(path[-1], table.tissue, tuple(table.cells), page.where(path))


def _sources(page: Page) -> Iterator[SourceNotes]:
    table = page.read(SourcesTable, ("sources",)) if page.has(("sources",)) else None
    if table is not None:
        yield SourceNotes(
            use=tuple(table.use),
            niche=tuple(table.niche),
            limits=tuple(table.limits),
            instead=tuple(table.instead),
            ranking=tuple(table.ranking),
            where=page.where(("sources",)),
        )
