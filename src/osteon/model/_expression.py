"""The tree of the rate language: numbers, names, arithmetic and calls of named laws.

A tree is a value: frozen, hashable, equal when its parts are equal. Text becomes a tree in `_parse`; a tree
is read through `_fold` as numbers (`_arrays`), units (`_dimension`), equations (`_sympy`) or words
(`_text`).
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, final

Operator: TypeAlias = Literal["+", "-", "*", "/", "**"]

ARITHMETIC: Mapping[Operator, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
"""What each operator does to values that know how to add, multiply and so on."""


@final
@dataclass(frozen=True, slots=True)
class Number:
    """A literal: finite and not negative (minus two is `Negative(Number(2.0))`, as it is written)."""

    value: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and self.value >= 0.0):
            raise ValueError(
                f"Number was given {self.value}; expected a finite value >= 0 (wrap it in Negative)"
            )


@final
@dataclass(frozen=True, slots=True)
class Name:
    """A state, signal or quantity. In a built model the identifier is full: `m1_to_m2.k`."""

    id: str


@final
@dataclass(frozen=True, slots=True)
class Negative:
    """-operand."""

    operand: Expression


@final
@dataclass(frozen=True, slots=True)
class Binary:
    """left op right."""

    op: Operator
    left: Expression
    right: Expression


@final
@dataclass(frozen=True, slots=True)
class Call:
    """A law of `LAWS` applied to as many arguments as it has."""

    law: str
    arguments: tuple[Expression, ...]


Expression: TypeAlias = Number | Name | Negative | Binary | Call

ZERO = Number(0.0)
ONE = Number(1.0)


def children(expression: Expression) -> tuple[Expression, ...]:
    """The direct parts of a tree, left to right."""
    match expression:
        case Negative(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """The tree and all of its parts, each before its own parts, left to right."""
    yield expression
    for part in children(expression):
        yield from walk(part)


def names(expression: Expression) -> tuple[str, ...]:
    """The names a tree uses, each once, in order of first use."""
    return tuple(dict.fromkeys(part.id for part in walk(expression) if isinstance(part, Name)))


def substitute(expression: Expression, values: Mapping[str, Expression]) -> Expression:
    """The tree with each name that `values` knows replaced; other names stay."""
    match expression:
        case Name(id):
            return values.get(id, expression)
        case Negative(operand):
            return Negative(substitute(operand, values))
        case Binary(op, left, right):
            return Binary(op, substitute(left, values), substitute(right, values))
        case Call(law, arguments):
            return Call(law, tuple(substitute(argument, values) for argument in arguments))
        case _:
            return expression
