"""The full-text index of an evidence base: SQLite's FTS5, in memory, made anew for each question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from osteon.errors import Fault
from osteon.evidence._index_names import EntityNames, entity_names
from osteon.evidence._index_rows import COLUMNS, Row, index_rows
from osteon.evidence._search_error import SearchError

if TYPE_CHECKING:
    from sqlite3 import Connection

    from osteon.knowledge import EvidenceBase

_CREATE = (
    f"CREATE VIRTUAL TABLE found USING fts5({', '.join(COLUMNS)}, content='', "
    "tokenize='porter unicode61 remove_diacritics 2')"
)
_INSERT = f"INSERT INTO found(rowid, {', '.join(COLUMNS)}) VALUES (?{', ?' * len(COLUMNS)})"
_SCORE = "SELECT rowid, -bm25(found, 8.0, 8.0, 8.0, 4.0, 1.5, 1.0) FROM found WHERE found MATCH ?"
"""How well a row matches; the weights say how much a word counts in each of COLUMNS."""


@final
@dataclass(frozen=True, eq=False)
class Index:
    """The words of all records. names: of entities. records: kind and id behind each row, rows: its words."""

    base: EvidenceBase
    names: EntityNames
    records: Sequence[tuple[str, str]]
    rows: Sequence[Row]
    table: Connection

    def scores(self, match: str) -> Mapping[int, float]:
        """By row, how well it matches an expression of FTS5: BM25 with weights, higher is better."""
        return dict(self.table.execute(_SCORE, (match,)))

    def holds(self, match: str) -> bool:
        """Whether any row matches."""
        one = "SELECT 1 FROM found WHERE found MATCH ? LIMIT 1"
        return self.table.execute(one, (match,)).fetchone() is not None

    def columns(self, match: str) -> Mapping[int, tuple[str, ...]]:
        """By row, in which of COLUMNS it matches."""
        found: dict[int, tuple[str, ...]] = {}
        for column in COLUMNS:
            query = "SELECT rowid FROM found WHERE found MATCH ?"
            for (row,) in self.table.execute(query, (f"{column} : ({match})",)):
                found[row] = (*found.get(row, ()), column)
        return found

    def words(self) -> frozenset[str]:
        """Every word of the index, in the form that is compared, save that plurals stay."""
        texts = {text for row in self.rows for text in row}
        return frozenset(re.findall(r"[^\W_]+", " ".join(texts)))


@contextmanager
def opened_index(base: EvidenceBase) -> Iterator[Index]:
    """Index an evidence base, for as long as the block lasts. SearchError where Python has no FTS5."""
    table = _table()
    try:
        records, rows = index_rows(base)
        table.executemany(_INSERT, ((number, *row) for number, row in enumerate(rows)))
        yield Index(base, entity_names(base), records, rows, table)
    finally:
        table.close()


def _table() -> Connection:
    fault = Fault(
        "sqlite3",
        "a Python whose SQLite has no full-text search (FTS5)",
        "SQLite with FTS5, as Python from python.org and conda-forge has it",
        "questions without words, such as --entity IL-10, work without it",
    )
    try:
        import sqlite3
    except ImportError:
        raise SearchError(fault) from None
    table = sqlite3.connect(":memory:")
    try:
        table.execute(_CREATE)
    except sqlite3.OperationalError:
        table.close()
        raise SearchError(fault) from None
    return table
