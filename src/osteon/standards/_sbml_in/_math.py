"""MathML, as libSBML gives it, in the rate language."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any, NoReturn, final

from osteon.errors import Fault, RecordError, near
from osteon.model import Expression, Operator, parse, substitute, to_text, walk
from osteon.standards._sbml_in._mathml import CONSTANTS, DERIVED, OPERATORS, RELATIONS, UNARY, kinds
from osteon.standards._sbml_in._piece import Piece, Workshop
from osteon.standards._sbml_in._sheet import Formula, Function

DEEPEST = 400
"""Levels of a formula, those of the functions that it calls included."""

LARGEST_FACTORIAL, LARGEST_PRODUCT = 170, 20


@final
@dataclass(frozen=True, eq=False)
class Translator:
    """Formulas to expressions.

    scope: what each id means. clock: the time of SBML. literal: a number with the id of its unit, "" for
    none. rate_of: the name of a signal that has the rate of change of a thing, or None.
    """

    workshop: Workshop
    functions: Mapping[str, Function]
    scope: Mapping[str, Expression]
    clock: Expression
    literal: Callable[[float, str, str], Piece]
    rate_of: Callable[[str], str | None]
    called: dict[tuple[str, tuple[Expression, ...]], Piece] = field(default_factory=dict)

    def of(self, formula: Formula, owner: str, locals: Mapping[str, Expression] | None = None) -> Piece:
        """The formula of `owner`, in which the ids of `locals` hide others.

        Raises:
            RecordError: what the rate language does not have, or a name that nothing has.
        """
        scope = {**self.scope, **locals} if locals else self.scope
        return _Walk(self, scope, owner, formula.where).of(formula.node, 0)


@final
@dataclass(frozen=True, eq=False)
class _Walk:
    """One formula under way."""

    translator: Translator
    scope: Mapping[str, Expression]
    owner: str
    where: str

    @property
    def workshop(self) -> Workshop:
        return self.translator.workshop

    def of(self, node: Any, depth: int) -> Piece:
        """The piece of a node. Chains of arithmetic, which parsers nest on the left, are walked in a loop."""
        if depth > DEEPEST:
            self.refuse(f"a formula nested more than {DEEPEST} deep", f"at most {DEEPEST}", "name a part")
        chain = []
        while kinds().get(node.getType()) in OPERATORS and node.getNumChildren() == 2:
            chain.append(node)
            node = node.getChild(0)
        piece = self.single(node, depth)
        for outer in reversed(chain):
            right = self.of(outer.getChild(1), depth + 1)
            piece = self.binary(OPERATORS[kinds()[outer.getType()]], piece, right)
        return piece

    def single(self, node: Any, depth: int) -> Piece:
        kind = kinds().get(node.getType(), "")
        if kind in ("integer", "real", "real_e", "rational"):
            return self.number(node, kind)
        if kind == "name":
            return self.named(node.getName())
        if kind == "time":
            return self.workshop.small(_leaf(self.translator.clock), self.owner, self.where)
        if kind in CONSTANTS:
            return self.workshop.number(CONSTANTS[kind])
        if kind == "rate_of":
            return self.rate_of(node)
        if kind == "delay":
            self.refuse("a delay, the value of a formula at an earlier time", "formulas of the present")
        arguments = [self.of(node.getChild(place), depth + 1) for place in range(node.getNumChildren())]
        if kind == "function":
            return self.function(node.getName(), arguments, depth)
        return self.operation(kind, arguments, node)

    def operation(self, kind: str, arguments: list[Piece], node: Any) -> Piece:
        """An operator or function of MathML of some arguments."""
        if kind in OPERATORS:
            return self.chain(OPERATORS[kind], arguments)
        if kind in RELATIONS:
            return self.relation(kind, arguments)
        if kind in UNARY and len(arguments) == 1:
            return self.call(UNARY[kind], arguments)
        if kind in DERIVED and len(arguments) == len(DERIVED[kind][0]):
            return self.written(*DERIVED[kind], arguments)
        match kind, len(arguments):
            case (("min" | "max"), count) if count:
                return self.fold(lambda a, b: self.call(kind, [a, b]), arguments)
            case (("and" | "or" | "xor"), _):
                return self.logic(kind, arguments)
            case "not", 1:
                return self.inverse(self.truth(arguments[0]))
            case "implies", 2:
                first, second = (self.truth(argument) for argument in arguments)
                return self.call("max", [self.inverse(first), second], truth=True)
            case "piecewise", _:
                return self.piecewise(arguments)
            case "log", 1:
                return self.call("log10", arguments)
            case "log", 2:
                return self.logarithm(arguments, node)
            case "root", 1:
                return self.call("sqrt", arguments)
            case "root", 2:
                return self.root(arguments)
            case "factorial", 1:
                return self.factorial(arguments[0])
        name = node.getName() or node.getOperatorName() or kind or "a kind that is not known"
        self.refuse(f"'{name}' with {len(arguments)} arguments", "the functions of core SBML")

    def number(self, node: Any, kind: str) -> Piece:
        value = float(node.getInteger() if kind == "integer" else node.getReal())
        if not math.isfinite(value):
            self.refuse(f"the number {value}", "finite numbers", "write a large number, or a condition")
        return self.translator.literal(value, node.getUnits() or "", self.where)

    def named(self, id: str) -> Piece:
        if id not in self.scope:
            self.refuse(f"the name '{id}', which nothing has", "an id of the model", near(id, self.scope))
        return _leaf(self.scope[id])

    def rate_of(self, node: Any) -> Piece:
        id: str = (node.getChild(0).getName() if node.getNumChildren() == 1 else None) or ""
        if id in self.scope and self.scope[id] != self.translator.scope.get(id):
            return self.workshop.number(0.0)  # a parameter of one reaction never changes
        name = self.translator.rate_of(id) if id else None
        if name is None:
            self.refuse(f"rateOf({id})", "the rate of a species, compartment or parameter that changes")
        return self.workshop.name(name)

    def function(self, id: str, arguments: list[Piece], depth: int) -> Piece:
        """A function of the model: its body, with what it is called with in the place of its arguments."""
        definition = self.translator.functions.get(id)
        if definition is None:
            fix = near(id, self.translator.functions)
            self.refuse(f"the function '{id}', which is not defined", "a function of the model", fix)
        if len(arguments) != len(definition.arguments):
            given = f"'{id}' with {len(arguments)} arguments"
            self.refuse(given, f"{len(definition.arguments)}, as it is defined")
        small = [self.workshop.small(piece, self.owner, self.where) for piece in arguments]
        key = (id, tuple(piece.tree for piece in small))
        if key not in self.translator.called:
            scope = dict(zip(definition.arguments, (piece.tree for piece in small), strict=True))
            inner = replace(self, scope=scope)
            self.translator.called[key] = inner.of(definition.body, depth + 1)
        piece = self.translator.called[key]
        self.workshop.spend(piece.nodes, self.where)
        return piece

    def chain(self, op: Operator, arguments: list[Piece]) -> Piece:
        """An operator of any number of arguments."""
        if not arguments:
            return self.workshop.number(1.0 if op == "*" else 0.0)
        if len(arguments) == 1 and op == "-":
            return self.workshop.negative(arguments[0], self.owner, self.where)
        return self.fold(lambda a, b: self.binary(op, a, b), arguments)

    def relation(self, kind: str, arguments: list[Piece]) -> Piece:
        """A comparison: of more than two, each with the next."""
        law, swapped, negated = RELATIONS[kind]
        found = []
        for a, b in pairwise(arguments):
            one = self.call(law, [b, a] if swapped else [a, b], truth=True)
            found.append(self.inverse(one) if negated else one)
        return self.logic("and", found)

    def logic(self, kind: str, arguments: Sequence[Piece]) -> Piece:
        truths = [self.truth(argument) for argument in arguments]
        if not truths:
            return self.workshop.number(1.0 if kind == "and" else 0.0)
        if kind == "xor":
            return self.fold(lambda a, b: self.call("abs", [self.binary("-", a, b)], truth=True), truths)
        law = "min" if kind == "and" else "max"
        return self.fold(lambda a, b: self.call(law, [a, b], truth=True), truths)

    def truth(self, piece: Piece) -> Piece:
        """1 where the piece is not 0."""
        if piece.truth:
            return piece
        return self.inverse(self.call("equal", [piece, self.workshop.number(0.0)], truth=True))

    def inverse(self, piece: Piece) -> Piece:
        return replace(self.binary("-", self.workshop.number(1.0), piece), truth=True)

    def piecewise(self, arguments: list[Piece]) -> Piece:
        """Value, condition, value, condition, ..., and what holds otherwise; without that, no number."""
        pairs = list(zip(arguments[0::2], arguments[1::2], strict=False))
        last = arguments[-1] if len(arguments) % 2 else self.no_number()
        for value, condition in reversed(pairs):
            both = value.truth and last.truth
            last = self.call("choose", [self.truth(condition), value, last], truth=both)
        return last

    def logarithm(self, arguments: list[Piece], node: Any) -> Piece:
        base, value = arguments
        if node.getChild(0).isNumber() and node.getChild(0).getValue() == 10.0:
            return self.call("log10", [value])
        return self.binary("/", self.call("log", [value]), self.call("log", [base]))

    def root(self, arguments: list[Piece]) -> Piece:
        degree, value = arguments
        one = self.workshop.number(1.0)
        if degree.tree == self.workshop.number(2.0).tree:
            return self.call("sqrt", [value])
        return self.binary("**", value, self.binary("/", one, degree))

    def factorial(self, piece: Piece) -> Piece:
        """Of a number its value; of anything else 1 * 2 * ... as far as it goes, and no number above 20."""
        value = getattr(piece.tree, "value", None)
        if value is not None and value == int(value) and value <= LARGEST_FACTORIAL:
            return self.workshop.number(float(math.factorial(int(value))))
        small, one = self.workshop.small(piece, self.owner, self.where), self.workshop.number(1.0)
        product = one
        for count in range(2, LARGEST_PRODUCT + 1):
            number = self.workshop.number(count)
            holds = self.call("at_least", [small, number], truth=True)
            factor = self.call("choose", [holds, number, one])
            product = factor if product is one else self.binary("*", product, factor)
        beyond = self.call("above", [small, self.workshop.number(LARGEST_PRODUCT)], truth=True)
        return self.call("choose", [beyond, self.no_number(), product])

    def no_number(self) -> Piece:
        """What has no value."""
        return self.call("log", [self.workshop.number(-1.0)])

    def written(self, names: Sequence[str], text: str, arguments: list[Piece]) -> Piece:
        """A function that the rate language lacks, in terms of those that it has."""
        small = [self.workshop.small(piece, self.owner, self.where) for piece in arguments]
        tree = substitute(_body(text), dict(zip(names, (piece.tree for piece in small), strict=True)))
        nodes = 12 + 4 * sum(piece.nodes for piece in small)
        return Piece(tree, 8 + max(p.depth for p in small), nodes, 60 + 4 * sum(p.length for p in small))

    def fold(self, join: Callable[[Piece, Piece], Piece], pieces: Sequence[Piece]) -> Piece:
        """The pieces joined from the left."""
        total = pieces[0]
        for piece in pieces[1:]:
            total = join(total, piece)
        return total

    def binary(self, op: Operator, left: Piece, right: Piece) -> Piece:
        return self.workshop.binary(op, left, right, self.owner, self.where)

    def call(self, law: str, arguments: Sequence[Piece], *, truth: bool = False) -> Piece:
        return self.workshop.call(law, arguments, self.owner, self.where, truth=truth)

    def refuse(self, given: str, expected: str, fix: str = "") -> NoReturn:
        raise RecordError(Fault(self.where, given, expected, fix))


@cache
def _body(text: str) -> Expression:
    return parse(text)


def _leaf(tree: Expression) -> Piece:
    """A piece of a tree that is small: a name, or what a function was called with."""
    nodes = sum(1 for _ in walk(tree))
    return Piece(tree, min(nodes, 8), nodes, len(to_text(tree)))
