"""Which records answer a question, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, final

from osteon.evidence._index import Index
from osteon.evidence._index_rows import COLUMNS, TELLING
from osteon.evidence._search_units import Unit

Place: TypeAlias = tuple[str, str]
"""Kind and id of a record."""


@final
@dataclass(frozen=True)
class Match:
    """How a record answers a question.

    units: how many parts of the question it holds. telling: how many of them where a record says what it is
    about. score: the sum of BM25. columns: where it holds them, in the order of COLUMNS.
    """

    units: int
    telling: int
    score: float
    columns: tuple[str, ...]

    @property
    def order(self) -> tuple[int, int, float]:
        """What matches are sorted by, the best first."""
        return (-self.units, -self.telling, -self.score)


def matches(index: Index, units: Iterable[Unit]) -> Mapping[Place, Match]:
    """Every record that holds any part of a question, the best first."""
    found: dict[int, list[tuple[float, tuple[str, ...]]]] = {}
    for unit in units:
        scores = index.scores(unit.match)
        for row, columns in index.columns(unit.match).items():
            found.setdefault(row, []).append((scores[row], columns))
    places = {index.records[row]: _match(parts) for row, parts in found.items()}
    return dict(sorted(places.items(), key=lambda item: item[1].order))


def _match(parts: list[tuple[float, tuple[str, ...]]]) -> Match:
    columns = {column for _, held in parts for column in held}
    return Match(
        units=len(parts),
        telling=sum(bool(TELLING.intersection(held)) for _, held in parts),
        score=sum(score for score, _ in parts),
        columns=tuple(column for column in COLUMNS if column in columns),
    )
