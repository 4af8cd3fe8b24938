"""The models of Pivonka, Ayati, Graham, Cook, Koenders and Lio, run and probed for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from osteon.cohort import run_experiment
from osteon.knowledge import Library, load_library
from osteon.model import Model, build_model
from osteon.scenario import load_experiment
from osteon.solve import Problem, derivative, solve
from osteon.units import coherent

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Curves:
    """What the arms of a model did. days: [T]; arms: outcome to [T], by arm."""

    days: Array
    arms: Mapping[str, Mapping[str, Array]]

    def at(self, arm: str, outcome: str, day: float) -> float:
        """The value at the sample nearest to `day`."""
        return float(self.arms[arm][outcome][np.argmin(np.abs(self.days - day))])

    def peaks(self, arm: str, outcome: str, least: float) -> list[tuple[float, float]]:
        """The day and the value of each local maximum above `least`."""
        y = self.arms[arm][outcome]
        rows = np.flatnonzero((y[1:-1] > y[:-2]) & (y[1:-1] >= y[2:]) & (y[1:-1] > least)) + 1
        return [(float(self.days[row]), float(y[row])) for row in rows]


@cache
def library() -> Library:
    """The built-in catalogue."""
    return load_library()


@cache
def model(id: str) -> Model:
    """A model of the catalogue."""
    return build_model(library(), id)


def number(id: str, path: str) -> float:
    """The value of a quantity, in its own unit."""
    return model(id).quantities[path].value


def run(id: str, days: float, every: float, at: tuple[float, ...] = ()) -> Curves:
    """All arms of a model's experiment."""
    plan = load_experiment(library().experiments[id], library())
    plan = replace(plan, days=days, every=every, at=at, animals=1)
    read = run_experiment(plan, library(), rtol=1e-8).measurements
    lanes = [arm.name for arm in plan.arms]
    arms = {name: {id: read.curves[id][:, lane] for id in read.curves} for lane, name in enumerate(lanes)}
    return Curves(read.times, arms)


def numbers(id: str, changes: Mapping[str, float]) -> Array:
    """All quantities [P], coherent, with some of them at other values."""
    built = model(id)
    p = np.array([quantity.coherent for quantity in built.quantities.values()])
    for path, value in changes.items():
        p[built.quantity_index(path)] = value * coherent(built.quantities[path].unit).factor
    return p


def factors(id: str) -> Array:
    """What each state's unit is in coherent ones [S]."""
    return np.array([state.factor for state in model(id).states])


def slopes(id: str, state: Mapping[str, float], **changes: float) -> dict[str, float]:
    """Derivatives per day in each state's unit. States not named are 0; `__` in a number's name is a dot."""
    p = numbers(id, {name.replace("__", "."): value for name, value in changes.items()})
    states = [each.id for each in model(id).states]
    y = np.array([state.get(name, 0.0) for name in states]) * factors(id)
    with jax.enable_x64(True):
        dy = np.asarray(derivative(model(id))(y, p)) / factors(id)
    return dict(zip(states, dy.tolist(), strict=True))


def eigenvalues(id: str, state: Mapping[str, float], chosen: tuple[str, ...], **changes: float) -> Any:
    """Of the Jacobian of the states that are `chosen`, 1/day. All states must be named."""
    p = numbers(id, {name.replace("__", "."): value for name, value in changes.items()})
    states = [each.id for each in model(id).states]
    y = np.array([state[name] for name in states]) * factors(id)
    rows = [states.index(name) for name in chosen]
    with jax.enable_x64(True):
        slope = derivative(model(id))
        whole = np.asarray(jax.jacfwd(lambda values: slope(values, p))(y))
    return np.linalg.eigvals(whole[np.ix_(rows, rows)])


def follow(
    id: str, days: float, state: Mapping[str, float], changes: Mapping[str, float] | None = None
) -> dict[str, Array]:
    """Each state over the days [0 ... `days`], from a start in its unit, with quantities at other values."""
    states = [each.id for each in model(id).states]
    y = (np.array([state.get(name, 0.0) for name in states]) * factors(id))[:, None]
    p = numbers(id, changes or {})[:, None]
    problem = Problem(model(id), p, y, np.linspace(0.0, days, 101))
    found = solve(problem, rtol=1e-9, method="rosenbrock")
    assert found.reason(0) == "done"
    return {
        name: found.states[:, row, 0] / factor
        for row, (name, factor) in enumerate(zip(states, factors(id), strict=True))
    }
