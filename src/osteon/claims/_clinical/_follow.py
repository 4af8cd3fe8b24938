"""The patients of a trial solved: every patient in every arm, as twins who differ in the treatment alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._clinical._plan import Asked, TrialPlan
from osteon.claims._days import sample_days
from osteon.claims._gauge import read_gauges
from osteon.claims._lanes import event_days
from osteon.claims._reading import read_off
from osteon.claims._table import of_lanes
from osteon.cohort import posed, recruited
from osteon.knowledge import Library
from osteon.model import Model
from osteon.solve import solve

Array = NDArray[np.float64]


@final
@dataclass(frozen=True, eq=False)
class Course:
    """What was read of the patients of a trial.

    values: by what is asked, a number a patient [N], nan where it could not be solved. days: of events, the
    day itself, nan where it has not happened. lost: why patients could not be solved, by arm.
    """

    values: Mapping[Asked, Array]
    days: Mapping[Asked, Array]
    lost: Mapping[str, tuple[str, ...]]
    lanes: int
    seconds: float


def follow(
    plan: TrialPlan,
    asked: Iterable[Asked],
    model: Model,
    library: Library,
    seed: int,
    done: Callable[[float], object],
) -> Course:
    """Solve the patients of a trial and read them.

    Raises ExperimentError where an arm makes no sense.
    """
    members = list(plan.arms.values())
    number = plan.recruits.number
    first = [own[0] for own in members]
    days = [day for arm in first for day in event_days(arm)]
    population = recruited(members, model, library, seed)
    # The whole model: all trials share one compiled program.
    times = sample_days(plan.trial.follow_up, days)
    problem = posed(first, model, population, times, whole=True)
    solution = solve(problem, progress=done)
    values: dict[Asked, Array] = {}
    happened: dict[Asked, Array] = {}
    lost: dict[str, tuple[str, ...]] = {}
    wanted = tuple(dict.fromkeys(asked))
    for at, name in enumerate(plan.arms):
        part = of_lanes(solution, range(at * number, (at + 1) * number))
        own = [each for each in wanted if each.reading.arm == name]
        read = read_gauges({each.reading.gauge for each in own}, model, part)
        for each in own:
            curve = read[each.reading.gauge]
            if each.reading.read == "event":
                curve = _event_days(each, part.times, curve)
                happened[each] = np.where(part.ok, curve, np.nan)
            values[each] = np.where(part.ok, read_off(each.reading, part.times, curve), np.nan)
        lost[name] = tuple(dict.fromkeys(part.reason(lane) for lane in range(number) if not part.ok[lane]))
    return Course(values, happened, lost, len(members) * number, sum(solution.seconds.values()))


def _event_days(asked: Asked, times: Array, read: Array) -> Array:
    """The day of an event [B], nan: not yet. Of a curve [T, B], the first sample not below `above`."""
    if asked.above is None:
        return read
    reached = read >= asked.above
    return np.where(reached.any(axis=0), times[reached.argmax(axis=0)], np.nan)
