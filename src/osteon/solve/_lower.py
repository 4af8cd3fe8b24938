"""From symbols to arrays: the gains and losses of a model as functions of plain rows of numbers.

Everything here sees a state as a row of lanes; nothing knows where a lane stands (a point or a voxel). Common
parts of all expressions are worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NamedTuple, TypeAlias, final

import jax.numpy as jnp

from osteon.model import Evaluator, Expression, names
from osteon.solve._couplings import couplings
from osteon.solve._margin import margin
from osteon.solve._sign import never_negative, ranges
from osteon.solve._structure import Process, Structure

Row: TypeAlias = Any
"""The values of one state, quantity or rate over the lanes [C]: a traced array (or NumPy, in tests)."""

Edge: TypeAlias = tuple[int, int]
"""A transfer: (state it leaves, state it enters)."""


class Flows(NamedTuple):
    """All that changes the states y, every number >= 0 (coherent unit per day):

        dy_i/dt = gain_i - loss_i y_i + sum_j move_ji y_j - sum_j move_ij y_i

    gain: what comes from outside, by state. loss: what leaves to outside per unit of y_i, by state (1/day).
    move: what goes from i to j per unit of y_i, by edge (1/day). States and edges without any are left out.
    """

    gain: dict[int, Row]
    loss: dict[int, Row]
    move: dict[Edge, Row]


@final
@dataclass(frozen=True, eq=False)
class Lowered:
    """A model as functions of arrays.

    states: S, with the time where it counts. used: the numbers of the quantities that rates, conditions and
    extras use, in the order in which the functions take them. edges: the transfers. couplings: pairs (i, j)
    where dy_i/dt may depend on y_j. amounts: states that are never negative. flows(y, p), derivative(y, p),
    conditions(y, p), margins(y, p), extras(y, p, some of them): y holds S rows, p one row for each of `used`.
    A condition is not 0 where it holds; its margin is above 0 where it does and below where not, and passes
    through 0 in between.
    """

    states: int
    used: tuple[int, ...]
    edges: tuple[Edge, ...]
    couplings: frozenset[tuple[int, int]]
    amounts: frozenset[int]
    flows: Callable[[Sequence[Row], Sequence[Row]], Flows]
    derivative: Callable[[Sequence[Row], Sequence[Row]], list[Row]]
    conditions: Callable[[Sequence[Row], Sequence[Row]], list[Row]]
    margins: Callable[[Sequence[Row], Sequence[Row]], list[Row]]
    extras: Callable[[Sequence[Row], Sequence[Row], slice], list[Row]]


def lower(equations: Structure, namespace: ModuleType = jnp, extras: Sequence[Expression] = ()) -> Lowered:
    """The equations as array functions, for `jax.numpy` (traced) or NumPy (plain); `extras` beside them."""
    used = _used_quantities(equations, extras)
    intervals = ranges(equations.signals, equations.signed)
    signed = tuple(not never_negative(process.rate, intervals) for process in equations.processes)
    evaluator = _evaluator(equations, used, namespace)

    def flows(y: Sequence[Row], p: Sequence[Row]) -> Flows:
        split = _Split(namespace, y, Flows({}, {}, {}))
        values = evaluator(y, p)
        for process, both_ways in zip(equations.processes, signed, strict=True):
            split.add(process, values, both_ways)
        return split.flows

    def derivative(y: Sequence[Row], p: Sequence[Row]) -> list[Row]:
        values, slopes = evaluator(y, p), [namespace.zeros_like(row) for row in y]
        for process in equations.processes:
            rate = values.value(process.rate)
            if process.target is not None:
                slopes[process.target] = slopes[process.target] + rate
            if process.source is not None:
                slopes[process.source] = slopes[process.source] - rate
        return slopes

    def listed(trees: Sequence[Expression]) -> Callable[[Sequence[Row], Sequence[Row]], list[Row]]:
        return lambda y, p: [evaluator(y, p).value(tree) for tree in trees]

    return Lowered(
        states=len(equations.states),
        used=used,
        edges=_edges(equations.processes, signed),
        couplings=couplings(equations),
        amounts=frozenset(row for row, state in enumerate(equations.states) if state not in equations.signed),
        flows=flows,
        derivative=derivative,
        conditions=listed(equations.conditions),
        extras=lambda y, p, some: listed(extras[some])(y, p),
        margins=listed([margin(tree, dict(equations.signals)) for tree in equations.conditions]),
    )


def _evaluator(
    equations: Structure, used: tuple[int, ...], namespace: ModuleType
) -> Callable[[Sequence[Row], Sequence[Row]], Evaluator]:
    """What works out expressions for given states and quantities; the signals are defined in it."""
    paths = [equations.quantities[row] for row in used]

    def evaluator(y: Sequence[Row], p: Sequence[Row]) -> Evaluator:
        values = dict(zip(equations.states, y, strict=True)) | dict(zip(paths, p, strict=True))
        result = Evaluator(values, namespace)
        for name, expression in equations.signals:
            result.define(name, expression)
        return result

    return evaluator


@final
@dataclass(frozen=True, eq=False)
class _Split:
    """Adds up the flows of the processes. A rate below zero runs backwards: a negative gain is a loss.

    That keeps every entry of Flows >= 0 whatever the rates do; a loss per unit of an empty state is zero.
    """

    namespace: ModuleType
    y: Sequence[Row]
    flows: Flows

    def add(self, process: Process, values: Evaluator, both_ways: bool) -> None:
        source, target = process.source, process.target
        share = process.per_capita if source is not None else None
        known = share is not None
        value = values.value(process.rate if share is None else share)
        # Both forms of a rate have the same sign, so the parts can be taken from whichever is at hand.
        forward = self.namespace.maximum(value, 0.0) if both_ways else value
        self._one_way(source, target, forward, known)
        if both_ways:
            amount = self.y[source] if known and source is not None else 1.0
            self._one_way(target, source, self.namespace.maximum(-value, 0.0) * amount, False)

    def _one_way(self, source: int | None, target: int | None, value: Row, per_capita: bool) -> None:
        if source is None:
            _accumulate(self.flows.gain, target, value)
            return
        share = value if per_capita else self._per_unit(value, self.y[source])
        if target is None:
            _accumulate(self.flows.loss, source, share)
        else:
            _accumulate(self.flows.move, (source, target), share)

    def _per_unit(self, rate: Row, amount: Row) -> Row:
        # The root of the smallest float: a state below it counts as empty, and the quotient cannot overflow.
        smallest = float(self.namespace.finfo(amount.dtype).tiny) ** 0.5
        return self.namespace.where(amount > smallest, rate / self.namespace.maximum(amount, smallest), 0.0)


def _accumulate(table: dict[Any, Row], key: Any, value: Row) -> None:
    table[key] = table[key] + value if key in table else value


def _edges(processes: Sequence[Process], signed: Sequence[bool]) -> tuple[Edge, ...]:
    edges: dict[Edge, None] = {}
    for process, both_ways in zip(processes, signed, strict=True):
        if process.source is not None and process.target is not None:
            edges[process.source, process.target] = None
            if both_ways:
                edges[process.target, process.source] = None
    return tuple(edges)


def _used_quantities(equations: Structure, extras: Sequence[Expression]) -> tuple[int, ...]:
    trees = [expression for _, expression in equations.signals]
    trees += [process.rate for process in equations.processes]
    trees += [*equations.conditions, *extras]
    seen = {name for tree in trees for name in names(tree)}
    return tuple(row for row, path in enumerate(equations.quantities) if path in seen)
