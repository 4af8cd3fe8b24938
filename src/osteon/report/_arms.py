"""An arm in words: who, with what injury, under which conditions, given what."""

from __future__ import annotations

from math import inf
from typing import TypedDict

from osteon.knowledge import Library
from osteon.model import Model
from osteon.report._words import unit_text
from osteon.scenario import Arm, Change, Dose, ProductUse, Setting, Subject
from osteon.units import coherent

_DAYS_A_MONTH = 365.25 / 12
_LONGEST_IN_MONTHS = 36.0
_OPERATIONS = {"set": "set to", "scale": "times", "add": "plus"}


class ArmWords(TypedDict):
    """One arm for the page: its name, what its author says of it, and a line for each fact."""

    name: str
    says: str
    lines: list[str]


def arm_words(arm: Arm, model: Model) -> ArmWords:
    """Return `arm` in words, with the names and units of the catalogue's records."""
    library = model.library
    kinds = [("defect", "Defect"), ("condition", "Condition"), ("rule", "Rule")]
    lines = [] if arm.subject is None else [_subject(arm.subject, library)]
    for kind, word in kinds:
        lines += [f"{word}: {_setting(s, library)}" for s in arm.settings if s.kind == kind]
    lines += [f"Product: {_product(use, library)}" for use in arm.products]
    lines += [f"Dose: {_dose(dose, model)}" for dose in arm.doses]
    lines += [f"Change: {_change(change, model)}" for change in arm.changes]
    return ArmWords(name=arm.name, says=arm.says, lines=lines)


def _subject(subject: Subject, library: Library) -> str:
    record = library.modifiers.get(("subject", subject.species))
    name = record.name if record else subject.species
    return f"Subject: {name}, {subject.sex}, {_age(subject.age)} old"


def _age(days: float) -> str:
    months = days / _DAYS_A_MONTH
    return f"{months:.3g} months" if months < _LONGEST_IN_MONTHS else f"{months / 12:.3g} years"


def _setting(setting: Setting, library: Library) -> str:
    record = library.modifiers.get((setting.kind, setting.id))
    units = {dial.name: dial.unit for dial in record.dials} if record else {}
    dials = [
        f"{name.replace('_', ' ')} {value:.4g} {unit_text(units.get(name, ''))}".rstrip()
        for name, value in setting.dials.items()
    ]
    name = record.name if record else setting.id
    return f"{name} ({', '.join(dials)})" if dials else name


def _product(use: ProductUse, library: Library) -> str:
    """Name with its dose and what was changed of it, route, and days."""
    days = ", ".join(f"{day:.4g}" for day in use.days)
    record = library.modifiers.get(("product", use.product))
    usual = {dial.name: dial.default for dial in record.dials} if record else {}
    doses = {dial.name for dial in record.dials if dial.unit != "1" and not dial.cargo} if record else set()
    told = {
        name: value
        for name, value in use.dials.items()
        if value != usual.get(name) or (name in doses and value)
    }
    what = _setting(Setting("product", use.product, told), library)
    return f"{what}, {use.route.replace('_', ' ')}, on day {days}"


def _dose(dose: Dose, model: Model) -> str:
    state = model.states[model.state_index(dose.entity)]
    parts = [
        f"{amount / state.factor:.4g} {unit_text(state.entity.unit)} on day {day:.4g}".replace("  ", " ")
        for amount, day in zip(dose.amounts, dose.days, strict=True)
    ]
    return f"{state.entity.name}, {'; '.join(parts)}"


def _change(change: Change, model: Model) -> str:
    window = f"from day {change.start:.4g}" + (f" until day {change.stop:.4g}" if change.stop != inf else "")
    return f"{change.path} {_OPERATIONS[change.op]} {_amount(change, model)}, {window}"


def _amount(change: Change, model: Model) -> str:
    quantity = model.quantities.get(change.path)
    if quantity is None or change.op == "scale":
        return f"{change.value:.4g}"
    return f"{change.value / coherent(quantity.unit).factor:.4g} {unit_text(quantity.unit)}".rstrip()
