"""What things are at day 0: numbers, or expressions where the file says it so."""

from __future__ import annotations

from osteon.errors import Fault, RecordError
from osteon.standards._sbml_in._desk import Desk
from osteon.standards._sbml_in._math import Translator
from osteon.standards._sbml_in._piece import Piece
from osteon.standards._sbml_in._sheet import Measure, Thing


def at_start(desk: Desk, translator: Translator, thing: Thing) -> float | Piece:
    """What the record of a thing holds at day 0: a number, or an expression where it is one.

    Raises:
        RecordError: nobody says.
    """
    if thing.start is not None:
        piece = translator.of(thing.start, desk.record(thing))
        if not desk.shapes[thing.id].apart:
            return piece
        return desk.workshop.binary("*", piece, desk.size(thing.id), thing.id, thing.where)
    if thing.value is None:
        return _unsaid(desk, thing)
    return _held(desk, thing, thing.value) if thing.element == "species" else thing.value


def _held(desk: Desk, thing: Thing, value: float) -> float | Piece:
    """An initial amount or concentration as whichever of the two the record holds."""
    role, amount = desk.sheet.roles[thing.id], desk.holds_amount(thing.id)
    if amount == (role.given == "amount"):
        return value
    size = desk.plain_size(thing.id)
    if size == 0.0 and not amount:
        given = f"an amount of '{thing.id}' in the compartment '{role.compartment}' of size 0"
        raise RecordError(Fault(thing.where, given, "a size above 0", "it divides by zero at time 0"))
    if size is not None:
        return value * size if amount else value / size
    says = f"What {thing.name or thing.id} starts with, as {role.given}."
    wanted = f"{desk.record(thing)}_given"
    piece = desk.constant(value, _given(desk, thing), wanted, thing.where, says)
    return desk.workshop.binary("*" if amount else "/", piece, desk.size(thing.id), thing.id, thing.where)


def _given(desk: Desk, thing: Thing) -> Measure:
    """The unit of the initial value of a species, worked out from its unit in formulas."""
    role = desk.sheet.roles[thing.id]
    size = desk.sheet.things[role.compartment].measure
    shift = (role.given == "amount") - role.amount
    if thing.measure is None or size is None:
        return None
    return (*thing.measure, *((kind, exponent * shift, each) for kind, exponent, each in size))


def _unsaid(desk: Desk, thing: Thing) -> float:
    """A thing without a value: nothing of a species, a compartment of size one, and said so; else refused."""
    if thing.element == "species":
        desk.notes.append(f"species '{thing.id}' has no initial value: it starts at 0 ({thing.where})")
        return 0.0
    if thing.element == "compartment":
        desk.notes.append(f"compartment '{thing.id}' has no size: it was taken to be 1 ({thing.where})")
        return 1.0
    given = f"{thing.element} '{thing.id}' without a value"
    raise RecordError(Fault(thing.where, given, "a value, a rule or an initial assignment"))
