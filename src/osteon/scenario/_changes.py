"""`[[arm.NAME.change]]`: a quantity held at another value in a window."""

from math import inf

from osteon.errors import shown
from osteon.knowledge import KeyPath, Quantity
from osteon.scenario._experiment import Change
from osteon.scenario._faults import Faults
from osteon.scenario._known import Known
from osteon.scenario._schema import ChangeTable
from osteon.units import coherent


def read_change(
    keys: KeyPath, table: ChangeTable, known: Known, days: float, faults: Faults
) -> Change | None:
    """A change; None when a fault was told. `days` is the experiment's length."""
    quantity = _target(keys, table, known, faults)
    if table.op is None:
        faults.missing((*keys, "op"), "'set', 'scale' or 'add'", 'add `op = "scale"` to this change')
    if table.value is None:
        faults.missing((*keys, "value"), "a number", "add `value = 0.1` to this change")
    window = _window(keys, table, days, faults)
    if quantity is None or table.op is None or table.value is None or window is None:
        return None
    value = _value(keys, table, quantity, faults)
    if window != (0.0, inf) and (quantity.instrument or quantity.path.endswith(".initial")):
        read = "by instruments, for the whole run" if quantity.instrument else "once, at day 0"
        faults.add(
            keys,
            f"a window for '{quantity.path}'",
            f"no window: it is read {read}",
            "leave out from and until",
        )
    return None if value is None else Change(quantity.path, table.op, value, *window)


def _target(keys: KeyPath, table: ChangeTable, known: Known, faults: Faults) -> Quantity | None:
    place = (*keys, "target")
    if table.target is None:
        faults.missing(place, "the path of a quantity", 'add `target = "m1_to_m2.k"` to this change')
    elif table.target not in known.quantities:
        faults.unknown(place, table.target, "the path of a quantity", known.quantities)
    else:
        return known.quantities[table.target]
    return None


def _value(keys: KeyPath, table: ChangeTable, quantity: Quantity, faults: Faults) -> float | None:
    """Coherent; a bare number is in `unit`, or else in the quantity's own."""
    if table.op == "scale" and table.unit is not None:
        faults.add(
            (*keys, "unit"), "a unit for op = 'scale'", "a plain factor", "leave out the unit, or use 'set'"
        )
        return None
    unit = "1" if table.op == "scale" else quantity.unit
    value = faults.amount_in(keys, "value", table.value, table.unit, unit)
    if value is None:
        return None
    if value < 0 and table.op != "add" and not _may_be_negative(quantity):
        fix = "use op = 'add' to lower it"
        faults.add(
            (*keys, "value"), f"value = {shown(table.value)}", "zero or more for 'set' and 'scale'", fix
        )
        return None
    return value * coherent(unit).factor


def _may_be_negative(quantity: Quantity) -> bool:
    return quantity.value < 0 or (quantity.low is not None and quantity.low < 0)


def _window(keys: KeyPath, table: ChangeTable, days: float, faults: Faults) -> tuple[float, float] | None:
    start = faults.amount((*keys, "from"), table.start, "day")
    stop = inf if table.until is None else faults.amount((*keys, "until"), table.until, "day")
    if start is None or stop is None:
        return None
    if not 0 <= start < days:
        fix = "or lengthen the design"
        faults.add(
            (*keys, "from"), f"from = {shown(table.start)}", f"a day from 0 to before the last, {days:g}", fix
        )
        return None
    if not start < stop:
        faults.add((*keys, "until"), f"until = {shown(table.until)}", f"a day after the first, {start:g}")
        return None
    return start, stop if stop < days else inf
