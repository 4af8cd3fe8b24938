"""What every step of the translation works with: the sheet, the names, the units, and the pieces made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import final

from osteon.errors import Fault, RecordError
from osteon.knowledge import Quantity
from osteon.model import Expression, Name, to_text
from osteon.standards._sbml_in._math import Translator
from osteon.standards._sbml_in._names import TIME_UNIT, Names
from osteon.standards._sbml_in._piece import Piece, Workshop
from osteon.standards._sbml_in._shapes import Shape, size_of
from osteon.standards._sbml_in._sheet import Measure, Sheet, Thing
from osteon.standards._sbml_in._units import Units, text_of, times


@final
@dataclass(frozen=True, eq=False)
class Desk:
    """A translation under way.

    source: id of the source record that numbers cite. amounts: by species whose concentration is a signal,
    the name of the record that holds its amount. rates: by thing, the name of the signal with its rate of
    change, where a formula asks for it. quantities: shared ones, by name.
    """

    sheet: Sheet
    shapes: Mapping[str, Shape]
    names: Names
    units: Units
    source: str
    workshop: Workshop
    amounts: dict[str, str] = field(default_factory=dict)
    rates: dict[str, str] = field(default_factory=dict)
    quantities: dict[str, Quantity] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def translator(self) -> Translator:
        """What reads formulas at this desk."""
        ids = (*self.sheet.things, *self.sheet.reactions)
        scope: dict[str, Expression] = {id: Name(self.names.of(id)) for id in ids}
        return Translator(
            self.workshop, self.sheet.functions, scope, self.units.clock, self.literal, self.rate_of
        )

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Keep the faults of one formula and go on with the next."""
        try:
            yield
        except RecordError as error:
            self.faults.extend(error.faults)

    def literal(self, value: float, unit: str, where: str) -> Piece:
        """A number of a formula; with a unit it is a quantity, where units are carried."""
        if not self.units.carried or unit in ("", "dimensionless"):
            return self.workshop.number(value)
        measure = self.sheet.units.get(unit, ((unit, 1.0, 1.0),))
        piece = self.constant(abs(value), measure, "number_1", where, "a number in a formula")
        name = to_text(piece.tree)
        return self.workshop.negative(piece, name, where) if value < 0 else piece

    def constant(self, value: float, measure: Measure, wanted: str, where: str, says: str) -> Piece:
        """A number of the file in an expression of our own: a quantity, where it must have a unit."""
        if not self.units.carried:
            return self.workshop.number(value)
        name = self.names.fresh(wanted)
        self.quantities[name] = self.quantity(name, value, text_of(measure), where, says)
        return self.workshop.name(name)

    def quantity(self, path: str, value: float, unit: str, where: str, says: str) -> Quantity:
        """A number of the file as a record."""
        line = where.rpartition(":")[2]
        why = f"Value of the SBML file, line {line}."
        return Quantity(path, value, unit, source=self.source, why=why, says=says, where=where)

    def rate_of(self, id: str) -> str | None:
        """The name of the signal with a thing's rate of change; made when all formulas are read."""
        thing = self.sheet.things.get(id)
        if thing is None or thing.rule is not None:
            return None
        if id not in self.rates:
            self.rates[id] = self.names.fresh(f"{self.names.of(id)}_rate")
        return self.rates[id]

    def per_time(self, piece: Piece, owner: str, where: str) -> Piece:
        """A rate of change in the file's unit of time as a rate of a record."""
        if self.units.carried:
            return piece
        return self.workshop.binary("/", piece, self.workshop.name(TIME_UNIT), owner, where)

    def text(self, piece: Piece, owner: str, where: str) -> str:
        """A piece as text of a record."""
        (fitted,) = self.workshop.fitted([piece], owner, where)
        return to_text(fitted.tree)

    def size(self, id: str) -> Piece:
        """The size of the compartment of a species."""
        return self.workshop.name(self.names.of(self.sheet.roles[id].compartment))

    def plain_size(self, id: str) -> float | None:
        """The same where it is a plain number."""
        return size_of(id, self.sheet, self.shapes)

    def holds_amount(self, id: str) -> bool:
        """Whether the record of a species holds an amount, not a concentration."""
        role = self.sheet.role(id)
        return role is not None and (role.amount or self.shapes[id].apart)

    def record(self, thing: Thing) -> str:
        """The name of the entity or quantity that holds a thing."""
        if not self.shapes[thing.id].apart:
            return self.names.of(thing.id)
        if thing.id not in self.amounts:
            self.amounts[thing.id] = self.names.fresh(f"{self.names.of(thing.id)}_amount")
        return self.amounts[thing.id]

    def measure(self, thing: Thing) -> Measure:
        """The unit of what the record of a thing holds."""
        if not self.shapes[thing.id].apart:
            return thing.measure
        compartment = self.sheet.things[self.sheet.roles[thing.id].compartment]
        return times((thing.measure, 1), (compartment.measure, 1))
