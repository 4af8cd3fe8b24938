"""Units: text to a factor and a dimension in the coherent system, and back.

The coherent system is day, mm, pg, mol, cell, mmHg, MPa, CFU, particle, item. In it cell/mm^3, ng/mL
(= pg/mm^3), mmHg, MPa and fractions have the factor 1. Oxygen tension (mmHg) and stress (MPa) are separate
bases on purpose: both are pressures, yet a rate in which they cancel is a mistake.
"""

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias, final

from osteon.errors import Fault, UnitError, near, shown

if TYPE_CHECKING:
    from pint import UnitRegistry

__all__ = [
    "Dimension",
    "Unit",
    "check_unit",
    "coherent",
    "convert",
    "dimension_text",
    "is_unit",
    "parse_amount",
    "unit_names",
]

Dimension: TypeAlias = tuple[tuple[str, Fraction], ...]
"""Sorted pairs of a base unit's name and its exponent; () is a plain number."""

LONGEST = 80
"""Characters in the longest unit text that is read."""

_DEFINITIONS = """
day = [time] = _ = days
hour = day / 24 = h = hours
minute = hour / 60 = min = minutes
second = minute / 60 = s = seconds
week = 7 * day = _ = weeks
year = 365.25 * day = _ = years
month = year / 12 = _ = months
mm = [length]
m = 1000 * mm
cm = 10 * mm
um = mm / 1000
nm = um / 1000
uL = mm ** 3 = _ = microlitre
nL = uL / 1000
mL = 1000 * uL = _ = millilitre
dL = 100 * mL
L = 1000 * mL = _ = litre
pg = [mass]
fg = pg / 1000
ng = 1000 * pg
ug = 1000 * ng
mg = 1000 * ug
g = 1000 * mg
kg = 1000 * g
mol = [substance]
mmol = mol / 1000
umol = mmol / 1000
nmol = umol / 1000
pmol = nmol / 1000
fmol = pmol / 1000
amol = fmol / 1000
M = mol / L
mM = M / 1000
uM = mM / 1000
nM = uM / 1000
pM = nM / 1000
mmHg = [tension]
MPa = [stress]
kPa = MPa / 1000
Pa = kPa / 1000
GPa = 1000 * MPa
cell = [cell] = _ = cells
CFU = [colony]
particle = [particle] = _ = particles
item = [item] = _ = items
percent = 0.01
fraction = 1
dimensionless = 1
"""
_SPELLINGS = {"\u00b5": "u", "\u03bc": "u", "**": "^"}
"""Other spellings of names and powers; micro is written with either of two Greek letters."""
_FACTOR = r"(?:1|(?:[A-Za-z]+|%)(?:\^-?[1-9])?)"
_GRAMMAR = re.compile(rf"{_FACTOR}(?: ?[*/] ?(?:{_FACTOR}|\({_FACTOR}(?: ?\* ?{_FACTOR})*\)))*")
_NUMBER = r"[+-]?(?:[0-9]{1,20}\.?[0-9]{0,20}|\.[0-9]{1,20})(?:[eE][+-]?[0-9]{1,3})?"
_AMOUNT = re.compile(rf"({_NUMBER}) *([^0-9\s.].*|1/.*)?")


@final
@dataclass(frozen=True)
class Unit:
    """A unit that has been read: a number in it times `factor` is the number in coherent units.

    text: as written. factor: > 0. dimension: exponents over the coherent bases.
    """

    text: str
    factor: float
    dimension: Dimension


@lru_cache(maxsize=4096)
def coherent(text: str) -> Unit:
    """Read a unit such as `ng/cell/day`, `1/(M*s)` or `um^3`. Raises UnitError; no text is ever evaluated."""
    plain = check_unit(text)
    try:
        base = _registry().Quantity(1.0, _registry().parse_units(plain)).to_base_units()
    except OverflowError:
        base = _registry().Quantity(math.inf)
    if not 0 < base.magnitude < math.inf:
        raise UnitError(Fault("unit", shown(text), "a unit whose size is a finite number"))
    pairs = sorted((name, Fraction(str(power)).limit_denominator(12)) for name, power in base.unit_items())
    return Unit(text, float(base.magnitude), tuple(pairs))


def check_unit(text: str) -> str:
    """The plain spelling of a unit text whose grammar and names are all good. Raises UnitError for any other.

    Pint is not needed for this, and never sees a text that has not passed it.
    """
    plain = _plain(text)
    if len(text) > LONGEST or not _GRAMMAR.fullmatch(plain):
        raise UnitError(
            Fault("unit", shown(text), "unit names joined by * and /, like 'ng/cell/day' or 'um^3'")
        )
    plain = plain.replace("%", "percent")
    unknown = [name for name in re.findall(r"[A-Za-z]+", plain) if name not in unit_names()]
    if unknown:
        raise UnitError([_unknown(name, text) for name in dict.fromkeys(unknown)])
    return plain


def is_unit(text: str) -> bool:
    """Whether `text` is a unit that can be read."""
    try:
        check_unit(text)
    except UnitError:
        return False
    return True


@cache
def unit_names() -> tuple[str, ...]:
    """Every name that a unit text may use."""
    words = re.findall(r"^[A-Za-z]+|(?<== )[A-Za-z]+$|(?<== )[A-Za-z]+(?= =)", _DEFINITIONS, re.MULTILINE)
    return tuple(dict.fromkeys(words))


def dimension_text(dimension: Dimension) -> str:
    """A dimension in words: `pg/mm^3/day`, or `a plain number`."""
    above = [_power(base, exponent) for base, exponent in dimension if exponent > 0]
    below = [_power(base, -exponent) for base, exponent in dimension if exponent < 0]
    return "/".join(["*".join(above) or "1", *below]) if dimension else "a plain number"


def convert(value: float, given: str, wanted: str) -> float:
    """`value` in the unit `given`, in the unit `wanted`. Raises UnitError when the dimensions differ."""
    if given == wanted:
        return value
    source, target = coherent(given), coherent(wanted)
    if source.dimension != target.dimension:
        expected = f"a unit like {shown(wanted)} ({dimension_text(target.dimension)})"
        raise UnitError(Fault("unit", f"{shown(given)} ({dimension_text(source.dimension)})", expected))
    return value * (source.factor / target.factor)


def parse_amount(text: str | float, wanted: str) -> float:
    """A finite amount such as "18 month", in the unit `wanted`; a bare number is in `wanted` already.

    Raises UnitError for NaN, infinity, a truth value, a text without a unit, or a unit of another dimension.
    """
    if isinstance(text, bool) or not isinstance(text, int | float | str):
        raise UnitError(_no_amount(text, wanted))
    if not isinstance(text, str):
        return _finite(text, text, wanted)
    match = _AMOUNT.fullmatch(text.strip()) if len(text) <= 2 * LONGEST else None
    if match is None or (not match[2] and coherent(wanted).dimension):
        raise UnitError(_no_amount(text, wanted))
    return _finite(convert(float(match[1]), match[2] or "1", wanted), text, wanted)


def _unknown(name: str, text: str) -> Fault:
    fix = near(name, unit_names()) or f"units are {', '.join(unit_names())}"
    given = shown(text) if name == text else f"{shown(name)} in {shown(text)}"
    return Fault("unit", given, "a known unit", fix)


def _finite(value: float, text: str | float, wanted: str) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise UnitError(_no_amount(text, wanted))
    return number


def _no_amount(text: Any, wanted: str) -> Fault:
    return Fault("amount", shown(text), f"a finite number and a unit, like '18 {wanted}'")


def _power(base: str, exponent: Fraction) -> str:
    if exponent == 1:
        return base
    return f"{base}^{exponent}" if exponent.denominator == 1 else f"{base}^({exponent})"


def _plain(text: str) -> str:
    plain = text.strip()
    for spelling, name in _SPELLINGS.items():
        plain = plain.replace(spelling, name)
    return plain


@cache
def _registry() -> "UnitRegistry[Any]":
    # Imported here because Pint takes longer to load than the rest of the command line together.
    from pint import UnitRegistry

    registry: UnitRegistry[Any] = UnitRegistry(None, cache_folder=None)
    registry.load_definitions(_DEFINITIONS.strip().splitlines())
    return registry
