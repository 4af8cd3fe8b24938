"""How large the unit of an expression is, in logarithms: what must hold between the units of its names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from typing import final

from osteon.model import LAWS, Expression, fold, parse
from osteon.units import Dimension


@final
@dataclass(frozen=True)
class Size:
    """The unit of an expression: its dimension, and how many coherent units it is.

        log(size) = log + sum over names of power * log(size of the name's unit)

    powers: empty where the size is known. constant: the value of an expression of literals only.
    """

    dimension: Dimension = ()
    powers: Mapping[str, Fraction] = field(default_factory=dict)
    log: float = 0.0
    constant: Fraction | None = None

    @property
    def is_zero(self) -> bool:
        """Whether this is a literal 0, which fits every unit."""
        return self.constant == 0

    def __mul__(self, other: Size) -> Size:
        powers = _added(self.powers, other.powers)
        dimension = _added(dict(self.dimension), dict(other.dimension))
        return Size(tuple(sorted(dimension.items())), powers, self.log + other.log)

    def raised(self, power: Fraction) -> Size:
        """The unit to a power."""
        dimension = tuple((base, each * power) for base, each in self.dimension if power)
        powers = {name: each * power for name, each in self.powers.items() if power}
        return Size(dimension, powers, self.log * float(power))


PLAIN = Size()
"""The unit of a plain number."""


@final
@dataclass(frozen=True)
class Sizes:
    """The algebra of sizes. names: of each name. same: hears each pair of units that must be the same."""

    names: Mapping[str, Size]
    same: Callable[[Size, Size], None]

    def number(self, value: float) -> Size:
        return Size(constant=Fraction(repr(value)))

    def name(self, name: str) -> Size:
        return self.names[name]

    def negative(self, operand: Size) -> Size:
        constant = None if operand.constant is None else -operand.constant
        return replace(operand, constant=constant)

    def binary(self, op: str, left: Size, right: Size) -> Size:
        match op:
            case "+" | "-":
                return replace(self.common(left, right), constant=_constant(op, left, right))
            case "**":
                return self._raised(left, right)
            case _:
                product = left * (right if op == "*" else right.raised(Fraction(-1)))
                return replace(product, constant=_constant(op, left, right))

    def call(self, law: str, arguments: tuple[Size, ...]) -> Size:
        if not LAWS[law].primitive:
            bound = dict(zip(LAWS[law].args, arguments, strict=True))
            return self.of(body(law), bound)
        match law:
            case "min" | "max":
                return self.common(*arguments)
            case "above" | "at_least" | "equal":
                self.common(*arguments)
                return PLAIN
            case "choose":
                self.same(arguments[0], PLAIN)
                return self.common(*arguments[1:])
            case "abs":
                return replace(arguments[0], constant=None)
            case "sqrt":
                return arguments[0].raised(Fraction(1, 2))
            case _:
                self.same(arguments[0], PLAIN)
                return PLAIN

    def of(self, tree: Expression, names: Mapping[str, Size] | None = None) -> Size:
        """The unit of a tree; `names` instead of its own for the body of a law."""
        return fold(tree, self if names is None else Sizes(names, self.same))

    def common(self, left: Size, right: Size) -> Size:
        """The unit of two values that are added or compared; a literal 0 takes that of the other."""
        if left.is_zero and not right.is_zero:
            return replace(right, constant=None)
        if not right.is_zero:
            self.same(left, right)
        return replace(left, constant=None)

    def _raised(self, base: Size, exponent: Size) -> Size:
        self.same(exponent, PLAIN)
        if exponent.constant is not None:
            return base.raised(exponent.constant)
        self.same(base, PLAIN)
        return PLAIN


@cache
def body(law: str) -> Expression:
    """What a law that is not primitive comes to, as a tree over the names of its arguments."""
    return parse(LAWS[law].body)


def _added(one: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> dict[str, Fraction]:
    total = {name: one.get(name, Fraction(0)) + other.get(name, Fraction(0)) for name in {**one, **other}}
    return {name: power for name, power in total.items() if power}


def _constant(op: str, left: Size, right: Size) -> Fraction | None:
    if left.constant is None or right.constant is None:
        return None
    match op:
        case "+":
            return left.constant + right.constant
        case "-":
            return left.constant - right.constant
        case "*":
            return left.constant * right.constant
        case _:
            return left.constant / right.constant
