"""What each thing of an SBML model becomes: a quantity, a signal or an entity, and what that holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, final

from osteon.standards._sbml_in._mathml import kinds
from osteon.standards._sbml_in._sheet import Formula, Sheet, Thing

Form: TypeAlias = Literal["quantity", "signal", "entity"]


@final
@dataclass(frozen=True)
class Shape:
    """A thing as a record.

    varies: its value changes in time. apart: a species whose id means a concentration while its record holds
    the amount, because the size of its compartment changes; the concentration is a signal of its own.
    """

    form: Form
    varies: bool
    apart: bool = False


def shapes(sheet: Sheet) -> dict[str, Shape]:
    """The shape of every thing of the model."""
    return _Shaping(sheet).all()


def mentioned(formula: Formula, sheet: Sheet) -> frozenset[str]:
    """The ids in a formula, "time" among them where it names the time, also inside functions."""
    return frozenset(_ids(formula.node, sheet, set()))


def _ids(node: Any, sheet: Sheet, open_functions: set[str]) -> Iterator[str]:
    waiting = [node]
    while waiting:
        each = waiting.pop()
        kind = kinds().get(each.getType())
        if kind == "name":
            yield each.getName()
        elif kind in ("time", "rate_of", "delay"):
            yield "time"
        elif kind == "function" and each.getName() not in open_functions:
            open_functions.add(each.getName())
            function = sheet.functions.get(each.getName())
            if function is not None:
                inner = set(_ids(function.body, sheet, open_functions))
                yield from inner - set(function.arguments)
        waiting.extend(each.getChild(place) for place in range(each.getNumChildren()))


@final
@dataclass(frozen=True, eq=False)
class _Shaping:
    sheet: Sheet

    def all(self) -> dict[str, Shape]:
        moved = self._moved()
        varying = self._varying(moved)
        return {id: self._shape(thing, moved, varying) for id, thing in self.sheet.things.items()}

    def _moved(self) -> set[str]:
        """The species that reactions change."""
        shares = (share for reaction in self.sheet.reactions.values() for share in reaction.shares)
        return {share.species for share in shares if not self.sheet.roles[share.species].boundary}

    def _varying(self, moved: set[str]) -> set[str]:
        """The things whose value may change in time, or depends at day 0 on what later changes."""
        things = self.sheet.things
        varying = {id for id, thing in things.items() if thing.slope or thing.set or id in moved}
        varying |= {"time", *self.sheet.reactions}
        needs = {id: self._needs(thing) for id, thing in things.items() if id not in varying}
        while True:
            more = {id for id, needed in needs.items() if needed & varying}
            if not more:
                return varying
            varying |= more
            needs = {id: needed for id, needed in needs.items() if id not in more}

    def _needs(self, thing: Thing) -> frozenset[str]:
        formula = thing.rule or thing.start
        named = frozenset() if formula is None else mentioned(formula, self.sheet)
        role = self.sheet.role(thing.id)
        return named if role is None or role.amount else named | {role.compartment}

    def _shape(self, thing: Thing, moved: set[str], varying: set[str]) -> Shape:
        varies = thing.id in varying
        if thing.rule is not None:
            return Shape("signal", varies)
        role = self.sheet.role(thing.id)
        in_varying = role is not None and role.compartment in varying
        apart = thing.slope is None and in_varying and role is not None and not role.amount
        if thing.slope is not None or thing.set or thing.id in moved:
            return Shape("entity", True, apart)
        if in_varying and role is not None:
            known = role.given == "amount" and thing.start is None
            return Shape("quantity" if known else "entity", apart, apart)
        if thing.start is not None:
            return Shape("entity" if varies else "signal", varies)
        return Shape("quantity", False)


def size_of(id: str, sheet: Sheet, found: Mapping[str, Shape]) -> float | None:
    """The size of the compartment of a species where it is a plain number, else None."""
    compartment = sheet.roles[id].compartment
    thing, shape = sheet.things[compartment], found[compartment]
    return thing.value if shape.form == "quantity" else None
