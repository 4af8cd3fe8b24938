"""What the elements of MathML are called here, and how those that the rate language lacks are written."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from osteon.model import Operator
from osteon.standards._libsbml import libsbml

AVOGADRO = 6.02214179e23
"""The number that Level 3 of SBML fixes."""

CONSTANTS: Mapping[str, float] = MappingProxyType(
    {"avogadro": AVOGADRO, "e": math.e, "pi": math.pi, "true": 1.0, "false": 0.0}
)

OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {"plus": "+", "minus": "-", "times": "*", "divide": "/", "power": "**"}
)

RELATIONS: Mapping[str, tuple[str, bool, bool]] = MappingProxyType(
    {
        "gt": ("above", False, False),
        "lt": ("above", True, False),
        "geq": ("at_least", False, False),
        "leq": ("at_least", True, False),
        "eq": ("equal", False, False),
        "neq": ("equal", False, True),
    }
)
"""Each comparison as (law, arguments swapped, negated)."""

UNARY: Mapping[str, str] = MappingProxyType(
    {
        "exp": "exp",
        "ln": "log",
        "abs": "abs",
        "floor": "floor",
        "ceiling": "ceil",
        "sin": "sin",
        "cos": "cos",
        "tan": "tan",
        "sinh": "sinh",
        "cosh": "cosh",
        "tanh": "tanh",
        "arcsin": "asin",
        "arccos": "acos",
        "arctan": "atan",
    }
)

_X = ("x",)
DERIVED: Mapping[str, tuple[tuple[str, ...], str]] = MappingProxyType(
    {
        "sec": (_X, "1 / cos(x)"),
        "csc": (_X, "1 / sin(x)"),
        "cot": (_X, "1 / tan(x)"),
        "sech": (_X, "1 / cosh(x)"),
        "csch": (_X, "1 / sinh(x)"),
        "coth": (_X, "1 / tanh(x)"),
        "arcsec": (_X, "acos(1 / x)"),
        "arccsc": (_X, "asin(1 / x)"),
        "arccot": (_X, "atan(1 / x)"),
        "arcsinh": (_X, "choose(at_least(x, 0), 1, -1) * log(abs(x) + sqrt(x**2 + 1))"),
        "arccosh": (_X, "log(x + sqrt(x - 1) * sqrt(x + 1))"),
        "arctanh": (_X, "log((1 + x) / (1 - x)) / 2"),
        "arcsech": (_X, "log(1 / x + sqrt(1 / x - 1) * sqrt(1 / x + 1))"),
        "arccsch": (_X, "choose(at_least(x, 0), 1, -1) * log(1 / abs(x) + sqrt(1 / x**2 + 1))"),
        "arccoth": (_X, "log((x + 1) / (x - 1)) / 2"),
        "quotient": (("a", "b"), "choose(at_least(a / b, 0), floor(a / b), ceil(a / b))"),
        "rem": (("a", "b"), "a - b * choose(at_least(a / b, 0), floor(a / b), ceil(a / b))"),
    }
)
"""Arguments and body, in the rate language."""

_TYPES = {
    "AST_PLUS": "plus",
    "AST_MINUS": "minus",
    "AST_TIMES": "times",
    "AST_DIVIDE": "divide",
    "AST_POWER": "power",
    "AST_FUNCTION_POWER": "power",
    "AST_INTEGER": "integer",
    "AST_REAL": "real",
    "AST_REAL_E": "real_e",
    "AST_RATIONAL": "rational",
    "AST_NAME": "name",
    "AST_NAME_AVOGADRO": "avogadro",
    "AST_NAME_TIME": "time",
    "AST_CONSTANT_E": "e",
    "AST_CONSTANT_FALSE": "false",
    "AST_CONSTANT_PI": "pi",
    "AST_CONSTANT_TRUE": "true",
    "AST_FUNCTION": "function",
}
_FUNCTIONS = (
    *("abs", "ceiling", "delay", "exp", "factorial", "floor", "ln", "log", "max", "min", "piecewise"),
    *("quotient", "rate_of", "rem", "root", "arcsin", "arccos", "arctan"),
    *(f"{start}{name}" for start in ("", "arc") for name in ("sec", "csc", "cot", "sech", "csch", "coth")),
    *("sin", "cos", "tan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh"),
)


@cache
def kinds() -> Mapping[int, str]:
    """What each type of node of libSBML is called here."""
    sbml = libsbml()
    named = {getattr(sbml, constant): kind for constant, kind in _TYPES.items()}
    named |= {getattr(sbml, f"AST_FUNCTION_{kind.upper()}"): kind for kind in _FUNCTIONS}
    named |= {getattr(sbml, f"AST_LOGICAL_{kind.upper()}"): kind for kind in ("and", "or", "xor", "not")}
    named |= {getattr(sbml, f"AST_RELATIONAL_{kind.upper()}"): kind for kind in RELATIONS}
    named[sbml.AST_LOGICAL_IMPLIES] = "implies"
    return MappingProxyType(named)
