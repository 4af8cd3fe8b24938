"""Which states can be shown never to fall below zero."""

from __future__ import annotations

from collections.abc import Mapping

from osteon.model import TIME, Expression, Interval, Intervals, Model, fold, signals_for
from osteon.standards._sbml_in._zero import Zero

_ANY, _NOT_NEGATIVE = Interval(), Interval(0.0)


def never_negative(zero: Zero) -> frozenset[str]:
    """The states whose rate is not below zero where they are zero themselves, and that start and are set so.

    Interval arithmetic; the largest set for which it holds is looked for by leaving out, again and again,
    the states for which it does not. Numbers of the file count by their sign alone.
    """
    held = {state.id for state in zero.model.states if zero.values[state.id] >= 0.0}
    while True:
        bounds = _bounds(zero, held)
        lost = {id for id in held if not _holds(id, zero.model, bounds)}
        if not lost:
            return frozenset(held)
        held -= lost


def _holds(id: str, model: Model, bounds: Mapping[str, Interval]) -> bool:
    edge = {**bounds, id: Interval(0.0, 0.0)}
    if _lowest([rate.expression for rate in model.rates if rate.target == id], model, edge) < 0.0:
        return False
    starts = [tree for state, tree in model.starts if state == id]
    sets = [tree for event in model.events for state, tree in event.sets if state == id]
    return all(_lowest([tree], model, bounds) >= 0.0 for tree in (*starts, *sets))


def _lowest(trees: list[Expression], model: Model, bounds: Mapping[str, Interval]) -> float:
    """The least that a sum may be. A signal that no changed name reaches is worked out all the same."""
    known = dict(bounds)
    for name, tree in signals_for(trees, model):
        known[name] = fold(tree, Intervals(known))
    return sum(fold(tree, Intervals(known)).low for tree in trees)


def _bounds(zero: Zero, held: set[str]) -> dict[str, Interval]:
    quantities = {path: _NOT_NEGATIVE if zero.values[path] >= 0.0 else _ANY for path in zero.model.quantities}
    states = {state.id: _NOT_NEGATIVE if state.id in held else _ANY for state in zero.model.states}
    return {**quantities, **states, TIME: _NOT_NEGATIVE}
