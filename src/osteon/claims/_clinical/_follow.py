"""The patients of a trial solved: every patient in every arm, as twins who differ in the treatment alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._clinical._plan import TrialPlan
from osteon.claims._days import sample_days
from osteon.claims._gauge import read_gauges
from osteon.claims._lanes import event_days
from osteon.claims._reading import Reading, read_off
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

    values: by reading, a number a patient [N], nan where it could not be solved. days: of readings of events,
    the day itself, nan where it has not happened. lost: why patients could not be solved, by arm.
    """

    values: Mapping[Reading, Array]
    days: Mapping[Reading, Array]
    lost: Mapping[str, tuple[str, ...]]
    lanes: int
    seconds: float


def follow(
    plan: TrialPlan,
    readings: Iterable[Reading],
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
    problem = posed(first, model, population, sample_days(plan.trial.follow_up, days))
    solution = solve(problem, progress=done)
    values: dict[Reading, Array] = {}
    happened: dict[Reading, Array] = {}
    lost: dict[str, tuple[str, ...]] = {}
    wanted = tuple(dict.fromkeys(readings))
    for at, name in enumerate(plan.arms):
        part = of_lanes(solution, range(at * number, (at + 1) * number))
        own = [reading for reading in wanted if reading.arm == name]
        read = read_gauges({reading.gauge for reading in own}, model, part)
        for reading in own:
            curve = read[reading.gauge]
            values[reading] = np.where(part.ok, read_off(reading, part.times, curve), np.nan)
            if reading.read == "event":
                happened[reading] = np.where(part.ok, curve, np.nan)
        lost[name] = tuple(dict.fromkeys(part.reason(lane) for lane in range(number) if not part.ok[lane]))
    return Course(values, happened, lost, len(members) * number, sum(solution.seconds.values()))
