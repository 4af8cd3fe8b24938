"""Formulas of a size that a record may hold: what grows too large is cut into signals of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import final

from osteon.errors import Fault, RecordError
from osteon.model import Binary, Call, Expression, Name, Negative, Number, Operator

DEEPEST, MOST_NODES, LONGEST = 24, 160, 900
"""Limits of one expression: well below those of the rate language (60 levels, 500 parts, 2000 characters)."""

BUDGET = 400_000
"""Parts of all formulas together, those inside functions counted as often as they are called."""

_OPERATOR = 6
"""Characters that an operator or a pair of parentheses may take."""


@final
@dataclass(frozen=True, slots=True)
class Piece:
    """An expression and its size. truth: it is 1 or 0."""

    tree: Expression
    depth: int = 1
    nodes: int = 1
    length: int = 1
    truth: bool = False

    @property
    def fits(self) -> bool:
        """Whether a record may hold it."""
        return self.depth <= DEEPEST and self.nodes <= MOST_NODES and self.length <= LONGEST


@final
@dataclass(eq=False)
class Workshop:
    """Where pieces are put together.

    fresh: makes a name that is not taken from one that is wanted. parts: the signals that were cut off, in an
    order in which each uses those before it; places: where in the file each comes from.
    """

    fresh: Callable[[str], str]
    parts: dict[str, Expression] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    known: dict[Expression, str] = field(default_factory=dict)
    spent: int = 0

    def number(self, value: float) -> Piece:
        """A finite number of either sign."""
        size = Number(abs(float(value)))
        length = len(repr(size.value))
        if value < 0:
            return Piece(Negative(size), 2, 2, length + 1)
        return Piece(size, 1, 1, length, truth=value in (0.0, 1.0))

    def name(self, id: str, *, truth: bool = False) -> Piece:
        """A name."""
        return Piece(Name(id), 1, 1, len(id), truth)

    def negative(self, piece: Piece, owner: str, where: str) -> Piece:
        """-piece."""
        (piece,) = self.fitted([piece], owner, where)
        return Piece(Negative(piece.tree), piece.depth + 1, piece.nodes + 1, piece.length + 3)

    def binary(self, op: Operator, left: Piece, right: Piece, owner: str, where: str) -> Piece:
        """left op right."""
        left, right = self.fitted([left, right], owner, where)
        return _joined(Binary(op, left.tree, right.tree), [left, right])

    def call(
        self, law: str, arguments: Sequence[Piece], owner: str, where: str, *, truth: bool = False
    ) -> Piece:
        """A law of some pieces."""
        fitted = self.fitted(arguments, owner, where)
        joined = _joined(Call(law, tuple(piece.tree for piece in fitted)), fitted)
        return Piece(joined.tree, joined.depth, joined.nodes, joined.length + len(law), truth)

    def fitted(self, pieces: Sequence[Piece], owner: str, where: str) -> list[Piece]:
        """The pieces, the largest of them cut off until what joins them fits."""
        self.spend(len(pieces), where)
        fitted = list(pieces)
        while not _joined(Number(0.0), fitted).fits:
            place = max(range(len(fitted)), key=lambda i: (fitted[i].nodes, fitted[i].length))
            if fitted[place].nodes == 1:
                given = f"a formula of names too long to be written ({fitted[place].length} characters)"
                raise RecordError(Fault(where, given, f"names below {LONGEST // 4} characters"))
            fitted[place] = self.cut(fitted[place], owner, where)
        return fitted

    def small(self, piece: Piece, owner: str, where: str) -> Piece:
        """The piece if it may be repeated, else its name."""
        return piece if piece.nodes <= 6 else self.cut(piece, owner, where)

    def cut(self, piece: Piece, owner: str, where: str) -> Piece:
        """The name of a signal that has the piece as its value."""
        if piece.tree not in self.known:
            name = self.fresh(f"{owner[:60]}_part_1")
            self.known[piece.tree] = name
            self.parts[name] = piece.tree
            self.places[name] = where
        return self.name(self.known[piece.tree], truth=piece.truth)

    def spend(self, nodes: int, where: str) -> None:
        """Count some parts. Raises RecordError when there are more than a model should have."""
        self.spent += nodes
        if self.spent > BUDGET:
            given = f"formulas of more than {BUDGET} parts once the functions in them are written out"
            raise RecordError(Fault(where, given, "a model of a size that can be run"))


def _joined(tree: Expression, pieces: Sequence[Piece]) -> Piece:
    return Piece(
        tree,
        1 + max((piece.depth for piece in pieces), default=0),
        1 + sum(piece.nodes for piece in pieces),
        sum(piece.length + _OPERATOR for piece in pieces),
    )
