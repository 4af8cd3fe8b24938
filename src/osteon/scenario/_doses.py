"""`[[arm.NAME.dose]]`: an entity put into the defect, once or again and again."""

from math import floor, isfinite
from typing import Any

from osteon.errors import shown
from osteon.knowledge import Entity, KeyPath
from osteon.scenario._experiment import Dose
from osteon.scenario._faults import Faults
from osteon.scenario._known import Known
from osteon.scenario._schema import DoseTable, ProductTable
from osteon.units import coherent

MOST_REPEATS = 10_000
"""Times one dose may be given."""


def read_dose(keys: KeyPath, table: DoseTable, known: Known, days: float, faults: Faults) -> Dose | None:
    """A dose with all its days; None when a fault was told. `days` is the experiment's length."""
    entity = _entity(keys, table, known, faults)
    amount = None if entity is None else _amount(keys, table, entity, faults)
    when = given_on(keys, table, days, faults)
    if entity is None or amount is None or when is None:
        return None
    return Dose(entity.id, (amount,) * len(when), when)


def _entity(keys: KeyPath, table: DoseTable, known: Known, faults: Faults) -> Entity | None:
    place = (*keys, "entity")
    if table.entity is None:
        faults.missing(place, "what is given", 'add `entity = "TNF"` to this dose')
        return None
    entity = known.entities.get(table.entity)
    if entity is None:
        faults.unknown(place, table.entity, "an entity of the model", known.entities)
    elif entity.kind == "tissue":
        given, fix = (
            f"a dose of the tissue '{entity.id}'",
            "choose a defect record that starts with this tissue",
        )
        faults.add(place, given, "something that takes no space: tissue fractions must sum to one", fix)
        return None
    return entity


def _amount(keys: KeyPath, table: DoseTable, entity: Entity, faults: Faults) -> float | None:
    """Coherent. The unit stands in the text of the amount or in a key of its own."""
    place = (*keys, "amount")
    if table.amount is None:
        faults.missing(place, f"how much, in {entity.unit}", f'add `amount = "1 {entity.unit}"` to this dose')
        return None
    if table.unit is None and not isinstance(table.amount, str) and coherent(entity.unit).dimension:
        faults.missing(
            (*keys, "unit"), f"a unit like '{entity.unit}'", f'add `unit = "{entity.unit}"` to this dose'
        )
        return None
    amount = faults.amount_in(keys, "amount", table.amount, table.unit, entity.unit)
    if amount is None:
        return None
    if amount < 0:
        faults.add(
            place, f"amount = {shown(table.amount)}", "a dose of zero or more", "a dose cannot take away"
        )
        return None
    return amount * coherent(entity.unit).factor


def given_on(
    keys: KeyPath, table: DoseTable | ProductTable, days: float, faults: Faults
) -> tuple[float, ...] | None:
    """The days on which something is given; None when a fault was told."""
    first = _day((*keys, "day"), table.day, days, faults)
    if table.every is None:
        if table.until is not None:
            faults.add(
                (*keys, "until"),
                "`until` without `every`",
                "how often to repeat",
                "add `every = 1` to this dose",
            )
        return None if first is None else (first,)
    every = faults.amount((*keys, "every"), table.every, "day")
    until = days if table.until is None else faults.amount((*keys, "until"), table.until, "day")
    if first is None or every is None or until is None:
        return None
    return _repeats(keys, first, every, min(until, days), days, faults)


def _day(keys: KeyPath, value: Any, days: float, faults: Faults) -> float | None:
    day = faults.amount(keys, value, "day")
    if day is not None and not 0 <= day < days:
        faults.add(
            keys,
            f"day = {shown(value)}",
            f"a day from 0 to before the last, {days:g}",
            "or lengthen the design",
        )
        return None
    return day


def _repeats(
    keys: KeyPath, first: float, every: float, until: float, days: float, faults: Faults
) -> tuple[float, ...] | None:
    if every <= 0 or not isfinite(first + every):
        faults.add((*keys, "every"), f"every = {every:g} day", "a time longer than zero")
        return None
    if until < first:
        faults.add((*keys, "until"), f"until = {until:g} day", f"a day from the first dose on, {first:g}")
        return None
    if (until - first) / every > MOST_REPEATS:
        given = f"{(until - first) / every:.3g} doses"
        faults.add(
            (*keys, "every"),
            given,
            f"at most {MOST_REPEATS}",
            "model a steady supply as a change of a source",
        )
        return None
    repeats = floor((until - first) / every + 1e-9) + 1
    return tuple(day for day in (first + every * i for i in range(repeats)) if day < days)
