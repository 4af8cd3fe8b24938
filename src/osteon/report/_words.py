"""Units and numbers as a reader likes them."""

from decimal import Decimal

_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_USUAL = 7
"""So many signs a number may have before it is shortened by a power of ten."""


def raised(number: str) -> str:
    """Return digits as superscripts."""
    return number.translate(_RAISED)


def number_text(value: float) -> str:
    """Return a number with all of its digits: `3.3e9` and `2.04e-4`, but `1200` and `0.05`."""
    digits = Decimal(repr(value)).normalize()
    usual, short = f"{digits:f}", f"{digits:E}".replace("E+", "e").replace("E", "e").removesuffix("e0")
    return usual if len(usual) <= max(len(short), _USUAL) else short


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


def capital(text: str) -> str:
    """The text with its first letter a capital; the others as they are."""
    return text[:1].upper() + text[1:]
