"""A model: states, quantities, signals and rates, with every name resolved. Symbols only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias, final

from osteon.knowledge import Entity, Library, Process, Quantity
from osteon.knowledge import Event as EventRecord
from osteon.knowledge import Transport as TransportRecord
from osteon.model._expression import Expression, names

Form: TypeAlias = Literal["source", "sink", "transfer"]

TIME = "time"
"""The name of the days since the start, which every expression may use."""


@final
@dataclass(frozen=True, slots=True)
class State:
    """One unknown of the model: the amount of an entity, in coherent units.

    `factor` turns the entity's declared unit into the coherent one.
    """

    id: str
    entity: Entity
    factor: float


@final
@dataclass(frozen=True, slots=True)
class Rate:
    """One process as mathematics: `target` gains and `source` loses `expression` (coherent unit per day).

    A "source" has only a target, a "sink" only a source, a "transfer" both: what leaves one arrives in the
    other. `per_capita` is expression / source, worked out symbolically, where the source is a factor of it,
    else None. Both forms vanish with their source.
    """

    name: str
    process: Process
    form: Form
    source: str | None
    target: str | None
    expression: Expression
    per_capita: Expression | None


@final
@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at once: when `condition` turns from 0 to another number, `sets` are made.

    sets: (state, its new amount), all worked out before any is made. delay: days between the two. priority:
    of events at one time the highest goes first. What `record` says about persistence holds.
    """

    name: str
    record: EventRecord
    condition: Expression
    sets: tuple[tuple[str, Expression], ...]
    delay: Expression | None = None
    priority: Expression | None = None


@final
@dataclass(frozen=True, slots=True)
class Transport:
    """How a state moves in space, or what a moving surface gives; see the record for the kinds.

    state: what moves (None for a front). rate: diffusivity (mm^2/day) or taxis (mm^2/day per unit of
    `along`). along: what is followed, or, of a front, the share that is taken. limit: greatest speed
    (mm/day). gives: path of the quantity that a front sets.
    """

    name: str
    record: TransportRecord
    state: str | None
    rate: Expression | None
    along: Expression | None
    limit: Expression | None = None
    gives: str | None = None

    @property
    def expressions(self) -> Iterator[Expression]:
        """Its trees."""
        yield from (tree for tree in (self.rate, self.along, self.limit) if tree is not None)


@final
@dataclass(frozen=True, eq=False)
class Model:
    """All equations of one model.

    `quantities` maps each path to its record, in the order of the parameter array; `signals` are ordered so
    that each uses only those before it; `starts` are the states whose amount at day 0 is an expression,
    ordered likewise; `transports` do nothing in a point; the names in all expressions are state ids, signal
    names, quantity paths and `time`.
    """

    id: str
    states: tuple[State, ...]
    quantities: Mapping[str, Quantity]
    signals: tuple[tuple[str, Expression], ...]
    rates: tuple[Rate, ...]
    library: Library
    events: tuple[Event, ...] = ()
    starts: tuple[tuple[str, Expression], ...] = ()
    transports: tuple[Transport, ...] = ()

    @property
    def expressions(self) -> Iterator[Expression]:
        """Every tree of the model that counts in a point: of its signals, rates, events and starts."""
        yield from (tree for _, tree in self.signals)
        yield from (rate.expression for rate in self.rates)
        yield from (tree for _, tree in self.starts)
        for event in self.events:
            yield event.condition
            yield from (tree for _, tree in event.sets)
            yield from (tree for tree in (event.delay, event.priority) if tree is not None)

    def state_index(self, id: str) -> int:
        """The row of a state. Raises KeyError when the model has no such state."""
        return self._state_rows[id]

    def quantity_index(self, path: str) -> int:
        """The row of a quantity. Raises KeyError when the model has no such path."""
        return self._quantity_rows[path]

    @cached_property
    def _state_rows(self) -> dict[str, int]:
        return {state.id: row for row, state in enumerate(self.states)}

    @cached_property
    def _quantity_rows(self) -> dict[str, int]:
        return {path: row for row, path in enumerate(self.quantities)}


def signals_for(trees: Iterable[Expression], model: Model) -> list[tuple[str, Expression]]:
    """The signals that some trees use, also through others, each after those that it uses itself."""
    wanted = {name for tree in trees for name in names(tree)}
    for name, tree in reversed(model.signals):
        if name in wanted:
            wanted |= set(names(tree))
    return [(name, tree) for name, tree in model.signals if name in wanted]
