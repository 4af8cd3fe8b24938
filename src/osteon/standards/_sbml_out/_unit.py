"""Units of records as units of SBML: products of kinds, each with an exponent, power of ten and factor."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from math import exp, lcm, log
from types import MappingProxyType
from typing import TypeAlias, final

from osteon.standards._sbml_out._linear import EXACT
from osteon.standards._sbml_out._size import Size
from osteon.units import check_unit, coherent, dimension_text

Part: TypeAlias = tuple[str, int, float]
"""A kind of SBML, a power of ten and a factor: (factor * 10^scale * kind)."""

_PREFIXES = {
    "": 0,
    "micro": -6,
    "milli": -3,
    "a": -18,
    "f": -15,
    "p": -12,
    "n": -9,
    "u": -6,
    "m": -3,
    "c": -2,
    "d": -1,
    "k": 3,
    "M": 6,
    "G": 9,
}
_STEMS = {"litre": "litre", "mol": "mole", "Pa": "pascal", "L": "litre", "g": "gram", "m": "metre"}
_DAY = 86400.0
_MERCURY = 133.322387415
"""Pascal in one mmHg."""

_TIMES = ("day", "hour", "minute", "second", "week", "year")
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "day": _TIMES,
        "mm": ("mm", "um", "cm", "m", "nm"),
        "pg": ("pg", "ng", "ug", "mg", "g", "kg", "fg"),
        "mol": ("mol", "mmol", "umol", "nmol", "pmol", "fmol", "amol"),
        "MPa": ("MPa", "kPa", "Pa", "GPa"),
    }
)
"""Units in which a base of the coherent system may be written."""

_VOLUMES = ("L", "mL", "uL", "dL", "nL")
_BUILT_IN = {
    "1": "dimensionless",
    "s": "second",
    "second": "second",
    "mol": "mole",
    "g": "gram",
    "kg": "kilogram",
    "L": "litre",
    "m": "metre",
    "Pa": "pascal",
    "item": "item",
}
_ONE: Part = ("dimensionless", 0, 1.0)
_COUNTS = ("cell", "CFU", "particle", "item")
_SPECIAL: Mapping[str, tuple[Part, int]] = MappingProxyType(
    {"mmHg": (("pascal", 0, _MERCURY), 1), "percent": (("dimensionless", 0, 0.01), 1)}
)
_TOKEN = re.compile(r"[*/()]|[A-Za-z]+(?:\^-?[1-9])?|1")


@final
@dataclass(frozen=True)
class UnitParts:
    """A unit in words, as coherent units, and as kinds of SBML with their exponents."""

    words: str
    factor: float
    parts: tuple[tuple[Part, Fraction], ...]

    @property
    def built_in(self) -> str | None:
        """Its id where SBML itself has this unit."""
        return _BUILT_IN.get(self.words) if self.parts else "dimensionless"


@cache
def from_text(text: str) -> UnitParts:
    """The unit that a record writes; names that stand in it twice are joined."""
    powers: Counter[str] = Counter()
    for name, power in _factors(text):
        powers[name] += power
    parts = [(part, Fraction(power * each)) for name, power in powers.items() for part, each in kinds(name)]
    needed = tuple((part, power) for part, power in parts if power and part != _ONE)
    return UnitParts(text, coherent(text).factor, needed)


def from_size(size: Size, known: Collection[str], time: str) -> UnitParts:
    """The unit of a size: one of the texts `known` where it fits, else composed, by preference of `time`."""
    for text in known:
        unit = coherent(text)
        if unit.dimension == size.dimension and abs(log(unit.factor) - size.log) < EXACT:
            return from_text(text)
    root = lcm(*(power.denominator for _, power in size.dimension))
    if root > 1:
        whole = from_size(size.raised(Fraction(root)), known, time)
        parts = tuple((part, power / root) for part, power in whole.parts)
        return UnitParts(f"({whole.words})^(1/{root})", whole.factor ** (1 / root), parts)
    if all(abs(power) < 10 for _, power in size.dimension):
        for text in _composed(size, time):
            return from_text(text)
    factor = float(f"{exp(size.log):.15g}")
    words = f"{factor:.9g} {dimension_text(size.dimension)}" if size.dimension else f"{factor:.9g}"
    bases = [(kinds(base)[0][0], power) for base, power in size.dimension]
    return UnitParts(words, factor, ((("dimensionless", 0, factor), Fraction(1)), *bases))


@cache
def kinds(name: str) -> tuple[tuple[Part, int], ...]:
    """What a unit's name is in kinds of SBML."""
    if name in _SPECIAL:
        return (_SPECIAL[name],)
    unit = coherent(name)
    base = unit.dimension[0][0] if unit.dimension else ""
    if base == "day":
        return ((("second", 0, unit.factor * _DAY), 1),)
    if base in _COUNTS:
        return ((("item", 0, unit.factor), 1),)
    if not base:
        return ((("dimensionless", 0, unit.factor), 1),)
    if len(unit.dimension) == 2:
        return ((("mole", _PREFIXES[name.removesuffix("M")], 1.0), 1), (("litre", 0, 1.0), -1))
    stem = next(stem for stem in _STEMS if name.endswith(stem))
    return (((_STEMS[stem], _PREFIXES[name.removesuffix(stem)], 1.0), 1),)


def _factors(text: str) -> Iterator[tuple[str, int]]:
    """The names of a unit text and their powers: `ng/(cell*day)` gives ng 1, cell -1, day -1."""
    sign, group = 1, 1
    for token in _TOKEN.findall(check_unit(text)):
        match token:
            case "*" | "/":
                sign = 1 if token == "*" else -1
            case "(":
                group, sign = sign, 1
            case ")":
                group = 1
            case "1":
                pass
            case _:
                name, _, power = token.partition("^")
                yield name, sign * group * int(power or 1)


def _composed(size: Size, time: str) -> Iterator[str]:
    """Texts for a size that fit it, from all choices of the units of its bases, as such or in percent."""
    options = [_options(base, int(power), time) for base, power in size.dimension]
    for share, choice in product(([], ["percent"]), product(*options)):
        factors = [*((name, 1) for name in share), *choice]
        if abs(sum(power * log(coherent(name).factor) for name, power in factors) - size.log) < EXACT:
            above = [_power(name, power) for name, power in factors if power > 0]
            below = [_power(name, -power) for name, power in factors if power < 0]
            yield "/".join(["*".join(above) or "1", *below])


def _options(base: str, power: int, time: str) -> list[tuple[str, int]]:
    names = _CHOICES.get(base, (base,))
    first = (time,) if base == "day" else ()
    lengths = [(name, power) for name in dict.fromkeys((*first, *names))]
    if base == "mm" and power % 3 == 0:
        lengths[2:2] = [(name, power // 3) for name in _VOLUMES]
    return lengths


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"
