"""The named laws of the rate language: one table, each law's body written in the language itself.

A law with an empty body is a primitive, which every reader of a tree (numbers, units, SymPy) knows by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import final


@final
@dataclass(frozen=True, slots=True)
class Law:
    """A law: `name(args…) = body`; `says` is what it means in one sentence."""

    name: str
    args: tuple[str, ...]
    body: str
    says: str

    @property
    def primitive(self) -> bool:
        """Whether the law is elementary, not written in terms of others."""
        return not self.body

    @property
    def signature(self) -> str:
        """As it is called: `activation(x, half, n)`."""
        return f"{self.name}({', '.join(self.args)})"


_TABLE = (
    Law(
        "activation",
        ("x", "half", "n"),
        "(x / half)**n / (1 + (x / half)**n)",
        "Rises from 0 to 1 with x, is one half at half, and is steeper for a larger n (Hill).",
    ),
    Law(
        "inhibition",
        ("x", "half", "n"),
        "1 / (1 + (x / half)**n)",
        "Falls from 1 to 0 with x, is one half at half, and is steeper for a larger n (Hill).",
    ),
    Law(
        "saturation",
        ("x", "half"),
        "x / (half + x)",
        "Rises from 0 to 1 with x and is one half at half (Michaelis-Menten, Monod).",
    ),
    Law(
        "window",
        ("x", "low", "high", "n"),
        "activation(x, low, n) * inhibition(x, high, n)",
        "Is near 1 between low and high and falls to 0 on both sides.",
    ),
    Law(
        "crowding",
        ("occupied", "capacity"),
        "max(1 - occupied / capacity, 0)",
        "The share of room that is left: 1 when empty, 0 when full, never negative.",
    ),
    Law(
        "mix",
        ("share", "a", "b"),
        "share * a + (1 - share) * b",
        "The mean of a and b, with weight share on a.",
    ),
    Law(
        "either",
        ("a", "b"),
        "a + b - a * b",
        "The share that is reached when either of two independent shares suffices: 1 - (1 - a)(1 - b).",
    ),
    Law(
        "biphasic",
        ("x", "half", "gain"),
        "(half**2 + gain * x) / (half**2 + x**2)",
        "Is 1 without x, above 1 while x is below gain, and falls to 0 beyond: some helps, much harms "
        "(the effect of cytokines on stromal cells in doi:10.3390/mca24010012).",
    ),
    Law("exp", ("x",), "", "The exponential function."),
    Law("log", ("x",), "", "The natural logarithm."),
    Law("log10", ("x",), "", "The decimal logarithm."),
    Law("sqrt", ("x",), "", "The square root."),
    Law("min", ("a", "b"), "", "The smaller of two values."),
    Law("max", ("a", "b"), "", "The larger of two values."),
    Law("abs", ("x",), "", "The value without its sign."),
    Law("above", ("a", "b"), "", "1 where a is greater than b, else 0."),
    Law("at_least", ("a", "b"), "", "1 where a is b or more, else 0."),
    Law("equal", ("a", "b"), "", "1 where a is b, else 0."),
    Law("choose", ("condition", "a", "b"), "", "a where the condition is not 0, else b."),
    Law("floor", ("x",), "", "The largest whole number that is not above x."),
    Law("ceil", ("x",), "", "The smallest whole number that is not below x."),
    *(
        Law(name, ("x",), "", f"The {meaning}.")
        for name, meaning in (
            ("sin", "sine of an angle in radians"),
            ("cos", "cosine of an angle in radians"),
            ("tan", "tangent of an angle in radians"),
            ("asin", "angle whose sine is x"),
            ("acos", "angle whose cosine is x"),
            ("atan", "angle whose tangent is x"),
            ("sinh", "hyperbolic sine"),
            ("cosh", "hyperbolic cosine"),
            ("tanh", "hyperbolic tangent"),
        )
    ),
)

LAWS: Mapping[str, Law] = MappingProxyType({law.name: law for law in _TABLE})
