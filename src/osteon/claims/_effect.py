"""How large a difference is, beside the spread between animals and what the solver leaves open.

Equation: effect = mean of the paired differences d_i over n animals, with its 95 % interval
mean -+ t(n - 1) sd(d) / sqrt(n); standardised by s = max(sqrt(mean of the variances of what is compared),
floor). The interval is over virtual animals of one laboratory, and takes s as known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._days import spacing
from osteon.claims._reading import Reading
from osteon.cohort import spread as over_animals

Array = NDArray[np.float64]

MARGIN = 0.5
"""The least effect that counts, in standard deviations between animals, and the most that counts as none.

Half a standard deviation is what Cohen calls a medium effect (Statistical Power Analysis for the Behavioral
Sciences, 2nd edition, 1988). It is one number for all claims.
"""

WORST_ERROR = 2.5e-3
"""The largest error of a reading at the solver's own tolerance, as a share (`benchmarks/RESULTS.md`)."""


@final
@dataclass(frozen=True)
class Effect:
    """A mean difference and its 95 % interval, in `unit`; spread: what it is standardised by (> 0).

    n: animals. For a single animal low and high are the difference itself.
    """

    mean: float
    low: float
    high: float
    spread: float
    n: int
    unit: str

    @property
    def standardised(self) -> tuple[float, float, float]:
        """Mean, low and high in standard deviations between animals."""
        return self.mean / self.spread, self.low / self.spread, self.high / self.spread


def effect_of(difference: Array, spread: float, unit: str) -> Effect:
    """The effect of paired differences [n], n >= 1."""
    statistics = over_animals(difference)
    mean = float(statistics.mean)
    low, high = (mean, mean) if statistics.n == 1 else (float(statistics.low), float(statistics.high))
    return Effect(mean, low, high, spread, statistics.n, unit)


def pooled_spread(compared: Sequence[Array], floor: float) -> float:
    """sqrt of the mean variance of readings [n] each, and at least `floor`."""
    variances = [float(values.var(ddof=1)) if values.size > 1 else 0.0 for values in compared]
    return max(float(np.sqrt(np.mean(variances))), floor)


def floor_of(readings: Sequence[tuple[Reading, float]]) -> float:
    """The spread below which differences could be the solver's or the sampling's; > 0.

    It is such that MARGIN times it is the largest difference that these make alone: two errors of WORST_ERROR
    of a reading and its state's resolution, or half the time between two samples.

    readings: each with its mean over the animals.
    """
    return max(_floor(*each) for each in readings) or float(np.finfo(float).tiny)


def _floor(reading: Reading, mean: float) -> float:
    if reading.unit == "day":
        return 0.5 * spacing(max(mean, 0.0)) / MARGIN
    # A spread is a share of the mean, and so is its error.
    size = 1.0 if reading.read == "spread" else abs(mean) + reading.gauge.resolution
    return 2.0 * WORST_ERROR * size / MARGIN


def pseudo_values(values: Array) -> Array:
    """Jackknife pseudo-values [n] of the coefficient of variation of `values` [n], n >= 3.

    Equation: n CV - (n - 1) CV(without i). Their mean is the CV (but for its bias), and they behave as one
    number an animal (Tukey 1958, Ann Math Stat 29:614). 0 where the mean is 0.
    """
    n = values.size
    mean, square = (values.sum() - values) / (n - 1), (np.square(values).sum() - np.square(values)) / (n - 1)
    if not values.mean() or not mean.all():
        return np.zeros(n)
    without = np.sqrt(np.maximum(square - mean**2, 0.0) * (n - 1) / (n - 2))
    return np.asarray(n * values.std(ddof=1) / values.mean() - (n - 1) * without / mean)
