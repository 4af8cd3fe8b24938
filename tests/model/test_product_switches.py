"""A switch on what products do in a process: at 1 nothing changes, at 0 it goes on as if none were there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteon.errors import RecordError
from osteon.model import Evaluator, Model, build_model, names, product_switch, prune, with_product_switches
from tests.model.made import entity, library, process, quantity, signal

LIBRARY = library(
    entities=(entity("M1", "cell/mm^3"), entity("M2", "cell/mm^3"), entity("graft", "cell/mm^3")),
    signals=(
        signal("calm", "saturation(graft, half)", "1", quantity("calm.half", 10.0, "cell/mm^3")),
        signal("peace", "1 + gain * calm", "1", quantity("peace.gain", 3.0, "1")),
    ),
    processes=(
        process("turn", "conversion", "M1", "M2", "k * M1 * (rest + calm)", quantity("turn.k", 0.5),
                quantity("turn.rest", 0.25, "1")),
        process("arrive", "influx", None, "M1", "k * peace", quantity("arrive.k", 2.0, "cell/mm^3/day")),
        process("instruct", "conversion", "M1", "M2", "k * M1 * calm", quantity("instruct.k", 0.1)),
        process("leave", "loss", "M2", None, "k * M2", quantity("leave.k", 0.1)),
        process("die", "loss", "graft", None, "k * graft", quantity("die.k", 0.2)),
    ),
)  # fmt: skip
MODEL = build_model(LIBRARY)
SWITCHED = with_product_switches(MODEL, {"graft"})
STATES = {"M1": 40.0, "M2": 7.0, "graft": 30.0}
MIXED = ("turn", "arrive")


def flows(model: Model, states: dict[str, float] = STATES, off: tuple[str, ...] = ()) -> dict[str, float]:
    """Every rate; `off`: processes in which products do not act."""
    values = {path: number.coherent for path, number in model.quantities.items()}
    evaluator = Evaluator(values | states | {product_switch(name): 0.0 for name in off})
    for name, tree in model.signals:
        evaluator.define(name, tree)
    for rate in model.rates:
        if rate.per_capita is not None and states[rate.source]:
            whole = evaluator.value(rate.per_capita) * states[rate.source]
            assert whole == pytest.approx(evaluator.value(rate.expression), rel=1e-12)
    return {rate.name: evaluator.value(rate.expression) for rate in model.rates}


def test_with_every_switch_on_the_rates_are_those_of_the_model() -> None:
    assert flows(SWITCHED) == flows(MODEL)


def test_only_processes_that_go_on_without_products_get_a_switch() -> None:
    switches = [path for path in SWITCHED.quantities if path not in MODEL.quantities]
    assert switches == [product_switch(name) for name in MIXED]
    assert {SWITCHED.quantities[path].coherent for path in switches} == {1.0}
    assert {SWITCHED.quantities[path].spread for path in switches} == {0.0}


@pytest.mark.parametrize("off", MIXED)
def test_a_switch_hides_products_from_its_own_process_and_no_other(off: str) -> None:
    without = flows(MODEL, STATES | {"graft": 0.0})
    expected = {name: without[name] if name == off else flow for name, flow in flows(MODEL).items()}
    assert flows(SWITCHED, off=(off,)) == pytest.approx(expected, rel=1e-12)


def test_a_signal_that_uses_products_has_a_copy_that_does_not() -> None:
    signals = dict(SWITCHED.signals)
    assert list(signals) == ["calm", "peace", "peace.without"]
    assert "graft" not in names(signals["peace.without"])


def test_where_no_product_is_there_the_model_is_pruned_to_what_it_was() -> None:
    kept, plain = prune(SWITCHED, {"M1"}), prune(MODEL, {"M1"})
    assert [rate.name for rate in kept.rates] == [rate.name for rate in plain.rates]
    assert [state.id for state in kept.states] == [state.id for state in plain.states]


def test_without_states_that_products_bring_the_model_stays() -> None:
    assert list(with_product_switches(MODEL, ()).quantities) == list(MODEL.quantities)


def test_a_process_with_a_number_of_that_name_is_told() -> None:
    path = product_switch("turn")
    taken = replace(MODEL, quantities={**MODEL.quantities, path: quantity(path, where="a.toml:7")})
    with pytest.raises(RecordError) as caught:
        with_product_switches(taken, {"graft"})
    assert str(caught.value) == (
        "a.toml:7: given a quantity 'by_products', the name of the switch of what products do in a process; "
        "expected a name of its own; rename the quantity"
    )
