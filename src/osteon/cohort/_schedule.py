"""What happens on the way: doses as impulses, changes as switches, over all lanes."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from osteon.errors import ExperimentError, Fault
from osteon.model import Model
from osteon.scenario import Arm, in_force, turns
from osteon.solve import Impulse, Switch

Array = NDArray[np.float64]


def impulses(arms: Sequence[Arm], model: Model, animals: int) -> tuple[Impulse, ...]:
    """All doses, by day and state; an arm that does not get one gets zero of it."""
    amounts: dict[tuple[float, int], Array] = defaultdict(lambda: np.zeros(len(arms) * animals))
    for index, arm in enumerate(arms):
        for dose in arm.doses:
            for day, amount in zip(dose.days, dose.amounts, strict=True):
                lanes = amounts[day, model.state_index(dose.entity)]
                lanes[lanes_of(index, animals)] += amount
    return tuple(Impulse(day, state, amounts[day, state]) for day, state in sorted(amounts))


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
