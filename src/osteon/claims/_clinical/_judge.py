"""Is an endpoint as stated? Told from twins, so that the luck of a small trial does not decide it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._clinical._estimate import Estimate, by_mean, by_share, by_time
from osteon.claims._clinical._follow import Course
from osteon.claims._clinical._plan import Asked, TrialPlan
from osteon.claims._clinical._survival import Curve, kaplan_meier
from osteon.claims._effect import MARGIN, floor_of
from osteon.claims._reading import Reading
from osteon.cohort import spread
from osteon.knowledge import Endpoint

Array = NDArray[np.float64]

FEWEST = 3
"""Patients in each arm below which nothing is concluded."""

UP = frozenset({"later", "more", "higher"})
"""What is stated of an arm whose reading is larger."""


@final
class Direction(StrEnum):
    """What the twins say of what was stated."""

    stated = "as stated"
    opposite = "opposite"
    absent = "no difference"
    failed = "not solved"


@final
@dataclass(frozen=True)
class Twins:
    """The mean difference of an arm to another in the same patients, with its 95 % interval, in `unit`.

    least: below which it could be the solver's alone. n: pairs.
    """

    mean: float
    low: float
    high: float
    least: float
    unit: str
    n: int


@final
@dataclass(frozen=True, eq=False)
class Group:
    """What became of those who were allotted to an arm. value: mean reading, or share in per cent, or days.

    curve: of endpoints in time.
    """

    arm: str
    patients: int
    value: float
    unit: str
    curve: Curve | None = None


@final
@dataclass(frozen=True, eq=False)
class Found:
    """What came of an endpoint. groups: its arm and the one it is told against, as they were allotted.

    twins: every patient in both. estimate: what a trial of these patients would report.
    """

    endpoint: Endpoint
    direction: Direction
    twins: Twins | None = None
    estimate: Estimate | None = None
    groups: tuple[Group, ...] = ()
    lost: tuple[str, ...] = field(default=())


def found_of(endpoint: Endpoint, plan: TrialPlan, asked: tuple[Asked, Asked], course: Course) -> Found:
    """What came of an endpoint in the patients who could be followed in both arms."""
    readings = [each.reading for each in asked]
    values = [_counted(endpoint, each, course) for each in asked]
    kept = ~np.isnan(np.array(values)).any(axis=0)
    names = [arm.id for arm in plan.trial.arms]
    allotted = [kept & (plan.recruits.allotted == names.index(each.arm)) for each in readings]
    lost = tuple(why for each in readings for why in course.lost[each.arm])
    if min(own.sum() for own in allotted) < FEWEST:
        return Found(endpoint, Direction.failed, lost=lost)
    twins = _twins(endpoint, readings, [each[kept] for each in values])
    apart = [
        _apart(endpoint, each, own, course, chosen)
        for each, own, chosen in zip(asked, values, allotted, strict=True)
    ]
    end = plan.trial.follow_up
    groups = tuple(_group(endpoint, each, own, end) for each, own in zip(readings, apart, strict=True))
    estimate = _estimate(endpoint, apart, readings[0].unit, end)
    return Found(endpoint, _direction(endpoint, twins), twins, estimate, groups, lost)


def _counted(endpoint: Endpoint, asked: Asked, course: Course) -> Array:
    """One number a patient: days to the event or the end, 100 or 0 of a share, or the reading."""
    values = course.values[asked]
    if endpoint.measure != "share":
        return values
    above, stop = asked.above, asked.reading.stop
    counts = course.days[asked] <= stop if above is None else values >= above
    return np.where(np.isnan(values), np.nan, np.where(counts, 100.0, 0.0))


def _apart(endpoint: Endpoint, asked: Asked, values: Array, course: Course, own: NDArray[np.bool_]) -> Array:
    """Of those who were allotted: days to the event (nan: not by the end), 0 or 1, or the readings."""
    if endpoint.measure == "time":
        return course.days[asked][own]
    return values[own] / 100.0 if endpoint.measure == "share" else values[own]


def _twins(endpoint: Endpoint, readings: list[Reading], values: list[Array]) -> Twins:
    difference = values[0] - values[1]
    found = spread(difference)
    unit = "%" if endpoint.measure == "share" else readings[0].unit
    least = 0.0
    if endpoint.measure != "share":
        least = MARGIN * floor_of([(r, float(v.mean())) for r, v in zip(readings, values, strict=True)])
    return Twins(float(found.mean), float(found.low), float(found.high), least, unit, found.n)


def _direction(endpoint: Endpoint, twins: Twins) -> Direction:
    above = twins.low > 0.0 and twins.mean > twins.least
    below = twins.high < 0.0 and twins.mean < -twins.least
    if not above and not below:
        return Direction.absent
    if endpoint.expect == "different":
        return Direction.stated
    return Direction.stated if above == (endpoint.expect in UP) else Direction.opposite


def _group(endpoint: Endpoint, reading: Reading, own: Array, end: float) -> Group:
    if endpoint.measure == "time":
        curve = kaplan_meier(own, end)
        return Group(reading.arm, own.size, 100.0 * curve.events / own.size, "%", curve)
    if endpoint.measure == "share":
        return Group(reading.arm, own.size, 100.0 * float(own.mean()), "%")
    return Group(reading.arm, own.size, float(own.mean()), reading.unit)


def _estimate(endpoint: Endpoint, apart: list[Array], unit: str, end: float) -> Estimate:
    if endpoint.measure == "time":
        return by_time(apart[0], apart[1], end)
    if endpoint.measure == "share":
        return by_share(apart[0], apart[1])
    return by_mean(apart[0], apart[1], unit)
