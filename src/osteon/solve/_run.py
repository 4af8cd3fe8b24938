"""The drive along the days: segments between save times and events, for one group of lanes after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Event
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.solve._advance import Lanes, Limits, unfinished
from osteon.solve._compile import Program, precision
from osteon.solve._control import FIRST
from osteon.solve._problem import Array, Problem
from osteon.solve._status import Status
from osteon.solve._structure import structure


@final
@dataclass(frozen=True, eq=False)
class Trace:
    """What became of b lanes: states [T, S, b] (NaN after a failure), steps, status, last day reached."""

    states: Array
    accepted: Array
    rejected: Array
    status: Array
    reached: Array


@final
@dataclass(frozen=True, eq=False)
class Task:
    """A group of lanes: `columns` of the problem, as many as the program is wide."""

    problem: Problem
    program: Program
    columns: Array
    limits: Limits
    stop: Event

    def run(self, tell: Callable[[], None]) -> Trace:
        """Integrates the group. `tell` is called after each segment; raises Stopped once `stop` is set."""
        problem = self.problem
        kept = np.full((len(problem.times), *problem.initial[:, self.columns].shape), np.nan)
        p, lanes = problem.parameters[:, self.columns], self._start()
        reached, before, row = np.zeros(len(self.columns)), 0.0, 0
        with precision(self.program.dtype):
            for day in grid(problem):
                lanes = self._segment(lanes, p, day - before)
                healthy = lanes.status == Status.done
                reached, before = np.where(healthy, day, reached), day
                y, p, touched = happened(problem, self.columns, lanes.y, p, day)
                # A lane to which something happens starts anew; the others go on as if nothing had.
                h = np.where(touched, np.minimum(lanes.h, FIRST), lanes.h)
                error = np.where(touched, np.ones_like(lanes.error), lanes.error)
                lanes = lanes._replace(y=y, h=h, error=error)
                if day == problem.times[row]:
                    kept[row], row = np.where(healthy, lanes.y[: kept.shape[1]], np.nan), row + 1
                tell()
        return Trace(kept, lanes.accepted, lanes.rejected, lanes.status, reached)

    def _start(self) -> Lanes:
        real, zero = np.dtype(self.program.dtype), np.zeros(len(self.columns), np.int32)
        y = started(self.problem, self.columns).astype(real)
        return Lanes(np.zeros_like(y[0]), y, np.full_like(y[0], FIRST), np.ones_like(y[0]), zero, zero, zero)

    def _segment(self, lanes: Lanes, p: Array, days: float) -> Lanes:
        real = np.dtype(self.program.dtype)
        length = np.asarray(days, real)
        lanes = lanes._replace(t=np.zeros_like(lanes.h))
        while unfinished(lanes, length).any():
            if self.stop.is_set():
                raise Stopped
            after = self.program.run(lanes, p.astype(real), length, self.limits)
            lanes = Lanes(*(np.asarray(part) for part in after))
        return lanes

    @property
    def segments(self) -> int:
        """How often `tell` is called."""
        return len(grid(self.problem))


def started(problem: Problem, columns: Array) -> Array:
    """The states of some lanes at day 0, [S, C]; the last is the time, where that is one."""
    y = problem.initial[:, columns]
    return np.vstack([y, np.zeros_like(y[:1])]) if structure(problem.model).timed else y


def happened(
    problem: Problem, columns: Array, y: Array, p: Array, day: float
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """States [S, C] and parameters [P, C] after the doses and switches of a day, and which lanes had any."""
    y, p, touched = y.copy(), p.copy(), np.zeros(len(columns), np.bool_)
    for impulse in (impulse for impulse in problem.impulses if impulse.day == day):
        amount = np.asarray(impulse.amount)[columns]
        y[impulse.state] += amount.astype(y.dtype)
        touched |= amount > 0
    for change in (change for change in problem.changes if change.day == day):
        value = np.asarray(change.value)[columns]
        touched |= value != p[change.quantity]
        p[change.quantity] = value
    return y, p, touched


@final
class Stopped(Exception):
    """The run was called off from outside."""


def grid(problem: Problem) -> Array:
    """All days at which a segment ends: save times and events, 0 first, none after the last save time."""
    doses, changes = [dose.day for dose in problem.impulses], [change.day for change in problem.changes]
    days: Array = np.unique(np.concatenate([problem.times, doses, changes]))
    return days[: np.searchsorted(days, problem.times[-1], side="right")]


def groups(lanes: int, width: int) -> Iterator[Array]:
    """The columns of each group of `width` lanes; the last one is padded by repeating the last lane."""
    for start in range(0, lanes, width):
        yield np.minimum(np.arange(start, start + width), lanes - 1)
