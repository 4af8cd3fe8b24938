"""Units as a reader likes them."""

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def raised(number: str) -> str:
    """Return digits as superscripts."""
    return number.translate(_RAISED)


def unit_text(unit: str) -> str:
    """Return the unit with raised powers; nothing for '1'."""
    head, *powers = unit.split("^")
    # A power is one digit, perhaps with a minus before it.
    ends = (2 if power.startswith("-") else 1 for power in powers)
    tail = (raised(power[:end]) + power[end:] for power, end in zip(powers, ends, strict=True))
    return "" if unit == "1" else head + "".join(tail)


def axis_label(unit: str) -> str:
    """Return the unit for an axis; a dimensionless number says 'fraction', so that no axis is without one."""
    return unit_text(unit) or "fraction"
