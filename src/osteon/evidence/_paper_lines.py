"""The record of a paper as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from osteon.evidence._answer_wrap import wrapped
from osteon.evidence._ground_printed import printed_ids
from osteon.evidence._paper_escape import PART

if TYPE_CHECKING:
    from osteon.evidence._ground_printed import PrintedId
    from osteon.knowledge import EvidenceBase, Linked, PaperRecord

WIDTH = 100
MISSING = "not given"


def paper_lines(record: PaperRecord, base: EvidenceBase, width: int = WIDTH) -> list[str]:
    """Every field of a record, those that it lacks too. width: columns of the terminal.

    An identifier that is known to be printed for the wrong thing is marked, with what it is an identifier of.
    """
    marks = {(item.name, item.curie): item for item in printed_ids(base) if item.mismatch}
    lines = wrapped(record.title, width)
    for name, texts in _fields(record, marks):
        given = [text for text in texts if text]
        for text in given[:1] or [MISSING]:
            lines += wrapped(text, width, f"{name}: ", "  ")
        for text in given[1:]:
            lines += wrapped(text, width, "  ", "  ")
    return lines


def _fields(
    record: PaperRecord, marks: dict[tuple[str, str], PrintedId]
) -> Iterator[tuple[str, Iterable[str]]]:
    yield "authors", [", ".join(record.authors)]
    yield "DOI", [record.doi]
    yield "PMC", [record.pmc]
    yield "journal, date", [f" {PART} ".join(text for text in (record.journal, record.date) if text)]
    yield "in short", [record.tldr]
    yield "contribution", [record.contribution]
    yield "key findings", [f"- {finding}" for finding in record.findings]
    yield "abstract", [record.abstract]
    yield "linked entities", [_entity(entity, marks) for entity in record.linked]
    yield "entities of the text", [_entity(entity, marks) for entity in record.full_text_entities]
    yield "figures", ["" if record.figures is None else str(record.figures)]
    yield "references", ["" if record.references is None else str(record.references)]
    yield "full text", [record.full_text]
    yield "source", [record.source]
    yield "note", [record.note]
    yield from ((section.heading, [section.text]) for section in record.further)


def _entity(entity: Linked, marks: dict[tuple[str, str], PrintedId]) -> str:
    said = f"{entity.group}: {entity.name} ({entity.curie})"
    wrong = marks.get((entity.name, entity.curie))
    return f"{said} ! this identifier is that of {wrong.label!r} [{wrong.claim}]" if wrong else said
