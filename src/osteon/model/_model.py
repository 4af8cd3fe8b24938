"""A model: states, quantities, signals and rates, with every name resolved. Symbols only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias, final

from osteon.knowledge import Entity, Library, Process, Quantity
from osteon.model._expression import Expression

Form: TypeAlias = Literal["source", "sink", "transfer"]


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
@dataclass(frozen=True, eq=False)
class Model:
    """All equations of one model.

    `quantities` maps each path to its record, in the order of the parameter array; `signals` are ordered so
    that each uses only those before it; the names in all expressions are state ids, signal names and
    quantity paths.
    """

    id: str
    states: tuple[State, ...]
    quantities: Mapping[str, Quantity]
    signals: tuple[tuple[str, Expression], ...]
    rates: tuple[Rate, ...]
    library: Library

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
