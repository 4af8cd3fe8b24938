"""Arms of joerg2022, lafci2025 and proctor2016 with numbers and doses of a test's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from osteon.cohort import run_experiment
from osteon.scenario import Arm, Change, Dose, load_experiment
from osteon.units import coherent
from tests.models.b2_published import library, model

Array = NDArray[np.float64]
Numbers = Mapping[str, float]
Doses = Sequence[tuple[str, float, float]]
"""Entity, amount, day."""


@dataclass(frozen=True)
class Run:
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


def arm(name: str, id: str, numbers: Numbers, doses: Doses = ()) -> Arm:
    """An arm of model `name` with some numbers set, and doses."""
    factors = {path: coherent(quantity.unit).factor for path, quantity in model(name).quantities.items()}
    amounts = {state.id: state.factor for state in model(name).states}
    given = tuple(Dose(entity, (amount * amounts[entity],), (day,)) for entity, amount, day in doses)
    changes = tuple(Change(path, "set", number * factors[path]) for path, number in numbers.items())
    return Arm(id, "", None, doses=given, changes=changes)


def own_arms(name: str, *ids: str) -> tuple[Arm, ...]:
    """Arms of a model's own experiment, all unless some are named."""
    plan = load_experiment(library().experiments[name], library())
    return tuple(each for each in plan.arms if each.name in ids or not ids)


def run(name: str, arms: Sequence[Arm], days: float, every: float, rtol: float = 1e-8) -> Run:
    """The curves of some arms of a model."""
    plan = load_experiment(library().experiments[name], library())
    plan = replace(plan, arms=tuple(arms), days=days, every=every, at=(), outcomes=())
    read = run_experiment(plan, library(), rtol=rtol, method="rosenbrock").measurements
    return Run(
        read.times,
        {
            each.name: {id: curve[:, lane] for id, curve in read.curves.items()}
            for lane, each in enumerate(arms)
        },
    )
