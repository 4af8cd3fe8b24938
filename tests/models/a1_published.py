"""The models of Lemaire, Trejo, Bailon-Plaza and Komarova, run and probed for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import jax
import numpy as np
from numpy.typing import NDArray

from osteon.cohort import run_experiment
from osteon.knowledge import Library, load_library
from osteon.model import build_model
from osteon.scenario import load_experiment
from osteon.solve import derivative
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

    def peak(self, arm: str, outcome: str) -> tuple[float, float]:
        """The largest value and its day."""
        curve = self.arms[arm][outcome]
        return float(curve.max()), float(self.days[curve.argmax()])

    def trough(self, arm: str, outcome: str) -> tuple[float, float]:
        """The smallest value and its day."""
        curve = self.arms[arm][outcome]
        return float(curve.min()), float(self.days[curve.argmin()])

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


def run(model: str, days: float, every: float) -> Curves:
    """All arms of a model's experiment."""
    plan = load_experiment(library().experiments[model], library())
    plan = replace(plan, days=days, every=every, at=(), animals=1)
    read = run_experiment(plan, library(), rtol=1e-8).measurements
    lanes = [arm.name for arm in plan.arms]
    arms = {name: {id: read.curves[id][:, lane] for id in read.curves} for lane, name in enumerate(lanes)}
    return Curves(read.times, arms)


def slopes(model: str, state: Mapping[str, float], **numbers: float) -> dict[str, float]:
    """Derivatives per day in each state's unit. States not named are 0; `__` in a number's name is a dot."""
    built = build_model(library(), model)
    p = np.array([quantity.coherent for quantity in built.quantities.values()])
    for name, value in numbers.items():
        row = built.quantity_index(name.replace("__", "."))
        p[row] = value * coherent(list(built.quantities.values())[row].unit).factor
    factors = np.array([each.factor for each in built.states])
    y = np.array([state.get(each.id, 0.0) for each in built.states]) * factors
    with jax.enable_x64(True):
        dy = np.asarray(derivative(built)(y, p)) / factors
    return dict(zip((each.id for each in built.states), dy.tolist(), strict=True))
