"""What events do to a group of lanes: conditions turn, values are set, at once or after a delay.

The order of things is that of SBML Level 3 (section 4.11): an event fires when its condition turns from
false to true; its values are worked out then (`frozen`) or when its delay is over; of events that are due at
one time the one with the highest priority goes first, and what it sets may make others fire, or those that
are not persistent give up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from osteon.model import TIME, Evaluator, Event, Expression, Model, signals_for
from osteon.solve._structure import structure

Array = NDArray[np.float64]

MOST_AT_ONCE = 10_000
"""Events that one lane may go through at one time; with more, they set each other off without end."""


@final
@dataclass(frozen=True, slots=True)
class _Due:
    """An event on its way in one lane; values: what it sets, None where that is still to be worked out."""

    day: float
    event: int
    values: tuple[float, ...] | None


@final
@dataclass(frozen=True, eq=False)
class Happenings:
    """The events of a model in C lanes. waiting: by lane, those whose delay is not over."""

    model: Model
    lanes: int
    waiting: dict[int, list[_Due]] = field(default_factory=dict)

    def truth(self, y: Array, p: Array) -> Array:
        """1 for each condition that holds, else 0 [E, C]: those of the events, then those inside rates.

        y [S or S + 1, C] with the time last.
        """
        conditions = structure(self.model).conditions
        if not conditions:
            return np.zeros((0, self.lanes))
        return np.where(self._values(conditions, y, p) != 0.0, 1.0, 0.0)

    def at_start(self, y: Array, p: Array) -> tuple[Array, Array]:
        """States and truth after the events of day 0: those that may fire then, and that hold."""
        now = self.truth(y, p)
        before = now.copy()
        for row, event in enumerate(self.model.events):
            if event.record.fires_at_start:
                before[row] = 0.0
        return self.happen(range(self.lanes), 0.0, y, p, before, now)

    def happen(
        self, lanes: Sequence[int] | range, day: float, y: Array, p: Array, before: Array, now: Array
    ) -> tuple[Array, Array]:
        """States [S, C] and truth [E, C] after all that is due in some lanes at a day (theirs, in `y` too).

        before, now [E, C]: truth before and after the conditions turned.
        """
        if not self.model.events:
            return y, now
        y, now = y.copy(), now.copy()
        for lane in lanes:
            own, own_p = y[:, lane : lane + 1], p[:, lane : lane + 1]
            now[:, lane] = self._settle(lane, day, own, own_p, before[:, lane], now[:, lane])
        return y, now

    def next_day(self, lane: int) -> float:
        """The day at which the next delay is over in a lane; infinite where none waits."""
        return min((due.day for due in self.waiting.get(lane, ())), default=inf)

    def _settle(self, lane: int, day: float, y: Array, p: Array, before: Array, now: Array) -> Array:
        """Goes through the events of one lane in their order, changing its column y [S, 1] in place."""
        queue = self.waiting.pop(lane, [])
        for _ in range(MOST_AT_ONCE):
            queue = [due for due in queue if now[due.event] or self.model.events[due.event].record.persistent]
            fired = np.flatnonzero((before == 0.0) & (now != 0.0))
            fired = fired[fired < len(self.model.events)]
            queue += [self._fired(int(event), day, y, p) for event in fired]
            due = [each for each in queue if each.day <= day]
            if not due:
                self.waiting[lane] = queue
                return now
            first = max(due, key=lambda each: self._priority(each.event, y, p))
            queue.remove(first)
            self._set(first, y, p)
            before, now = now, self.truth(y, p)[:, 0]
        y[:] = np.nan
        return now

    def _fired(self, number: int, day: float, y: Array, p: Array) -> _Due:
        event = self.model.events[number]
        delay = 0.0 if event.delay is None else float(self._values([event.delay], y, p)[0, 0])
        values = self._amounts(event, y, p) if event.record.frozen else None
        return _Due(day + max(delay, 0.0), number, values)

    def _priority(self, number: int, y: Array, p: Array) -> float:
        tree = self.model.events[number].priority
        return -inf if tree is None else float(self._values([tree], y, p)[0, 0])

    def _set(self, due: _Due, y: Array, p: Array) -> None:
        event = self.model.events[due.event]
        values = self._amounts(event, y, p) if due.values is None else due.values
        for (state, _), value in zip(event.sets, values, strict=True):
            y[self.model.state_index(state)] = value

    def _amounts(self, event: Event, y: Array, p: Array) -> tuple[float, ...]:
        return tuple(float(value) for value in self._values([tree for _, tree in event.sets], y, p)[:, 0])

    def _values(self, trees: Sequence[Expression], y: Array, p: Array) -> Array:
        """The values of some trees [len(trees), C]."""
        evaluator = Evaluator(_named(self.model, y, p))
        for name, tree in signals_for(trees, self.model):
            evaluator.define(name, tree)
        with np.errstate(all="ignore"):
            rows = [np.broadcast_to(np.asarray(evaluator.value(tree)), y.shape[1:]) for tree in trees]
        return np.array(rows, dtype=float).reshape(len(trees), y.shape[1])


def _named(model: Model, y: Array, p: Array) -> Mapping[str, Any]:
    states = {state.id: row for state, row in zip(model.states, y, strict=False)}
    time = {TIME: y[-1]} if len(y) > len(model.states) else {}
    return states | time | dict(zip(model.quantities, p, strict=True))
