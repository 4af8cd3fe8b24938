"""The record of a paper as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from osteon.evidence._paper_escape import PART, disguised, escaped, one_line
from osteon.evidence._paper_page import AUTHORS, DOI, RULE, SOURCE, is_mark, key_of
from osteon.text import counted

if TYPE_CHECKING:
    from osteon.knowledge import Linked, PaperRecord


def paper_json(record: PaperRecord) -> str:
    """The record as a JSON object; `read_paper` reads it back. Fields that the record lacks are left out."""
    return json.dumps(paper_fields(record), indent=1, ensure_ascii=False)


def paper_fields(record: PaperRecord) -> dict[str, Any]:
    """The fields that the record has, as plain values."""
    fields = asdict(record)
    del fields["where"]
    return {key: value for key, value in fields.items() if value not in ("", (), None)}


def paper_markdown(record: PaperRecord) -> str:
    """The record as a page of Markdown; `read_paper` reads it back to the same fields."""
    blocks = [f"# {escaped(record.title)}"]
    if record.authors:
        blocks.append(f"{AUTHORS} {', '.join(escaped(author, ',') for author in record.authors)}")
    head = f" {PART} ".join(_head(record))
    blocks += [head if PART in head else f"{PART} {head}"] if head else []
    for heading, text in _sections(record):
        blocks.append(f"## {heading}" + (f"\n\n{text}" if text else ""))
    if record.source:
        blocks.append(f"{RULE}\n{SOURCE} {record.source}")
    return "\n\n".join(blocks) + "\n"


def _head(record: PaperRecord) -> Iterator[str]:
    if record.pmc:
        yield record.pmc
    if record.doi:
        yield f"{DOI} {escaped(record.doi)}"
    if record.journal:
        journal = one_line(record.journal)
        yield disguised(journal) if is_mark(escaped(journal)) else escaped(journal)
    if record.date:
        yield record.date


def _sections(record: PaperRecord) -> Iterator[tuple[str, str]]:
    sections = (
        ("TL;DR", escaped(record.tldr)),
        ("Contribution", escaped(record.contribution)),
        ("Key findings", "\n".join(f"- {escaped(finding)}" for finding in record.findings)),
        ("Abstract", escaped(record.abstract)),
        ("Linked entities", "\n".join(_linked(record.linked))),
        ("Full-text entities", "\n".join(_linked(record.full_text_entities))),
        ("Full text", f"Elsewhere: {record.full_text}" if record.full_text else ""),
        ("Figures", "" if record.figures is None else counted(record.figures, "figure")),
        ("References", "" if record.references is None else counted(record.references, "reference")),
        ("Note", escaped(record.note)),
    )
    yield from ((heading, text) for heading, text in sections if text)
    for section in record.further:
        heading = one_line(section.heading)
        yield disguised(heading) if key_of(heading) else escaped(heading), escaped(section.text)


def _linked(entities: tuple[Linked, ...]) -> Iterator[str]:
    """A line for each run of entities of one group, so that their order is kept."""
    runs: list[tuple[str, list[str]]] = []
    for entity in entities:
        if not runs or runs[-1][0] != entity.group:
            runs.append((entity.group, []))
        runs[-1][1].append(f"{escaped(entity.name, ',()')} ({escaped(entity.curie, '()')})")
    return (f"- **{escaped(group, ':')}:** {', '.join(items)}" for group, items in runs)
