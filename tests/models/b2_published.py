"""Derivatives and runs of published models under numbers of a test's own, all in the units of the records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import jax
import numpy as np
from numpy.typing import NDArray

from osteon.cohort import run_experiment
from osteon.knowledge import Library, load_library
from osteon.model import Model, build_model
from osteon.scenario import Arm, Change, load_experiment
from osteon.solve import derivative
from osteon.units import coherent, convert

Numbers = Mapping[str, float]
Curves = dict[str, dict[str, NDArray[np.float64]]]
"""By arm and outcome."""

TIGHT = 1e-9


@cache
def library() -> Library:
    """The built-in catalogue."""
    return load_library()


@cache
def model(name: str) -> Model:
    """A published model."""
    return build_model(library(), name)


def value(name: str, path: str, unit: str) -> float:
    """A number of a model in a unit."""
    quantity = model(name).quantities[path]
    return convert(quantity.value, quantity.unit, unit)


def slopes(name: str, state: Numbers, changes: Numbers | None = None, day: float = 0.0) -> dict[str, float]:
    """The derivative of every state per day; states that `state` does not name are zero."""
    built = model(name)
    p = np.array([quantity.coherent for quantity in built.quantities.values()])
    for path, number in (changes or {}).items():
        p[built.quantity_index(path)] = number * coherent(built.quantities[path].unit).factor
    factors = np.array([entity.factor for entity in built.states])
    y = np.array([state.get(entity.id, 0.0) for entity in built.states]) * factors
    with jax.enable_x64(True):
        found = np.asarray(derivative(built)(y, p, day)) / factors
    return dict(zip((entity.id for entity in built.states), found.tolist(), strict=True))


def curves(name: str, days: Sequence[float], arms: Mapping[str, Numbers] | None = None) -> Curves:
    """Curves at some days (the last one last): of the arms of the model's experiment, or of those given by
    changes of numbers."""
    plan = load_experiment(library().experiments[name], library())
    if arms is not None:
        plan = replace(plan, arms=tuple(Arm(arm, "", None, changes=_set(name, arms[arm])) for arm in arms))
    end = days[-1]
    plan = replace(plan, days=end, every=end, at=tuple(days), outcomes=())
    result = run_experiment(plan, library(), rtol=TIGHT, method="rosenbrock")
    rows = [int(np.argmin(np.abs(result.solution.times - day))) for day in days]
    read = result.measurements.curves
    return {
        arm.name: {outcome: curve[rows, lane] for outcome, curve in read.items()}
        for lane, arm in enumerate(plan.arms)
    }


def _set(name: str, changes: Numbers) -> tuple[Change, ...]:
    units = {path: quantity.unit for path, quantity in model(name).quantities.items()}
    return tuple(
        Change(path, "set", number * coherent(units[path]).factor) for path, number in changes.items()
    )
