"""Events of SBML as events of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import final

from osteon.errors import Fault, RecordError
from osteon.knowledge import Event
from osteon.model import Call, walk
from osteon.standards._import_desk import Desk
from osteon.standards._import_instants import Instants
from osteon.standards._import_math import Translator
from osteon.standards._import_names import TIME_UNIT
from osteon.standards._import_piece import Piece
from osteon.standards._import_shapes import mentioned
from osteon.standards._import_sheet import Occurrence

COMPARISONS = frozenset({"above", "at_least", "equal"})


@final
@dataclass(frozen=True, eq=False)
class Events:
    """The events of a model."""

    desk: Desk
    translator: Translator

    def all(self) -> Iterator[Event]:
        """Every event that can be carried; faults of the others go to the desk."""
        for occurrence in self.desk.sheet.events:
            with self.desk.collecting():
                yield self._event(occurrence)

    def _event(self, occurrence: Occurrence) -> Event:
        desk = self.desk
        name = desk.names.of(occurrence.id)
        return Event(
            name=name,
            says=f"Event {occurrence.name or occurrence.id}.",
            when=self._when(occurrence, name),
            sets=dict(self._sets(occurrence, name)),
            after=self._after(occurrence, name),
            priority=self._priority(occurrence, name),
            persistent=occurrence.persistent,
            frozen=occurrence.frozen,
            fires_at_start=not occurrence.initial,
            where=occurrence.where,
        )

    def _when(self, occurrence: Occurrence, name: str) -> str:
        """The trigger; one of several comparisons as a signal, whose turns the solver locates one by one.

        It would else step over a condition that holds for a short while only.
        """
        trigger, where = self.translator.of(occurrence.trigger, name), occurrence.trigger.where
        trigger = replace(trigger, tree=Instants(self.desk).seen(trigger.tree, occurrence))
        comparisons = [p for p in walk(trigger.tree) if isinstance(p, Call) and p.law in COMPARISONS]
        if len(comparisons) > 1:
            trigger = self.desk.workshop.cut(trigger, name, where)
        return self.desk.text(trigger, name, where)

    def _after(self, occurrence: Occurrence, name: str) -> str:
        if occurrence.delay is None:
            return ""
        desk, where = self.desk, occurrence.delay.where
        piece = self.translator.of(occurrence.delay, name)
        if not desk.units.carried:
            piece = desk.workshop.binary("*", piece, desk.workshop.name(TIME_UNIT), name, where)
        return desk.text(piece, name, where)

    def _priority(self, occurrence: Occurrence, name: str) -> str:
        if occurrence.priority is None:
            return ""
        piece = self.translator.of(occurrence.priority, name)
        return self.desk.text(piece, name, occurrence.priority.where)

    def _sets(self, occurrence: Occurrence, name: str) -> Iterator[tuple[str, str]]:
        """What is set, record by record; amounts in a compartment whose size changes follow that."""
        desk = self.desk
        pieces = {id: self.translator.of(formula, name) for id, formula in occurrence.sets}
        for id, formula in occurrence.sets:
            piece, thing = pieces[id], desk.sheet.things[id]
            if desk.shapes[id].apart:
                size = self._size_after(occurrence, id, pieces)
                piece = desk.workshop.binary("*", piece, size, name, formula.where)
            yield desk.record(thing), desk.text(piece, name, formula.where)
        for id in self._kept(pieces):
            size = self._size_after(occurrence, id, pieces)
            own = desk.workshop.name(desk.names.of(id))
            amount = desk.workshop.binary("*", own, desk.size(id), name, occurrence.where)
            piece = desk.workshop.binary("/", amount, size, name, occurrence.where)
            yield desk.names.of(id), desk.text(piece, name, occurrence.where)

    def _kept(self, pieces: Mapping[str, Piece]) -> list[str]:
        """Species that hold a concentration in a compartment that is set: their amount stays the same."""
        return [
            id
            for id, role in self.desk.sheet.roles.items()
            if role.compartment in pieces
            and id not in pieces
            and self.desk.shapes[id].form == "entity"
            and not self.desk.holds_amount(id)
        ]

    def _size_after(self, occurrence: Occurrence, id: str, pieces: Mapping[str, Piece]) -> Piece:
        """The size of a species' compartment after the event. Raises RecordError where it cannot be told."""
        desk = self.desk
        compartment = desk.sheet.things[desk.sheet.roles[id].compartment]
        if occurrence.delay is not None and occurrence.frozen:
            given = f"a delayed event that fixes '{id}' when it fires, in a compartment whose size changes"
            fix = "set useValuesFromTriggerTime to false, or the size to a constant"
            raise RecordError(Fault(occurrence.where, given, "a concentration whose size is known", fix))
        formula = compartment.rule
        if formula is not None and mentioned(formula, desk.sheet) & pieces.keys():
            given = f"an event that sets '{id}' and, through a rule, the size of '{compartment.id}'"
            raise RecordError(Fault(occurrence.where, given, "one of the two", "set the amount instead"))
        return pieces.get(compartment.id, desk.size(id))
