"""What every part of a document needs: ids, units and formulas of one plan."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import final
from xml.etree.ElementTree import Element

from osteon.standards._sbml_out._ids import identifiers
from osteon.standards._sbml_out._math import Formulas, truth_signals
from osteon.standards._sbml_out._plan import Plan
from osteon.standards._sbml_out._scale import Scales
from osteon.standards._sbml_out._size import Size
from osteon.standards._sbml_out._unit import UnitParts, from_size, from_text
from osteon.standards._sbml_out._xml import element
from osteon.units import coherent


@final
@dataclass(frozen=True)
class Book:
    """A plan with the units of its document. units: those written so far, by what they are made of."""

    plan: Plan
    scales: Scales
    ids: dict[str, str]
    truths: frozenset[str]
    units: dict[UnitParts, str] = field(default_factory=dict)

    @property
    def formulas(self) -> Formulas:
        """The writer of formulas."""
        return Formulas(self.ids, self.scales.sizes, self.unit, self.truths)

    def amount(self, name: str, value: float) -> float:
        """A coherent value in the unit of a name, without the last digit's noise of the division."""
        return float(f"{value / self.parts(name).factor:.14g}")

    def days(self, day: float) -> float:
        """A day in the document's unit of time."""
        return float(f"{day / coherent(self.scales.time).factor:.15g}")

    def parts(self, name: str) -> UnitParts:
        """The unit of a name."""
        if name in self.scales.kept:
            return from_text(self.scales.stated[name])
        return self._found(self.scales.sizes[name])

    def unit_of(self, name: str) -> str:
        """The id of the unit of a name."""
        return self._id(self.parts(name))

    def unit(self, size: Size) -> str:
        """The id of a unit."""
        return self._id(self._found(size))

    @property
    def time(self) -> str:
        """The id of the document's unit of time."""
        return self._id(from_text(self.scales.time))

    def unit_definitions(self) -> list[Element]:
        """The units that have been asked for, as SBML defines them."""
        return [_definition(id, unit) for unit, id in self.units.items()]

    def _found(self, size: Size) -> UnitParts:
        texts = dict.fromkeys(self.scales.stated[name] for name in self.scales.stated)
        return from_size(size, texts, self.scales.time)

    def _id(self, unit: UnitParts) -> str:
        if unit.built_in is not None:
            return unit.built_in
        if unit not in self.units:
            self.units[unit] = _unit_id(unit.words, set(self.units.values()))
        return self.units[unit]


def opened_book(plan: Plan, scales: Scales, extra: tuple[str, ...]) -> Book:
    """A book without units yet. extra: names that the document adds to those of the model."""
    ids = identifiers(plan.model, plan.used, extra)
    return Book(plan, scales, ids, truth_signals(plan.model.signals))


def _unit_id(words: str, taken: set[str]) -> str:
    """`ng/(cell*day)` as `ng_per_cell_per_day`."""
    above, *below = re.sub(r"\(([^()]*)\)", lambda group: group[1].replace("*", "/"), words).split("/")
    text = "_per_".join([*([above] if above != "1" else [""]), *below]).lstrip("_")
    plain = re.sub(r"\W+", "_", text.replace("^", "").replace("%", "percent"))
    plain = plain if plain[:1].isalpha() else f"x{plain}"
    count, free = 1, plain
    while free in taken or free in _KINDS:
        count, free = count + 1, f"{plain}_{count + 1}"
    return free


# fmt: off
_KINDS = frozenset({
    "ampere", "avogadro", "becquerel", "candela", "coulomb", "dimensionless", "farad", "gram", "gray",
    "henry", "hertz", "item", "joule", "katal", "kelvin", "kilogram", "litre", "lumen", "lux", "metre",
    "mole", "newton", "ohm", "pascal", "radian", "second", "siemens", "sievert", "steradian", "tesla", "volt",
    "watt", "weber",
})
# fmt: on
"""Names that SBML keeps for its own units."""


def _definition(id: str, unit: UnitParts) -> Element:
    parts = [
        element("unit", kind=kind, exponent=power, scale=scale, multiplier=factor)
        for (kind, scale, factor), power in unit.parts
    ] or [element("unit", kind="dimensionless", exponent=1, scale=0, multiplier=1)]
    return element("unitDefinition", element("listOfUnits", *parts), id=id, name=unit.words)
