"""Who takes part in a virtual trial: ages, sexes and dials, and to which arm each patient is allotted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from osteon.cohort import quantiles
from osteon.knowledge import ClinicalTrial, Setup

Array = NDArray[np.float64]


@final
@dataclass(frozen=True, eq=False)
class Recruits:
    """The patients of a trial. allotted: the number of the arm of each [N], in blocks.

    age: [N] in the unit of the record; None where the setups say it. female: [N], or None. dials: by path,
    values [N], in that of theirs. Patients are drawn independently, so that blocks are as good as a lottery.
    """

    allotted: NDArray[np.intp]
    age: Array | None
    female: NDArray[np.bool_] | None
    dials: Mapping[str, Array]

    @property
    def number(self) -> int:
        """Patients of all arms together."""
        return int(self.allotted.size)


def recruit(trial: ClinicalTrial, seed: int, patients: int | None = None) -> Recruits:
    """Draw the patients of a trial. patients: in each arm, instead of what its record says.

    Patient i is the same for any number of patients in front of the last arm's end: each number comes from a
    counter keyed by (seed, trial, what is drawn).

    Equation: age = mean + sd z, z standard normal between low and high; dials evenly between low and high.
    """
    people = trial.population
    sizes = [patients or arm.patients or people.patients for arm in trial.arms]
    number = sum(sizes)

    def drawn(what: str) -> Array:
        return quantiles(seed, f"trial.{trial.id}.{what}", number)

    age = None if people.age is None else _ages(trial, drawn("age"))
    female = None if people.female is None else drawn("female") < people.female
    dials = {each.path: each.low + (each.high - each.low) * drawn(each.path) for each in people.vary}
    return Recruits(np.repeat(np.arange(len(sizes)), sizes), age, female, dials)


def _ages(trial: ClinicalTrial, quantile: Array) -> Array:
    age = trial.population.age
    assert age is not None
    if age.sd == 0.0:
        return np.full(quantile.size, age.mean)
    low, high = (ndtr((end - age.mean) / age.sd) for end in (age.low, age.high))
    drawn: Array = age.mean + age.sd * ndtri(low + (high - low) * quantile)
    return np.clip(drawn, age.low, age.high)


def own_setups(setup: Setup, trial: ClinicalTrial, recruits: Recruits) -> Iterator[Setup]:
    """The setup of an arm as each patient has it, followed as long as the trial."""
    ages, units = trial.population.age, {each.path: each.unit for each in trial.population.vary}
    base = replace(setup, days=trial.follow_up)
    for at in range(recruits.number):
        subject = dict(base.subject)
        if recruits.age is not None and ages is not None:
            subject["age"] = _amount(float(recruits.age[at]), ages.unit)
        if recruits.female is not None:
            subject["sex"] = "female" if recruits.female[at] else "male"
        own = replace(base, subject=subject)
        for path, values in recruits.dials.items():
            own = _with_dial(own, path, _amount(float(values[at]), units[path]))
        yield own


def _amount(value: float, unit: str) -> str | float:
    return value if unit == "1" else f"{value!r} {unit}"


def _with_dial(setup: Setup, path: str, value: str | float) -> Setup:
    root, *place = path.split(".")
    if root == "defect":
        return replace(setup, defect={**setup.defect, place[0]: value})
    conditions: dict[str, Any] = dict(setup.conditions)
    conditions[place[0]] = {**conditions.get(place[0], {}), place[1]: value}
    return replace(setup, conditions=conditions)
