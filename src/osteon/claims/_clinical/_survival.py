"""Time to an event in two groups: Kaplan-Meier curves, the log-rank test and its hazard ratio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

Array = NDArray[np.float64]


@final
@dataclass(frozen=True, eq=False)
class Curve:
    """The Kaplan-Meier curve of a group: in whom it has happened by each day, with its 95 % interval.

    days: of events, from 0 on. share, low, high: from 0 to 1 from that day on. events, patients: numbers.
    median: the day by which it has happened in half of them; None where it has not.
    """

    days: Array
    share: Array
    low: Array
    high: Array
    events: int
    patients: int
    median: float | None


@final
@dataclass(frozen=True)
class LogRank:
    """The log-rank test of a group against another.

    p: two-sided. log_hazard: the logarithm of the hazard ratio, above 0 where it happens sooner in the group,
    and its variance; None where it happened in nobody.
    """

    p: float | None
    log_hazard: float | None
    variance: float | None


def kaplan_meier(days: Array, end: float) -> Curve:
    """The curve of a group. days: of the event in each patient [n], nan: not by `end`, the end of follow-up.

    Equation: S(t) = product over event days up to t of (1 - d_i / n_i); its standard error by Greenwood, the
    interval on the scale log(-log S), which stays between 0 and 1 (Kalbfleisch and Prentice 1980).
    """
    times, status = _right(days, end)
    if not status.any():
        nothing = np.zeros(1)
        return Curve(nothing, nothing, nothing, nothing, 0, days.size, None)
    found = SurvfuncRight(times, status)
    survival = np.asarray(found.surv_prob)
    low, high = _interval(survival, np.asarray(found.surv_prob_se))
    passed = found.surv_times[survival <= 0.5 + 1e-12]
    return Curve(
        days=np.concatenate([[0.0], found.surv_times]),
        share=np.concatenate([[0.0], 1.0 - survival]),
        low=np.concatenate([[0.0], low]),
        high=np.concatenate([[0.0], high]),
        events=int(status.sum()),
        patients=int(days.size),
        median=float(passed[0]) if passed.size else None,
    )


def _interval(survival: Array, error: Array) -> tuple[Array, Array]:
    """Low and high of the share in whom it has happened; both the share itself where none or all are left."""
    inside = (survival > 0.0) & (survival < 1.0)
    held = np.where(inside, survival, 0.5)
    width = 1.959963984540054 * np.where(inside, error, 0.0) / (held * np.abs(np.log(held)))
    ends = [1.0 - held ** np.exp(sign * width) for sign in (-1.0, 1.0)]
    low, high = (np.where(inside, end, 1.0 - survival) for end in ends)
    return low, high


def log_rank(group: Array, other: Array, end: float) -> LogRank:
    """A group against another; days as of `kaplan_meier`.

    Equation: observed O and expected E events of the group over all event days, V the hypergeometric variance
    of O: chi-squared = (O - E)^2 / V; log hazard ratio (O - E) / V with variance 1 / V (Peto, in Yusuf et al.
    1985, Prog Cardiovasc Dis 27:335), which is there also where it happened in nobody of one group.
    """
    (times, status), (times2, status2) = _right(group, end), _right(other, end)
    both, happened = np.concatenate([times, times2]), np.concatenate([status, status2])
    own = np.concatenate([np.ones(times.size), np.zeros(times2.size)])
    difference, variance = _observed(both, happened, own)
    if variance <= 0.0:
        return LogRank(None, None, None)
    _, p = survdiff(both, happened, own)
    return LogRank(float(p), difference / variance, 1.0 / variance)


def _observed(times: Array, happened: Array, own: Array) -> tuple[float, float]:
    """O - E and V."""
    difference = variance = 0.0
    for day in np.unique(times[happened > 0]):
        at_risk, now = times >= day, (times == day) & (happened > 0)
        n, d = at_risk.sum(), now.sum()
        n1 = own[at_risk].sum()
        difference += float(own[now].sum() - d * n1 / n)
        if n > 1:
            variance += float(d * (n1 / n) * (1.0 - n1 / n) * (n - d) / (n - 1))
    return difference, variance


def _right(days: Array, end: float) -> tuple[Array, Array]:
    """Days until the event or the end of follow-up, and 1 where it was the event."""
    there = ~np.isnan(days) & (days <= end)
    return np.where(there, days, end), there.astype(float)
