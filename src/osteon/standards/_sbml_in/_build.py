"""A sheet as a model that is sound: with the file's units where records can carry them, else without."""

from __future__ import annotations

from dataclasses import replace
from math import isclose, isnan
from typing import NamedTuple

from osteon.errors import OsteonError, RecordError, UnitError
from osteon.knowledge import Chapter, Entity, Library, Process
from osteon.model import Model, build_model, dimension, names, parse, prune
from osteon.standards._sbml_in._chapter import Draft, draft
from osteon.standards._sbml_in._names import TIME_UNIT
from osteon.standards._sbml_in._scales import resolutions
from osteon.standards._sbml_in._sheet import Sheet
from osteon.standards._sbml_in._signs import never_negative
from osteon.standards._sbml_in._ties import ties
from osteon.standards._sbml_in._units import NoUnitError, Units, time_of
from osteon.standards._sbml_in._watch import watches
from osteon.standards._sbml_in._zero import Zero, at_zero, no_numbers
from osteon.units import coherent, dimension_text

_AGREE = 1e-9


class Built(NamedTuple):
    """A chapter that is sound. units: how its numbers have units; why: why they are plain, if they are."""

    draft: Draft
    chapter: Chapter
    units: Units
    why: str
    notes: tuple[str, ...]


def build(sheet: Sheet, name: str, source: str, *, plain_numbers: bool) -> Built:
    """The chapter of a sheet.

    Raises:
        RecordError: what cannot be carried, what does not fit together, or what is no number at time 0.
    """
    time, span, note = time_of(sheet)
    plain = Units(False, time, span)
    made = draft(sheet, plain, source)
    model = _model(made.chapter, name)
    zero = at_zero(model)
    if faults := [*no_numbers(zero, made.parts), *ties(zero)]:
        raise RecordError(faults)
    why, units = _why_plain(sheet, plain_numbers), plain
    if not why:
        try:
            units = Units(True, time, span)
            other, model, zero = _carried(sheet, units, name, source, zero)
            made = other
        except NoUnitError as error:
            units, why = plain, f"records cannot carry {error}"
            model = _model(made.chapter, name)
            zero = at_zero(model)
    chapter = _finished(made, model, zero, units)
    added = [f"'{e.id}' was added: {e.says}" for e in chapter.entities[len(made.chapter.entities) :]]
    notes = (*((note,) if note and not units.carried else ()), *made.notes, *added)
    return Built(made, chapter, units, why, notes)


def _why_plain(sheet: Sheet, asked: bool) -> str:
    if asked:
        return "so it was asked for"
    return "" if sheet.complete else "the file does not declare all units"


def _carried(sheet: Sheet, units: Units, name: str, source: str, plain: Zero) -> tuple[Draft, Model, Zero]:
    """The same with units. Raises NoUnitError where they cannot be carried, or would change a number."""
    made = draft(sheet, units, source)
    made = made._replace(chapter=_measured(made))
    try:
        model = _model(made.chapter, name)
    except OsteonError as error:
        raise NoUnitError(f"the units of a formula: {error.faults[0]}") from None
    zero = at_zero(model)
    slopes, wanted = zero.moved().slopes(), plain.moved().slopes()
    for state in model.states:
        pairs = ((slopes[state.id], wanted[state.id]), (zero.values[state.id], plain.values[state.id]))
        if not all(_same(a / state.factor, b) for a, b in pairs):
            raise NoUnitError(f"the unit of '{state.id}' without changing its numbers")
    return made, model, zero


def _same(value: float, other: float) -> bool:
    """Whether two numbers agree but for rounding; what is no number off the start tells nothing."""
    return isclose(value, other, rel_tol=_AGREE, abs_tol=1e-300) or (isnan(value) and isnan(other))


def _measured(made: Draft) -> Chapter:
    """The chapter with the units of the signals that were cut off a formula."""
    chapter = made.chapter
    known = {"time": coherent("day").dimension}
    try:
        known |= {quantity.path: coherent(quantity.unit).dimension for quantity in chapter.all_quantities}
        known |= {entity.id: coherent(entity.unit).dimension for entity in chapter.entities}
        rest = [signal for signal in chapter.signals if signal.name not in made.parts]
        known |= {signal.name: coherent(signal.unit).dimension for signal in rest}
        units: dict[str, str] = {}
        for signal in chapter.signals:
            if signal.name in made.parts:
                known[signal.name] = dimension(parse(signal.value), known)
                text = dimension_text(known[signal.name])
                units[signal.name] = "1" if text == "a plain number" else text
                coherent(units[signal.name])
    except UnitError as error:
        raise NoUnitError(f"the units of a formula: {error.faults[0]}") from None
    signals = tuple(replace(s, unit=units.get(s.name, s.unit)) for s in chapter.signals)
    return replace(chapter, signals=signals)


def _model(chapter: Chapter, name: str) -> Model:
    return build_model(Library(chapters={name: (chapter,)}), name)


def _finished(made: Draft, model: Model, zero: Zero, units: Units) -> Chapter:
    """With what the solver should know of each entity, and without a unit of time that nothing uses."""
    chapter = made.chapter
    amounts, smallest = never_negative(zero), resolutions(zero)
    entities = [
        replace(entity, signed=entity.id not in amounts, resolution=smallest[entity.id])
        for entity in chapter.entities
    ]
    processes = list(chapter.processes)
    for watch in watches(model, made.names, units.day, chapter.where):
        entities.append(watch.entity)
        processes.append(watch.process)
    if not prune(model, zero.alive).states:
        clock = made.names.fresh("elapsed_time")
        entities.append(_clock(clock, chapter.where))
        processes.append(_ticking(clock, made.names.fresh(f"{clock}_change"), chapter.where))
    used = any(TIME_UNIT in names(tree) for tree in model.expressions)
    if not used and len(model.quantities) > 1:  # an experiment needs one number at least
        quantities = [q for q in chapter.quantities if q.path != TIME_UNIT]
    else:
        quantities = list(chapter.quantities)
    return replace(
        chapter, entities=tuple(entities), processes=tuple(processes), quantities=tuple(quantities)
    )


def _clock(id: str, where: str) -> Entity:
    """A clock, for a model in which nothing is above zero that an experiment could follow."""
    says = "The days since the start: the file has nothing that changes by itself."
    return Entity(id, "elapsed time", "other", "day", says=says, where=where)


def _ticking(id: str, name: str, where: str) -> Process:
    return Process(name, "Time passes.", "change", None, id, "1", where=where)
