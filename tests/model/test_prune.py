"""Leaving out what cannot be reached changes nothing of what remains."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.model import (
    LAWS,
    Call,
    Evaluator,
    Model,
    Number,
    build_model,
    evaluate,
    names,
    parse,
    prune,
    substitute,
    to_text,
)
from osteon.model._expression import ZERO
from osteon.model._prune import simplify
from tests.model.made import macrophages
from tests.model.trees import NAMES, name_values, numbers, tame_tree


def slopes(model: Model, states: dict[str, float]) -> dict[str, float]:
    values = {path: quantity.coherent for path, quantity in model.quantities.items()} | states
    evaluator = Evaluator(values)
    for name, tree in model.signals:
        evaluator.define(name, tree)
    slope = dict.fromkeys((state.id for state in model.states), 0.0)
    for rate in model.rates:
        flow = evaluator.value(rate.expression)
        if rate.per_capita is not None:
            assert evaluator.value(rate.per_capita) * states[rate.source] == pytest.approx(flow, rel=1e-12)
        for id, sign in ((rate.target, 1.0), (rate.source, -1.0)):
            if id is not None:
                slope[id] += sign * flow
    return slope


@given(st.lists(st.floats(0.0, 1e4), min_size=4, max_size=4))
def test_dynamics_of_what_remains_are_the_same(amounts):
    whole = build_model(macrophages())
    part = prune(whole, {"debris"})
    assert [state.id for state in part.states] == ["debris", "M1", "M2", "IL10"]
    living = dict(zip(("debris", "M1", "M2", "IL10"), amounts, strict=True))
    full = slopes(whole, {**living, "bacteria": 0.0})
    assert full.pop("bacteria") == 0.0
    assert slopes(part, living) == pytest.approx(full, rel=1e-12)


def test_dead_names_are_gone_and_rows_stay():
    whole = build_model(macrophages())
    part = prune(whole, {"debris"})
    trees = [*(tree for _, tree in part.signals), *(rate.expression for rate in part.rates)]
    assert "bacteria" not in {name for tree in trees for name in names(tree)}
    assert {rate.name for rate in whole.rates} - {rate.name for rate in part.rates} == {"growth", "killing"}
    assert part.quantities is whole.quantities
    assert [name for name, _ in part.signals] == [name for name, _ in whole.signals]
    assert to_text(dict(part.signals)["alarm"]) == "saturation(debris, alarm.half)"


def test_without_any_cause_nothing_lives():
    part = prune(build_model(macrophages()), set())
    assert part.states == ()
    assert part.rates == ()


def test_a_dose_brings_a_state_to_life():
    whole = build_model(macrophages())
    everything = prune(whole, {"debris", "bacteria"})
    assert everything.states == whole.states
    assert {state.id for state in prune(whole, {"M2"}).states} == {"M2", "IL10"}


def test_a_quantity_is_never_taken_for_zero():
    assert simplify(substitute(parse("activation(x, half, n)"), {"x": ZERO})) != ZERO
    assert simplify(substitute(parse("activation(x, half, 2)"), {"x": ZERO})) == ZERO


def test_an_unknown_state():
    with pytest.raises(KeyError, match="M3"):
        prune(build_model(macrophages()), {"M3"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("z * k + x", "x"),
        ("x - z", "x"),
        ("z - x", "-x"),
        ("-z", "0"),
        ("z / x", "0"),
        ("1 * x / 1", "x"),
        ("z**2", "0"),
        ("z**n", "0**n"),
        ("saturation(z, half)", "0"),
        ("window(z, a, b, 2)", "0"),
        ("either(z, x)", "x"),
        ("mix(z, a, x)", "x"),
        ("sqrt(z) + abs(z) + max(z, 0)", "0"),
        ("exp(z)", "1"),
        ("crowding(z, x)", "1"),
        ("min(z, 1)", "0"),
        ("x * max(0.5, 2) + min(z, 1) * k", "x * 2"),
        ("above(2, 1) * x", "x"),
        ("choose(at_least(z, 1), x, 2)", "choose(0, x, 2)"),
        ("choose(equal(z, 1), 3, 2)", "2"),
        ("sqrt(floor(4.5))", "2"),
        ("min(z, x)", "min(0, x)"),
        ("log(z)", "log(0)"),  # minus infinity
        ("log(0.5)", "log(0.5)"),  # negative
        ("exp(1000)", "exp(1000)"),  # infinity
        ("asin(2)", "asin(2)"),  # not a number
        ("abs(-2)", "abs(-2)"),  # minus two is no literal
    ],
)
def test_simplified(text, expected):
    assert simplify(substitute(parse(text), {"z": ZERO})) == parse(expected)


@given(tame_tree, name_values, st.sets(st.sampled_from(NAMES)))
def test_simplifying_keeps_the_value(tree, values, dead):
    zeroed = substitute(tree, dict.fromkeys(dead, ZERO))
    before, after = evaluate(zeroed, values), evaluate(simplify(zeroed), values)
    if np.isfinite(before):
        assert after == pytest.approx(before, rel=1e-12)


@given(st.sampled_from(sorted(law for law in LAWS if LAWS[law].primitive)), st.data())
def test_a_primitive_of_literals_is_worked_out(law, data):
    tree = Call(law, tuple(data.draw(numbers) for _ in LAWS[law].args))
    value = float(evaluate(tree, {}))
    expected = Number(value) if np.isfinite(value) and value >= 0.0 else tree
    assert simplify(tree) == expected
