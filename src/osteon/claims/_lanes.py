"""Arms and animals as lanes of a few programs: in groups that are looked at on the same days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._days import sample_days
from osteon.claims._programs import States, joined
from osteon.cohort import drawn, posed
from osteon.knowledge import Library
from osteon.model import Model, Reach, prune, switch
from osteon.scenario import Arm, SetupArm
from osteon.solve import Problem

EVERYTHING, NOTHING = "*", ""
"""Stand for every process, and for none, in the place of one that is switched off."""


@final
@dataclass(frozen=True)
class Lane:
    """One animal of one arm. animal: its number; the typical animal's is the number of the others.

    off: of lanes in which processes are switched off, the process (or EVERYTHING); NOTHING for one that is
    solved beside them as they are. None for the arm itself.
    """

    arm: str
    animal: int
    off: str | None = None


@final
@dataclass(frozen=True, eq=False)
class Group:
    """Arms that are followed for the same time, with something done on the same days.

    problem: lane = arm * (animals + 1) + animal; the last of each arm is its typical animal. A lane's numbers
    depend on other lanes by rounding at most: none adds a day at which its steps end.
    """

    arms: tuple[str, ...]
    animals: int
    problem: Problem

    def problem_of(self, lanes: Sequence[Lane], end: float, each: int = 1) -> Problem:
        """The problem of some lanes, up to the first sample day from `end` on. each: one day in so many."""
        rows = {id: row for row, id in enumerate(self.arms)}
        columns = np.array([rows[lane.arm] * (self.animals + 1) + lane.animal for lane in lanes])
        last = max(int(np.searchsorted(self.problem.times, end, side="left")) + 1, 2)
        days = self.problem.times[:last]
        parameters = self.problem.parameters[:, columns]
        for column, lane in enumerate(lanes):
            if lane.off:
                parameters[self._switched(lane.off), column] = 0.0
        return replace(
            self.problem,
            parameters=parameters,
            initial=self.problem.initial[:, columns],
            times=np.union1d(days[::each], days[-1:]),
            impulses=tuple(replace(each, amount=each.amount[columns]) for each in self.problem.impulses),
            changes=tuple(replace(each, value=each.value[columns]) for each in self.problem.changes),
        )

    def _switched(self, off: str) -> int | NDArray[np.int64]:
        model = self.problem.model
        if off != EVERYTHING:
            return model.quantity_index(switch(off))
        return np.array([model.quantity_index(switch(rate.name)) for rate in model.rates])


def grouped(
    setups: Mapping[str, SetupArm], model: Model, library: Library, animals: int, seed: int
) -> tuple[Group, ...]:
    """The arms of some setups, by id, in groups. model: with switches.

    Animal i is the same animal in every arm. Raises ExperimentError where an arm makes no sense.
    """
    found: dict[Any, dict[str, SetupArm]] = {}
    for id, setup in setups.items():
        found.setdefault((setup.days, event_days(setup.arm)), {})[id] = setup
    groups = [
        _group(members, sample_days(days, events), model, library, animals, seed)
        for (days, events), members in found.items()
    ]
    reach = Reach(model)
    reaches = [_reaches(group, reach) for group in groups]
    serving = joined([each for of_group in reaches for each in of_group])
    models = {states: prune(model, set(states)) for states in dict.fromkeys(serving.values())}
    return tuple(
        part
        for group, own in zip(groups, reaches, strict=True)
        for part in _parted(group, [models[serving[each]] for each in own])
    )


def event_days(arm: Arm) -> tuple[float, ...]:
    """The days after the first on which something is done in an arm."""
    doses = {day for dose in arm.doses for day in dose.days}
    doses |= {day for product in arm.products for day in product.days}
    changes = {day for change in arm.changes for day in (change.start, change.stop)}
    return tuple(sorted(day for day in doses | changes if day > 0.0 and isfinite(day)))


def _group(
    setups: Mapping[str, SetupArm],
    times: NDArray[np.float64],
    model: Model,
    library: Library,
    animals: int,
    seed: int,
) -> Group:
    arms = [setup.arm for setup in setups.values()]
    population = drawn(arms, model, library, animals, seed, typical=True)
    problem = posed(arms, model, population, times, whole=True)
    return Group(tuple(setups), animals, problem)


def _reaches(group: Group, reach: Reach) -> list[States]:
    """Which states each arm of a group ever has, by its own start values and doses alone."""
    problem, ids = group.problem, np.array([state.id for state in group.problem.model.states])
    there = problem.initial != 0.0
    for each in problem.impulses:
        there[each.state] |= each.amount != 0.0
    in_arms = there.reshape(len(ids), len(group.arms), -1).any(axis=2)
    return [reach.of(ids[column].tolist()) for column in in_arms.T]


def _parted(group: Group, models: Sequence[Model]) -> Iterator[Group]:
    """The arms of a group by the program that solves them. models: that of each arm."""
    ids = [state.id for state in group.problem.model.states]
    for model in {id(each): each for each in models}.values():
        arms = tuple(arm for arm, own in zip(group.arms, models, strict=True) if own is model)
        lanes = [Lane(arm, animal) for arm in arms for animal in range(group.animals + 1)]
        problem = group.problem_of(lanes, float(group.problem.times[-1]))
        rows = [ids.index(state.id) for state in model.states]
        yield Group(arms, group.animals, _reduced(problem, model, rows))


def _reduced(problem: Problem, model: Model, rows: Sequence[int]) -> Problem:
    """A problem as one of a model with some of its states, in which nothing else ever is."""
    places = {row: place for place, row in enumerate(rows)}
    return replace(
        problem,
        model=model,
        initial=problem.initial[rows],
        impulses=tuple(
            replace(each, state=places[each.state]) for each in problem.impulses if each.state in places
        ),
    )
