"""Files of entities, conflicts, papers, systems and documents to their records."""

from collections.abc import Iterator

from osteon.knowledge._evidence._concept import Concept
from osteon.knowledge._evidence._conflict import Conflict
from osteon.knowledge._evidence._reviewed import Paper, Reviewed
from osteon.knowledge._evidence._schema import (
    ConceptTable,
    ConflictTable,
    PaperTable,
    ReviewedTable,
    SystemTable,
)
from osteon.knowledge._evidence._system import System
from osteon.knowledge._page import Page


def read_concepts(page: Page) -> Iterator[Concept]:
    """The entities of the evidence base on this page. Faults are noted on the page."""
    for path, table in page.tables(ConceptTable, ("entity",)):
        if table is not None:
            yield Concept(
                id=path[-1],
                name=table.name,
                synonyms=tuple(table.synonyms),
                chinese=tuple(table.chinese),
                type=table.type,
                curie=table.curie,
                label=table.label,
                certainty=table.certainty,
                xrefs=tuple(table.xrefs),
                gene=table.gene,
                model=tuple(table.model),
                note=table.note,
                mended=table.mended,
                where=page.where(path),
            )


def read_conflicts(page: Page) -> Iterator[Conflict]:
    """The conflicts on this page. Faults are noted on the page."""
    for path, table in page.tables(ConflictTable, ("conflict",)):
        if table is not None:
            first, second = table.claims
            yield Conflict(
                id=path[-1],
                claims=(first, second),
                kind=table.kind,
                hidden=table.hidden,
                says=table.says,
                resolved_by=table.resolved_by,
                dial=table.dial,
                where=page.where(path),
            )


def read_papers(page: Page) -> Iterator[Paper]:
    """The cited papers on this page. Faults are noted on the page."""
    for path, table in page.tables(PaperTable, ("paper",)):
        if table is not None:
            yield Paper(
                id=path[-1],
                authors=table.authors,
                year=table.year,
                documents=tuple(table.documents),
                doi=table.doi,
                source=table.source,
                note=table.note,
                where=page.where(path),
            )


def read_systems(page: Page) -> Iterator[System]:
    """The systems on this page. Faults are noted on the page."""
    for path, table in page.tables(SystemTable, ("system",)):
        if table is not None:
            yield System(
                id=path[-1],
                title=table.title,
                group=table.group,
                says=table.says,
                sets=table.sets,
                reads=table.reads,
                acceptance=table.acceptance,
                where=page.where(path),
            )


def read_documents(page: Page) -> Iterator[Reviewed]:
    """The reviewed documents on this page. Faults are noted on the page."""
    for path, table in page.tables(ReviewedTable, ("document",)):
        if table is not None:
            yield Reviewed(
                id=path[-1],
                title=table.title,
                kind=table.kind,
                scope=table.scope,
                basis=table.basis,
                language=table.language,
                authors=table.authors,
                journal=table.journal,
                year=table.year,
                doi=table.doi,
                note=table.note,
                where=page.where(path),
            )
