"""Algebraic rules, 0 = f(…), where one variable can be told from them: each as a rule for one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import final

from osteon.errors import Fault, RecordError
from osteon.model import Binary, Expression, Name, Negative, Number, names
from osteon.standards._sbml_in._shapes import mentioned
from osteon.standards._sbml_in._sheet import Formula, Sheet, Thing

ZERO = Number(0.0)


def determined(sheet: Sheet, equations: Sequence[Formula]) -> Sheet:
    """The sheet with each equation as the rule of a thing that nothing else determines.

    Raises:
        RecordError: an equation is left without such a thing.
    """
    if not equations:
        return sheet
    chosen = _Matching(_candidates(sheet, equations))
    lost = [place for place in range(len(equations)) if not chosen.find(place, set())]
    if lost:
        given = "an algebraic rule in which no variable is left to be determined by it"
        raise RecordError(Fault(equations[place].where, given, "a variable of its own") for place in lost)
    things, notes = dict(sheet.things), list(sheet.notes)
    for id, place in chosen.taken.items():
        formula = equations[place]
        things[id] = replace(things[id], rule=replace(formula, solved_for=id))
        notes.append(f"the algebraic rule was solved for '{id}' ({formula.where})")
    return replace(sheet, things=things, notes=tuple(notes))


def _candidates(sheet: Sheet, equations: Sequence[Formula]) -> list[list[str]]:
    """For each equation the things that it may determine, those without a value first."""
    shares = [share for reaction in sheet.reactions.values() for share in reaction.shares]
    moved = {share.species for share in shares if not sheet.roles[share.species].boundary}

    def free(thing: Thing) -> bool:
        known = thing.fixed or thing.rule or thing.slope or thing.set
        return not known and thing.id not in moved

    found = []
    for formula in equations:
        ids = mentioned(formula, sheet)
        things = [thing for id, thing in sheet.things.items() if id in ids and free(thing)]
        found.append([thing.id for thing in sorted(things, key=lambda thing: thing.value is not None)])
    return found


@final
@dataclass(frozen=True)
class _Matching:
    """Equations to things, one each. taken: by thing, the equation that determines it."""

    candidates: Sequence[Sequence[str]]
    taken: dict[str, int] = field(default_factory=dict)

    def find(self, place: int, tried: set[str]) -> bool:
        """A thing for one more equation, if need be by giving others another one."""
        for id in self.candidates[place]:
            if id in tried:
                continue
            tried.add(id)
            if id not in self.taken or self.find(self.taken[id], tried):
                self.taken[id] = place
                return True
        return False


def solved(tree: Expression, name: str, parts: Mapping[str, Expression], where: str) -> Expression:
    """The value of `name` at which the tree is zero, where the tree is linear in it.

    parts: signals that were cut off the tree. Raises RecordError where it is not linear, or lacks the name.
    """
    split = _linear(tree, name, parts)
    if split is None or split[0] == ZERO:
        given = f"an algebraic rule that cannot be solved for '{name}' by hand"
        raise RecordError(Fault(where, given, f"a rule that is linear in '{name}'", "solve it in the file"))
    slope, rest = split
    if slope == Number(1.0):
        return Negative(rest)
    if slope == Negative(Number(1.0)):
        return rest
    return Binary("/", Negative(rest), slope)


def _linear(
    tree: Expression, name: str, parts: Mapping[str, Expression]
) -> tuple[Expression, Expression] | None:
    """The trees a and b with tree = a name + b, or None."""
    if not _uses(tree, name, parts):
        return ZERO, tree
    match tree:
        case Name(id):
            return (Number(1.0), ZERO) if id == name else _linear(parts[id], name, parts)
        case Negative(operand):
            inner = _linear(operand, name, parts)
            return None if inner is None else (_negative(inner[0]), _negative(inner[1]))
        case Binary("+" | "-" as op, left, right):
            first, second = _linear(left, name, parts), _linear(right, name, parts)
            if first is None or second is None:
                return None
            return _sum(op, first[0], second[0]), _sum(op, first[1], second[1])
        case Binary("*", left, right) if not _uses(left, name, parts):
            inner = _linear(right, name, parts)
            return None if inner is None else (_times(left, inner[0]), _times(left, inner[1]))
        case Binary("*", left, right) if not _uses(right, name, parts):
            return _linear(Binary("*", right, left), name, parts)
        case Binary("/", left, right) if not _uses(right, name, parts):
            inner = _linear(left, name, parts)
            return None if inner is None else (_over(inner[0], right), _over(inner[1], right))
    return None


def _uses(tree: Expression, name: str, parts: Mapping[str, Expression]) -> bool:
    waiting, seen = list(names(tree)), set[str]()
    while waiting:
        id = waiting.pop()
        if id == name:
            return True
        if id in parts and id not in seen:
            seen.add(id)
            waiting.extend(names(parts[id]))
    return False


def _negative(tree: Expression) -> Expression:
    match tree:
        case Negative(operand):
            return operand
        case _:
            return ZERO if tree == ZERO else Negative(tree)


def _sum(op: str, left: Expression, right: Expression) -> Expression:
    if right == ZERO:
        return left
    if left == ZERO:
        return right if op == "+" else _negative(right)
    return Binary("+" if op == "+" else "-", left, right)


def _times(left: Expression, right: Expression) -> Expression:
    if ZERO in (left, right):
        return ZERO
    return left if right == Number(1.0) else right if left == Number(1.0) else Binary("*", left, right)


def _over(left: Expression, right: Expression) -> Expression:
    return ZERO if left == ZERO else Binary("/", left, right)
