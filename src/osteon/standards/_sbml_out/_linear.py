"""Linear equations between many unknowns, taken in one by one: each is solved for one of its unknowns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import final

EXACT = 1e-9
"""Two logarithms of unit sizes closer than this are the same."""


@final
@dataclass(frozen=True)
class Sum:
    """constant + sum over names of factor * unknown."""

    factors: Mapping[str, Fraction] = field(default_factory=dict)
    constant: float = 0.0

    def plus(self, other: Sum, factor: Fraction = Fraction(1)) -> Sum:
        """This sum and `factor` times the other."""
        factors = dict(self.factors)
        for name, each in other.factors.items():
            factors[name] = factors.get(name, Fraction(0)) + factor * each
        factors = {name: each for name, each in factors.items() if each}
        return Sum(factors, self.constant + float(factor) * other.constant)


@final
@dataclass(frozen=True)
class Equations:
    """Equations that do not contradict each other; `solved`: an unknown in terms of later ones."""

    solved: dict[str, Sum] = field(default_factory=dict)

    def reduced(self, wanted: Sum) -> Sum:
        """The sum in terms of unknowns that are still free."""
        while known := [name for name in wanted.factors if name in self.solved]:
            factor = wanted.factors[known[0]]
            rest = {name: each for name, each in wanted.factors.items() if name != known[0]}
            wanted = Sum(rest, wanted.constant).plus(self.solved[known[0]], factor)
        return wanted

    def accept(self, zero: Sum) -> bool:
        """Take in that a sum is 0, and whether that is possible: the others may say something else."""
        left = self.reduced(zero)
        if not left.factors:
            return abs(left.constant) < EXACT
        name, factor = next(iter(left.factors.items()))
        rest = Sum({other: each for other, each in left.factors.items() if other != name}, left.constant)
        self.solved[name] = Sum().plus(rest, -1 / factor)
        return True

    def value(self, name: str) -> float:
        """What an unknown is where those that are free are 0."""
        return self.reduced(Sum({name: Fraction(1)})).constant

    def copy(self) -> Equations:
        """The same equations, to which others may be added."""
        return Equations(dict(self.solved))
