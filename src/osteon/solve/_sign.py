"""Which rates can never be negative, found by interval arithmetic on their expressions.

A rate that can change sign costs a second branch when it is split into gains and losses (`_lower`); most
rates cannot, and this shows it without any numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from osteon.model import Expression, Interval, Intervals, fold


def ranges(signals: Iterable[tuple[str, Expression]], signed: Iterable[str] = ()) -> Mapping[str, Interval]:
    """The intervals of signals (each uses only those before it) and of quantities of either sign."""
    names = dict.fromkeys(signed, Interval())
    for name, value in signals:
        names[name] = fold(value, Intervals(names))
    return names


def never_negative(expression: Expression, names: Mapping[str, Interval]) -> bool:
    """Whether the expression is >= 0 for all states >= 0; False when in doubt."""
    return fold(expression, Intervals(names)).low >= 0
