"""A setup of the catalogue as an arm of an experiment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osteon.errors import ExperimentError
from osteon.knowledge import Setup, Transport
from osteon.scenario import Change, load_experiment, setup_arm
from tests.scenario.tiny import library, write

LIBRARY = library()
YOUNG: dict[str, Any] = {
    "subject": {"species": "mouse", "age": "13 week"},
    "defect": {"preset": "closed_fracture"},
}


def setup(**keys: Any) -> Setup:
    fields = {
        "id": "young",
        "says": "A mouse.",
        "days": 28.0,
        "conditions": {},
        "product": (),
        "dose": (),
        "change": (),
        "off": (),
        "missing": None,
        "where": "setups/mice.toml:7",
    }
    return Setup(**{**fields, **YOUNG, **keys})


def told(**keys: Any) -> str:
    with pytest.raises(ExperimentError) as caught:
        setup_arm(setup(**keys), LIBRARY)
    return str(caught.value)


def test_a_setup_is_the_arm_that_an_experiment_file_would_make(tmp_path: Path) -> None:
    text = """
title = "the same"
design.days = 28
[subject]
species = "mouse"
age = "13 week"
[defect]
preset = "closed_fracture"
gap = "3 mm"
[arm.young]
says = "A mouse."
conditions.infection = { load = 20 }
dose = [{ entity = "TNF", amount = "2 ng/mL", day = 3 }]
change = [{ target = "harden.k", op = "scale", value = 0.5, from = 2, until = 9 }]
"""
    expected = load_experiment(write(tmp_path, text), LIBRARY).arms[0]
    made = setup_arm(
        setup(
            defect={"preset": "closed_fracture", "gap": "3 mm"},
            conditions={"infection": {"load": 20}},
            dose=({"entity": "TNF", "amount": "2 ng/mL", "day": 3},),
            change=({"target": "harden.k", "op": "scale", "value": 0.5, "from": 2, "until": 9},),
        ),
        LIBRARY,
    )
    assert made.arm == expected
    assert made.days == 28.0
    assert made.still == ()


def test_what_is_off_is_a_change_of_its_switch_for_the_whole_time() -> None:
    made = setup_arm(setup(off=("harden", "decay")), LIBRARY)
    assert made.arm.changes == (Change("harden.on", "set", 0.0), Change("decay.on", "set", 0.0))


def test_a_transport_that_is_off_is_named_apart() -> None:
    chapter = LIBRARY.chapters["natural_healing"][0]
    spread = Transport("TNF_diffusion", "TNF spreads.", "diffusion", "TNF", rate="1")
    moving = library(chapters={"natural_healing": (replace(chapter, transports=(spread,)),)})
    made = setup_arm(setup(off=("harden", "TNF_diffusion")), moving)
    assert made.still == ("TNF_diffusion",)
    assert [change.path for change in made.arm.changes] == ["harden.on"]


def test_every_fault_of_a_setup_is_told_at_its_place_with_what_it_may_have_meant() -> None:
    message = told(
        subject={"species": "mouse", "age": "13 parsec"},
        defect={"preset": "closed_fractur"},
        conditions={"infection": {"loads": 3}},
        change=({"target": "hardn.k", "op": "scale", "value": 2},),
        off=("hardenn",),
    )
    assert message.startswith("5 faults:")
    assert message.count("setups/mice.toml:7: given") == 5
    assert "'closed_fractur'; expected a defect of the catalogue" in message
    assert "did you mean 'closed_fracture'?" in message
    assert (
        "off = 'hardenn'; expected a process or transport of natural healing; did you mean 'harden'?"
        in message
    )
    assert "a dial of condition 'infection' (load); did you mean 'load'?" in message
    assert "'hardn.k'; expected the path of a quantity; did you mean 'harden.k'?" in message


@pytest.mark.parametrize(
    ("keys", "part"),
    [
        ({"days": 0.0}, "days = 0.0; expected a time longer than zero"),
        ({"subject": {}}, "no key 'species'"),
        ({"subject": {"species": "mouse", "age": True}}, "age = True"),
        ({"dose": ({"entity": "TNF", "amount": -1, "unit": "ng/mL"},)}, "a dose of zero or more"),
        ({"dose": ({"entity": "TNF", "amount": 1, "unit": "ng/mL", "day": 28},)}, "before the last, 28"),
        ({"dose": ({"entity": "TNF", "amounts": 1},)}, "the key 'amounts'; expected one of the keys"),
        ({"change": ({"target": "harden.k", "op": "set", "value": "3 mm"},)}, "value = '3 mm'"),
        ({"conditions": {"infection": 3}}, "a table of dials"),
    ],
)
def test_hostile_setups_are_told_plainly(keys: dict[str, Any], part: str) -> None:
    message = told(**keys)
    assert part in message
    assert "setups/mice.toml:7" in message
