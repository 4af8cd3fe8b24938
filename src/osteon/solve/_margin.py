"""How far a condition is from turning: a number above zero where it holds, below where it does not."""

from __future__ import annotations

from collections.abc import Mapping

from osteon.model import Binary, Call, Expression, Name, Negative, Number

_YES, _NO = Number(1.0), Negative(Number(1.0))


def margin(condition: Expression, signals: Mapping[str, Expression]) -> Expression:
    """The margin of a condition, continuous where its comparisons are: a - b for `above(a, b)`.

    and, or, not (`min`, `max`, `1 - p`) carry over; what cannot be read gives 1 or -1.
    """
    match condition:
        case Name(id) if id in signals:
            return margin(signals[id], signals)
        case Call("above" | "at_least", (a, b)):
            return Binary("-", a, b)
        case Call("min" | "max" as law, (p, q)):
            return Call(law, (margin(p, signals), margin(q, signals)))
        case Binary("-", Number(1.0), p):
            return Negative(margin(p, signals))
        case _:
            return Call("choose", (condition, _YES, _NO))
