"""Trees as text, with the fewest parentheses that still read back to the same tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from osteon.model._expression import Expression, Operator
from osteon.model._fold import fold

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
_BINDING = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}


def to_text(expression: Expression) -> str:
    """The tree in the rate language: `parse(to_text(e)) == e` where every name of e is plain."""
    return fold(expression, _Writer()).text


@final
@dataclass(frozen=True, slots=True)
class _Written:
    """Text and how tightly its outermost operator binds."""

    text: str
    binding: int

    def inside(self, binding: int) -> str:
        """The text where at least `binding` is needed: in parentheses when it binds less tightly."""
        return self.text if self.binding >= binding else f"({self.text})"


@final
@dataclass(frozen=True, slots=True)
class _Writer:
    def number(self, value: float) -> _Written:
        return _Written(str(int(value)) if value.is_integer() and value < 1e15 else repr(value), _ATOM)

    def name(self, name: str) -> _Written:
        return _Written(name, _ATOM)

    def negative(self, operand: _Written) -> _Written:
        return _Written(f"-{operand.inside(_SIGN)}", _SIGN)

    def binary(self, op: Operator, left: _Written, right: _Written) -> _Written:
        own = _BINDING[op]
        if op == "**":  # the only one that groups to the right, and its exponent may carry a sign
            return _Written(f"{left.inside(_ATOM)}**{right.inside(_SIGN)}", own)
        return _Written(f"{left.inside(own)} {op} {right.inside(own + 1)}", own)

    def call(self, law: str, arguments: tuple[_Written, ...]) -> _Written:
        return _Written(f"{law}({', '.join(argument.text for argument in arguments)})", _ATOM)
