"""Amounts at day 0 that are expressions: resolved, checked, and put in an order that works."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

import numpy as np

from osteon.errors import Fault
from osteon.model._arrays import Evaluator
from osteon.model._dimension import check_dimension
from osteon.model._expression import Expression, names
from osteon.model._model import TIME, Model, signals_for
from osteon.model._names import Names, collecting, local_names, resolve
from osteon.model._signals import EXPECTED


def build_starts(
    book: Names, signals: Mapping[str, Expression], faults: list[Fault]
) -> tuple[tuple[str, Expression], ...]:
    """Each entity with a `start`, after those whose start it uses (also through signals)."""
    trees: dict[str, Expression] = {}
    for id, entity in book.entities.items():
        if not entity.start:
            continue
        scope = local_names(entity.quantities, book.visible(), faults)
        with collecting(faults):
            trees[id] = resolve(entity.start, scope, entity.where, EXPECTED)
            if all(name in book.units for name in (id, *names(trees[id]))):
                check_dimension(trees[id], book.units, book.units[id], entity.where, f"the unit of {id}")
    needs = {id: _entities(tree, signals) & trees.keys() for id, tree in trees.items()}
    try:
        return tuple((id, trees[id]) for id in TopologicalSorter(needs).static_order())
    except CycleError as error:
        cycle = list(reversed(error.args[1]))
        given = f"starts that need each other: {' needs '.join(cycle)}"
        faults.append(Fault(book.entities[cycle[0]].where, given, "starts without a cycle"))
        return ()


def start_amounts(model: Model, quantities: Mapping[str, Any]) -> dict[str, Any]:
    """The amount of each state at day 0: its quantity `initial`, its start, or zero.

    quantities: numbers or arrays by path, coherent; so are the amounts.
    """
    amounts = {state.id: quantities.get(f"{state.id}.initial", 0.0) for state in model.states}
    for id, tree in model.starts:
        # Built anew for each, because signals change with the amounts that are known by now.
        evaluator = Evaluator({**quantities, **amounts, TIME: 0.0})
        with np.errstate(all="ignore"):
            for name, signal in signals_for([tree], model):
                evaluator.define(name, signal)
            amounts[id] = evaluator.value(tree)
    return amounts


def _entities(tree: Expression, signals: Mapping[str, Expression]) -> set[str]:
    """The names that a tree needs, those inside signals included."""
    found: set[str] = set()
    waiting = [*names(tree)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(names(signals[name]) if name in signals else ())
    return found
