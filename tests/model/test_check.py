"""The check of a library."""

from __future__ import annotations

from dataclasses import replace

import pytest

from osteon.knowledge import Dial, Effect
from osteon.model import check_library
from tests.model.made import entity, library, macrophages, modifier, process, quantity

LOAD = Dial("load", "bacteria at day 0", "CFU/mm^3", 10.0, 0.0, 1e6, "dial")


def effect(by: str, *targets: str, op: str = "scale") -> Effect:
    return Effect("change", "Changes.", targets or ("switch.k",), op, by, "effect")


def messages(*effects: Effect, **more) -> list[str]:
    check = check_library(macrophages(modifiers=(modifier(*effects, **more),)))
    return [str(fault) for fault in check.faults]


def test_a_sound_library():
    extent = quantity("ill.extent", 0.5, "1")
    sick = modifier(
        effect("1 - extent * age_fraction * female"),
        effect("load", "growth.k", op="set"),
        quantities=(extent,),
    )
    check = check_library(macrophages(modifiers=(sick,)))
    assert len(check.faults) == 1  # the unknown name load
    sick = replace(sick, dials=(replace(LOAD, unit="1/day"),))
    check = check_library(macrophages(modifiers=(sick,)))
    assert check.faults == ()
    assert check.counts == {"measured": 15, "derived": 0, "fitted": 0, "assumed": 0}
    assert [str(w) for w in check.warnings] == [
        "only.toml: given 7 of 7 processes without a claim: "
        "influx, eating, switch, secretion, growth, killing, leaving; "
        "expected the ids of the claims they implement"
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (effect("2", "switch.kk"),
         "effect: given target 'switch.kk' of effect 'change'; expected the path of a quantity of the model; "
         "did you mean 'switch.k'"),
        (effect("age"),
         "effect: given the name 'age' in 'age'; "
         "expected a dial or quantity of this modifier, age_fraction or female"),
        (effect("load.x"), "effect: given '.x' at column 5"),
        (effect("load"),
         "effect: given 'load', which has the unit CFU/mm^3; "
         "expected a plain number, as effect 'change' scales"),
        (effect("load", op="set"),
         "effect: given 'load', which has the unit CFU/mm^3; expected 1/day, the unit of switch.k"),
        (effect("load", op="add"), "expected 1/day, the unit of switch.k"),
    ],
)  # fmt: skip
def test_effects(change, message):
    found = messages(change, dials=(LOAD,))
    assert len(found) == 1
    assert message in found[0]


def test_zero_can_be_set_in_any_unit():
    assert messages(effect("0", "switch.k", "debris.initial", op="set")) == []


def test_a_dial_may_not_take_the_name_of_a_variable():
    found = messages(effect("female"), dials=(replace(LOAD, name="female"),))
    assert "given a dial 'female', which is a variable of every effect" in found[0]


def test_a_quantity_may_not_take_the_name_of_a_dial():
    found = messages(effect("2"), dials=(LOAD,), quantities=(quantity("ill.load"),))
    assert found == [
        "ill.load: given a quantity 'load', whose name is taken; "
        "expected a name of its own; rename the quantity"
    ]


def test_faults_of_models_and_modifiers_come_together():
    broken = replace(macrophages(modifiers=(modifier(effect("age")),)))
    chapters = {
        **broken.chapters,
        "other": library((), (process("a", "x", None, None, "1"),)).chapters["natural_healing"],
    }
    check = check_library(replace(broken, chapters=chapters))
    assert len(check.faults) == 2


def test_what_is_idle_is_a_warning():
    cells = (
        entity("M1", "cell/mm^3", quantity("M1.initial", 1.0, "cell/mm^3"), quantity("M1.size")),
        entity("M2"),
    )
    rates = (
        process(
            "a",
            "loss",
            "M1",
            None,
            "k * M1",
            quantity("a.k"),
            quantity("a.old"),
            quantity("a.read", instrument=True),
        ),
    )
    idle = modifier(
        effect("1", "a.k"),
        dials=(LOAD,),
        quantities=(quantity("ill.x"), quantity("ill.life_span", 1.0, "day")),
    )
    warnings = [str(w) for w in check_library(library(cells, rates, modifiers=(idle,))).warnings]
    given = [warning for warning in warnings if "without a claim" not in warning]
    assert given == [
        "M2: given entity 'M2', which no process makes or removes; "
        "expected a process with it as 'from' or 'to'; it stays at its initial value",
        *(
            f"{path}: given quantity '{path}', which is not used; expected {reader} that uses it; "
            "remove it, or set instrument = true if an instrument reads it"
            for path, reader in (
                ("M1.size", "a rate, signal, event, start or transport"),
                ("a.old", "a rate, signal, event, start or transport"),
            )
        ),
        "dial: given dial 'load', which no effect reads; expected an effect that uses it",
        "ill.x: given quantity 'ill.x', which is not used; expected an effect that uses it; "
        "remove it, or set instrument = true if an instrument reads it",
    ]
