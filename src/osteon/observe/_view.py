"""What an instrument may look at: the states and quantities of every lane, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

import numpy as np
from numpy.typing import NDArray

from osteon.knowledge import Entity
from osteon.model import TIME, Evaluator, Expression, Model, Name, names, signals_for

if TYPE_CHECKING:
    from osteon.solve import Solution

Array = NDArray[np.float64]


@final
@dataclass(frozen=True)
class View:
    """A solution read through its model.

    `model` is the whole model; the solution may be of a pruned one, whose missing states are zero in every
    lane. Shapes: T save times, B lanes; all values coherent (day, mm, pg, cell, mmHg, MPa).
    """

    model: Model
    solution: Solution

    @property
    def times(self) -> Array:
        """Save times [T], day."""
        return np.asarray(self.solution.times, dtype=float)

    @property
    def lanes(self) -> int:
        """B, the number of lanes."""
        return int(self.solution.states.shape[-1])

    def state(self, name: str) -> Array:
        """One state [T, B]; zero where no arm could reach it, nan in a lane whose integration failed."""
        if name in self.solution.state_ids:
            return np.where(self.solution.ok, self.solution.state(name), np.nan)
        return np.zeros((self.times.size, self.lanes))

    def total(self, names: tuple[str, ...]) -> Array:
        """The sum of several states [T, B]."""
        return sum((self.state(name) for name in names), np.zeros((self.times.size, self.lanes)))

    def quantity(self, path: str) -> Array:
        """One quantity [B], as each lane has it; the record's own value where pruning dropped it."""
        if path in self.solution.quantity_paths:
            row = self.solution.quantity_paths.index(path)
            return np.asarray(self.solution.parameters[row], dtype=float)
        return np.full(self.lanes, self.model.quantities[path].coherent)

    def quantity_over_time(self, path: str) -> Array:
        """One quantity as it was at each save time: [T, B] where it was switched on the way, else [B]."""
        value = self.quantity(path)
        paths = self.solution.quantity_paths
        switches = [change for change in self.solution.changes if paths[change.quantity] == path]
        if not switches:
            return value
        values = np.repeat(value[None], self.times.size, axis=0)
        for change in switches:
            values[self.times >= change.day] = change.value
        return values

    def signal(self, name: str) -> Array:
        """One signal of the model [T, B], from the states and the quantities at each save time."""
        return self.values([Name(name)])[0]

    def values(self, trees: Sequence[Expression]) -> list[Array]:
        """The values [T, B] of expressions of the model, from the states and quantities at each save time."""
        needed = signals_for(trees, self.model)
        used = frozenset().union(*(names(tree) for tree in (*trees, *(tree for _, tree in needed))))
        states = {state.id: self.state(state.id) for state in self.model.states if state.id in used}
        paths = [path for path in self.model.quantities if path in used]
        evaluator = Evaluator(
            states | {path: self.quantity_over_time(path) for path in paths} | {TIME: self.times[:, None]}
        )
        for name, tree in needed:
            evaluator.define(name, tree)
        shape = (self.times.size, self.lanes)
        return [np.broadcast_to(np.asarray(evaluator.value(tree), dtype=float), shape) for tree in trees]


def along(model: Model, solution: Solution, trees: Sequence[Expression]) -> list[Array]:
    """The values [T, B] of expressions of a model, such as a signal or a rate, along a solution of it.

    model: the whole one; the solution may be of a pruned one. nan in lanes whose integration failed.
    """
    return View(model, solution).values(trees)


def entities(model: Model, kind: str, tag: str = "") -> tuple[Entity, ...]:
    """The entities of one kind, all of them or those that carry a tag, in the model's order."""
    every = (state.entity for state in model.states)
    return tuple(entity for entity in every if entity.kind == kind and (not tag or tag in entity.tags))


def tissues(model: Model, tag: str) -> tuple[str, ...]:
    """The ids of the tissues that carry a tag."""
    return tuple(entity.id for entity in entities(model, "tissue", tag))


def holds(model: Model, states: tuple[str, ...] = (), quantities: tuple[str, ...] = ()) -> bool:
    """Whether the model has everything that an instrument reads by name."""
    present = {state.id for state in model.states}
    return present.issuperset(states) and all(path in model.quantities for path in quantities)
