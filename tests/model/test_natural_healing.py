"""The built-in model: it builds without a fault, and every way of reading it agrees."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
import sympy

from osteon.knowledge import load_library
from osteon.model import (
    Evaluator,
    Model,
    Name,
    build_model,
    check_library,
    explain,
    names,
    parse,
    prune,
    to_sympy,
    to_text,
)


@cache
def model() -> Model:
    return build_model(load_library())


def evaluated(whole: Model, states: dict[str, np.ndarray]) -> tuple[Evaluator, dict[str, np.ndarray]]:
    values = {path: np.float64(quantity.coherent) for path, quantity in whole.quantities.items()}
    evaluator = Evaluator(values | states)
    for name, tree in whole.signals:
        evaluator.define(name, tree)
    return evaluator, {rate.name: evaluator.value(rate.expression) for rate in whole.rates}


def amounts(lanes: int = 5) -> dict[str, np.ndarray]:
    draw = np.random.Generator(np.random.Philox(1))
    return {state.id: draw.uniform(0.01, 1.0, lanes) for state in model().states}


def test_the_catalogue_has_no_fault():
    assert [str(fault) for fault in check_library(load_library()).faults] == []


def test_per_capita_forms_are_the_rates():
    states = amounts()
    evaluator, flows = evaluated(model(), states)
    for rate in model().rates:
        if rate.per_capita is not None:
            again = evaluator.value(rate.per_capita) * states[rate.source]
            np.testing.assert_allclose(again, flows[rate.name], rtol=1e-12)


def test_pruning_keeps_the_rates_that_remain():
    alive = {state.id for state in model().states} - {"bacteria", "inoculum"}
    states = amounts()
    part = prune(model(), alive)
    dead = {state.id for state in model().states} - {state.id for state in part.states}
    assert dead
    whole = evaluated(model(), states | {id: np.zeros(5) for id in dead})[1]
    kept = evaluated(part, {state.id: states[state.id] for state in part.states})[1]
    for name, flow in whole.items():
        np.testing.assert_allclose(kept.get(name, 0.0), flow, rtol=1e-12)


@pytest.mark.parametrize("kind", ["signals", "rates"])
def test_sympy_agrees(kind):
    states = {id: row[0] for id, row in amounts(1).items()}
    evaluator, _ = evaluated(model(), states)
    trees = (
        [tree for _, tree in model().signals] if kind == "signals" else [r.expression for r in model().rates]
    )
    for tree in trees:
        used = {sympy.Symbol(name, real=True): evaluator.value(Name(name)) for name in names(tree)}
        assert float(to_sympy(tree).subs(used)) == pytest.approx(float(evaluator.value(tree)), rel=1e-9)


def test_records_read_back():
    for rate in model().rates:
        tree = parse(rate.process.rate)
        assert parse(to_text(tree)) == tree


def test_everything_can_be_explained():
    paths = [state.id for state in model().states] + [rate.name for rate in model().rates]
    paths += [transport.name for transport in model().transports]
    numbers = list(model().quantities)[
        ::7
    ]  # a number takes as long as the model is large; all are explained alike
    for name in [*paths, *(name for name, _ in model().signals), *numbers, model().id]:
        assert explain(model(), name).lines


def test_no_number_of_what_moves_is_called_idle():
    idle = [str(each) for each in check_library(load_library()).warnings if "which is not used" in str(each)]
    used = {name for moved in model().transports for tree in moved.expressions for name in names(tree)}
    assert not [line for line in idle if any(f"'{name}'" in line for name in used)]


def test_subjects_say_the_power_of_mass_that_they_have():
    for (kind, _), subject in load_library().modifiers.items():
        exponents = [each.value for each in subject.quantities if each.name == "exponent"]
        said = [subject.says, *(effect.says for effect in subject.effects)]
        plain = [text for text in said if "quarter-power law" in text or "to the power 1/4" in text]
        assert not plain or (kind == "subject" and exponents == [0.25]), plain


def test_numbers_that_are_fitted_together_are_called_by_their_names():
    for modifier in load_library().modifiers.values():
        known = {each.name for each in modifier.quantities} | {each.path for each in modifier.quantities}
        for each in modifier.quantities:
            partners = re.findall(r"\bfits it with (\w+)", each.why)
            assert set(partners) <= known, each.path
