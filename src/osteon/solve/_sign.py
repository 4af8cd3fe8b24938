"""Which rates can never be negative, found by interval arithmetic on their expressions.

A rate that can change sign costs a second branch when it is split into gains and losses (`_lower`); most
rates cannot, and this shows it without any numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import final

from osteon.model import Expression, fold

_UNIT_LAWS = frozenset({"activation", "inhibition", "saturation", "window", "crowding"})


@final
@dataclass(frozen=True, slots=True)
class Interval:
    """All values between low and high, both included."""

    low: float
    high: float


ANY = Interval(-inf, inf)
NOT_NEGATIVE = Interval(0.0, inf)
FRACTION = Interval(0.0, 1.0)


@final
@dataclass(frozen=True, eq=False)
class Ranges:
    """The algebra of intervals: names are >= 0 unless `names` says otherwise."""

    names: dict[str, Interval] = field(default_factory=dict)

    def number(self, value: float) -> Interval:
        return Interval(value, value)

    def name(self, name: str) -> Interval:
        return self.names.get(name, NOT_NEGATIVE)

    def negative(self, operand: Interval) -> Interval:
        return Interval(-operand.high, -operand.low)

    def binary(self, op: str, left: Interval, right: Interval) -> Interval:
        match op:
            case "+":
                return Interval(left.low + right.low, left.high + right.high)
            case "-":
                return Interval(left.low - right.high, left.high - right.low)
            case "*":
                return _product(left, right)
            case "/" if right.low >= 0:
                return _product(left, Interval(1 / right.high, 1 / right.low if right.low else inf))
            case "**" if left.low >= 0:
                return FRACTION if left.high <= 1 and right.low >= 0 else NOT_NEGATIVE
        return ANY

    def call(self, law: str, arguments: tuple[Interval, ...]) -> Interval:
        lows, highs = [a.low for a in arguments], [a.high for a in arguments]
        match law:
            case "max":
                return Interval(max(lows), max(highs))
            case "min":
                return Interval(min(lows), min(highs))
            case "mix" if arguments[0].low >= 0 and arguments[0].high <= 1:
                return Interval(min(lows[1:]), max(highs[1:]))
            case "choose":
                return Interval(min(lows[1:]), max(highs[1:]))
            case "above" | "at_least" | "equal":
                return FRACTION
            case "exp" | "abs" | "sqrt" | "cosh":
                return NOT_NEGATIVE
        return FRACTION if law in _UNIT_LAWS and min(lows) >= 0 else ANY


def ranges(signals: Iterable[tuple[str, Expression]], signed: Iterable[str] = ()) -> Mapping[str, Interval]:
    """The intervals of signals (each uses only those before it) and of quantities of either sign."""
    names = dict.fromkeys(signed, ANY)
    for name, value in signals:
        names[name] = fold(value, Ranges(names))
    return names


def never_negative(expression: Expression, names: Mapping[str, Interval]) -> bool:
    """Whether the expression is >= 0 for all states >= 0; False when in doubt."""
    return fold(expression, Ranges(dict(names))).low >= 0


def _product(left: Interval, right: Interval) -> Interval:
    # 0 * inf is 0 here: an infinite bound stands for "however large", never for infinity itself.
    corners = [a * b if a and b else 0.0 for a in (left.low, left.high) for b in (right.low, right.high)]
    return Interval(min(corners), max(corners))
