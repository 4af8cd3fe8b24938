"""Subject, defect and conditions of one arm: the arm's own keys over the file's defaults."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from osteon.errors import near, shown
from osteon.knowledge import Dial, KeyPath, Modifier
from osteon.scenario._experiment import Setting, Subject
from osteon.scenario._faults import Faults
from osteon.scenario._known import Known
from osteon.scenario._schema import ArmTable, FileTable
from osteon.units import coherent

Placed: TypeAlias = dict[str, tuple[KeyPath, Any]]
"""Key to where it stands in the file, and its value."""

_SUBJECT_KEYS = ("species", "age", "sex")


def read_subject(name: str, file: FileTable, known: Known, faults: Faults) -> tuple[Subject, Setting] | None:
    """The animal of an arm, and its record's dials; None when it cannot be told."""
    keys = _over(("subject",), file.subject, ("arm", name, "subject"), file.arm[name].subject)
    record = _record("subject", keys.pop("species", None), ("subject", "species"), known, faults)
    age = _age(keys.pop("age", None), faults)
    sex = _sex(keys.pop("sex", None), faults)
    if record is None:
        return None
    setting = Setting("subject", record.id, read_dials(record, keys, faults, _SUBJECT_KEYS))
    return Subject(record.id, age, sex), setting


def read_defect(name: str, file: FileTable, known: Known, faults: Faults) -> Setting | None:
    """The defect of an arm; one with another preset than the default's does not inherit its dials."""
    own: dict[str, Any] = file.arm[name].defect
    other = own.get("preset", file.defect.get("preset")) != file.defect.get("preset")
    keys = _over(("defect",), {} if other else file.defect, ("arm", name, "defect"), own)
    record = _record("defect", keys.pop("preset", None), ("defect", "preset"), known, faults)
    return (
        None
        if record is None
        else Setting("defect", record.id, read_dials(record, keys, faults, ("preset",)))
    )


def read_conditions(name: str, arm: ArmTable, known: Known, faults: Faults) -> tuple[Setting, ...]:
    """The conditions of an arm, in the file's order."""
    return tuple(
        setting
        for id, dials in arm.conditions.items()
        if (setting := _condition(("arm", name, "conditions", id), dials, known, faults)) is not None
    )


def refuse_settings(name: str, file: FileTable, known: Known, faults: Faults) -> None:
    """A fault for each table that says who is hurt, on a model that knows no animals and no defects."""
    expected = f"no animal and no defect: the model '{known.model}' has neither"
    fix = "leave it out; change the model's quantities with [[arm.NAME.change]]"
    arm = file.arm[name]
    for keys, table in (
        (("subject",), file.subject),
        (("defect",), file.defect),
        (("arm", name, "subject"), arm.subject),
        (("arm", name, "defect"), arm.defect),
        (("arm", name, "conditions"), arm.conditions),
        (("arm", name, "product"), arm.product),
    ):
        if table:
            faults.add(keys, f"a table [{'.'.join(keys)}]", expected, fix)


def rules(species: str, known: Known) -> tuple[Setting, ...]:
    """The rules that hold for a species, with their dials at rest, in the catalogue's order."""
    found = (r for r in known.modifiers("rule").values() if not r.species or species in r.species)
    return tuple(Setting("rule", rule.id, {dial.name: dial.default for dial in rule.dials}) for rule in found)


def _condition(keys: KeyPath, dials: Any, known: Known, faults: Faults) -> Setting | None:
    conditions = known.modifiers("condition")
    if keys[-1] not in conditions:
        faults.unknown(keys, keys[-1], "a condition of the catalogue", conditions)
        return None
    if not isinstance(dials, dict):
        faults.add(
            keys, f"{keys[-1]} = {shown(dials)}", "a table of dials", f"write `conditions.{keys[-1]} = {{}}`"
        )
        return None
    record = conditions[keys[-1]]
    return Setting("condition", record.id, read_dials(record, _over(keys, dials, (), {}), faults))


def _over(base: KeyPath, defaults: Mapping[str, Any], place: KeyPath, own: Mapping[str, Any]) -> Placed:
    inherited: Placed = {key: ((*base, key), value) for key, value in defaults.items()}
    return inherited | {key: ((*place, key), value) for key, value in own.items()}


def _record(
    kind: str, placed: tuple[KeyPath, Any] | None, keys: KeyPath, known: Known, faults: Faults
) -> Modifier | None:
    records = known.modifiers(kind)
    if placed is None:
        names = ", ".join(sorted(records))
        faults.missing(keys, f"one of {names}", f'add `{keys[-1]} = "..."` under [{kind}] or under the arm')
    elif isinstance(placed[1], str) and placed[1] in records:
        return records[placed[1]]
    elif isinstance(placed[1], str):
        faults.unknown(placed[0], placed[1], f"a {kind} of the catalogue", records)
    else:
        faults.add(placed[0], f"{keys[-1]} = {shown(placed[1])}", f"the name of a {kind}, in quotes")
    return None


def _age(placed: tuple[KeyPath, Any] | None, faults: Faults) -> float:
    if placed is None:
        faults.missing(
            ("subject", "age"), "the age at injury", 'add `age = "13 week"` under [subject] or under the arm'
        )
        return 1.0
    age = faults.amount(placed[0], placed[1], "day")
    if age is not None and age <= 0:
        faults.add(placed[0], f"age = {shown(placed[1])}", "an age above zero", 'for instance "13 week"')
    return age or 1.0


def _sex(placed: tuple[KeyPath, Any] | None, faults: Faults) -> Any:
    if placed is None:
        return "female"
    if placed[1] not in ("female", "male"):
        faults.add(placed[0], f"sex = {shown(placed[1])}", "'female' or 'male'")
    return placed[1]


def read_dials(
    record: Modifier, placed: Placed, faults: Faults, others: tuple[str, ...] = ()
) -> dict[str, float]:
    """All dials of a record, in their own units: as set in the file, else at their defaults.

    others: keys that may stand beside them. What is given of a product says its unit.
    """
    dials = {dial.name: dial for dial in record.dials}
    values = {name: dial.default for name, dial in dials.items()}
    for name, (keys, given) in placed.items():
        if name not in dials:
            _tell_unknown(keys, name, record, others, faults)
        elif record.kind == "product" and _lacks_unit(given, dials[name]):
            dial = dials[name]
            expected = f"an amount with its unit, {dial.unit} ({dial.says})"
            faults.add(
                keys, f"{name} = {shown(given)}", expected, f'for instance "{dial.default:g} {dial.unit}"'
            )
        elif (value := faults.amount(keys, given, dials[name].unit)) is not None:
            values[name] = value
            check_dial(dials[name], value, keys, shown(given), faults)
    return values


def check_dial(dial: Dial, value: float, keys: KeyPath, given: str, faults: Faults) -> None:
    """A fault unless `value`, in the dial's unit, is within its range; `given` is what the file has."""
    if not dial.low <= value <= dial.high:
        unit = "" if dial.unit == "1" else f" {dial.unit}"
        expected = f"{dial.low:g} to {dial.high:g}{unit} ({dial.says})"
        fix = dial.why or f"the usual value is {dial.default:g}"
        faults.add(keys, f"{dial.name} = {given}", expected, fix)


def _tell_unknown(
    keys: KeyPath, name: str, record: Modifier, others: tuple[str, ...], faults: Faults
) -> None:
    dials = {dial.name: dial for dial in record.dials}
    what, known = f"a dial of {record.kind} '{record.id}'", (*dials, *others)
    cargo = [dial.name for dial in record.dials if dial.cargo]
    if not cargo or near(name, known):
        faults.unknown(keys, name, what, known)
        return
    fix = f"its cargo is {', '.join(cargo)}; another cargo is a dial and an effect of its record"
    faults.add(keys, shown(name), f"{what} ({', '.join(sorted(known))})", fix)


def _lacks_unit(given: Any, dial: Dial) -> bool:
    plain = isinstance(given, int | float) and not isinstance(given, bool)
    return plain and bool(coherent(dial.unit).dimension)
