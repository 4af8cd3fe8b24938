"""Units of SBML as units of records; where not all can be carried, plain numbers over a unit of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from math import isclose
from typing import final

from osteon.model import TIME, Binary, Expression, Name
from osteon.standards._sbml_in._names import TIME_UNIT
from osteon.standards._sbml_in._sheet import Measure, Sheet
from osteon.units import coherent

PLAIN = "1"

_NAMES: Mapping[str, tuple[tuple[str, float], ...]] = {
    "second": (
        *(("second", 1.0), ("minute", 60.0), ("hour", 3600.0), ("day", 86400.0), ("week", 604800.0)),
        ("year", 31557600.0),
    ),
    "mole": (
        *(("mol", 1.0), ("mmol", 1e-3), ("umol", 1e-6), ("nmol", 1e-9), ("pmol", 1e-12)),
        *(("fmol", 1e-15), ("amol", 1e-18)),
    ),
    "litre": (("L", 1.0), ("dL", 0.1), ("mL", 1e-3), ("uL", 1e-6), ("nL", 1e-9)),
    "metre": (("m", 1.0), ("cm", 1e-2), ("mm", 1e-3), ("um", 1e-6), ("nm", 1e-9)),
    "gram": (
        *(("g", 1.0), ("kg", 1e3), ("mg", 1e-3), ("ug", 1e-6), ("ng", 1e-9), ("pg", 1e-12)),
        ("fg", 1e-15),
    ),
    "kilogram": (("kg", 1.0), ("g", 1e-3), ("mg", 1e-6), ("ug", 1e-9), ("ng", 1e-12), ("pg", 1e-15)),
    "item": (("item", 1.0),),
    "pascal": (("Pa", 1.0), ("kPa", 1e3), ("MPa", 1e6), ("GPa", 1e9), ("mmHg", 133.322387415)),
    "dimensionless": (("1", 1.0), ("percent", 0.01)),
    "hertz": (("1/second", 1.0),),
}
"""For each kind of unit in SBML, the names of records for its sizes."""


@final
class NoUnitError(Exception):
    """A unit that records cannot carry; its text says which."""


@final
@dataclass(frozen=True)
class Units:
    """How numbers of the file get units.

    carried: they have those of the file; else all are plain numbers, and rates are per `TIME_UNIT`, which is
    `span` of `time`.
    """

    carried: bool
    time: str
    span: float

    @property
    def day(self) -> float:
        """How many days the file's unit of time is."""
        return self.span * coherent(self.time).factor

    @property
    def clock(self) -> Expression:
        """The time of SBML."""
        return Name(TIME) if self.carried else Binary("/", Name(TIME), Name(TIME_UNIT))

    def of(self, measure: Measure) -> str:
        """The unit of a record. Raises NoUnitError where the file's cannot be carried."""
        return text_of(measure) if self.carried else PLAIN


def time_of(sheet: Sheet) -> tuple[str, float, str]:
    """The unit of time: its name in records, how many of these it is, and a note where that was assumed."""
    measure = sheet.time
    if measure is not None and len(measure) == 1 and measure[0][:2] == ("second", 1.0):
        size = measure[0][2]
        named = next((name for name, each in _NAMES["second"] if isclose(size, each, rel_tol=1e-9)), None)
        return (named, 1.0, "") if named else ("second", size, "")
    if measure is None:
        return "second", 1.0, "the file declares no unit of time: it was taken to be the second"
    return "second", 1.0, "the file's unit of time is no time: it was taken to be the second"


def text_of(measure: Measure) -> str:
    """A unit in the words of records. Raises NoUnitError."""
    if measure is None:
        raise NoUnitError("a unit that is not declared")
    powers: dict[str, int] = {}
    for kind, exponent, size in measure:
        if exponent == 0 or (kind == "dimensionless" and isclose(size, 1.0)):
            continue
        if exponent != int(exponent):
            raise NoUnitError(f"{kind} to the power {exponent:g}")
        above, _, below = _name(kind, size).partition("/")
        for name, sign in ((above, 1), (below, -1)):
            if name not in ("", "1"):
                powers[name] = powers.get(name, 0) + sign * int(exponent)
    return _written(powers)


def times(*measures: tuple[Measure, int]) -> Measure:
    """The product of units, each to a power; None where one is not declared."""
    product: list[tuple[str, float, float]] = []
    for measure, power in measures:
        if measure is None:
            return None
        product += [(kind, exponent * power, size) for kind, exponent, size in measure]
    return tuple(product)


def _name(kind: str, size: float) -> str:
    for name, each in _NAMES.get(kind, ()):
        if isclose(size, each, rel_tol=1e-9):
            return name
    if kind == "dimensionless":
        for names in _NAMES.values():
            for (above, size_above), (below, size_below) in permutations(names, 2):
                if isclose(size, size_above / size_below, rel_tol=1e-9):
                    return f"{above}/{below}"  # hour/day is a number, too
    raise NoUnitError(f"{'' if size == 1.0 else f'{size:g} '}{kind}")


def _written(powers: Mapping[str, int]) -> str:
    if any(abs(power) > 9 for power in powers.values()):
        raise NoUnitError("a power above 9")
    above = [_power(name, power) for name, power in powers.items() if power > 0]
    below = [_power(name, -power) for name, power in powers.items() if power < 0]
    return "/".join(["*".join(above) or "1", *below])


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"
