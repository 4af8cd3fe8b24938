"""Triggers that hold at single instants (`time == 10`): as conditions that a solver can see turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import final

from osteon.errors import Fault, RecordError
from osteon.model import TIME, Call, Expression, names, walk
from osteon.standards._sbml_in._desk import Desk
from osteon.standards._sbml_in._shapes import mentioned
from osteon.standards._sbml_in._sheet import Occurrence


@final
@dataclass(frozen=True, eq=False)
class Instants:
    """What changes smoothly, and which triggers ask whether it is equal to something."""

    desk: Desk

    def seen(self, tree: Expression, occurrence: Occurrence) -> Expression:
        """The trigger of an event with `time == t` as `time >= t`, which turns at the same instant.

        So it may stand alone, or beside conditions that only events change.

        Raises:
            RecordError: it asks in another way whether something that changes smoothly is equal to something.
        """
        if not any(self._smooth(part) for part in walk(self._whole(tree))):
            return tree
        lasting = occurrence.delay is None or occurrence.persistent
        found = [self._turning(part) for part in _conjuncts(tree)]
        whole = [part for part in found if part is not None]
        if lasting and len(whole) == len(found):
            self.desk.notes.append(
                f"event '{occurrence.id}' asks whether the time is equal to something: read as 'at least'"
            )
            return reduce(lambda a, b: Call("min", (a, b)), whole)
        given = f"event '{occurrence.id}', whose trigger asks whether numbers that change smoothly are equal"
        expected = "a trigger that holds for longer than an instant"
        fix = "write >= or <= for the direction in which it is reached"
        raise RecordError(Fault(occurrence.trigger.where, given, expected, fix))

    def _smooth(self, part: Expression) -> bool:
        return isinstance(part, Call) and part.law == "equal" and self.flows(names(part))

    def _turning(self, part: Expression) -> Expression | None:
        """A part of a trigger if nothing in it flows, `time == t` as `time >= t`; None for any other."""
        clock = self.desk.units.clock
        match part:
            case Call("equal", (first, second)) if clock in (first, second):
                other = second if first == clock else first
                return None if self.flows(names(other)) else Call("at_least", (clock, other))
            case _:
                return None if self.flows(names(part)) else part

    def _whole(self, tree: Expression) -> Expression:
        """The tree with the parts that were cut off it, as one tree to be walked through."""
        parts, found, waiting = self.desk.workshop.parts, [tree], list(names(tree))
        while waiting:
            part = parts.get(waiting.pop())
            if part is not None and part not in found:
                found.append(part)
                waiting.extend(names(part))
        return Call("all", tuple(found))

    def flows(self, records: Iterable[str]) -> bool:
        """Whether any of some names changes between events."""
        waiting, seen = list(records), set[str]()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if name == TIME or name in self._flowing:
                return True
            if name in self.desk.workshop.parts:
                waiting.extend(names(self.desk.workshop.parts[name]))
        return False

    @cached_property
    def _flowing(self) -> frozenset[str]:
        """The records of things and reactions that change between events."""
        sheet, desk = self.desk.sheet, self.desk
        shares = [share for reaction in sheet.reactions.values() for share in reaction.shares]
        ids = {share.species for share in shares if not sheet.roles[share.species].boundary}
        ids |= {id for id, thing in sheet.things.items() if thing.slope is not None}
        ids |= {"time", *sheet.reactions}
        needs = {id: mentioned(thing.rule, sheet) for id, thing in sheet.things.items() if thing.rule}
        for id, role in sheet.roles.items():
            if not role.amount and id not in needs:
                needs[id] = frozenset({role.compartment})
        while more := {id for id, needed in needs.items() if id not in ids and needed & ids}:
            ids |= more
        found = {desk.names.of(id) for id in ids if id != "time"}
        return frozenset(found | {name for id, name in desk.amounts.items() if id in ids})


def _conjuncts(tree: Expression) -> list[Expression]:
    """The conditions that a condition asks for together: `p and q` is min(p, q)."""
    match tree:
        case Call("min", (first, second)):
            return [*_conjuncts(first), *_conjuncts(second)]
        case _:
            return [tree]
