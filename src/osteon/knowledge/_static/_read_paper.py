"""Tables of papers to PaperRecords: of a catalogue file, and of a record that stands alone."""

from collections.abc import Iterator, Mapping
from typing import Any

from osteon.errors import Fault, RecordError
from osteon.knowledge._page import Page
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._static._paper import Linked, PaperRecord, Section
from osteon.knowledge._static._schema import LinkedTable, RecordTable, SectionTable
from osteon.knowledge._toml import Document


def read_papers(page: Page) -> Iterator[tuple[str, PaperRecord]]:
    """Id and record of each `[record.ID]` on this page. Faults are noted on the page."""
    for name in page.names(("record",)):
        record = _record(page, ("record", name))
        if record is not None:
            yield name, record
        else:
            page.failed.add(name)


def paper_of(table: Mapping[str, Any], where: str = "") -> PaperRecord:
    """The record of a paper that stands in a mapping with the keys of `[record.ID]`, as JSON has it.

    where: how messages name it. Raises RecordError with all faults.
    """
    faults: list[Fault] = []
    record = _record(Page(Document(where or "record", dict(table), ""), faults), ())
    if record is None or faults:
        raise RecordError([Fault(where, fault.given, fault.expected, fault.fix) for fault in faults])
    return record


def _record(page: Page, path: KeyPath) -> PaperRecord | None:
    table = page.read(RecordTable, path)
    linked = tuple(_linked(page, (*path, "linked")))
    found = tuple(_linked(page, (*path, "full_text_entities")))
    further = tuple(_sections(page, (*path, "further")))
    if table is None:
        return None
    return PaperRecord(
        title=_line(table.title),
        authors=_lines(table.authors),
        doi=table.doi,
        pmc=table.pmc,
        journal=_line(table.journal),
        date=table.date,
        tldr=_line(table.tldr),
        contribution=_line(table.contribution),
        findings=_lines(table.findings),
        abstract=_line(table.abstract),
        linked=linked,
        full_text_entities=found,
        figures=table.figures,
        references=table.references,
        full_text=table.full_text,
        source=table.source,
        note=_line(table.note),
        further=further,
        where=page.where(path),
    )


def _linked(page: Page, path: KeyPath) -> Iterator[Linked]:
    for _, table in page.tables(LinkedTable, path):
        if table is not None:
            yield Linked(_line(table.group), _line(table.name), table.curie)


def _sections(page: Page, path: KeyPath) -> Iterator[Section]:
    for _, table in page.tables(SectionTable, path):
        if table is not None:
            yield Section(_line(table.heading), _line(table.text))


def _lines(texts: list[str]) -> tuple[str, ...]:
    return tuple(line for text in texts if (line := _line(text)))


def _line(text: str) -> str:
    return " ".join(text.split())
