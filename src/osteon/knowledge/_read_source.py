"""A file of sources to Sources."""

from osteon.knowledge._page import Page
from osteon.knowledge._schema import SourceFile, SourceTable
from osteon.knowledge._source import Source


def read_sources(page: Page) -> list[Source]:
    """The sources on this page. Faults are noted on the page."""
    page.read(SourceFile, ())
    return [
        Source(
            id=path[-1],
            title=table.title,
            authors=table.authors,
            year=table.year,
            journal=table.journal,
            kind=table.kind,
            seen=table.seen,
            note=table.note,
            where=page.where(path),
        )
        for path, table in page.tables(SourceTable, ("source",))
        if table is not None
    ]
