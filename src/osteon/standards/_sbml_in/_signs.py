"""Which states can be shown never to fall below zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TypeAlias, final

from osteon.model import TIME, Expression, Model, fold, signals_for
from osteon.standards._sbml_in._zero import Zero

Bounds: TypeAlias = tuple[float, float]
_ANY, _NOT_NEGATIVE, _SHARE = (-inf, inf), (0.0, inf), (0.0, 1.0)


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


def _holds(id: str, model: Model, bounds: Mapping[str, Bounds]) -> bool:
    edge = {**bounds, id: (0.0, 0.0)}
    if _lowest([rate.expression for rate in model.rates if rate.target == id], model, edge) < 0.0:
        return False
    starts = [tree for state, tree in model.starts if state == id]
    sets = [tree for event in model.events for state, tree in event.sets if state == id]
    return all(_lowest([tree], model, bounds) >= 0.0 for tree in (*starts, *sets))


def _lowest(trees: list[Expression], model: Model, bounds: Mapping[str, Bounds]) -> float:
    """The least that a sum may be. A signal that no changed name reaches is worked out all the same."""
    known = dict(bounds)
    for name, tree in signals_for(trees, model):
        known[name] = fold(tree, _Intervals(known))
    return sum(fold(tree, _Intervals(known))[0] for tree in trees)


def _bounds(zero: Zero, held: set[str]) -> dict[str, Bounds]:
    quantities = {path: _NOT_NEGATIVE if zero.values[path] >= 0.0 else _ANY for path in zero.model.quantities}
    states = {state.id: _NOT_NEGATIVE if state.id in held else _ANY for state in zero.model.states}
    return {**quantities, **states, TIME: _NOT_NEGATIVE}


@final
@dataclass(frozen=True, eq=False)
class _Intervals:
    """The algebra of intervals."""

    known: Mapping[str, Bounds] = field(default_factory=dict)

    def number(self, value: float) -> Bounds:
        return value, value

    def name(self, name: str) -> Bounds:
        return self.known.get(name, _ANY)

    def negative(self, operand: Bounds) -> Bounds:
        return -operand[1], -operand[0]

    def binary(self, op: str, left: Bounds, right: Bounds) -> Bounds:
        match op:
            case "+":
                return left[0] + right[0], left[1] + right[1]
            case "-":
                return left[0] - right[1], left[1] - right[0]
            case "*":
                return _product(left, right)
            case "/" if right[0] >= 0.0:
                return _product(left, (1 / right[1] if right[1] else inf, 1 / right[0] if right[0] else inf))
            case "**":
                return _power(left, right)
        return _ANY

    def call(self, law: str, arguments: tuple[Bounds, ...]) -> Bounds:
        lows, highs = [low for low, _ in arguments], [high for _, high in arguments]
        match law:
            case "max":
                return max(lows), max(highs)
            case "min":
                return min(lows), min(highs)
            case "choose":
                return min(lows[1:]), max(highs[1:])
            case "above" | "at_least" | "equal":
                return _SHARE
            case "exp" | "abs" | "sqrt" | "cosh":
                return _NOT_NEGATIVE
            case "floor" | "ceil" if lows[0] >= 0.0:
                return _NOT_NEGATIVE
        return _ANY


def _power(base: Bounds, exponent: Bounds) -> Bounds:
    low, high = exponent
    if base == (0.0, 0.0) and low > 0.0:
        return base
    even = low == high and low % 2 == 0
    return _NOT_NEGATIVE if base[0] >= 0.0 or even else _ANY


def _product(left: Bounds, right: Bounds) -> Bounds:
    # 0 * inf is 0 here: an infinite bound stands for "however large", never for infinity itself.
    corners = [a * b if a and b else 0.0 for a in left for b in right]
    return min(corners), max(corners)
