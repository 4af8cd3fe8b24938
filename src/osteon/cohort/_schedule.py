"""What happens on the way: doses as impulses, changes as switches, over all lanes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from osteon.errors import ExperimentError, Fault
from osteon.model import Model
from osteon.scenario import DEFECT_VOLUME, Arm, deliveries, in_force, turns
from osteon.solve import Impulse, Switch

Array = NDArray[np.float64]


Given: TypeAlias = dict[tuple[float, str], Array]
"""Amounts [B] by day and state; an arm that does not get it has zero."""


def given(arms: Sequence[Arm], model: Model, parameters: Array, batch: Mapping[str, Array]) -> Given:
    """All doses, and all that products deliver.

    parameters [P, B]: of every lane at day 0. batch: as in `deliveries`, [animals] each.
    """
    lanes = parameters.shape[1]
    amounts: Given = defaultdict(lambda: np.zeros(lanes))
    volume = None
    if DEFECT_VOLUME in model.quantities:
        volume = parameters[model.quantity_index(DEFECT_VOLUME)]
    for index, arm in enumerate(arms):
        own = lanes_of(index, lanes // len(arms))
        for dose in arm.doses:
            for day, amount in zip(dose.days, dose.amounts, strict=True):
                amounts[day, dose.entity][own] += amount
        for each in deliveries(arm, model, None if volume is None else volume[own], batch):
            for day in each.days:
                amounts[day, each.entity][own] += each.amount
    return amounts


def impulses(amounts: Given, model: Model) -> tuple[Impulse, ...]:
    """What is given, as impulses in the order of days and states; nothing of a state that no arm reaches."""
    states = {state.id for state in model.states}
    placed = {(day, model.state_index(id)): each for (day, id), each in amounts.items() if id in states}
    return tuple(Impulse(day, state, placed[day, state]) for day, state in sorted(placed))


def changed(arms: Sequence[Arm], model: Model, own: Array, animals: int) -> tuple[Array, tuple[Switch, ...]]:
    """Parameters at day 0 and the switches after it: the changes made on top of the animals' `own` values.

    At each start and end of a change, a quantity takes its own value with the changes that are then in
    force, in the order of the file; so windows may overlap, and after the last one each animal is back at
    its own value.
    """
    parameters, switches = own.copy(), []
    for path in dict.fromkeys(change.path for arm in arms for change in arm.changes):
        row = model.quantity_index(path)
        for day in _days(arms, path):
            value = _value(arms, path, day, own[row], animals)
            if (model.quantities[path].low or 0.0) >= 0.0:
                _keeps_its_sign(arms, path, day, own[row], value, animals)
            if day == 0.0:
                parameters[row] = value
            else:
                switches.append(Switch(day, row, value))
    return parameters, tuple(sorted(switches, key=lambda switch: switch.day))


def lanes_of(arm: int, animals: int) -> slice:
    """The lanes of one arm."""
    return slice(arm * animals, (arm + 1) * animals)


def _days(arms: Sequence[Arm], path: str) -> list[float]:
    return turns([change for arm in arms for change in arm.changes], path)


def _value(arms: Sequence[Arm], path: str, day: float, own: Array, animals: int) -> Array:
    value = own.copy()
    for index, arm in enumerate(arms):
        lanes = lanes_of(index, animals)
        value[lanes] = in_force(arm.changes, path, day, own[lanes])
    return value


def _keeps_its_sign(
    arms: Sequence[Arm], path: str, day: float, own: Array, value: Array, animals: int
) -> None:
    for index, arm in enumerate(arms):
        lanes = lanes_of(index, animals)
        if np.any((value[lanes] < 0.0) & (own[lanes] >= 0.0)):
            given = f"{path} = {value[lanes].min():.6g} in some animals of arm '{arm.name}' from day {day:g}"
            fix = "add less, or use op = 'scale', which keeps the sign"
            raise ExperimentError(Fault(f"arm.{arm.name}.change", given, "a value that keeps its sign", fix))
