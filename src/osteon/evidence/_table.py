"""A table in which each cell says who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True)
class ClaimCell:
    """What a cell says, the claims that say it, and source records outside the documents that do."""

    text: str = ""
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def cited(self) -> str:
        """The text with who says so in brackets."""
        who = ", ".join((*self.claims, *self.sources))
        return f"{self.text} [{who}]" if who and self.text else self.text or "-"


@final
@dataclass(frozen=True)
class ClaimTable:
    """A table of cells. columns: their heads, the first is that of the names of the rows.

    says: what it holds. notes: what a reader has to know, conflicts between its own claims among it.
    """

    id: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[tuple[ClaimCell, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim of a cell, each once."""
        return tuple(dict.fromkeys(claim for row in self.rows for cell in row for claim in cell.claims))

    def cell(self, row: str, column: str) -> ClaimCell:
        """The cell in the row of this name under this head; KeyError where there is no such row or column."""
        if column in self.columns:
            for cells in self.rows:
                if cells[0].text == row:
                    return cells[self.columns.index(column)]
        raise KeyError((row, column))
