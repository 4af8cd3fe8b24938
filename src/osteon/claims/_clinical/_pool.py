"""An effect pooled over trials with a common endpoint: a meta-analysis with random effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import numpy as np
from scipy.special import ndtr
from statsmodels.stats.meta_analysis import combine_effects

from osteon.claims._clinical._estimate import NORMAL, RATIOS, Estimate
from osteon.claims._clinical._judge import UP, Direction, Found
from osteon.knowledge import TrialPool


@final
@dataclass(frozen=True, eq=False)
class Pooled:
    """A pool with what its trials found. effects: trial and estimate; only those with an effect count.

    name: what is pooled. value, low, high: the mean effect and its 95 % interval, and p of no effect; None
    where no trial has one. tau2: variance between trials, on the scale of logarithms or of standard
    deviations. i2: the share of the spread that is not chance. direction: of the pooled effect.
    """

    pool: TrialPool
    name: str
    effects: tuple[tuple[str, Found], ...]
    direction: Direction
    value: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    tau2: float | None = None
    i2: float | None = None

    @property
    def counted(self) -> tuple[tuple[str, Estimate, float, float], ...]:
        """The trials that count, with effect and variance on the scale that is pooled."""
        found = ((trial, each.estimate) for trial, each in self.effects)
        return tuple(
            (trial, each, each.scale, each.variance)
            for trial, each in found
            if each is not None and each.scale is not None and each.variance is not None
        )


def pooled(pool: TrialPool, effects: Sequence[tuple[str, Found]]) -> Pooled:
    """The pool over what trials found.

    Equation: mean = sum w_i y_i / sum w_i, w_i = 1 / (v_i + tau^2), with tau^2 such that
    Q = sum w_i (y_i - mean)^2 = k - 1 (Paule and Mandel 1982, J Res Natl Bur Stand 87:377), 0 where that has
    no solution above; interval mean -+ 1.96 / sqrt(sum w_i). I^2 = (Q - (k - 1)) / Q with tau^2 = 0, not
    below 0.
    """
    name = RATIOS.get(pool.measure, "standardised difference (Hedges' g)")
    bare = Pooled(pool, name, tuple(effects), Direction.failed)
    if not bare.counted:
        return bare
    y = np.array([each[2] for each in bare.counted])
    v = np.array([each[3] for each in bare.counted])
    tau2, i2 = _between(y, v)
    weight = 1.0 / (v + tau2)
    mean, error = float(weight @ y / weight.sum()), float(1.0 / np.sqrt(weight.sum()))
    ends = (mean, mean - NORMAL * error, mean + NORMAL * error)
    direction = _direction(pool, *ends[1:])
    value, low, high = (float(np.exp(end)) for end in ends) if pool.measure in RATIOS else ends
    p = float(2.0 * ndtr(-abs(mean) / error))
    return Pooled(pool, name, tuple(effects), direction, value, low, high, p, tau2, i2)


def _between(y: np.ndarray, v: np.ndarray) -> tuple[float, float]:
    """tau^2 and I^2 of effects y [k] with variances v [k]."""
    if y.size < 2:
        return 0.0, 0.0
    # Trials that agree to the last digit leave a division by zero, which counts as no spread.
    with np.errstate(divide="ignore"):
        found = combine_effects(y, v, method_re="iterated")
    return max(float(found.tau2), 0.0), max(float(found.i2), 0.0)


def _direction(pool: TrialPool, low: float, high: float) -> Direction:
    """Above 0 on the scale of a hazard ratio is sooner; of the others, more and higher."""
    if low <= 0.0 <= high:
        return Direction.absent
    if pool.expect == "different":
        return Direction.stated
    above = low > 0.0
    up = pool.expect == "sooner" if pool.measure == "time" else pool.expect in UP
    return Direction.stated if above == up else Direction.opposite
