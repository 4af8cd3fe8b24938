"""Trees as SymPy expressions, for equations in documents and exports. The only module that imports SymPy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, final

import sympy

from osteon.model._expression import ARITHMETIC, Expression, Operator
from osteon.model._fold import fold
from osteon.model._laws import LAWS
from osteon.model._parse import law_body

_NAMES = {"min": "Min", "max": "Max", "abs": "Abs", "ceil": "ceiling"}
"""Laws that SymPy calls otherwise."""


def to_sympy(expression: Expression) -> Any:
    """The tree as a `sympy.Expr` over real symbols; laws are written out, whole numbers stay exact."""
    return fold(expression, _Symbols())


@final
@dataclass(frozen=True)
class _Symbols:
    """The algebra of SymPy expressions; `bound` are the arguments of the law whose body is being read."""

    bound: Mapping[str, Any] = field(default_factory=dict)

    def number(self, value: float) -> Any:
        return sympy.Integer(int(value)) if value.is_integer() else sympy.Float(value)

    def name(self, name: str) -> Any:
        return self.bound[name] if name in self.bound else sympy.Symbol(name, real=True)

    def negative(self, operand: Any) -> Any:
        return -operand

    def binary(self, op: Operator, left: Any, right: Any) -> Any:
        return ARITHMETIC[op](left, right)

    def call(self, law: str, arguments: tuple[Any, ...]) -> Any:
        if LAWS[law].primitive:
            return _primitive(law, arguments)
        return fold(law_body(law), _Symbols(dict(zip(LAWS[law].args, arguments, strict=True))))


def _primitive(law: str, arguments: tuple[Any, ...]) -> Any:
    match law:
        case "above":
            return sympy.Piecewise((1, arguments[0] > arguments[1]), (0, True))
        case "at_least":
            return sympy.Piecewise((1, arguments[0] >= arguments[1]), (0, True))
        case "equal":
            return sympy.Piecewise((1, sympy.Eq(*arguments)), (0, True))
        case "choose":
            return sympy.Piecewise((arguments[1], sympy.Ne(arguments[0], 0)), (arguments[2], True))
        case "log10":
            return sympy.log(arguments[0], 10)
        case _:
            return getattr(sympy, _NAMES.get(law, law))(*arguments)
