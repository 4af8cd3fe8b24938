"""One walk over a tree for every reader of it: a reader says what each kind of node means."""

from __future__ import annotations

from typing import Protocol, TypeVar

from osteon.model._expression import Binary, Call, Expression, Name, Negative, Number, Operator

T = TypeVar("T")


class Algebra(Protocol[T]):
    """The meaning of each node, given the meanings of its parts."""

    def number(self, value: float, /) -> T: ...
    def name(self, name: str, /) -> T: ...
    def negative(self, operand: T, /) -> T: ...
    def binary(self, op: Operator, left: T, right: T, /) -> T: ...
    def call(self, law: str, arguments: tuple[T, ...], /) -> T: ...


def fold(expression: Expression, algebra: Algebra[T]) -> T:
    """The meaning of a tree, from its leaves up; a part that stands in several places is visited once.

    Parts are known by identity: to hash each would be to walk all below it again, at every level.
    """
    return _fold(expression, algebra, {})


def _fold(expression: Expression, algebra: Algebra[T], known: dict[int, T]) -> T:
    if id(expression) not in known:
        known[id(expression)] = _meaning(expression, algebra, known)
    return known[id(expression)]


def _meaning(expression: Expression, algebra: Algebra[T], known: dict[int, T]) -> T:
    match expression:
        case Number(value):
            return algebra.number(value)
        case Name(id):
            return algebra.name(id)
        case Negative(operand):
            return algebra.negative(_fold(operand, algebra, known))
        case Binary(op, left, right):
            return algebra.binary(op, _fold(left, algebra, known), _fold(right, algebra, known))
        case Call(law, arguments):
            return algebra.call(law, tuple(_fold(argument, algebra, known) for argument in arguments))
