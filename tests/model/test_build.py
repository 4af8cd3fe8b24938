"""Records to a model, and the wording of every fault."""

from __future__ import annotations

import pytest

from osteon.errors import RecordError
from osteon.model import KINDS, build_model, to_text
from tests.model.made import entity, library, macrophages, process, quantity, signal

CELLS = (entity("M1"), entity("M2"), entity("TNF", "ng/mL"), entity("bone", "1"))


def faults(**records) -> str:
    with pytest.raises(RecordError) as caught:
        build_model(library(**{"entities": CELLS} | records))
    return str(caught.value)


def test_names_are_full_and_rows_in_order():
    model = build_model(macrophages())
    assert [state.id for state in model.states] == ["debris", "M1", "M2", "IL10", "bacteria"]
    assert model.state_index("M2") == 2
    assert model.quantity_index("tempo") == 0
    assert list(model.quantities)[model.quantity_index("switch.half")] == "switch.half"
    switch = next(rate for rate in model.rates if rate.name == "switch")
    assert to_text(switch.expression) == "switch.k * M1 * (0.1 + activation(IL10, switch.half, 1)) * calm"
    assert to_text(switch.per_capita) == "switch.k * (0.1 + activation(IL10, switch.half, 1)) * calm"
    assert (switch.form, switch.source, switch.target) == ("transfer", "M1", "M2")
    assert [state.factor for state in model.states] == [1.0] * 5


def test_rates_that_vanish_without_a_factor_have_no_per_capita_form():
    model = build_model(macrophages())
    assert next(rate for rate in model.rates if rate.name == "killing").per_capita is None


def test_a_factor_inside_a_signal_is_found():
    rate = process("lost", "loss", "M1", None, "k * uptake", quantity("lost.k"))
    model = build_model(library(CELLS, (rate,), (signal("uptake", "2 * M1", "cell/mm^3"),)))
    assert to_text(model.rates[0].per_capita) == "lost.k * 2"


def test_signals_stand_in_the_order_of_dependence():
    signals = (signal("c", "a + b"), signal("b", "2 * a"), signal("a", "bone"))
    model = build_model(library(CELLS, (), signals))
    assert [name for name, _ in model.signals] == ["a", "b", "c"]


def test_an_unknown_model():
    with pytest.raises(
        RecordError, match=r"given model 'natural'; expected a model of the library \(natural_healing\)"
    ):
        build_model(library(), "natural")


def test_all_faults_are_reported_at_once():
    message = faults(
        processes=(process("a", "loss", "M1", None, "M1 ^ 2"), process("b", "los", "M1", None, "kk * M1")),
        signals=(signal("s", "x.y"),),
    )
    assert message.startswith("4 faults:")


def test_unknown_names_have_near_matches():
    message = faults(processes=(process("a", "loss", "M1", None, "kk * M1 * TFN", quantity("a.k")),))
    expected = "expected a quantity of this record, a shared quantity, an entity, a signal or time"
    assert f"a: given the name 'kk' in 'kk * M1 * TFN'; {expected}" in message
    assert f"given the name 'TFN' in 'kk * M1 * TFN'; {expected}; did you mean 'TNF'?" in message
    assert "call the law as exp(x)" in faults(processes=(process("a", "loss", "M1", None, "exp * M1"),))


@pytest.mark.parametrize("hidden", ["M2", "shared", "alarm"])
def test_hiding_a_name_is_refused(hidden):
    own = quantity(f"a.{hidden}")
    message = faults(
        processes=(process("a", "loss", "M1", None, f"{hidden} * M1", own),),
        signals=(signal("alarm", "shared"),),
        quantities=(quantity("shared", 1.0, "1"),),
    )
    assert (
        f"a.{hidden}: given a quantity '{hidden}', whose name is taken; "
        "expected a name of its own; rename the quantity"
    ) in message


def test_one_name_space():
    message = faults(signals=(signal("M1", "1"),), processes=(process("bone", "influx", None, "M2", "0"),))
    assert "M1: given a second 'M1', here a signal; expected a name used once in the model" in message
    assert "rename it; the first is the entity at bone" in message


def test_cycles_are_named():
    signals = (signal("a", "b"), signal("b", "c"), signal("c", "a"), signal("d", "d"), signal("e", "1"))
    message = faults(signals=signals)
    assert "given signals that need each other: " in message
    assert any(
        cycle in message
        for cycle in ("a needs b needs c needs a", "b needs c needs a needs b", "c needs a needs b needs c")
    )
    assert "d needs d; expected signals without a cycle; make one of them an entity with processes" in message


@pytest.mark.parametrize(
    ("kind", "source", "target", "message"),
    [
        ("loose", "M1", None, "given kind 'loose'; expected one of production, influx,"),
        ("loss", None, None, "given process 'a' of kind 'loss' without 'from'; expected an entity as 'from'"),
        (
            "loss",
            "M1",
            "M2",
            "given process 'a' of kind 'loss' with to = 'M2'; expected only from; leave 'to' out or",
        ),
        ("influx", "M1", "M2", "given process 'a' of kind 'influx' with from = 'M1'; expected only to"),
        ("conversion", "M1", None, "given process 'a' of kind 'conversion' without 'to'"),
        ("conversion", "M1", "M1", "given process 'a' from 'M1' to itself; expected two different entities"),
        (
            "conversion",
            "M1",
            "M3",
            "given to = 'M3' in process 'a'; expected an entity of the model",
        ),
    ],
)
def test_roles(kind, source, target, message):
    assert message in faults(processes=(process("a", kind, source, target, "k * M1", quantity("a.k")),))


@pytest.mark.parametrize(
    ("kind", "source", "target", "rate", "message"),
    [
        ("loss", "M1", None, "k * TNF * M1",
         "given 'a.k * TNF * M1', which has the unit cell*pg/day/mm^6; "
         "expected cell/day/mm^3, the unit of M1 per day"),
        ("influx", None, "bone", "k + TNF",
         "given 'TNF', which has the unit pg/mm^3; expected 1/day, that of 'a.k'"),
        ("conversion", "M1", "bone", "k * M1",
         "given M1 in 'cell/mm^3' turned into bone in '1'; expected two entities of one unit; use a sink"),
        ("proliferation", None, "M1", "k * M2",
         "given rate 'k * M2', without M1; expected a rate in proportion to M1"),
        ("loss", "M1", None, "k * M2",
         "given rate 'k * M2', which goes on when M1 is 0; expected a rate that is 0 when M1 is 0; "
         "multiply it by M1 or by saturation(M1, half)"),
        ("conversion", "M1", "M2", "k * (M1 + M2)", "which goes on when M1 is 0"),
        ("loss", "M1", None, "k * calm * M2", "which goes on when M1 is 0"),
        ("loss", "M1", None, "k * M1 / 0", "a division by 0"),
    ],
)  # fmt: skip
def test_rates(kind, source, target, rate, message):
    calm = signal("calm", "1 - bone")
    found = faults(processes=(process("a", kind, source, target, rate, quantity("a.k")),), signals=(calm,))
    assert message in found


def test_signals_have_their_declared_unit():
    message = faults(signals=(signal("s", "TNF * 2", "1/day"),))
    assert "s: given 'TNF * 2', which has the unit pg/mm^3; expected 1/day, as signal s declares" in message


def test_a_state_starts_in_its_own_unit():
    cell = entity("cell", "cell/mm^3", quantity("cell.initial", 1.0, "ng/mL"))
    message = faults(entities=(cell,))
    assert message.endswith("given cell.initial in 'ng/mL'; expected a unit like 'cell/mm^3', that of cell")


def test_an_unreadable_unit_is_one_fault():
    message = faults(processes=(process("a", "loss", "M1", None, "k * M1", quantity("a.k", 1.0, "1/dya")),))
    assert message.startswith("a.k: given 'dya' in '1/dya'")


def test_kinds_have_roles_and_a_sentence():
    assert {kind.roles for kind in KINDS.values()} == {("to",), ("from",), ("from", "to")}
    assert all(kind.says.endswith(".") for kind in KINDS.values())
    for kind in KINDS.values():
        ends = [cell if role in kind.roles else None for role, cell in (("from", "M1"), ("to", "M2"))]
        rate = process("a", kind.name, *ends, "k * M1 * M2 / (M1 + M2)", quantity("a.k"))
        assert build_model(library(CELLS, (rate,))).rates[0].form == kind.form
