"""A run in space that goes on otherwise from a day: what its lanes go on from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._in_space import domains_of, with_samples
from osteon.cohort._keeper import Checkpoint
from osteon.cohort._pose import pose
from osteon.knowledge import Library
from osteon.model import Model, build_model
from osteon.scenario import Experiment
from osteon.solve import FIRST, Problem

Array = NDArray[np.float64]


@final
@dataclass(frozen=True, eq=False)
class Fork:
    """Two problems that are one up to a day: `before` was solved up to then, `after` is from then on."""

    before: Problem
    after: Problem

    @property
    def states(self) -> tuple[str, ...]:
        """The ids of the states from then on, among them all of before."""
        return tuple(state.id for state in self.after.model.states)

    def point(self, lane: int, point: Checkpoint) -> Checkpoint:
        """A checkpoint of `before`, as the same day of `after` would have left it.

        Doses and changes of that day are in a checkpoint already; those that only `after` has are made here.
        A state that could not be reached before has been zero.
        """
        had = tuple(state.id for state in self.before.model.states)
        found = dict(point.arrays)
        y = found["y"]
        rows = [*_chosen(y[: len(had)], had, self.states), *y[len(had) :]]
        doses = _doses(self.after, lane, point.day)
        for id, amount in _doses(self.before, lane, point.day).items():
            doses[id] = doses.get(id, 0.0) - amount
        for id, amount in doses.items():
            row = self.states.index(id)
            rows[row] = rows[row] + amount
        found["y"], found["p"] = np.stack(rows), self._parameters(lane, point.day)
        found["means"] = np.stack(_chosen(found["means"].T, had, self.states), axis=1)
        if any(doses.values()) or self._turns(lane, point.day):
            # As after every dose and change, the next step is a short one.
            found["h"] = np.minimum(found["h"], found["h"].dtype.type(FIRST))
            found["error"] = np.ones_like(found["error"])
        return Checkpoint(point.day, found)

    def _turns(self, lane: int, day: float) -> bool:
        """Whether a quantity of a lane changes on a day."""
        values = np.array(self.after.parameters[:, lane], dtype=float)
        turned = False
        for change in self.after.changes:
            if change.day == day:
                turned = turned or values[change.quantity] != change.value[lane]
            if change.day <= day:
                values[change.quantity] = change.value[lane]
        return turned

    def _parameters(self, lane: int, day: float) -> Array:
        """The quantities [P] of a lane after the changes of a day."""
        values = np.array(self.after.parameters[:, lane], dtype=float)
        for change in self.after.changes:
            if change.day <= day:
                values[change.quantity] = change.value[lane]
        return values


def fork(before: Experiment, after: Experiment, library: Library) -> Fork:
    """The problems of two experiments in space. ExperimentError where one of them makes no sense."""
    model = build_model(library, before.model)
    return Fork(*(_posed(with_samples(plan), model, library) for plan in (before, after)))


def _posed(plan: Experiment, model: Model, library: Library) -> Problem:
    # Only what products deliver goes by the volume of the domain.
    given = any(arm.products for arm in plan.arms)
    return pose(plan, model, library, domains_of(plan, library) if given else None)


def _chosen(rows: Array, had: tuple[str, ...], wanted: tuple[str, ...]) -> list[Array]:
    # Nan where the days to come are: what no state has been read of.
    blank = np.where(np.isnan(rows[0]), np.nan, 0.0)
    return [rows[had.index(id)] if id in had else blank for id in wanted]


def _doses(problem: Problem, lane: int, day: float) -> dict[str, float]:
    """What a lane gets on a day, by state."""
    states = problem.model.states
    return {states[each.state].id: float(each.amount[lane]) for each in problem.impulses if each.day == day}
