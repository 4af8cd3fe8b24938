"""A sheet as a chapter of records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from osteon.errors import RecordError
from osteon.knowledge import Chapter, Entity, Quantity, Signal
from osteon.model import to_text
from osteon.standards._sbml_in._algebraic import solved
from osteon.standards._sbml_in._changes import Changes
from osteon.standards._sbml_in._desk import Desk
from osteon.standards._sbml_in._events import Events
from osteon.standards._sbml_in._math import Translator
from osteon.standards._sbml_in._names import TIME_UNIT, Names
from osteon.standards._sbml_in._piece import Piece, Workshop
from osteon.standards._sbml_in._shapes import mentioned, shapes
from osteon.standards._sbml_in._sheet import Sheet, Thing
from osteon.standards._sbml_in._start import at_start
from osteon.standards._sbml_in._units import PLAIN, Units


class Draft(NamedTuple):
    """A chapter, and what is known of how it came about.

    parts: signals that were cut off a formula, and where that stands.
    """

    chapter: Chapter
    names: Names
    parts: dict[str, str]
    notes: tuple[str, ...]


def draft(sheet: Sheet, units: Units, source: str) -> Draft:
    """The chapter of a sheet; the units of signals that were cut off a formula are still to be found.

    Raises:
        RecordError: everything that cannot be carried, with lines.
        NoUnitError: a unit that cannot be carried.
    """
    names = Names()
    names.take([*sheet.things, *sheet.reactions, *(event.id for event in sheet.events)])
    desk = Desk(sheet, shapes(sheet), names, units, source, Workshop(names.fresh))
    translator = desk.translator()
    changes = Changes(desk, translator)
    entities, quantities, signals = _things(desk, translator)
    signals += changes.reactions()
    processes = tuple(changes.processes())
    events = tuple(Events(desk, translator).all())
    signals += changes.rates()
    signals += _parts(desk)
    if desk.faults:
        raise RecordError(list(dict.fromkeys(desk.faults)))
    chapter = Chapter(
        id="model",
        title=sheet.name or sheet.id or sheet.label,
        says=f"Imported from the SBML file {sheet.label}.",
        entities=tuple(entities),
        quantities=(*_time_unit(desk), *quantities, *desk.quantities.values()),
        signals=tuple(signals),
        processes=processes,
        where=f"{sheet.label}:1",
        events=events,
    )
    return Draft(chapter, names, dict(desk.workshop.places), tuple(desk.notes))


def _things(desk: Desk, translator: Translator) -> tuple[list[Entity], list[Quantity], list[Signal]]:
    entities: list[Entity] = []
    quantities: list[Quantity] = []
    signals: list[Signal] = []
    needed = _needed(desk.sheet)
    for thing in desk.sheet.things.values():
        form = desk.shapes[thing.id].form
        if _idle(thing) and thing.id not in needed and form == "quantity":
            desk.notes.append(
                f"{thing.element} '{thing.id}' has no value and no use: left out ({thing.where})"
            )
            continue
        with desk.collecting():
            if desk.shapes[thing.id].apart:
                signals.append(_concentration(desk, thing))
            if form == "signal":
                signals.append(_signal(desk, translator, thing))
                continue
            start = at_start(desk, translator, thing)
            if form == "entity":
                entities.append(_entity(desk, thing, start))
            elif isinstance(start, Piece):
                signals.append(_fixed(desk, thing, start))
            else:
                quantities.append(_quantity(desk, thing, start))
    return entities, quantities, signals


def _idle(thing: Thing) -> bool:
    return thing.value is None and thing.element in ("parameter", "stoichiometry", "compartment")


def _needed(sheet: Sheet) -> set[str]:
    """The ids that something refers to."""
    formulas = [f for thing in sheet.things.values() for f in (thing.start, thing.rule, thing.slope) if f]
    formulas += [reaction.law for reaction in sheet.reactions.values()]
    for event in sheet.events:
        formulas += [event.trigger, *(formula for _, formula in event.sets)]
        formulas += [each for each in (event.delay, event.priority) if each is not None]
    needed = {id for formula in formulas for id in mentioned(formula, sheet)}
    shares = [share for reaction in sheet.reactions.values() for share in reaction.shares]
    needed |= {share.count for share in shares if isinstance(share.count, str)}
    for role in sheet.roles.values():
        needed |= {role.factor, role.compartment}
    return needed


def _entity(desk: Desk, thing: Thing, start: float | Piece) -> Entity:
    record, unit = desk.record(thing), desk.units.of(desk.measure(thing))
    owned: tuple[Quantity, ...] = ()
    text = ""
    if isinstance(start, Piece):
        text = desk.text(start, record, thing.where)
    else:
        owned = (desk.quantity(f"{record}.initial", start, unit, thing.where, ""),)
    apart = desk.shapes[thing.id].apart
    return Entity(
        id=record,
        name=f"{thing.name or thing.id}{' (amount)' if apart else ''}",
        kind="other",
        unit=unit,
        curie=None if apart else thing.curie,
        says=_says(thing),
        quantities=owned,
        where=thing.where,
        signed=True,
        start=text,
    )


def _says(thing: Thing) -> str:
    named = f" ({thing.name})" if thing.name not in ("", thing.id) else ""
    return f"The {thing.element} {thing.id}{named}."


def _quantity(desk: Desk, thing: Thing, value: float) -> Quantity:
    unit = desk.units.of(desk.measure(thing))
    return desk.quantity(desk.record(thing), value, unit, thing.where, _says(thing))


def _signal(desk: Desk, translator: Translator, thing: Thing) -> Signal:
    """A thing with an assignment rule, or with an initial assignment that holds for good."""
    name, formula = desk.names.of(thing.id), thing.rule or thing.start
    assert formula is not None
    piece = translator.of(formula, name)
    if formula.solved_for:
        value = to_text(solved(piece.tree, name, desk.workshop.parts, formula.where))
    else:
        value = desk.text(piece, name, formula.where)
    return Signal(
        name=name,
        says=_says(thing),
        value=value,
        unit=desk.units.of(thing.measure),
        where=formula.where,
        outcome=thing.rule is not None,
    )


def _fixed(desk: Desk, thing: Thing, start: Piece) -> Signal:
    """A constant that is worked out from others."""
    record = desk.record(thing)
    text = desk.text(start, record, thing.where)
    return Signal(record, _says(thing), text, desk.units.of(desk.measure(thing)), where=thing.where)


def _concentration(desk: Desk, thing: Thing) -> Signal:
    """What the id of a species means whose record holds its amount."""
    amount = desk.workshop.name(desk.record(thing))
    piece = desk.workshop.binary("/", amount, desk.size(thing.id), thing.id, thing.where)
    return Signal(
        name=desk.names.of(thing.id),
        says=f"The concentration of {thing.name or thing.id}.",
        value=desk.text(piece, thing.id, thing.where),
        unit=desk.units.of(thing.measure),
        where=thing.where,
        outcome=True,
    )


def _parts(desk: Desk) -> Iterator[Signal]:
    for name, tree in desk.workshop.parts.items():
        where = desk.workshop.places[name]
        yield Signal(name, "Part of a formula of the file.", to_text(tree), PLAIN, where=where)


def _time_unit(desk: Desk) -> Iterator[Quantity]:
    """What rates are divided by where all numbers are plain."""
    if not desk.units.carried:
        why = "The file's unit of time; all other numbers are plain, as they stand in the file."
        yield Quantity(
            TIME_UNIT, desk.units.span, desk.units.time, source=desk.source, why=why, says="unit of time"
        )
