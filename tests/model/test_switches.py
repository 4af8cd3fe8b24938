"""A switch on every process: at 1 nothing changes, at 0 the process is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteon.errors import RecordError
from osteon.model import Evaluator, Model, build_model, prune, switch, with_switches
from tests.model.made import macrophages, quantity

MODEL = build_model(macrophages())
SWITCHED = with_switches(MODEL)
STATES = {"debris": 3.0, "M1": 40.0, "M2": 7.0, "IL10": 0.4, "bacteria": 20.0}


def flows(model: Model, **off: float) -> dict[str, float]:
    """Every rate at STATES; `off`: switches with another value than 1."""
    values = {path: number.coherent for path, number in model.quantities.items()}
    evaluator = Evaluator(values | STATES | {switch(name): value for name, value in off.items()})
    for name, tree in model.signals:
        evaluator.define(name, tree)
    for rate in model.rates:
        if rate.per_capita is not None:
            whole = evaluator.value(rate.per_capita) * STATES[rate.source]
            assert whole == pytest.approx(evaluator.value(rate.expression), rel=1e-12)
    return {rate.name: evaluator.value(rate.expression) for rate in model.rates}


def test_with_every_switch_on_the_rates_are_those_of_the_model() -> None:
    assert flows(SWITCHED) == flows(MODEL)


@pytest.mark.parametrize("off", [rate.name for rate in MODEL.rates])
def test_a_switch_takes_its_own_process_away_and_no_other(off: str) -> None:
    expected = {name: 0.0 if name == off else flow for name, flow in flows(MODEL).items()}
    assert flows(SWITCHED, **{off: 0.0}) == expected


def test_the_switches_come_after_all_other_numbers_and_do_not_vary_between_animals() -> None:
    names = [switch(rate.name) for rate in MODEL.rates]
    assert list(SWITCHED.quantities) == [*MODEL.quantities, *names]
    assert {SWITCHED.quantities[name].coherent for name in names} == {1.0}
    assert {SWITCHED.quantities[name].spread for name in names} == {0.0}


def test_what_no_arm_can_reach_is_still_left_out() -> None:
    kept, plain = prune(SWITCHED, {"debris"}), prune(MODEL, {"debris"})
    assert [rate.name for rate in kept.rates] == [rate.name for rate in plain.rates]
    assert [state.id for state in kept.states] == [state.id for state in plain.states]


def test_a_process_with_a_number_of_that_name_is_told() -> None:
    taken = replace(
        MODEL, quantities={**MODEL.quantities, "killing.on": quantity("killing.on", where="a.toml:7")}
    )
    with pytest.raises(RecordError) as caught:
        with_switches(taken)
    assert str(caught.value) == (
        "a.toml:7: given a quantity 'on', the name of the switch of every process; "
        "expected a name of its own; rename the quantity"
    )
