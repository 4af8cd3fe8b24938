"""What a trial of these patients would report: each patient in one arm only, and chance with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtr, stdtrit
from statsmodels.stats.meta_analysis import effectsize_2proportions, effectsize_smd

from osteon.claims._clinical._survival import log_rank

Array = NDArray[np.float64]

RATIOS = {"time": "hazard ratio", "share": "risk ratio"}
NORMAL = 1.959963984540054


@final
@dataclass(frozen=True)
class Estimate:
    """An effect with its 95 % interval and the p of no effect.

    name: what it is; unit: "" for ratios. scale, variance: on which it is pooled: the logarithm of a ratio,
    or the standardised difference (Hedges' g). None throughout where there is nothing to tell apart.
    """

    name: str
    unit: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    scale: float | None = None
    variance: float | None = None


def by_time(group: Array, other: Array, end: float) -> Estimate:
    """The hazard ratio of days to an event [n] and [m], nan where it has not happened by `end`."""
    found = log_rank(group, other, end)
    if found.log_hazard is None or found.variance is None:
        return Estimate(RATIOS["time"], "")
    return _ratio(RATIOS["time"], found.log_hazard, found.variance, found.p)


def by_share(group: Array, other: Array) -> Estimate:
    """The risk ratio of who counts [n] and [m], 0 or 1 each.

    Where nobody or everybody of a group counts, 0.5 is added to each count. None where that is so of both.
    """
    counts, sizes = [group.sum(), other.sum()], [group.size, other.size]
    if counts in ([0.0, 0.0], sizes):
        return Estimate(RATIOS["share"], "")
    extreme = any(count in (0.0, size) for count, size in zip(counts, sizes, strict=True))
    # The correction is added wherever it is given; unasked for it would pull every ratio towards 1.
    effect, variance = effectsize_2proportions(
        np.array(counts[:1]),
        np.array(sizes[:1]),
        np.array(counts[1:]),
        np.array(sizes[1:]),
        statistic="risk-ratio",
        zero_correction=0.5 if extreme else None,
    )
    log, spread = float(effect[0]), float(variance[0])
    return _ratio(RATIOS["share"], log, spread, float(2.0 * ndtr(-abs(log) / np.sqrt(spread))))


def by_mean(group: Array, other: Array, unit: str) -> Estimate:
    """The difference of the means of readings [n] and [m], both 2 or more, with Welch's interval."""
    name, n, m = "difference of means", group.size, other.size
    difference = float(group.mean() - other.mean())
    parts = group.var(ddof=1) / n, other.var(ddof=1) / m
    if sum(parts) == 0.0:
        return Estimate(name, unit, difference, difference, difference)
    error = float(np.sqrt(sum(parts)))
    freedom = error**4 / (parts[0] ** 2 / (n - 1) + parts[1] ** 2 / (m - 1))
    half = float(stdtrit(freedom, 0.975)) * error
    effect, variance = effectsize_smd(group.mean(), group.std(ddof=1), n, other.mean(), other.std(ddof=1), m)
    p = float(2.0 * stdtr(freedom, -abs(difference) / error))
    return Estimate(
        name, unit, difference, difference - half, difference + half, p, float(effect), float(variance)
    )


def _ratio(name: str, log: float, variance: float, p: float | None) -> Estimate:
    half = NORMAL * np.sqrt(variance)
    low, high = float(np.exp(log - half)), float(np.exp(log + half))
    return Estimate(name, "", float(np.exp(log)), low, high, p, log, variance)
