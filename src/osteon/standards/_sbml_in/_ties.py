"""Events whose order SBML leaves to chance: equal in priority, due at one time, and in each other's way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import final

from osteon.errors import Fault
from osteon.model import Call, Event, Expression, Model, names, walk
from osteon.standards._sbml_in._zero import Zero

_COMPARISONS = frozenset({"above", "at_least", "equal"})


def ties(zero: Zero) -> Iterator[Fault]:
    """A fault for each event that draws lots with one before it.

    Two events do where both state a priority, these are equal at time 0, their triggers share a comparison,
    and one sets what makes the other give up, what the other is to set, or what it works its values out from.
    """
    evaluator = zero.evaluator()
    ranked = [
        (_Contender(event, zero.model), float(evaluator.value(event.priority)))
        for event in zero.model.events
        if event.priority is not None
    ]
    told = set[str]()
    for (first, rank), (second, other) in combinations(ranked, 2):
        if rank == other and second.event.name not in told and first.meets(second):
            told.add(second.event.name)
            given = f"events '{first.event.name}' and '{second.event.name}' at one time with one priority"
            fix = "give them different priorities"
            yield Fault(second.event.record.where, given, "an order that is not left to chance", fix)


@final
@dataclass(frozen=True, eq=False)
class _Contender:
    """An event, and what its trigger and values depend on."""

    event: Event
    model: Model

    def meets(self, other: _Contender) -> bool:
        """Whether the order of the two matters, and they may be due at one time."""
        if not self._asked & other._asked:
            return False
        return self._disturbs(other) or other._disturbs(self)

    def _disturbs(self, other: _Contender) -> bool:
        sets, theirs = dict(self.event.sets), dict(other.event.sets)
        if any(theirs[id] != tree for id, tree in sets.items() if id in theirs):
            return True
        if not other.event.record.persistent and sets.keys() & other._needed:
            return True
        return not other.event.record.frozen and bool(sets.keys() & other._read)

    @cached_property
    def _asked(self) -> frozenset[Expression]:
        """The comparisons of the trigger."""
        found = (part for tree in self._trees([self.event.condition]) for part in walk(tree))
        return frozenset(part for part in found if isinstance(part, Call) and part.law in _COMPARISONS)

    @cached_property
    def _needed(self) -> frozenset[str]:
        return frozenset(n for tree in self._trees([self.event.condition]) for n in names(tree))

    @cached_property
    def _read(self) -> frozenset[str]:
        return frozenset(n for tree in self._trees(tree for _, tree in self.event.sets) for n in names(tree))

    def _trees(self, trees: Iterable[Expression]) -> list[Expression]:
        """Some trees and those of the signals that they use."""
        signals, found, seen = dict(self.model.signals), list(trees), set[str]()
        for tree in found:
            new = [name for name in names(tree) if name in signals and name not in seen]
            seen |= set(new)
            found.extend(signals[name] for name in new)
        return found
