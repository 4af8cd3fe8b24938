"""The model: what the records mean as mathematics, in symbols. No numbers are solved here, and no JAX.

    from osteon.knowledge import load_library
    from osteon.model import build_model, explain
    model = build_model(load_library())
    print("\\n".join(explain(model, "m1_to_m2").lines))

The names load their module on first use: SymPy is imported only by `to_sympy`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osteon.model._arrays import Evaluator, evaluate, evaluate_all
    from osteon.model._build import build_model
    from osteon.model._check import Check, check_library
    from osteon.model._dimension import dimension
    from osteon.model._explain import explain
    from osteon.model._explanation import Explanation, Section
    from osteon.model._expression import (
        Binary,
        Call,
        Expression,
        Name,
        Negative,
        Number,
        Operator,
        names,
        substitute,
        walk,
    )
    from osteon.model._factor import factor_out
    from osteon.model._fold import Algebra, fold
    from osteon.model._intervals import Interval, Intervals
    from osteon.model._kind import KINDS, Kind
    from osteon.model._laws import LAWS, Law
    from osteon.model._model import TIME, Event, Model, Rate, State, Transport, signals_for
    from osteon.model._parse import parse
    from osteon.model._product_switches import product_switch, with_product_switches
    from osteon.model._prune import Reach, prune
    from osteon.model._starts import start_amounts
    from osteon.model._switches import switch, with_switches
    from osteon.model._sympy import to_sympy
    from osteon.model._text import to_text

__all__ = [
    "KINDS",
    "LAWS",
    "TIME",
    "Algebra",
    "Binary",
    "Call",
    "Check",
    "Evaluator",
    "Event",
    "Explanation",
    "Expression",
    "Interval",
    "Intervals",
    "Kind",
    "Law",
    "Model",
    "Name",
    "Negative",
    "Number",
    "Operator",
    "Rate",
    "Reach",
    "Section",
    "State",
    "Transport",
    "build_model",
    "check_library",
    "dimension",
    "evaluate",
    "evaluate_all",
    "explain",
    "factor_out",
    "fold",
    "names",
    "parse",
    "product_switch",
    "prune",
    "signals_for",
    "start_amounts",
    "substitute",
    "switch",
    "to_sympy",
    "to_text",
    "walk",
    "with_product_switches",
    "with_switches",
]

_HOMES = {
    "_arrays": ("Evaluator", "evaluate", "evaluate_all"),
    "_build": ("build_model",),
    "_check": ("Check", "check_library"),
    "_dimension": ("dimension",),
    "_explain": ("explain",),
    "_explanation": ("Explanation", "Section"),
    "_expression": (
        "Binary",
        "Call",
        "Expression",
        "Name",
        "Negative",
        "Number",
        "Operator",
        "names",
        "substitute",
        "walk",
    ),
    "_factor": ("factor_out",),
    "_fold": ("Algebra", "fold"),
    "_intervals": ("Interval", "Intervals"),
    "_kind": ("KINDS", "Kind"),
    "_laws": ("LAWS", "Law"),
    "_model": ("TIME", "Event", "Model", "Rate", "State", "Transport", "signals_for"),
    "_parse": ("parse",),
    "_product_switches": ("product_switch", "with_product_switches"),
    "_prune": ("Reach", "prune"),
    "_starts": ("start_amounts",),
    "_switches": ("switch", "with_switches"),
    "_sympy": ("to_sympy",),
    "_text": ("to_text",),
}


def __getattr__(name: str) -> Any:
    for module, members in _HOMES.items():
        if name in members:
            return getattr(import_module(f"osteon.model.{module}"), name)
    raise AttributeError(f"module 'osteon.model' has no attribute {name!r}")
