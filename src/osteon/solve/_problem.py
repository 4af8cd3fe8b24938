"""What is to be solved: a model with numbers, as arrays over lanes (one lane = one animal of one arm)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from osteon.errors import Fault, SolveError
from osteon.model import Model

Array = NDArray[np.float64]


@final
@dataclass(frozen=True, eq=False)
class Impulse:
    """A dose: at `day`, `amount` [B] (coherent unit of the state, >= 0) is added to state number `state`."""

    day: float
    state: int
    amount: Array


@final
@dataclass(frozen=True, eq=False)
class Switch:
    """A change: from `day` on, quantity number `quantity` has the value `value` [B] (coherent unit)."""

    day: float
    quantity: int
    value: Array


@final
@dataclass(frozen=True, eq=False)
class Problem:
    """An initial value problem for B lanes.

    model: S states and P quantities. parameters [P, B], initial [S, B]: coherent values, one column a lane.
    times [T]: days at which the states are kept, first 0, increasing. impulses, changes: what happens on the
    way; events of one day happen in the order given, and a value kept on that day is the value just after
    them. Events after the last time do not happen.

    Raises:
        SolveError: shapes that do not match, values that are not finite, negative doses, times out of order.
    """

    model: Model
    parameters: Array
    initial: Array
    times: Array
    impulses: tuple[Impulse, ...] = field(default=())
    changes: tuple[Switch, ...] = field(default=())

    def __post_init__(self) -> None:
        for name in ("parameters", "initial", "times"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=np.float64))
        if faults := [*_array_faults(self), *_time_faults(self.times), *_event_faults(self)]:
            raise SolveError(faults)

    @property
    def lanes(self) -> int:
        """B, the number of lanes."""
        return int(self.initial.shape[-1])


def _array_faults(problem: Problem) -> list[Fault]:
    lanes = problem.initial.shape[-1] if problem.initial.ndim else 0
    states, quantities = len(problem.model.states), len(problem.model.quantities)
    faults = _value_faults("initial", problem.initial, (states, lanes), "one row a state, one column a lane")
    faults += _value_faults("parameters", problem.parameters, (quantities, lanes), "one row a quantity")
    if lanes == 0:
        faults.append(Fault("initial", "no lanes", "at least one lane"))
    return faults


def _time_faults(times: Array) -> list[Fault]:
    if times.ndim != 1 or len(times) < 2 or not np.isfinite(times).all():
        return [Fault("times", _described(times), "two or more finite days")]
    if times[0] != 0 or (np.diff(times) <= 0).any():
        return [
            Fault("times", _described(times), "days that start at 0 and increase", "sort them, drop repeats")
        ]
    return []


def _event_faults(problem: Problem) -> list[Fault]:
    lanes = (problem.initial.shape[-1] if problem.initial.ndim else 0,)
    faults = []
    for number, impulse in enumerate(problem.impulses):
        where = f"impulses[{number}]"
        faults += _place_faults(where, impulse.day, impulse.state, len(problem.model.states), "state")
        faults += _value_faults(f"{where}.amount", impulse.amount, lanes, "one amount a lane")
        if np.any(np.asarray(impulse.amount) < 0):
            faults.append(Fault(f"{where}.amount", f"{np.min(impulse.amount):g}", "amounts >= 0"))
    for number, change in enumerate(problem.changes):
        where = f"changes[{number}]"
        faults += _place_faults(where, change.day, change.quantity, len(problem.model.quantities), "quantity")
        faults += _value_faults(f"{where}.value", change.value, lanes, "one value a lane")
    return faults


def _place_faults(where: str, day: float, row: int, rows: int, what: str) -> list[Fault]:
    faults = []
    if not (np.isfinite(day) and day >= 0):
        faults.append(Fault(f"{where}.day", f"{day:g}", "a finite day >= 0"))
    if not 0 <= row < rows:
        faults.append(Fault(f"{where}.{what}", str(row), f"the number of a {what}, 0 to {rows - 1}"))
    return faults


def _value_faults(where: str, values: Any, shape: tuple[int, ...], meaning: str) -> list[Fault]:
    values = np.asarray(values)
    if values.shape != shape:
        return [Fault(where, f"an array of shape {values.shape}", f"shape {shape}: {meaning}")]
    if not np.isfinite(values).all():
        bad = tuple(int(i) for i in np.argwhere(~np.isfinite(values))[0])
        return [Fault(where, f"{values[bad]} at {bad}", "finite numbers")]
    return []


def _described(times: Array) -> str:
    return np.array2string(times, threshold=6, edgeitems=3, max_line_width=200)
