"""Everything at time 0 as numbers: what is not one is refused, by the element that it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isfinite, isinf
from typing import final

from osteon.errors import Fault
from osteon.model import TIME, Binary, Evaluator, Expression, Model, Name, start_amounts, to_text, walk


@final
@dataclass(frozen=True, eq=False)
class Zero:
    """A model at time 0. values: of its quantities, states and the time, coherent; signals are worked out."""

    model: Model
    values: Mapping[str, float]

    @property
    def alive(self) -> set[str]:
        """The states that are not zero."""
        return {state.id for state in self.model.states if self.values[state.id] != 0.0}

    def evaluator(self) -> Evaluator:
        """What gives a tree its value."""
        evaluator = Evaluator(self.values)
        for name, tree in self.model.signals:
            evaluator.define(name, tree)
        return evaluator

    def moved(self) -> Zero:
        """The same with every state off its start, each by a share of its own, so that no balance holds."""
        shares = {state.id: 1.1 + 0.37 * ((7 * n) % 11) / 11 for n, state in enumerate(self.model.states)}
        values = {name: value * shares.get(name, 1.0) for name, value in self.values.items()}
        return Zero(self.model, values)

    def slopes(self) -> dict[str, float]:
        """The rate of change of each state, coherent per day."""
        evaluator = self.evaluator()
        slopes = {state.id: 0.0 for state in self.model.states}
        for rate in self.model.rates:
            if rate.target is not None:
                slopes[rate.target] += float(evaluator.value(rate.expression))
        return slopes


def at_zero(model: Model) -> Zero:
    """The numbers of a model, and its states at day 0."""
    values = {path: float(quantity.coherent) for path, quantity in model.quantities.items()}
    starts = {id: float(amount) for id, amount in start_amounts(model, values).items()}
    return Zero(model, {**values, **starts, TIME: 0.0})


def no_numbers(zero: Zero, parts: Mapping[str, str]) -> Iterator[Fault]:
    """A fault for each start, signal, rate and condition that is infinite or no number at time 0.

    parts: signals that were cut off; they count only inside what uses them.
    """
    evaluator, told = zero.evaluator(), set[str]()
    for what, where, tree in _listed(zero.model, parts):
        if isfinite(float(evaluator.value(tree))):
            continue
        reason = _reason(tree, zero.model, evaluator)
        if reason not in told:  # what depends on it is no number either, and no second mistake
            told.add(reason)
            yield Fault(where, f"{what} at time 0: {reason}", "a finite number")


def _listed(model: Model, parts: Mapping[str, str]) -> Iterator[tuple[str, str, Expression]]:
    entities = {state.id: state.entity for state in model.states}
    records = {s.name: s for chapter in model.library.chapters[model.id] for s in chapter.signals}
    for id, tree in model.starts:
        yield f"the start of '{id}'", entities[id].where, tree
    for name, tree in model.signals:
        if name not in parts:
            yield f"'{name}'", records[name].where, tree
    for rate in model.rates:
        yield f"the rate of change of '{rate.target}'", rate.process.where, rate.expression
    for event in model.events:
        yield f"the trigger of event '{event.name}'", event.record.where, event.condition


def _reason(tree: Expression, model: Model, evaluator: Evaluator) -> str:
    """The smallest part that is no number, looked for inside signals too."""
    signals = dict(model.signals)
    while True:
        bad = [part for part in walk(tree) if not isfinite(float(evaluator.value(part)))]
        smallest = bad[-1]
        if not (isinstance(smallest, Name) and smallest.id in signals):
            break
        tree = signals[smallest.id]
    text = to_text(smallest)
    shown = text if len(text) <= 80 else text[:79] + "…"
    if isinstance(smallest, Binary) and smallest.op == "/" and float(evaluator.value(smallest.right)) == 0.0:
        return f"a division by zero in '{shown}'"
    infinite = isinf(float(evaluator.value(smallest)))
    return f"'{shown}' is {'infinite' if infinite else 'not a number'}"
