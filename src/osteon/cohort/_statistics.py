"""Means, spreads and intervals over animals."""

from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

Array = NDArray[np.float64]

LEVEL = 0.95
"""Of every interval that is reported."""


@final
@dataclass(frozen=True)
class Spread:
    """Statistics over n animals, each an array over what was asked (days, or one value).

    low, high: 95 % confidence interval of the mean; p2_5, p97_5: central 95 % of the animals; sd: between
    animals. All but the mean are nan for a single animal: one animal tells nothing about spread.
    """

    mean: Array
    low: Array
    high: Array
    p2_5: Array
    p97_5: Array
    sd: Array
    n: int


def spread(values: Array, binary: bool = False) -> Spread:
    """Statistics of `values` [..., n], n >= 1, over the last axis.

    Equation: mean -+ t(n - 1) sd / sqrt(n). For a `binary` reading (0 or 100 %) the interval is Wilson's
    instead: the normal theory would claim certainty where all animals agree.
    """
    n = values.shape[-1]
    mean = values.mean(axis=-1)
    nothing = np.full_like(mean, np.nan)
    if n == 1:
        return Spread(mean, nothing, nothing, nothing, nothing, nothing, n)
    sd = values.std(axis=-1, ddof=1)
    half = stdtrit(n - 1, 0.5 + LEVEL / 2) * sd / np.sqrt(n)
    low, high = (
        (100.0 * end for end in wilson_interval(mean * n / 100.0, n))
        if binary
        else (mean - half, mean + half)
    )
    p2_5, p97_5 = np.percentile(values, [50 * (1 - LEVEL), 50 * (1 + LEVEL)], axis=-1)
    return Spread(mean, low, high, p2_5, p97_5, sd, n)


def mean_interval(differences: Array, binary: bool = False) -> tuple[float, float, float]:
    """The mean of n differences between arms, an animal each, and its 95 % interval; nan for a single animal.

    Equation: mean -+ t(n - 1) sd / sqrt(n). Of a `binary` reading (0 or 100 %), whose differences may all be
    0: with half an animal more at +100 and at -100 and one at 0, and the normal distribution. For two arms
    that is the interval of Agresti and Min 2005, Stat Med 24:729.
    """
    n, mean = differences.size, float(differences.mean())
    if n == 1:
        return mean, float("nan"), float("nan")
    if not binary:
        half = float(stdtrit(n - 1, 0.5 + LEVEL / 2) * differences.std(ddof=1) / np.sqrt(n))
        return mean, mean - half, mean + half
    middle = float(differences.sum()) / (n + 2)
    square = (float((differences**2).sum()) + 100.0**2) / (n + 2) - middle**2
    half = float(ndtri(0.5 + LEVEL / 2) * np.sqrt(square / (n + 2)))
    return mean, middle - half, middle + half


def wilson_interval(successes: ArrayLike, n: int) -> tuple[Array, Array]:
    """Wilson's 95 % score interval of a probability, from `successes` in `n` >= 1 animals.

    Equation: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n), p = successes / n
    (Wilson 1927, J Am Stat Assoc 22:209).
    """
    z = ndtri(0.5 + LEVEL / 2)
    p = np.asarray(successes, dtype=float) / n
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    # Exact ends, where rounding would leave 1e-18 instead of 0.
    return np.where(p == 0.0, 0.0, centre - half), np.where(p == 1.0, 1.0, centre + half)
