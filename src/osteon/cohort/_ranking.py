"""Which arm comes out highest: each animal's difference to itself in the control arm."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._result import Result
from osteon.cohort._statistics import spread

Array = NDArray[np.float64]


@final
@dataclass(frozen=True)
class Ranked:
    """An arm, by the outcome on the last day.

    level: mean of its animals. mean: of each animal's difference to itself in the control, with its 95 %
    confidence interval (low, high), the central 95 % of the animals (p2_5, p97_5) and sd between them; nan
    for a single animal. best: the share of the animals in which no arm is higher, shared where arms are
    equal. most, most_day: the largest mean difference of the whole course, either way. n: animals that were
    solved in both arms.
    """

    arm: str
    level: float
    mean: float
    low: float
    high: float
    p2_5: float
    p97_5: float
    sd: float
    best: float
    most: float
    most_day: float
    n: int


def main_outcome(result: Result, among: Collection[str]) -> str | None:
    """The first of the experiment's outcomes that is a curve and one of `among`."""
    known = result.measurements.outcomes
    wanted = (id for id in result.experiment.outcomes if id in known and known[id].kind == "curve")
    return next((id for id in wanted if id in among), None)


def ranked(result: Result, outcome: str) -> list[Ranked]:
    """All arms that have at least one animal in common with the first, the highest first.

    Arms that were only run to see what is left without some source are not among them.
    """
    twins = result.without.twins.values() if result.without else ()
    arms = [arm for arm in result.experiment.arms if arm.name not in twins]
    curves = _curves(result, outcome)[:, : len(arms)]
    ok = result.solution.ok.reshape(-1, result.experiment.animals)[: len(arms)]
    last = np.where(ok, curves[-1], np.nan)
    shares = best_shares(last)
    rows = []
    for index, arm in enumerate(arms):
        both = ~np.isnan(last[0] + last[index])
        if not both.any():
            continue
        gains = curves[:, index, both] - curves[:, 0, both]
        of = spread(gains[-1])
        course = gains.mean(axis=1)
        top = int(np.abs(course).argmax())
        rows.append(Ranked(
            arm.name, float(last[index, both].mean()), float(of.mean), float(of.low), float(of.high),
            float(of.p2_5), float(of.p97_5), float(of.sd), float(shares[index]), float(course[top]),
            float(result.measurements.times[top]), of.n,
        ))  # fmt: skip
    return sorted(rows, key=lambda row: -row.mean)


def best_shares(values: Array) -> Array:
    """The share of the columns of `values` [A, n] in which each row is the highest, [A].

    Equal ones, but for rounding, share a column; a column with a nan does not count.
    """
    whole = values[:, ~np.isnan(values).any(axis=0)]
    if not whole.size:
        return np.full(len(values), np.nan)
    highest = np.isclose(whole, whole.max(axis=0), rtol=1e-9, atol=0.0)
    return np.asarray((highest / highest.sum(axis=0)).mean(axis=1))


def _curves(result: Result, outcome: str) -> Array:
    """The curve in each arm and animal [T, A, n]."""
    experiment = result.experiment
    curve = result.measurements.curves[outcome]
    return curve.reshape(len(curve), len(experiment.arms), experiment.animals)
