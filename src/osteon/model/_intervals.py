"""Between which values an expression lies, whatever its names are between theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import final

_UNIT_LAWS = frozenset({"activation", "inhibition", "saturation", "window", "crowding"})


@final
@dataclass(frozen=True, slots=True)
class Interval:
    """All values between low and high, both included."""

    low: float = -inf
    high: float = inf


ANY, NOT_NEGATIVE, FRACTION = Interval(), Interval(0.0), Interval(0.0, 1.0)


@final
@dataclass(frozen=True, eq=False)
class Intervals:
    """The algebra of intervals: names are >= 0 unless `names` says otherwise."""

    names: Mapping[str, Interval] = field(default_factory=dict)

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
                return _product(left, Interval(*(1 / end if end else inf for end in (right.high, right.low))))
            case "**":
                return _power(left, right)
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
            case "floor" | "ceil" if lows[0] >= 0:
                return NOT_NEGATIVE
        return FRACTION if law in _UNIT_LAWS and min(lows) >= 0 else ANY


def _power(base: Interval, exponent: Interval) -> Interval:
    if base == Interval(0.0, 0.0) and exponent.low > 0:
        return base
    if base.low >= 0:
        return FRACTION if base.high <= 1 and exponent.low >= 0 else NOT_NEGATIVE
    even = exponent.low == exponent.high and exponent.low % 2 == 0
    return NOT_NEGATIVE if even else ANY


def _product(left: Interval, right: Interval) -> Interval:
    # 0 * inf is 0 here: an infinite bound stands for "however large", never for infinity itself.
    corners = [a * b if a and b else 0.0 for a in (left.low, left.high) for b in (right.low, right.high)]
    return Interval(min(corners), max(corners))
