"""Signals: resolved, put in the order in which they can be worked out, and checked for their units."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from osteon.errors import Fault
from osteon.model._dimension import check_dimension
from osteon.model._expression import Expression, names
from osteon.model._names import Names, collecting, local_names, resolve

EXPECTED = "a quantity of this record, a shared quantity, an entity, a signal or time"


def build_signals(book: Names, faults: list[Fault]) -> tuple[tuple[str, Expression], ...]:
    """Every signal that can be read, each after those it uses; what is wrong is added to `faults`."""
    trees: dict[str, Expression] = {}
    for name, signal in book.signals.items():
        scope = local_names(signal.quantities, book.visible(), faults)
        with collecting(faults):
            trees[name] = resolve(signal.value, scope, signal.where, EXPECTED)
    for name, tree in trees.items():
        if name in book.units and all(used in book.units for used in names(tree)):
            signal = book.signals[name]
            with collecting(faults):
                check_dimension(
                    tree,
                    book.units,
                    book.units[name],
                    signal.where,
                    f"as signal {name} declares",
                )
    return tuple((name, trees[name]) for name in _order(book, trees, faults))


def _order(book: Names, trees: dict[str, Expression], faults: list[Fault]) -> list[str]:
    """The signals in an order of dependence; each cycle is a fault, and its members are left out."""
    needs = {name: [used for used in names(tree) if used in trees] for name, tree in trees.items()}
    while True:
        try:
            return list(TopologicalSorter(needs).static_order())
        except CycleError as error:
            cycle = list(reversed(error.args[1]))
            given = f"signals that need each other: {' needs '.join(cycle)}"
            fix = "make one of them an entity with processes of its own"
            faults.append(Fault(book.signals[cycle[0]].where, given, "signals without a cycle", fix))
            needs = {
                name: [used for used in uses if used not in cycle]
                for name, uses in needs.items()
                if name not in cycle
            }
