"""What an arm's subject, rules, defect and conditions make of the model's quantities."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from osteon.errors import ExperimentError, Fault, near
from osteon.knowledge import Effect, Library, Modifier, Quantity
from osteon.model import Model, evaluate, names, parse
from osteon.scenario._agreements import followed
from osteon.scenario._experiment import Arm, Change, Setting
from osteon.units import coherent

Array = NDArray[np.float64]
Amount: TypeAlias = float | Array
"""A number, or one of it an animal."""


def arm_quantities(arm: Arm, model: Model, library: Library) -> dict[str, float]:
    """Every quantity of the model as the typical animal of an arm has it, by path; coherent.

    Equation: starting from the records' values x, each effect of each setting, in order, does
    x <- by (set), x <- x * by (scale) or x <- x + by (add) to its targets, with `by` in the coherent system
    over the setting's dials, its record's quantities, `age_fraction` and `female`. Changes of the arm come
    on top of each animal's own draw, and so are not in here.

    Raises:
        ExperimentError: an effect is not finite, changes a quantity's sign, has a target that the model
        lacks, or reads a name that its record lacks.
    """
    return {path: float(value) for path, value in drawn_quantities(arm, model, library, {}).items()}


def drawn_quantities(
    arm: Arm, model: Model, library: Library, drawn: Mapping[str, Array]
) -> dict[str, Amount]:
    """As `arm_quantities`, for animals in which records have other values, or products a batch of their own.

    drawn: by path, of the model or of what changes it, the coherent values of the animals [animals] in the
    place of the record's. A quantity that depends on none of them is one number.
    """
    return after_effects(arm, model.quantities, library, drawn)


def after_effects(
    arm: Arm, quantities: Mapping[str, Quantity], library: Library, drawn: Mapping[str, Array]
) -> dict[str, Amount]:
    """As `drawn_quantities`, for the quantities of a model that has not been built."""
    values: dict[str, Amount] = {
        path: drawn.get(path, quantity.coherent) for path, quantity in quantities.items()
    }
    subject = _variables(arm, library, drawn)
    for setting in arm.settings:
        modifier = library.modifiers[setting.kind, setting.id]
        known: dict[str, Amount] = {**setting_values(setting, library), **_own(modifier, drawn), **subject}
        if any(each.path in drawn for each in modifier.quantities):
            known = followed(known, setting.follows, modifier)
        for effect in modifier.effects:
            _apply(effect, known, values, arm)
    return values


def _variables(arm: Arm, library: Library, drawn: Mapping[str, Array]) -> dict[str, Amount]:
    """age_fraction = (age - skeletal maturity) / (life span - skeletal maturity); female 0 or 1."""
    if arm.subject is None:
        return {}
    own = _own(library.modifiers["subject", arm.subject.species], drawn)
    maturity, span = own["skeletal_maturity"], own["life_span"]
    age_fraction = (arm.subject.age - maturity) / (span - maturity)
    return {"age_fraction": age_fraction, "female": float(arm.subject.sex == "female")}


def setting_values(setting: Setting, library: Library) -> dict[str, float]:
    """The dials of a setting and the quantities of its record, by name; coherent."""
    modifier = library.modifiers[setting.kind, setting.id]
    dials = {dial.name: setting.dials[dial.name] * coherent(dial.unit).factor for dial in modifier.dials}
    return dials | {quantity.name: quantity.coherent for quantity in modifier.quantities}


def _own(modifier: Modifier, drawn: Mapping[str, Array]) -> dict[str, Amount]:
    return {each.name: drawn.get(each.path, each.coherent) for each in modifier.quantities}


def combine(op: str, value: Amount, by: Amount) -> Amount:
    """`value` (a number or an array) after one operation: set to `by`, scaled by it, or with it added."""
    match op:
        case "set":
            return by
        case "scale":
            return value * by
        case _:
            return value + by


def turns(changes: Sequence[Change], path: str) -> list[float]:
    """The days on which changes of a quantity begin or end, in order."""
    days = (day for change in changes if change.path == path for day in (change.start, change.stop))
    return sorted({day for day in days if isfinite(day)})


def in_force(changes: Sequence[Change], path: str, day: float, own: Amount) -> Amount:
    """The value of a quantity on a day: its own, with the changes then in force, in the order of the file."""
    value: Amount = own
    for change in changes:
        if change.path == path and change.start <= day < change.stop:
            value = combine(change.op, value, change.value)
    return value


def _apply(
    effect: Effect,
    known: Mapping[str, Amount],
    values: dict[str, Amount],
    arm: Arm,
) -> None:
    by = _amount(effect, known, arm)
    for target in effect.targets:
        if target not in values:
            raise _fault(effect, arm, f"the target '{target}'", "a quantity of the model", "mend this record")
        changed, before = np.broadcast_arrays(combine(effect.op, values[target], by), values[target])
        wrong = ~np.isfinite(changed) | ((changed < 0.0) & (before >= 0.0))
        if wrong.any():
            given = f"{target} = {changed[wrong][0]:.6g} (from {before[wrong][0]:.6g})"
            raise _fault(
                effect, arm, given, "a finite value that keeps its sign", "choose other dials or another age"
            )
        values[target] = changed if changed.ndim else float(changed)


def _amount(effect: Effect, known: Mapping[str, Amount], arm: Arm) -> Amount:
    tree = parse(effect.by, effect.where)
    for name in names(tree):
        if name not in known:
            given = f"the name '{name}' in '{effect.by.strip()}'"
            expected = "a dial or quantity of this record, age_fraction or female"
            raise _fault(effect, arm, given, expected, near(name, known) or "mend this record")
    # NumPy's scalars give nan where Python's floats would raise or turn complex; a nan is told by the caller.
    scalars = {name: np.float64(value) if np.ndim(value) == 0 else value for name, value in known.items()}
    with np.errstate(all="ignore"):
        return np.asarray(evaluate(tree, scalars), float)[()]


def _fault(effect: Effect, arm: Arm, given: str, expected: str, fix: str) -> ExperimentError:
    return ExperimentError(
        Fault(effect.where, f"effect '{effect.name}' on arm '{arm.name}' gives {given}", expected, fix)
    )
