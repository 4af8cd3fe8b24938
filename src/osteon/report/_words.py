"""Units as a reader likes them."""

_RAISED = str.maketrans({"2": "\N{SUPERSCRIPT TWO}", "3": "\N{SUPERSCRIPT THREE}"})


def unit_text(unit: str) -> str:
    """Return the unit with raised powers; nothing for '1'."""
    head, *powers = unit.split("^")
    raised = (power[:1].translate(_RAISED) + power[1:] for power in powers)
    return "" if unit == "1" else head + "".join(raised)


def axis_label(unit: str) -> str:
    """Return the unit for an axis; a dimensionless number says 'fraction', so that no axis is without one."""
    return unit_text(unit) or "fraction"
