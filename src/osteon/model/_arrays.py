"""Trees as numbers: floats, NumPy arrays or, with `jax.numpy` passed in, traced arrays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, final

import numpy

from osteon.model._expression import ARITHMETIC, Expression, Operator
from osteon.model._fold import fold
from osteon.model._laws import LAWS
from osteon.model._parse import law_body

_PRIMITIVES = {
    "min": "minimum",
    "max": "maximum",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "choose": "where",
}
"""Laws whose array function has another name."""

_COMPARISONS = {"above": "greater", "at_least": "greater_equal", "equal": "equal"}


def evaluate(expression: Expression, values: Mapping[str, Any], namespace: ModuleType = numpy) -> Any:
    """The value of a tree where each name has the value `values` gives it (floats or arrays that broadcast).

    Raises:
        KeyError: a name of the tree is not in `values`.
    """
    return Evaluator(values, namespace).value(expression)


def evaluate_all(
    expressions: Iterable[Expression], values: Mapping[str, Any], namespace: ModuleType = numpy
) -> list[Any]:
    """The values of many trees; what they have in common is worked out once."""
    evaluator = Evaluator(values, namespace)
    return [evaluator.value(expression) for expression in expressions]


@final
@dataclass(frozen=True, eq=False)
class Evaluator:
    """Evaluates many trees over the same values, sharing every common part, also inside the bodies of laws.

    Each distinct operation gets a slot (value numbering: an operation is the same when its operator and the
    slots of its operands are), so a traced program is as small as the set of distinct operations. Usage for
    a model:

        evaluator = Evaluator(values, jax.numpy)
        for name, expression in model.signals:
            evaluator.define(name, expression)
        flows = [evaluator.value(rate.expression) for rate in model.rates]
    """

    values: Mapping[str, Any]
    namespace: ModuleType = numpy
    _slots: dict[Hashable, int] = field(default_factory=dict, repr=False)
    _results: list[Any] = field(default_factory=list, repr=False)

    def value(self, expression: Expression) -> Any:
        """The value of one tree."""
        return self._results[fold(expression, _Slots(self, {}))]

    def define(self, name: str, expression: Expression) -> Any:
        """Gives a name the value of a tree, for the trees that follow, and returns that value."""
        slot = fold(expression, _Slots(self, {}))
        self._slots["name", name] = slot
        return self._results[slot]

    def _slot(self, key: Hashable, compute: Callable[[], Any]) -> int:
        if key not in self._slots:
            self._results.append(compute())
            self._slots[key] = len(self._results) - 1
        return self._slots[key]


@final
@dataclass(frozen=True, eq=False)
class _Slots:
    """The algebra of slots; `bound` are the arguments of the law whose body is being read."""

    evaluator: Evaluator
    bound: Mapping[str, int]

    def number(self, value: float) -> int:
        return self.evaluator._slot(("number", value), lambda: value)

    def name(self, name: str) -> int:
        if name in self.bound:
            return self.bound[name]
        return self.evaluator._slot(("name", name), lambda: self.evaluator.values[name])

    def negative(self, operand: int) -> int:
        return self.evaluator._slot(("negative", operand), lambda: -self._at(operand))

    def binary(self, op: Operator, left: int, right: int) -> int:
        return self.evaluator._slot((op, left, right), lambda: _apply(op, self._at(left), self._at(right)))

    def call(self, law: str, arguments: tuple[int, ...]) -> int:
        if not LAWS[law].primitive:
            bound = dict(zip(LAWS[law].args, arguments, strict=True))
            return fold(law_body(law), _Slots(self.evaluator, bound))
        return self.evaluator._slot(
            (law, *arguments), lambda: self._primitive(law, [self._at(a) for a in arguments])
        )

    def _primitive(self, law: str, arguments: list[Any]) -> Any:
        plain = all(isinstance(argument, float | int) for argument in arguments)
        namespace = numpy if plain else self.evaluator.namespace
        if law in _COMPARISONS:
            truth = getattr(namespace, _COMPARISONS[law])(*arguments)
            return float(truth) if plain else namespace.where(truth, 1.0, 0.0)
        if law == "choose":
            arguments = [arguments[0] != 0.0, *arguments[1:]]
        function = getattr(namespace, _PRIMITIVES.get(law, law))
        return _quietly(function, *arguments) if plain else function(*arguments)

    def _at(self, slot: int) -> Any:
        return self.evaluator._results[slot]


def _apply(op: Operator, left: Any, right: Any) -> Any:
    exponent = _whole(right) if op == "**" else right
    if isinstance(left, float | int) and isinstance(right, float | int):
        return _quietly(ARITHMETIC[op], numpy.float64(left), exponent)
    return ARITHMETIC[op](left, exponent)


def _whole(exponent: Any) -> Any:
    """A whole number as an integer: arrays raise to it by multiplication, exactly and for any base."""
    return int(exponent) if isinstance(exponent, float) and exponent.is_integer() else exponent


def _quietly(function: Callable[..., Any], *arguments: Any) -> float:
    """A result on plain numbers as a float: 1 / 0 is infinite and log(-1) is not a number, neither raises."""
    with numpy.errstate(all="ignore"):
        return float(function(*arguments))
