"""A table as lines for a terminal, as Markdown, as CSV and as plain values for JSON."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from osteon.evidence._answer_wrap import columns, wrapped
from osteon.evidence._paper_escape import escaped

if TYPE_CHECKING:
    from osteon.evidence._table import ClaimCell, ClaimTable

WIDTH = 100
GAP = "  "


def table_lines(table: ClaimTable, width: int = WIDTH) -> list[str]:
    """Title, what it holds, the cells and the notes. width: columns of the terminal.

    Cells stand side by side where they fit, else a row is a paragraph. An empty cell is a dash: nobody says.
    """
    head = [*wrapped(table.title, width), *wrapped(table.says, width)]
    texts = [list(table.columns), *([row[0].text, *_cited(row)] for row in table.rows)]
    widths = [max(map(columns, column)) for column in zip(*texts, strict=True)]
    fits = sum(widths) + len(GAP) * (len(widths) - 1) <= width
    body = (
        _side_by_side(texts, widths)
        if fits
        else [line for row in table.rows for line in _lines(table, row, width)]
    )
    notes = [line for note in table.notes for line in wrapped(note, width, "- ", "  ")]
    return [*head, "", *body, *(["", *notes] if notes else [])]


def table_markdown(table: ClaimTable) -> str:
    """The table as a section of a Markdown page."""
    rows = [[escaped(row[0].text), *(escaped(cell.cited) for cell in row[1:])] for row in table.rows]
    lines = [f"## {escaped(table.title)}", "", escaped(table.says), ""]
    lines += [_bars([escaped(head) for head in table.columns]), _bars(["---"] * len(table.columns))]
    lines += [_bars(row) for row in rows]
    lines += ["", *(f"- {escaped(note)}" for note in table.notes)] if table.notes else []
    return "\n".join([*lines, ""])


def table_csv(table: ClaimTable) -> str:
    """The table as CSV, claims and sources in brackets; a cell is empty where nobody says anything."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(table.columns)
    rows.writerows(
        [row[0].text, *(cell.cited if cell.text else "" for cell in row[1:])] for row in table.rows
    )
    return text.getvalue()


def table_record(table: ClaimTable) -> dict[str, Any]:
    """The table as plain values: for each row, by head, text, claims and sources of its cell."""
    return {
        "id": table.id,
        "title": table.title,
        "says": table.says,
        "columns": list(table.columns),
        "rows": [
            {head: _plain(cell) for head, cell in zip(table.columns, row, strict=True)} for row in table.rows
        ],
        "notes": list(table.notes),
    }


def _plain(cell: ClaimCell) -> dict[str, Any]:
    return {"text": cell.text, "claims": list(cell.claims), "sources": list(cell.sources)}


def _alike(row: tuple[ClaimCell, ...]) -> bool:
    """Whether all cells of a row rest on the same claims and sources, so that they need be named but once."""
    return len({(cell.claims, cell.sources) for cell in row[1:] if cell.text}) == 1


def _cited(row: tuple[ClaimCell, ...]) -> list[str]:
    """The cells of a row after its name, the last with who says so if that holds for all."""
    given = [number for number, cell in enumerate(row) if number and cell.text]
    once = {given[-1]} if given and _alike(row) else set(given)
    return [cell.cited if number in once else cell.text or "-" for number, cell in enumerate(row) if number]


def _side_by_side(texts: list[list[str]], widths: list[int]) -> list[str]:
    return [
        GAP.join(
            cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in texts
    ]


def _lines(table: ClaimTable, row: tuple[ClaimCell, ...], width: int) -> list[str]:
    """A row as a paragraph; in one line with its name where there is but one cell."""
    label, *cells = row
    named = {(cell.claims, cell.sources) for cell in cells if cell.text} == {((label.text,), ())}
    once = named or _alike(row)
    if len(cells) == 1:
        return wrapped(cells[0].text if named else cells[0].cited, width, f"{label.text}: ", "  ")
    first = next((replace(cell, text=label.text) for cell in cells if cell.text), label)
    lines = wrapped(first.cited if once and not named else label.text, width)
    for head, cell in zip(table.columns[1:], cells, strict=True):
        if cell.text:
            lines += wrapped(cell.text if once else cell.cited, width, f"  {head}: ", "      ")
    return lines


def _bars(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
