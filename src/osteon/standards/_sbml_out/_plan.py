"""What an arm makes of a model: its numbers, its amounts at day 0, and what happens at which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import isclose
from typing import final

from osteon.errors import ExperimentError, Fault, near
from osteon.knowledge import Library
from osteon.model import Model, build_model, names, prune, start_amounts
from osteon.scenario import (
    Arm,
    Dose,
    Experiment,
    arm_quantities,
    given_doses,
    in_force,
    load_experiment,
    turns,
)

MANY = 4
"""A dose given at least so often after day 0 is written as one event that happens again and again."""


@final
@dataclass
class Happening:
    """What happens at one day, before any event of the model: amounts added, numbers that change."""

    doses: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    switches: dict[str, float] = field(default_factory=dict)


@final
@dataclass(frozen=True)
class Series:
    """A dose given again and again: `amount` of an entity on day `first`, and `every` days until `last`."""

    entity: str
    amount: float
    first: float
    every: float
    last: float


@final
@dataclass(frozen=True)
class Plan:
    """A model with the numbers of one arm; all numbers coherent.

    model: whole where it comes with an experiment of its own, else as far as the arm reaches.
    values: of each quantity at day 0, by path. used: the paths that an equation reads, or a switch changes.
    doses: at day 0, by entity. later: by day, what happens after it, but for the `series`.
    """

    model: Model
    arm: Arm | None
    values: Mapping[str, float]
    used: tuple[str, ...]
    doses: Mapping[str, float]
    later: Mapping[float, Happening]
    series: tuple[Series, ...]


def chosen_arm(
    library: Library, model_id: str, name: str | None, experiment: Experiment | None
) -> Arm | None:
    """An arm of an experiment, by default of the one that comes with the model; by default the first arm.

    None for a model without an experiment, whose records' own numbers are then written.

    Raises:
        ExperimentError: there is no such arm or no experiment, or it is faulty or on another model.
    """
    if experiment is None and model_id in library.experiments:
        experiment = load_experiment(library.experiments[model_id], library)
    if experiment is None:
        if name is None:
            return None
        expected, fix = (
            "no arm: the model comes without an experiment",
            "give an experiment file with this arm",
        )
        raise ExperimentError(Fault(model_id, f"arm '{name}'", expected, fix))
    where = experiment.path.name
    if experiment.model != model_id:
        given = f"an experiment on '{experiment.model}'"
        raise ExperimentError(Fault(where, given, f"one on '{model_id}'"))
    arms = {arm.name: arm for arm in experiment.arms}
    if name is not None and name not in arms:
        fix = near(name, arms) or f"its arms are {', '.join(arms)}"
        raise ExperimentError(Fault(where, f"arm '{name}'", "an arm of this experiment", fix))
    return experiment.arms[0] if name is None else arms[name]


def made_plan(library: Library, model_id: str, arm: Arm | None) -> Plan:
    """The numbers of a model in an arm. Raises RecordError or ExperimentError where either is faulty."""
    model = build_model(library, model_id)
    own = {path: quantity.coherent for path, quantity in model.quantities.items()}
    if arm is not None:
        own = arm_quantities(arm, model, library)
    values, later = _changed(arm, own)
    given = () if arm is None else given_doses(arm, model, values)
    if arm is not None and model_id not in library.experiments:
        model = _reached(model, values, given)
    doses, series = _dosed(given, later)
    read = {name for tree in model.expressions for name in names(tree)}
    read |= {path for happening in later.values() for path in happening.switches}
    read |= {f"{id}.initial" for id in doses if model.starts}
    used = tuple(path for path in model.quantities if path in read)
    return Plan(model, arm, values, used, doses, dict(sorted(later.items())), series)


def _reached(model: Model, values: Mapping[str, float], given: Sequence[Dose]) -> Model:
    """The model as far as an arm reaches: what only other products, hosts or defects bring is left out."""
    dosed = {dose.entity for dose in given if any(dose.amounts)}
    return prune(model, dosed | {id for id, amount in start_amounts(model, values).items() if amount})


def _changed(arm: Arm | None, own: Mapping[str, float]) -> tuple[dict[str, float], dict[float, Happening]]:
    """The numbers at day 0, and their switches later: at each start and end of a change, what is in force."""
    values, later = dict(own), defaultdict[float, Happening](Happening)
    changes = arm.changes if arm else ()
    for path in dict.fromkeys(change.path for change in changes):
        before = own[path]
        for day in turns(changes, path):
            value = float(in_force(changes, path, day, own[path]))
            if day == 0.0:
                values[path] = value
            elif value != before:
                later[day].switches[path] = value
            before = value
    return values, later


def _dosed(
    doses: Sequence[Dose], later: dict[float, Happening]
) -> tuple[dict[str, float], tuple[Series, ...]]:
    """The doses of day 0, and those in series; all others are added to `later`."""
    first: dict[str, float] = defaultdict(float)
    series = []
    for dose in doses:
        given = [(day, amount) for day, amount in zip(dose.days, dose.amounts, strict=True) if amount]
        if given and given[0][0] == 0.0:
            first[dose.entity] += given.pop(0)[1]
        if len(given) >= MANY and _regular(given):
            (start, amount), (second, _), *_ = given
            series.append(Series(dose.entity, amount, start, second - start, given[-1][0]))
        else:
            for day, amount in given:
                later[day].doses[dose.entity] += amount
    return dict(first), tuple(series)


def _regular(given: Sequence[tuple[float, float]]) -> bool:
    """Whether the same amount is given at equal distances: (day, amount) in order."""
    days, amounts = zip(*given, strict=True)
    apart = [later - day for day, later in pairwise(days)]
    return len(set(amounts)) == 1 and all(isclose(each, apart[0], rel_tol=1e-9) for each in apart)
