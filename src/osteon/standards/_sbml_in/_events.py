"""Events of SBML as events of records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import final

from osteon.errors import Fault, RecordError
from osteon.knowledge import Event
from osteon.model import Call, walk
from osteon.standards._sbml_in._desk import Desk
from osteon.standards._sbml_in._instants import Instants
from osteon.standards._sbml_in._math import Translator
from osteon.standards._sbml_in._names import TIME_UNIT
from osteon.standards._sbml_in._piece import Piece
from osteon.standards._sbml_in._sheet import Occurrence

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
        """What is set, record by record.

        A concentration that is set is one of the size of before: it is the amount that it stands for, which a
        change of the size at the same time leaves as it is (cases 01506 and 01779 of the SBML Test Suite).
        """
        desk = self.desk
        pieces = {id: self.translator.of(formula, name) for id, formula in occurrence.sets}
        for id, formula in occurrence.sets:
            piece, thing = pieces[id], desk.sheet.things[id]
            if desk.shapes[id].apart:
                self._refuse_fixed(occurrence, id)
                piece = desk.workshop.binary("*", piece, desk.size(id), name, formula.where)
            elif self._concentrated(id) and desk.sheet.roles[id].compartment in pieces:
                piece = self._rescaled(occurrence, id, piece, pieces)
            yield desk.record(thing), desk.text(piece, name, formula.where)
        for id in desk.sheet.roles:
            if id not in pieces and self._concentrated(id) and desk.sheet.roles[id].compartment in pieces:
                own = desk.workshop.name(desk.names.of(id))
                piece = self._rescaled(occurrence, id, own, pieces)
                yield desk.names.of(id), desk.text(piece, name, occurrence.where)

    def _concentrated(self, id: str) -> bool:
        """Whether the id is of a species whose entity holds a concentration."""
        if id not in self.desk.sheet.roles or self.desk.shapes[id].form != "entity":
            return False
        return not self.desk.holds_amount(id)

    def _rescaled(self, occurrence: Occurrence, id: str, piece: Piece, pieces: Mapping[str, Piece]) -> Piece:
        """A concentration before the size changes as the one after it."""
        self._refuse_fixed(occurrence, id)
        desk, where = self.desk, occurrence.where
        amount = desk.workshop.binary("*", piece, desk.size(id), id, where)
        return desk.workshop.binary("/", amount, pieces[desk.sheet.roles[id].compartment], id, where)

    def _refuse_fixed(self, occurrence: Occurrence, id: str) -> None:
        """The size of a compartment when a delay is over is not known when the event fires."""
        if occurrence.delay is not None and occurrence.frozen:
            given = f"a delayed event that fixes '{id}' when it fires, in a compartment whose size changes"
            fix = "set useValuesFromTriggerTime to false, or the size to a constant"
            raise RecordError(Fault(occurrence.where, given, "a concentration whose size is known", fix))
