"""Symbolic division: what is left of a rate per unit of the state it empties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from types import MappingProxyType
from typing import final

from osteon.model._expression import ONE, Binary, Call, Expression, Name, Negative, Number, substitute, walk
from osteon.model._laws import LAWS
from osteon.model._parse import law_body

MAX_PARTS = 2000
"""A quotient with more parts than this counts as not found: written-out signals could grow without end."""


def factor_out(
    expression: Expression, name: str, signals: Mapping[str, Expression] = MappingProxyType({})
) -> Expression | None:
    """The tree q with q * name == expression where `name` is a factor of the numerator, else None.

    Laws and `signals` (which must be free of cycles) are written out where the factor is inside one:
    `saturation(x, half)` is x times `1 / (half + x)`. The result is finite at name = 0 wherever the
    expression is.
    """
    return _Division(name, signals).of(expression)


@final
@dataclass(frozen=True, slots=True)
class _Division:
    """Division by `name`; each distinct part of a tree is tried once."""

    name: str
    signals: Mapping[str, Expression]
    known: dict[Expression, Expression | None] = field(default_factory=dict)

    def of(self, expression: Expression) -> Expression | None:
        if expression not in self.known:
            quotient = self._quotient(expression)
            self.known[expression] = None if quotient is None or _too_large(quotient) else quotient
        return self.known[expression]

    def _quotient(self, expression: Expression) -> Expression | None:
        match expression:
            case Name(id):
                return ONE if id == self.name else self.of(self.signals[id]) if id in self.signals else None
            case Negative(operand):
                quotient = self.of(operand)
                return None if quotient is None else Negative(quotient)
            case Binary("*", left, right):
                return self._of_product(left, right)
            case Binary("/", left, right):
                quotient = self.of(left)
                return None if quotient is None else Binary("/", quotient, right)
            case Binary("+" | "-" as op, left, right):
                first, second = self.of(left), self.of(right)
                return None if first is None or second is None else Binary(op, first, second)
            case Binary("**", base, Number(exponent)) if exponent >= 1.0:
                return self._of_power(base, exponent)
            case Call(law, arguments) if not LAWS[law].primitive:
                return self.of(substitute(law_body(law), dict(zip(LAWS[law].args, arguments, strict=True))))
            case _:
                return None

    def _of_product(self, left: Expression, right: Expression) -> Expression | None:
        quotient = self.of(left)
        if quotient is not None:
            return _times(quotient, right)
        quotient = self.of(right)
        return None if quotient is None else _times(left, quotient)

    def _of_power(self, base: Expression, exponent: float) -> Expression | None:
        quotient = self.of(base)
        if quotient is None or exponent == 1.0:
            return quotient
        return _times(quotient, base if exponent == 2.0 else Binary("**", base, Number(exponent - 1.0)))


def _times(left: Expression, right: Expression) -> Expression:
    if left == ONE:
        return right
    return left if right == ONE else Binary("*", left, right)


def _too_large(expression: Expression) -> bool:
    return any(True for _ in islice(walk(expression), MAX_PARTS, None))
