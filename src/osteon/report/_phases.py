"""The first day of each healing phase over the animals of an arm."""

from __future__ import annotations

from math import ceil
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from osteon.observe import PHASES
from osteon.report._sheet import Sheet


class PhaseRow(TypedDict):
    """One phase in one arm. Days; None means later than the last day (or, for `end`, not seen)."""

    arm: str
    phase: str
    median: float | None
    low: float | None
    high: float | None
    end: float | None
    reached: int
    animals: int


def phase_rows(sheet: Sheet) -> list[PhaseRow]:
    """Return a row for each arm and phase: median, 2.5 % and 97.5 % quantile of the animals' first days.

    An animal that has not reached a phase counts as later than any day. A phase ends, in the median, when
    inflammation resolves (`end_inflammation`) or the next phase begins.
    """
    names = [phase for phase in PHASES if f"onset_{phase}" in sheet.events]
    return [_row(sheet, arm, index, names) for arm in sheet.arms for index in range(len(names))]


def _row(sheet: Sheet, arm: str, index: int, names: list[str]) -> PhaseRow:
    phase, following = names[index], names[index + 1 :]
    onset = sheet.event(f"onset_{phase}", arm)
    low, median, high = (_quantile(onset, share) for share in (0.025, 0.5, 0.975))
    ends = [f"end_{phase}"] if f"end_{phase}" in sheet.events else [f"onset_{name}" for name in following[:1]]
    closed = [_quantile(sheet.event(name, arm), 0.5) for name in ends]
    return PhaseRow(
        arm=arm, phase=phase.replace("_", " "), median=median, low=low, high=high,
        end=closed[0] if closed else None, reached=int(np.isfinite(onset).sum()), animals=len(onset),
    )  # fmt: skip


def _quantile(days: NDArray[np.float64], share: float) -> float | None:
    if not days.size:
        return None
    # No interpolation: between a day and "later than any day" there is nothing to take the mean of.
    later = np.where(np.isnan(days), np.inf, days)
    found = float(np.sort(later)[ceil(share * days.size) - 1])
    return found if np.isfinite(found) else None
