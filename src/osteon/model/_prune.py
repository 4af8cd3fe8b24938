"""Leaving out what no arm of an experiment can reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isfinite
from typing import final

from osteon.model._arrays import evaluate
from osteon.model._expression import (
    ONE,
    ZERO,
    Binary,
    Call,
    Expression,
    Name,
    Negative,
    Number,
    names,
    substitute,
)
from osteon.model._factor import factor_out
from osteon.model._laws import LAWS
from osteon.model._model import Event, Model, Rate, Transport
from osteon.model._parse import law_body


def prune(model: Model, alive: set[str]) -> Model:
    """The model without the states that stay at zero for ever, and without the processes that need them.

    `alive` are the states that start or are dosed above zero. A state also lives when a process that can
    run fills it. What remains has the same dynamics: dead states are replaced by 0, also inside signals.
    All quantities and signals keep their names and rows, whatever a quantity's value: a quantity is never
    taken for zero.

    Raises:
        KeyError: a name in `alive` is not a state.
    """
    for id in alive:
        model.state_index(id)
    living = Reach(model).of(alive)
    dead = {state.id for state in model.states} - living
    zeros = _zeros(model, dead)
    signals = {name: simplify(substitute(tree, zeros)) for name, tree in model.signals}
    rates = [
        _reduced(rate, zeros, signals) for rate in model.rates if not ({rate.source, rate.target} & dead)
    ]
    return replace(
        model,
        states=tuple(state for state in model.states if state.id in living),
        signals=tuple(signals.items()),
        rates=tuple(rate for rate in rates if rate.expression != ZERO),
        events=tuple(_without(event, zeros, dead) for event in model.events),
        starts=tuple((id, substitute(tree, zeros)) for id, tree in model.starts if id in living),
        transports=tuple(
            _moved(transport, zeros) for transport in model.transports if transport.state not in dead
        ),
    )


def simplify(expression: Expression) -> Expression:
    """The tree without terms and factors that are literally 0 or 1, as long as its value stays the same.

    A primitive of literals becomes its value where that is a literal too: finite and not negative.
    """
    match expression:
        case Negative(operand):
            inner = simplify(operand)
            return ZERO if inner == ZERO else Negative(inner)
        case Binary(op, left, right):
            return _simple_binary(Binary(op, simplify(left), simplify(right)))
        case Call(law, arguments):
            return _simple_call(Call(law, tuple(simplify(argument) for argument in arguments)))
        case _:
            return expression


def _set_by_events(model: Model) -> set[str]:
    return {id for event in model.events for id, tree in event.sets if simplify(tree) != ZERO}


def _without(event: Event, zeros: Mapping[str, Expression], dead: set[str]) -> Event:
    """The event with 0 for the dead states; setting one of them to 0 is left out."""

    def written(tree: Expression | None) -> Expression | None:
        return None if tree is None else substitute(tree, zeros)

    return replace(
        event,
        condition=substitute(event.condition, zeros),
        sets=tuple((id, substitute(tree, zeros)) for id, tree in event.sets if id not in dead),
        delay=written(event.delay),
        priority=written(event.priority),
    )


def _moved(transport: Transport, zeros: Mapping[str, Expression]) -> Transport:
    def written(tree: Expression | None) -> Expression | None:
        return None if tree is None else simplify(substitute(tree, zeros))

    along, limit = written(transport.along), written(transport.limit)
    return replace(transport, rate=written(transport.rate), along=along, limit=limit)


@final
class Reach:
    """Which states of a model are ever above zero, asked again and again: what vanishes with what is kept."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._signals = [(name, tree, frozenset(names(tree))) for name, tree in model.signals]
        self._rates = [(rate, frozenset(names(rate.expression))) for rate in model.rates if rate.target]
        self._gone: dict[tuple[int, frozenset[str]], bool] = {}

    def of(self, alive: Iterable[str]) -> frozenset[str]:
        """The least set with the states `alive` that is closed under the processes."""
        living = frozenset(alive) | _set_by_events(self._model)
        while filled := self._filled(living):
            living |= filled
        return living

    def _filled(self, living: frozenset[str]) -> frozenset[str]:
        zeros = {state.id for state in self._model.states} - living
        for name, tree, read in self._signals:
            if self._vanishes(tree, read, zeros):
                zeros.add(name)
        return frozenset(
            str(rate.target)
            for rate, read in self._rates
            if rate.target not in living and not self._vanishes(rate.expression, read, zeros)
        )

    def _vanishes(self, tree: Expression, read: frozenset[str], zeros: set[str]) -> bool:
        key = id(tree), read & zeros
        if key not in self._gone:
            self._gone[key] = simplify(substitute(tree, dict.fromkeys(key[1], ZERO))) == ZERO
        return self._gone[key]


def _zeros(model: Model, dead: set[str]) -> Mapping[str, Expression]:
    """The dead states and the signals that vanish with them, each with a literal 0."""
    zeros: dict[str, Expression] = dict.fromkeys(sorted(dead), ZERO)
    for name, tree in model.signals:
        if dead and simplify(substitute(tree, zeros)) == ZERO:
            zeros[name] = ZERO
    return zeros


def _reduced(rate: Rate, zeros: Mapping[str, Expression], signals: Mapping[str, Expression]) -> Rate:
    expression = simplify(substitute(rate.expression, zeros))
    per_capita = None if rate.source is None else factor_out(expression, rate.source, signals)
    return replace(rate, expression=expression, per_capita=per_capita)


def _simple_binary(tree: Binary) -> Expression:
    match tree:
        case Binary("+", left, right) if ZERO in (left, right):
            return right if left == ZERO else left
        case Binary("-", left, right) if ZERO in (left, right):
            return left if right == ZERO else Negative(right)
        case Binary("*", left, right) if ZERO in (left, right):
            return ZERO
        case Binary("*", left, right) if ONE in (left, right):
            return right if left == ONE else left
        case Binary("/", left, right) if left == ZERO or right == ONE:
            return left
        case Binary("**", left, Number(exponent)) if left == ZERO and exponent > 0.0:
            return ZERO
        case _:
            return tree


def _simple_call(tree: Call) -> Expression:
    """A law of zeros: what is left of its body if that is a number or one of its arguments, else the call."""
    law = LAWS[tree.law]
    if law.primitive:
        return _worked_out(tree) if all(isinstance(part, Number) for part in tree.arguments) else tree
    if ZERO not in tree.arguments:
        return tree
    # Only literals go into the body: the other arguments stay names, so that none is walked a second time.
    given = dict(zip(law.args, tree.arguments, strict=True))
    literals = {name: part for name, part in given.items() if isinstance(part, Number)}
    left = simplify(substitute(law_body(tree.law), literals))
    return given[left.id] if isinstance(left, Name) else left if isinstance(left, Number) else tree


def _worked_out(tree: Call) -> Expression:
    """The value of a primitive of literals, as every run works it out; the call where no literal has it."""
    value = float(evaluate(tree, {}))
    return Number(value) if isfinite(value) and value >= 0.0 else tree
