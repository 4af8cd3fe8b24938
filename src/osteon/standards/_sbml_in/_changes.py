"""Rates of change: rate rules, and what reactions do to species, as processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import final

from osteon.knowledge import Process, Signal
from osteon.model import Expression, Name
from osteon.standards._sbml_in._desk import Desk
from osteon.standards._sbml_in._math import Translator
from osteon.standards._sbml_in._piece import Piece
from osteon.standards._sbml_in._sheet import Reaction, Share, Thing
from osteon.standards._sbml_in._units import times

TERMS = 10
"""Reactions that one process sums up."""


@final
@dataclass(frozen=True, eq=False)
class Changes:
    """All that moves the entities of a model."""

    desk: Desk
    translator: Translator

    def reactions(self) -> Iterator[Signal]:
        """The rate of each reaction, in extent per time, as a signal of its name."""
        desk = self.desk
        extent = times((desk.sheet.extent, 1), (desk.sheet.time, -1))
        for reaction in desk.sheet.reactions.values():
            with desk.collecting():
                name = desk.names.of(reaction.id)
                piece = self.translator.of(reaction.law, name, self._locals(reaction))
                yield Signal(
                    name=name,
                    says=f"Rate of the reaction {reaction.name or reaction.id}.",
                    value=desk.text(piece, name, reaction.where),
                    unit=desk.units.of(extent),
                    where=reaction.where,
                    outcome=True,
                )

    def _locals(self, reaction: Reaction) -> Mapping[str, Expression]:
        """The parameters of one reaction as quantities of names that tell whose they are."""
        desk, scope = self.desk, {}
        for id, local in reaction.locals.items():
            name = desk.names.fresh(f"{desk.names.of(reaction.id)}_{id}")
            scope[id] = Name(name)
            if local.value is not None:
                says = local.name or f"{id} of {reaction.id}"
                unit = desk.units.of(local.measure)
                desk.quantities[name] = desk.quantity(name, local.value, unit, local.where, says)
        return scope

    def processes(self) -> Iterator[Process]:
        """What changes each entity: a process for each ten reactions, or one for its rate rule."""
        for thing in self.desk.sheet.things.values():
            if self.desk.shapes[thing.id].form != "entity":
                continue
            with self.desk.collecting():
                for number, piece in enumerate(self._sums(thing), start=1):
                    yield self._process(thing, piece, number)

    def _process(self, thing: Thing, piece: Piece, number: int) -> Process:
        desk = self.desk
        record = desk.record(thing)
        name = desk.names.fresh(f"{record}_change" if number == 1 else f"{record}_change_{number}")
        by = "a rate rule" if thing.slope is not None else "reactions"
        rate = desk.per_time(piece, name, thing.where)
        return Process(
            name=name,
            says=f"Change of {thing.name or thing.id} by {by}.",
            kind="change",
            source=None,
            target=record,
            rate=desk.text(rate, name, thing.where),
            where=thing.slope.where if thing.slope is not None else thing.where,
        )

    def _sums(self, thing: Thing) -> Iterator[Piece]:
        """The rates that add up to the change of what a record holds, per unit of time of the file."""
        desk = self.desk
        if thing.slope is not None:
            yield self.translator.of(thing.slope, desk.record(thing))
            return
        shares = self._shares.get(thing.id, [])
        for first in range(0, len(shares), TERMS):
            piece = self._sum(thing, shares[first : first + TERMS])
            if not desk.holds_amount(thing.id):
                piece = desk.workshop.binary("/", piece, desk.size(thing.id), thing.id, thing.where)
            yield piece

    def _sum(self, thing: Thing, shares: list[tuple[str, Share]]) -> Piece:
        desk, workshop = self.desk, self.desk.workshop
        total: Piece | None = None
        for reaction, share in shares:
            term, sign = self._term(reaction, share), share.sign
            if isinstance(share.count, float) and share.count < 0:
                sign = -sign
            if total is None:
                total = term if sign > 0 else workshop.negative(term, thing.id, thing.where)
            else:
                total = workshop.binary("+" if sign > 0 else "-", total, term, thing.id, thing.where)
        factor = desk.sheet.roles[thing.id].factor
        if total is None:
            return workshop.number(0.0)
        if factor:
            by = workshop.name(desk.names.of(factor))
            total = workshop.binary("*", by, total, thing.id, thing.where)
        return total

    def _term(self, reaction: str, share: Share) -> Piece:
        """A reaction's rate, as often as it counts for a species; the sign is left to the sum."""
        workshop = self.desk.workshop
        rate = workshop.name(self.desk.names.of(reaction))
        if share.count in (1.0, -1.0):
            return rate
        if isinstance(share.count, str):
            count = workshop.name(self.desk.names.of(share.count))
        else:
            count = workshop.number(abs(share.count))
        return workshop.binary("*", count, rate, share.species, share.where)

    @cached_property
    def _shares(self) -> Mapping[str, list[tuple[str, Share]]]:
        found: dict[str, list[tuple[str, Share]]] = {}
        for reaction in self.desk.sheet.reactions.values():
            for share in reaction.shares:
                if not self.desk.sheet.roles[share.species].boundary:
                    found.setdefault(share.species, []).append((reaction.id, share))
        return found

    def rates(self) -> Iterator[Signal]:
        """The rates of change that formulas ask for (rateOf), which may ask for more."""
        done: set[str] = set()
        while waiting := [id for id in self.desk.rates if id not in done]:
            for id in waiting:
                done.add(id)
                thing = self.desk.sheet.things[id]
                with self.desk.collecting():
                    yield self._rate(thing)

    def _rate(self, thing: Thing) -> Signal:
        desk, name = self.desk, self.desk.rates[thing.id]
        piece = self._slope(thing)
        if desk.shapes[thing.id].apart:
            piece = self._diluted(thing, piece)
        return Signal(
            name=name,
            says=f"Rate of change of {thing.name or thing.id}.",
            value=desk.text(piece, name, thing.where),
            unit=desk.units.of(times((thing.measure, 1), (desk.sheet.time, -1))),
            where=thing.where,
        )

    def _slope(self, thing: Thing) -> Piece:
        workshop = self.desk.workshop
        total = workshop.number(0.0)
        if self.desk.shapes[thing.id].form == "entity":
            sums = list(self._sums(thing))
            for place, piece in enumerate(sums):
                whole = workshop.binary("+", total, piece, thing.id, thing.where)
                total = piece if place == 0 else whole
        return total

    def _diluted(self, thing: Thing, piece: Piece) -> Piece:
        """The rate of a concentration, from that of the amount: (dA/dt - c dV/dt) / V."""
        desk, workshop = self.desk, self.desk.workshop
        compartment = desk.sheet.roles[thing.id].compartment
        rate = desk.rate_of(compartment)
        if rate is not None:
            own = workshop.name(desk.names.of(thing.id))
            lost = workshop.binary("*", own, workshop.name(rate), thing.id, thing.where)
            piece = workshop.binary("-", piece, lost, thing.id, thing.where)
        return workshop.binary("/", piece, desk.size(thing.id), thing.id, thing.where)
