"""CSV tables with line numbers: the rows of the parameter survey and of studies."""

import csv
import io
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from osteon.errors import Fault, near, shown


@final
@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by column, and its file and line."""

    cells: dict[str, str]
    where: str

    def text(self, column: str, faults: list[Fault]) -> str:
        """A cell that must not be empty."""
        cell = self.cells[column]
        if not cell:
            faults.append(Fault(self.where, f"an empty {column}", f"a text in the column {column}"))
        return cell

    def number(self, column: str, faults: list[Fault]) -> float:
        """A cell that must hold a finite number; NaN, with a fault noted, when it does not."""
        cell = self.cells[column]
        value = as_number(cell)
        if value is None:
            faults.append(Fault(self.where, f"{column} = {shown(cell)}", "a finite number"))
            return math.nan
        return value

    def optional(self, column: str, faults: list[Fault]) -> float | None:
        """A cell that may be empty, and holds a finite number when it is not."""
        return self.number(column, faults) if self.cells[column] else None


def as_number(text: str) -> float | None:
    """The finite number that `text` is, if it is one."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def read_table(content: bytes, label: str, columns: tuple[str, ...], faults: list[Fault]) -> list[Row]:
    """The rows of a CSV file; empty, with a fault noted, when it cannot be read as one.

    columns: those that must be there. Further columns are kept, since a survey may say more than is used.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        faults.append(Fault(f"{label}:{line}", "bytes that are not UTF-8", "a CSV file saved as UTF-8"))
        return []
    lines = _lines(text, label, faults)
    where, header = next(lines, (f"{label}:1", []))
    for column in columns:
        if column not in header:
            given = f"the columns {', '.join(header)[:200] or '(none)'}"
            faults.append(Fault(where, given, f"a column {column}", near(column, header)))
    return list(_rows(lines, header, faults)) if set(columns) <= set(header) else []


def _lines(text: str, label: str, faults: list[Fault]) -> Iterator[tuple[str, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield f"{label}:{reader.line_num}", cells
    except csv.Error as error:
        faults.append(Fault(f"{label}:{reader.line_num}", f"text that is not CSV ({error})", "a CSV table"))


def _rows(lines: Iterator[tuple[str, list[str]]], header: list[str], faults: list[Fault]) -> Iterator[Row]:
    for where, cells in lines:
        if len(cells) == len(header):
            yield Row({name: cell.strip() for name, cell in zip(header, cells, strict=True)}, where)
        elif cells:
            faults.append(Fault(where, f"{len(cells)} cells", f"{len(header)} cells, as in the header"))
