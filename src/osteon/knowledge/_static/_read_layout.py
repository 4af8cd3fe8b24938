"""Tables `[table.ID]` and `[figure.ID]` to their layouts."""

from collections.abc import Iterator

from osteon.errors import near, shown
from osteon.knowledge._page import Page
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._static._layout import Element, Entry, FigureLayout, TableLayout
from osteon.knowledge._static._schema import ElementTable, EntryTable, FigureTable, TableTable


def read_tables(page: Page) -> Iterator[TableLayout]:
    """The tables that are made anew, on this page. Faults are noted on the page."""
    for path, table in page.tables(TableTable, ("table",)):
        entries = tuple(_entries(page, (*path, "entry")))
        if table is None:
            continue
        for number, entry in enumerate(entries):
            if entry.column not in table.columns:
                place = (*path, "entry", str(number), "column")
                given = f"column = {shown(entry.column)}"
                page.fault(place, given, "one of the columns", near(entry.column, table.columns))
        yield _layout(path[-1], table, entries, page.where(path))


def _layout(name: str, table: TableTable, entries: tuple[Entry, ...], where: str) -> TableLayout:
    return TableLayout(
        id=name,
        title=table.title,
        says=table.says,
        document=table.document,
        image=table.image,
        corner=table.corner,
        columns=tuple(table.columns),
        rows=tuple(table.rows),
        kinds=tuple(table.kinds),
        labels=dict(table.labels),
        claims=tuple(table.claims),
        words=dict(table.words),
        said=dict(table.said),
        entries=entries,
        telling=dict(table.telling),
        tells=table.tells,
        notes=tuple(table.notes),
        where=where,
    )


def _entries(page: Page, path: KeyPath) -> Iterator[Entry]:
    for place, table in page.tables(EntryTable, path):
        if table is None:
            continue
        if not table.claims and not table.sources:
            page.fault(place, f"the word {shown(table.word)} of nobody", "claims or sources that say so")
        yield Entry(tuple(table.rows), table.column, table.word, tuple(table.claims), tuple(table.sources))


def read_figures(page: Page) -> Iterator[FigureLayout]:
    """The figures that are made anew, on this page. Faults are noted on the page."""
    for path, table in page.tables(FigureTable, ("figure",)):
        elements = tuple(_elements(page, (*path, "element")))
        if table is not None:
            yield FigureLayout(
                id=path[-1],
                title=table.title,
                says=table.says,
                document=table.document,
                image=table.image,
                elements=elements,
                notes=tuple(table.notes),
                where=page.where(path),
            )


def _elements(page: Page, path: KeyPath) -> Iterator[Element]:
    for _, table in page.tables(ElementTable, path):
        if table is not None:
            yield Element(table.panel, table.says, tuple(table.claims))
