"""The units of a tree, worked out before anything runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NoReturn, final

from osteon.errors import Fault, UnitError
from osteon.model._expression import ARITHMETIC, Binary, Call, Expression, Name, Negative, Number, Operator
from osteon.model._fold import fold
from osteon.model._laws import LAWS
from osteon.model._parse import law_body
from osteon.model._text import to_text
from osteon.units import Dimension, dimension_text

_PLAIN: Dimension = ()


def dimension(expression: Expression, units: Mapping[str, Dimension], where: str = "") -> Dimension:
    """The dimension of a tree, given that of each of its names.

    Sums need equal dimensions; powers need a plain base or a literal exponent; exp, log and the exponents
    need plain numbers; laws follow from their bodies. A literal 0 fits every dimension.

    Raises:
        UnitError: naming the part, the dimension it has and the one that was expected.
        KeyError: a name of the tree is not in `units`.
    """
    return fold(expression, _Dimensions(units, where)).dimension


def check_dimension(
    expression: Expression, units: Mapping[str, Dimension], expected: Dimension, where: str, expected_as: str
) -> None:
    """Raise UnitError unless the tree has the `expected` dimension, which the message calls `expected_as`."""
    found = fold(expression, _Dimensions(units, where))
    if found.dimension != expected and found.constant != 0:
        _refuse(where, found, f"{dimension_text(expected)}, {expected_as}")


def combine(parts: Iterable[tuple[Dimension, Fraction | int]]) -> Dimension:
    """The product of dimensions, each raised to its exponent."""
    total: dict[str, Fraction] = {}
    for part, exponent in parts:
        for base, power in part:
            total[base] = total.get(base, Fraction(0)) + power * exponent
    return tuple(sorted((base, power) for base, power in total.items() if power))


@final
@dataclass(frozen=True, slots=True)
class _Measured:
    """A part of a tree, its dimension, and its value where it is made of literals only."""

    part: Expression
    dimension: Dimension
    constant: Fraction | None = None


@final
@dataclass(frozen=True, slots=True)
class _Dimensions:
    """The algebra of dimensions; `bound` are the arguments of the law whose body is being read."""

    units: Mapping[str, Dimension]
    where: str
    bound: Mapping[str, _Measured] = field(default_factory=dict)

    def number(self, value: float) -> _Measured:
        return _Measured(Number(value), _PLAIN, Fraction(repr(value)))

    def name(self, name: str) -> _Measured:
        return self.bound[name] if name in self.bound else _Measured(Name(name), self.units[name])

    def negative(self, operand: _Measured) -> _Measured:
        constant = None if operand.constant is None else -operand.constant
        return _Measured(Negative(operand.part), operand.dimension, constant)

    def binary(self, op: Operator, left: _Measured, right: _Measured) -> _Measured:
        part = Binary(op, left.part, right.part)
        constant = _constant(op, left.constant, right.constant)
        if op == "**":
            return _Measured(part, self._raised(part, left, right), constant)
        if op == "/" and right.constant == 0:
            raise UnitError(
                Fault(self.where, f"'{to_text(part)}', a division by 0", "a divisor that is not 0")
            )
        if op in "*/":
            sign = 1 if op == "*" else -1
            return _Measured(part, combine([(left.dimension, 1), (right.dimension, sign)]), constant)
        return _Measured(part, self._common(part, left, right), constant)

    def call(self, law: str, arguments: tuple[_Measured, ...]) -> _Measured:
        part = Call(law, tuple(argument.part for argument in arguments))
        if LAWS[law].primitive:
            return _Measured(part, self._primitive(part, arguments))
        bound = dict(zip(LAWS[law].args, arguments, strict=True))
        try:
            return _Measured(part, fold(law_body(law), _Dimensions(self.units, self.where, bound)).dimension)
        except UnitError as error:
            raise self._in_context(error, part) from None

    def _in_context(self, error: UnitError, part: Call) -> UnitError:
        """The error inside a law's body, with the call that the record wrote."""
        if self.bound:
            return error
        context = f"in '{to_text(part)}'"
        return UnitError(replace(fault, fix=context) for fault in error.faults)

    def _primitive(self, part: Call, arguments: tuple[_Measured, ...]) -> Dimension:
        match part.law:
            case "min" | "max":
                return self._common(part, *arguments)
            case "above" | "at_least" | "equal":
                self._common(part, *arguments)
                return _PLAIN
            case "choose":
                self._need_plain(arguments[0], "a condition is one")
                return self._common(part, *arguments[1:])
            case "abs":
                return arguments[0].dimension
            case "sqrt":
                return combine([(arguments[0].dimension, Fraction(1, 2))])
            case _:
                self._need_plain(arguments[0], f"the argument of {part.law} is one")
                return _PLAIN

    def _common(self, part: Expression, left: _Measured, right: _Measured) -> Dimension:
        if left.dimension == right.dimension or right.constant == 0:
            return left.dimension
        if left.constant == 0:
            return right.dimension
        same = f"{dimension_text(left.dimension)}, that of '{to_text(left.part)}' in '{to_text(part)}'"
        _refuse(self.where, right, same)

    def _raised(self, part: Expression, base: _Measured, exponent: _Measured) -> Dimension:
        self._need_plain(exponent, f"the exponent in '{to_text(part)}' is one")
        if exponent.constant is None:
            reason = f"a base in '{to_text(part)}' must be where the exponent is not a literal"
            self._need_plain(base, reason)
            return _PLAIN
        return combine([(base.dimension, exponent.constant)])

    def _need_plain(self, found: _Measured, reason: str) -> None:
        if found.dimension:
            _refuse(self.where, found, f"a plain number ({reason})")


def _constant(op: Operator, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    """The value of an operation on literals; a power of literals is never needed as an exponent."""
    if left is None or right is None or op == "**" or (op == "/" and not right):
        return None
    constant: Fraction = ARITHMETIC[op](left, right)
    return constant


def _refuse(where: str, found: _Measured, expected: str) -> NoReturn:
    given = f"'{to_text(found.part)}', which has the unit {dimension_text(found.dimension)}"
    raise UnitError(Fault(where, given, expected))
