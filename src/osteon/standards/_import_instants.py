"""Triggers that hold at single instants (`time == 10`): as conditions that a solver can see turn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import final

from osteon.errors import Fault, RecordError
from osteon.model import TIME, Call, Expression, names, walk
from osteon.standards._import_desk import Desk
from osteon.standards._import_shapes import mentioned
from osteon.standards._import_sheet import Occurrence


@final
@dataclass(frozen=True, eq=False)
class Instants:
    """What changes smoothly, and which triggers ask whether it is equal to something."""

    desk: Desk

    def seen(self, tree: Expression, occurrence: Occurrence) -> Expression:
        """The trigger of an event with `time == t` as `time >= t`, which turns at the same instant.

        Raises:
            RecordError: it asks in another way whether something that changes smoothly is equal to something.
        """
        asked = [part for part in walk(self._whole(tree)) if isinstance(part, Call) and part.law == "equal"]
        smooth = [part for part in asked if self.flows(names(part))]
        if not smooth:
            return tree
        clock = self.desk.units.clock
        lasting = occurrence.delay is None or occurrence.persistent
        if tree in smooth and isinstance(tree, Call) and lasting and clock in tree.arguments:
            first, second = tree.arguments
            other = second if first == clock else first
            if not self.flows(names(other)):
                return Call("at_least", (clock, other))
        given = f"event '{occurrence.id}', whose trigger asks whether numbers that change smoothly are equal"
        expected = "a trigger that holds for longer than an instant"
        fix = "write >= or <= for the direction in which it is reached"
        raise RecordError(Fault(occurrence.trigger.where, given, expected, fix))

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
