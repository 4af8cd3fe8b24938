"""The sources of a record, as a reader or a reference manager wants them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from osteon.knowledge import Source, bibtex, cite
from osteon.text import counted

ASIDE = "; half of the arms are without it"


def bibliography(record: dict[str, Any]) -> str:
    """Return a BibTeX entry for each source that the record rests on."""
    return "".join(f"{bibtex(source)}\n\n" for source in _sources(record))


def citations(record: dict[str, Any]) -> str:
    """Return a line for each source: how many of the numbers rest on it, and whether it was set aside."""
    numbers = [row["numbers"] for row in record["sources"]]
    aside = {row["id"] for row in (record.get("without") or {"sources": []})["sources"]}
    lines = [
        f"{cite(source)} [{counted(count, 'number')}{ASIDE if source.id in aside else ''}]"
        for source, count in zip(_sources(record), numbers, strict=True)
    ]
    return "\n".join(lines)


def _sources(record: dict[str, Any]) -> Iterator[Source]:
    known = {field.name for field in fields(Source)}
    return (
        Source(**{name: value for name, value in row.items() if name in known}) for row in record["sources"]
    )
