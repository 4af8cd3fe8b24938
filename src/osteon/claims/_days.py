"""On which days a virtual experiment is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

import numpy as np
from numpy.typing import NDArray

FINEST = 0.25
"""Days between samples at first: cytokines of the first day come and go within one."""

GROWTH = 0.03
"""Later, the time between samples as a share of the time since injury, in whole multiples of FINEST."""


def sample_days(days: float, others: Iterable[float] = ()) -> NDArray[np.float64]:
    """Days from 0 to `days` (> 0), the last among them, and those of `others` that lie between.

    They do not depend on `days` but for the last, so that a longer experiment is looked at on the same days.
    """
    found, day = {0.0, days}, 0.0
    while (day := day + spacing(day)) < days:
        found.add(day)
    return np.array(sorted(found.union(other for other in others if 0.0 < other < days)))


def spacing(day: float) -> float:
    """The time from a sample on `day` to the next, day."""
    return FINEST * max(1, ceil(GROWTH * day / FINEST - 1e-9))
