"""Which states have no meaning below zero: rates take powers, roots or logarithms of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from osteon.model import fold
from osteon.solve._structure import Structure

_HARMLESS = frozenset(
    {"exp", "abs", "min", "max", "mix", "above", "at_least", "equal", "choose", "floor", "ceil"}
    | {"sin", "cos", "tan", "atan", "sinh", "cosh", "tanh"}
)


@final
@dataclass(frozen=True, slots=True)
class Use:
    """The names in a tree; those of them that stand inside a power or law; whether it is a whole number."""

    names: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    whole: bool = False


def amounts(equations: Structure) -> frozenset[int]:
    """The states (by number) whose rates are undefined below zero, directly or through a signal.

    Those that may be negative by their record are left out.
    """
    signals = [(name, fold(value, _Uses())) for name, value in equations.signals]
    rates = [fold(process.rate, _Uses()) for process in equations.processes]
    inside = {name for use in (*rates, *(use for _, use in signals)) for name in use.inside}
    for name, use in reversed(signals):  # a signal uses only signals before it
        if name in inside:
            inside |= use.names
    inside -= set(equations.signed)
    return frozenset(row for row, state in enumerate(equations.states) if state in inside)


@final
@dataclass(frozen=True, slots=True)
class _Uses:
    def number(self, value: float) -> Use:
        return Use(whole=value.is_integer())

    def name(self, name: str) -> Use:
        return Use(frozenset({name}))

    def negative(self, operand: Use) -> Use:
        return operand

    def binary(self, op: str, left: Use, right: Use) -> Use:
        both = _joined(left, right)
        return Use(both.names, both.inside | left.names) if op == "**" and not right.whole else both

    def call(self, law: str, arguments: tuple[Use, ...]) -> Use:
        joined = _joined(*arguments)
        return joined if law in _HARMLESS else Use(joined.names, joined.inside | joined.names)


def _joined(*parts: Use) -> Use:
    every: frozenset[str] = frozenset()
    return Use(every.union(*(part.names for part in parts)), every.union(*(part.inside for part in parts)))
