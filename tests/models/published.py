"""Published models run and probed under numbers of a test's own, all in the units of the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from osteon.cohort import run_experiment
from osteon.knowledge import Library, load_library
from osteon.model import Model, build_model
from osteon.scenario import Arm, Change, Dose, load_experiment
from osteon.solve import Problem, derivative, solve
from osteon.units import coherent, convert

Array = NDArray[np.float64]
Numbers = Mapping[str, float]
Doses = Sequence[tuple[str, float, float]]
"""Entity, amount, day."""

Readings = dict[str, dict[str, Array]]
"""By arm and outcome."""


@dataclass(frozen=True)
class Curves:
    """What arms did. days: [T]; arms: outcome to [T], by arm."""

    days: Array
    arms: Mapping[str, Mapping[str, Array]]

    def at(self, arm: str, outcome: str, day: float) -> float:
        """The value at the sample nearest to `day`."""
        return float(self.arms[arm][outcome][np.argmin(np.abs(self.days - day))])

    def peak(self, arm: str, outcome: str) -> tuple[float, float]:
        """The largest value and its day."""
        curve = self.arms[arm][outcome]
        return float(curve.max()), float(self.days[curve.argmax()])

    def trough(self, arm: str, outcome: str) -> tuple[float, float]:
        """The smallest value and its day."""
        curve = self.arms[arm][outcome]
        return float(curve.min()), float(self.days[curve.argmin()])

    def peaks(self, arm: str, outcome: str, least: float) -> list[tuple[float, float]]:
        """The day and the value of each local maximum above `least`."""
        y = self.arms[arm][outcome]
        rows = np.flatnonzero((y[1:-1] > y[:-2]) & (y[1:-1] >= y[2:]) & (y[1:-1] > least)) + 1
        return [(float(self.days[row]), float(y[row])) for row in rows]

    def reaches(self, arm: str, outcome: str, level: float) -> float:
        """The day on which a rising curve passes `level`; infinite if it never does."""
        curve = self.arms[arm][outcome]
        row = int(np.argmax(curve >= level))
        if curve[row] < level:
            return float("inf")
        return float(np.interp(level, curve[row - 1 : row + 1], self.days[row - 1 : row + 1]))


@cache
def library() -> Library:
    """The built-in catalogue."""
    return load_library()


@cache
def model(name: str) -> Model:
    """A published model."""
    return build_model(library(), name)


def number(name: str, path: str) -> float:
    """A number of a model, in its own unit."""
    return model(name).quantities[path].value


def value(name: str, path: str, unit: str) -> float:
    """A number of a model in a unit."""
    return convert(number(name, path), model(name).quantities[path].unit, unit)


def numbers(name: str, changes: Numbers) -> Array:
    """All quantities [P], coherent, with some of them at other values."""
    p = np.array([quantity.coherent for quantity in model(name).quantities.values()])
    for path, given in changes.items():
        p[model(name).quantity_index(path)] = given * coherent(model(name).quantities[path].unit).factor
    return p


def factors(name: str) -> Array:
    """What each state's unit is in coherent ones [S]."""
    return np.array([state.factor for state in model(name).states])


def amounts(name: str, state: Numbers) -> Array:
    """The states [S], coherent; those not named are zero."""
    return np.array([state.get(each.id, 0.0) for each in model(name).states]) * factors(name)


def slopes(
    name: str, state: Numbers, changes: Numbers | None = None, day: float = 0.0, **more: float
) -> dict[str, float]:
    """The derivative of every state per day in its unit; states that `state` does not name are zero.

    `changes`, and `more` with `__` for a dot in a name, set numbers.
    """
    p = numbers(name, {**(changes or {}), **_dotted(more)})
    with jax.enable_x64(True):
        found = np.asarray(derivative(model(name))(amounts(name, state), p, day)) / factors(name)
    return dict(zip((each.id for each in model(name).states), found.tolist(), strict=True))


def eigenvalues(name: str, state: Numbers, chosen: tuple[str, ...], **more: float) -> Any:
    """Of the Jacobian of the states that are `chosen`, 1/day."""
    p, y = numbers(name, _dotted(more)), amounts(name, state)
    rows = [model(name).state_index(id) for id in chosen]
    with jax.enable_x64(True):
        slope = derivative(model(name))
        whole = np.asarray(jax.jacfwd(lambda values: slope(values, p))(y))
    return np.linalg.eigvals(whole[np.ix_(rows, rows)])


def follow(name: str, days: float, state: Numbers, changes: Numbers | None = None) -> dict[str, Array]:
    """Each state over the days [0 ... `days`], from a start in its unit, with quantities at other values."""
    p, y = numbers(name, changes or {})[:, None], amounts(name, state)[:, None]
    found = solve(Problem(model(name), p, y, np.linspace(0.0, days, 101)), rtol=1e-9, method="rosenbrock")
    assert found.reason(0) == "done"
    curves = found.states[:, :, 0] / factors(name)
    return {each.id: curves[:, row] for row, each in enumerate(model(name).states)}


def arm(name: str, id: str, changes: Numbers, doses: Doses = ()) -> Arm:
    """An arm of model `name` with some numbers set, and doses."""
    units = {path: coherent(quantity.unit).factor for path, quantity in model(name).quantities.items()}
    sizes = {state.id: state.factor for state in model(name).states}
    given = tuple(Dose(entity, (amount * sizes[entity],), (day,)) for entity, amount, day in doses)
    held = tuple(Change(path, "set", value * units[path]) for path, value in changes.items())
    return Arm(id, "", None, doses=given, changes=held)


def own_arms(name: str, *ids: str) -> tuple[Arm, ...]:
    """Arms of a model's own experiment, all unless some are named."""
    plan = load_experiment(library().experiments[name], library())
    return tuple(each for each in plan.arms if each.name in ids or not ids)


def run_arms(
    name: str, arms: Sequence[Arm], days: float, every: float, at: Sequence[float] = (), rtol: float = 1e-8
) -> Curves:
    """The curves of some arms of a model."""
    plan = load_experiment(library().experiments[name], library())
    plan = replace(plan, arms=tuple(arms), days=days, every=every, at=tuple(at), animals=1, outcomes=())
    read = run_experiment(plan, library(), rtol=rtol, method="rosenbrock").measurements
    lanes = {each.name: lane for lane, each in enumerate(arms)}
    by_arm = {
        id: {outcome: curve[:, lane] for outcome, curve in read.curves.items()} for id, lane in lanes.items()
    }
    return Curves(read.times, by_arm)


def run(name: str, days: float, every: float, at: Sequence[float] = ()) -> Curves:
    """All arms of a model's experiment."""
    return run_arms(name, own_arms(name), days, every, at)


def readings(name: str, days: Sequence[float], arms: Mapping[str, Numbers] | None = None) -> Readings:
    """The values at some days (the last one last): of the model's own arms, or of arms with numbers set."""
    given = own_arms(name) if arms is None else [arm(name, id, changes) for id, changes in arms.items()]
    found = run_arms(name, given, days[-1], days[-1], days, rtol=1e-9)
    rows = [int(np.argmin(np.abs(found.days - day))) for day in days]
    return {id: {outcome: curve[rows] for outcome, curve in own.items()} for id, own in found.arms.items()}


def _dotted(more: Numbers) -> Numbers:
    return {name.replace("__", "."): given for name, given in more.items()}
