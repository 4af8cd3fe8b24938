"""The drive of one run in space along its days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from osteon.solve._advance import Lanes, Limits
from osteon.solve._compile import precision
from osteon.solve._control import FIRST
from osteon.solve._problem import Array
from osteon.solve._run import Stopped
from osteon.solve._space_compile import SpaceProgram
from osteon.solve._space_problem import SpaceProblem
from osteon.solve._status import Status
from osteon.solve._structure import structure


@final
@dataclass(frozen=True, eq=False)
class Moment:
    """A run at a sample day.

    index, day: of the sample. y [S, N]: states, after the doses of the day. arrays: all that it takes to go
    on from here, "y" among them. status: `done` where it is sound; else y is that of the failed step.
    """

    index: int
    day: float
    y: Array
    arrays: Mapping[str, NDArray[Any]]
    status: Status


@final
@dataclass(frozen=True, eq=False)
class Walker:
    """Where a run is: the number of the next day of the grid, the lane, and the parameters [P]."""

    place: int
    lanes: Lanes
    p: Array


def begun(problem: SpaceProblem, start: Mapping[str, NDArray[Any]] | None) -> Walker:
    """At the start, or at a moment whose `arrays` were kept."""
    if start is not None:
        lanes = Lanes(*(np.asarray(start[name]) for name in Lanes._fields))
        return Walker(int(start["place"]), lanes, np.asarray(start["p"]))
    initial = np.asarray(problem.initial, float)
    y = np.repeat(initial[:, None], problem.domain.voxels, axis=1) if initial.ndim == 1 else initial
    if structure(problem.model).timed:
        y = np.vstack([y, np.zeros_like(y[:1])])
    zero = np.int32(0)
    lanes = Lanes(np.float64(0), y, np.float64(FIRST), np.float64(1), zero, zero, zero)
    return Walker(0, lanes, np.array(problem.parameters, dtype=float))


@final
@dataclass(frozen=True, eq=False)
class Course:
    """A run from where `walker` is to the last day."""

    problem: SpaceProblem
    program: SpaceProgram
    limits: tuple[float, int]
    walker: Walker
    number: int
    watch: Callable[[int, Moment], None]
    stop: Event

    @property
    def segments(self) -> int:
        """How often `tell` is called."""
        return len(self._days) - self.walker.place

    def run(self, tell: Callable[[], None]) -> tuple[Status, int, int, float]:
        """Status, steps kept and not kept, last day reached. Raises Stopped once `stop` is set."""
        walker, reached = self.walker, 0.0
        with precision(self.program.dtype):
            fixed = self.program.fixed(self.problem)
            for place in range(walker.place, len(self._days)):
                day, before = self._days[place], self._days[place - 1] if place else 0.0
                walker = self._segment(walker, day - before, fixed)
                status = Status(int(walker.lanes.status))
                walker = Walker(place + 1, *self._happened(walker, day))
                self._told(walker, day, status)
                if status is not Status.done:
                    break
                reached = day
                tell()
        lanes = walker.lanes
        return Status(int(lanes.status)), int(lanes.accepted), int(lanes.rejected), reached

    def _segment(self, walker: Walker, days: float, fixed: Any) -> Walker:
        real = np.dtype(self.program.dtype)
        length, lanes = real.type(days), walker.lanes._replace(t=real.type(0))
        limits = Limits(real.type(self.limits[0]), np.int32(min(self.limits[1], 2**31 - 1)))
        while lanes.t < length and lanes.status == Status.done:
            if self.stop.is_set():
                raise Stopped
            lanes = self.program.advance(lanes, walker.p, length, limits, fixed)
        return Walker(walker.place, lanes, walker.p)

    def _happened(self, walker: Walker, day: float) -> tuple[Lanes, Array]:
        """After the doses and switches of a day; where there are any the next step is a short one."""
        lanes, p = walker.lanes, walker.p.copy()
        y, touched = np.array(lanes.y), False
        for when, state, amount in self.problem.impulses:
            if when == day and amount:
                y[state] += amount
                touched = True
        for when, quantity, value in self.problem.changes:
            if when == day and p[quantity] != value:
                p[quantity], touched = value, True
        if touched:
            lanes = lanes._replace(
                y=y, h=np.minimum(lanes.h, lanes.h.dtype.type(FIRST)), error=np.ones_like(lanes.error)
            )
        return lanes, p

    def _told(self, walker: Walker, day: float, status: Status) -> None:
        at = np.flatnonzero(np.asarray(self.problem.times) == day)
        if at.size:
            lanes = walker.lanes
            arrays = {**lanes._asdict(), "p": walker.p, "place": np.int64(walker.place)}
            states = len(self.problem.model.states)
            y = np.asarray(lanes.y, float)[:states]
            moment = Moment(
                int(at[0]), day, y, {name: np.asarray(part) for name, part in arrays.items()}, status
            )
            self.watch(self.number, moment)

    @property
    def _days(self) -> list[float]:
        """Days at which a segment ends: samples, doses, switches; 0 first, none after the last sample."""
        problem = self.problem
        others = [day for day, _, _ in (*problem.impulses, *problem.changes)]
        days = np.unique(np.concatenate([np.asarray(problem.times, float), others]))
        return [float(day) for day in days if day <= problem.times[-1]]
