"""Whether treatments do together what they do one by one: more, as much, or less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias, final

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from osteon.cohort._combination import Combination
from osteon.cohort._result import Result
from osteon.cohort._statistics import LEVEL, mean_interval
from osteon.observe import Outcome

Array = NDArray[np.float64]
Verdict: TypeAlias = Literal["synergistic", "additive", "antagonistic", "undecided"]
Read: TypeAlias = Literal["last", "mean"]

SHARE = 0.1
"""The margin of "additive": this share of what the single treatments do, or of the spread between animals."""

_FULL = {"%": 100.0, "percent": 100.0, "1": 1.0}
"""Of outcomes that may be a share of a whole: what the whole is."""


@final
@dataclass(frozen=True)
class Estimate:
    """A mean over animals with its 95 % confidence interval; nan ends for a single animal."""

    mean: float
    low: float
    high: float


@final
@dataclass(frozen=True)
class Interaction:
    """What a combination does to one outcome, beside what its parts do.

    read: the "last" day, or the "mean" over the whole time. gains: of each single arm and of the combination,
    over the control. expected: the sum of the single gains. excess: of the combination's gain over that sum,
    animal by animal. margin: how far the excess may lie from 0 to be none. verdict: additive where the
    interval of the excess lies within the margin; synergistic or antagonistic where it lies beyond, in or
    against the direction of the expected gain; else undecided. leans: what the mean excess alone would say.
    index: the combination's gain over the expected one, 1 where they are equal. best: the single arm that
    does most in that direction; over_best: the combination's excess over it. bliss, bliss_verdict: the same
    excess and verdict where shares of what is left are multiplied, of an outcome that is a share of a whole;
    else None. n: animals that were solved in all arms.
    """

    combination: Combination
    outcome: str
    unit: str
    read: Read
    n: int
    gains: Mapping[str, Estimate]
    expected: Estimate
    excess: Estimate
    margin: float
    verdict: Verdict
    leans: Verdict
    index: Estimate
    best: str
    over_best: Estimate
    bliss: Estimate | None = None
    bliss_verdict: Verdict | None = None


def interaction(result: Result, combination: Combination, outcome: str, read: Read) -> Interaction | None:
    """One outcome of one combination; None where no animal was solved in all of its arms.

    Equations, with y the outcome, 0 the control, i the single arms and c the combination:
        g_i = y_i - y_0,  excess = g_c - sum_i g_i  (response additivity),
        Bliss: excess = y_c - [w - (w - y_0) prod_i (w - y_i) / (w - y_0)], w the whole,
        margin = 0.1 max(sum_i |mean g_i|, SD of y_0),  index = mean g_c / sum_i mean g_i.
    """
    about = result.measurements.outcomes[outcome]
    values = _values(result, combination, about, read)
    control, singles, together = values[0], values[1:-1], values[-1]
    if not control.size:
        return None
    gains, gain = singles - control, together - control
    expected = gains.sum(axis=0)
    direction = -1.0 if expected.mean() < 0.0 else 1.0
    sd = float(control.std(ddof=1)) if control.size > 1 else 0.0
    margin = SHARE * max(float(np.abs(gains.mean(axis=1)).sum()), sd)
    excess = _estimate(gain - expected, about.binary)
    names = (*combination.singles, combination.arm)
    best = int((direction * gains.mean(axis=1)).argmax())
    bliss = _bliss(values, about)
    beside = None if bliss is None else _estimate(bliss, about.binary)
    return Interaction(
        combination, outcome, about.unit, read, control.size,
        {name: _estimate(own, about.binary) for name, own in zip(names, [*gains, gain], strict=True)},
        _estimate(expected, about.binary), excess, margin,
        verdict(excess, margin, direction), _leaning(excess.mean, margin, direction),
        index(gain, expected), names[best], _estimate(gain - gains[best], about.binary),
        beside, None if beside is None else verdict(beside, margin, direction),
    )  # fmt: skip


def verdict(excess: Estimate, margin: float, direction: float = 1.0) -> Verdict:
    """What an excess comes to; direction: 1 where the expected gain is above 0, -1 where it is below.

    Without an interval (a single animal) the mean alone decides.
    """
    if np.isnan(excess.low):
        return _leaning(excess.mean, margin, direction)
    low, high = sorted((direction * excess.low, direction * excess.high))
    if low >= -margin and high <= margin:
        return "additive"
    if low > margin:
        return "synergistic"
    return "antagonistic" if high < -margin else "undecided"


def _leaning(mean: float, margin: float, direction: float) -> Verdict:
    if abs(mean) <= margin:
        return "additive"
    return "synergistic" if direction * mean > 0.0 else "antagonistic"


def index(gain: Array, expected: Array) -> Estimate:
    """mean(gain) / mean(expected) over n animals, with Fieller's 95 % interval (1954, J R Stat Soc B 16:175).

    nan where there is no expected gain to divide by, or, of the interval, where it may be 0.
    """
    mean, n = float(expected.mean()), expected.size
    if mean == 0.0:
        return Estimate(float("nan"), float("nan"), float("nan"))
    ratio = float(gain.mean()) / mean
    if n == 1:
        return Estimate(ratio, float("nan"), float("nan"))
    covariance = np.cov(gain, expected) * float(stdtrit(n - 1, 0.5 + LEVEL / 2)) ** 2 / n
    a = mean**2 - covariance[1, 1]
    b = float(gain.mean()) * mean - covariance[0, 1]
    c = float(gain.mean()) ** 2 - covariance[0, 0]
    if a <= 0.0:
        return Estimate(ratio, float("nan"), float("nan"))
    half = float(np.sqrt(max(b**2 - a * c, 0.0)))
    return Estimate(ratio, (b - half) / a, (b + half) / a)


def _values(result: Result, combination: Combination, about: Outcome, read: Read) -> Array:
    """The outcome [2 + singles, n]: control, singles, combination, in animals that were solved in all."""
    curves = _curves(result, combination, about.id)
    if read == "last" or len(result.measurements.times) == 1:
        return np.asarray(curves[-1])
    times = result.measurements.times
    return np.asarray(np.trapezoid(curves, times, axis=0) / (times[-1] - times[0]))


def _curves(result: Result, combination: Combination, outcome: str) -> Array:
    experiment = result.experiment
    names = [arm.name for arm in experiment.arms]
    rows = [names.index(name) for name in (combination.control, *combination.singles, combination.arm)]
    ok = result.solution.ok.reshape(len(names), experiment.animals)[rows].all(axis=0)
    curve = result.measurements.curves[outcome]
    return np.asarray(curve.reshape(len(curve), len(names), experiment.animals)[:, rows][:, :, ok])


def gain_courses(result: Result, combination: Combination, outcome: str) -> tuple[Array, Array]:
    """Day by day, the mean gains over the control, [T, singles + 1], and the sum of the single ones [T].

    The last column is the combination's.
    """
    curves = _curves(result, combination, outcome)
    gains = (curves[:, 1:] - curves[:, :1]).mean(axis=2)
    return gains, gains[:, :-1].sum(axis=1)


def _bliss(values: Array, about: Outcome) -> Array | None:
    """The excess over independent shares of what is left to win [n]; None of what is no share of a whole."""
    whole = _FULL.get(about.unit)
    if whole is None or values.min() < 0.0 or values.max() > whole * (1.0 + 1e-9):
        return None
    left = whole - values
    with np.errstate(divide="ignore", invalid="ignore"):
        stays = np.where(left[0] > 0.0, np.prod(left[1:-1] / left[0], axis=0) * left[0], 0.0)
    return np.asarray(values[-1] - (whole - stays))


def _estimate(values: Array, binary: bool) -> Estimate:
    return Estimate(*mean_interval(values, binary))
