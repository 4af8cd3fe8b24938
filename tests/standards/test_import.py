"""A model in SBML as records: what becomes what, and that it runs to the curves that it should."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from pathlib import Path

import numpy as np
import pytest

from osteon.cohort import run_experiment
from osteon.knowledge import Chapter, load_library
from osteon.model import check_library
from osteon.scenario import load_experiment
from osteon.standards import Imported, read_sbml
from tests.standards.sbml_files import (
    DECAY,
    document,
    event,
    parameter,
    reaction,
    rule,
    species,
    start,
    unit,
    written,
)

MIXED = {
    "species": [
        species("A"),
        species("B", 0.0),
        species("E", 2.0, amount=True, given="Amount"),
        species("F", 3.0, boundaryCondition="true"),
    ],
    "parameters": [
        parameter("k", 0.5),
        parameter("lambda", 2.0),
        parameter("twice"),
        parameter("total", constant=False),
        parameter("phase", 0.25, constant=False),
        parameter("dose", 0.0, constant=False),
    ],
    "starts": [start("twice", "2 * k"), start("B", "A / 4")],
    "rules": [rule("assignment", "total", "A + B"), rule("rate", "phase", "lambda * (1 - phase)")],
    "reactions": [
        reaction("J", "A", "B", "cell * k * A"),
        reaction("K", "F", "E", "q * F * cell", parameter("q", 0.1).replace("parameter", "localParameter")
                 .replace(' constant="true"', "")),
    ],
    "events": [
        event("pulse", "time >= 2", {"dose": "dose + 1", "A": "A + 1"}, delay="0.5", persistent="false",
              priority="3", initialValue="false", useValuesFromTriggerTime="false"),
    ],
}  # fmt: skip


def imported(folder: Path, text: str, **options: object) -> Imported:
    return read_sbml(written(folder, text), **options)  # type: ignore[arg-type]


def curves(folder: Path, text: str, **options: object) -> dict[str, np.ndarray]:
    """The curves of a file, through the files of its records."""
    made = imported(folder, text, **options)
    made.write(folder / "catalog")
    library = load_library([folder / "catalog"])
    assert not check_library(library).faults
    result = run_experiment(load_experiment(library.experiments[made.name], library), library)
    assert result.solution.ok.all()
    return {name: curve[:, 0] for name, curve in result.measurements.curves.items()}


def test_each_element_becomes_its_kind_of_record(tmp_path: Path) -> None:
    made = imported(tmp_path, document(**MIXED))
    chapter = made.chapter
    assert [entity.id for entity in chapter.entities] == ["A", "B", "E", "phase", "dose"]
    assert {"cell", "k", "F", "lambda_sbml", "K_q", "time_unit"} == {q.path for q in chapter.quantities}
    signals = {signal.name: signal for signal in chapter.signals}
    assert (signals["twice"].value, signals["twice"].outcome) == ("2 * k", False)
    assert (signals["total"].value, signals["total"].outcome) == ("A + B", True)
    assert signals["J"].value == "cell * k * A"
    assert signals["K"].value == "K_q * F * cell"
    processes = {process.target: process for process in chapter.processes}
    assert {process.kind for process in chapter.processes} == {"change"}
    assert processes["A"].rate == "-J / cell / time_unit"
    assert processes["E"].rate == "K / time_unit"
    assert processes["phase"].rate == "lambda_sbml * (1 - phase) / time_unit"
    assert "F" not in processes
    entities = {entity.id: entity for entity in chapter.entities}
    assert (entities["B"].start, entities["B"].quantities) == ("A / 4", ())
    assert entities["A"].quantities[0].value == 1.0
    assert made.renamed == {"lambda": "lambda_sbml"}


def test_the_keys_of_an_event(tmp_path: Path) -> None:
    (pulse,) = imported(tmp_path, document(**MIXED)).chapter.events
    assert pulse.when == "at_least(time / time_unit, 2)"
    assert pulse.sets == {"dose": "dose + 1", "A": "A + 1"}
    assert (pulse.after, pulse.priority) == ("0.5 * time_unit", "3")
    assert (pulse.persistent, pulse.frozen, pulse.fires_at_start) == (False, False, True)


def test_what_cannot_fall_below_zero_is_told(tmp_path: Path) -> None:
    text = document(
        species=[species("A"), species("B", 0.0)],
        parameters=[parameter("drift", 0.0, constant=False), parameter("v", -1.0)],
        rules=[rule("rate", "drift", "v * A")],
        reactions=[reaction("J", "A", "B", "cell * (A - 0.5 * B)")],
    )
    signed = {entity.id: entity.signed for entity in imported(tmp_path, text).chapter.entities}
    assert signed == {"A": False, "B": False, "drift": True}


def test_units_are_carried_where_all_are_declared(tmp_path: Path) -> None:
    text = document(
        **DECAY | {
            "unit_definitions": [
                unit("per_hour", ("second", -1, 3600.0)), unit("hour", ("second", 1, 3600.0)),
            ],
            "species": [s.replace("<species", '<species substanceUnits="mole"') for s in DECAY["species"]],
            "parameters": [parameter("k", 0.5, unit="per_hour")],
        },
        units='timeUnits="hour" substanceUnits="mole" extentUnits="mole" volumeUnits="litre"',
    )  # fmt: skip
    made = imported(tmp_path, text)
    assert (made.units, made.why, made.time) == ("carried", "", "hour")
    assert {q.path: q.unit for q in made.chapter.quantities} == {"cell": "L", "k": "1/hour"}
    assert {entity.unit for entity in made.chapter.entities} == {"mol/L"}
    assert {signal.name: signal.unit for signal in made.chapter.signals} == {"J": "mol/hour"}
    assert [process.rate for process in made.chapter.processes] == ["-J / cell", "J / cell"]
    found = curves(tmp_path, text, until=4.0, points=2)
    assert found["A"] == pytest.approx([1.0, exp(-1.0), exp(-2.0)], rel=1e-5)
    plain = imported(tmp_path, text, plain_numbers=True)
    assert (plain.units, plain.why) == ("plain numbers", "so it was asked for")


def test_without_units_all_numbers_are_plain(tmp_path: Path) -> None:
    made = imported(tmp_path, document(**DECAY))
    assert (made.units, made.why) == ("plain numbers", "the file does not declare all units")
    (unit_of_time,) = [q for q in made.chapter.quantities if q.path == "time_unit"]
    assert (unit_of_time.value, unit_of_time.unit) == (1.0, "second")
    found = curves(tmp_path, document(**DECAY), until=2.0, points=4)
    assert found["A"] == pytest.approx(np.exp(-0.5 * np.linspace(0, 2, 5)), rel=1e-5)
    assert found["B"] == pytest.approx(1.0 - found["A"], abs=1e-6)
    assert found["J"] == pytest.approx(0.5 * found["A"], rel=1e-6)


def test_a_concentration_follows_the_size_of_its_compartment(tmp_path: Path) -> None:
    text = document(
        size=2.0,
        fixed=False,
        species=[species("A", 3.0), species("G", 1.0, amount=True, given="Amount")],
        rules=[rule("rate", "cell", "1")],
        reactions=[reaction("J", "", "A", "4")],
        events=[event("squeeze", "time >= 1", {"cell": "1.5", "A": "2"})],
    )
    made = imported(tmp_path, text)
    assert {"A_amount", "cell"} == {entity.id for entity in made.chapter.entities}
    found = curves(tmp_path, text, until=2.0, points=4)
    # 6 mol in 2 L, and 4 mol and 1 L more every second; the event first sets 2 mol/L of the 3 L there are.
    assert found["A"][:2] == pytest.approx([3.0, 8.0 / 2.5], rel=1e-6)
    assert found["A"][2:] == pytest.approx([6.0 / 1.5, 8.0 / 2.0, 10.0 / 2.5], rel=1e-5)
    assert found["cell"][2:] == pytest.approx([1.5, 2.0, 2.5], rel=1e-6)


def test_an_algebraic_rule_is_solved_for_its_variable(tmp_path: Path) -> None:
    lists = DECAY | {
        "parameters": [parameter("k", 0.5), parameter("x", constant=False)],
        "rules": [rule("algebraic", "", "2 * (x - A) + B / 2 - 1")],
    }
    made = imported(tmp_path, document(**lists))
    (signal,) = [s for s in made.chapter.signals if s.name == "x"]
    assert signal.value == "-(2 * -A + B / 2 - 1) / 2"
    assert any("the algebraic rule was solved for 'x'" in note for note in made.notes)


def test_a_model_without_motion_gets_a_clock(tmp_path: Path) -> None:
    text = document(parameters=[parameter("y", constant=False)], rules=[rule("assignment", "y", "2 * time")])
    found = curves(tmp_path, text, until=3.0, points=3)
    assert found["y"] == pytest.approx([0.0, 2.0, 4.0, 6.0])


def test_a_trigger_that_holds_for_an_instant_is_seen(tmp_path: Path) -> None:
    text = document(**DECAY | {"events": [event("dose", "time == 1", {"A": "A + 5"})]})
    assert imported(tmp_path, text).chapter.events[0].when == "at_least(time / time_unit, 1)"


def test_a_window_of_time_that_no_state_follows_is_seen(tmp_path: Path) -> None:
    text = document(
        parameters=[parameter("count", 0.0, constant=False)],
        events=[event("tick", "sin(6.283185307179586 * time) > 0.5", {"count": "count + 1"})],
    )
    made = imported(tmp_path, text)
    assert any("no turn of a condition is missed" in note for note in made.notes)
    assert curves(tmp_path, text, until=20.0, points=4)["count"].tolist() == [0.0, 5.0, 10.0, 15.0, 20.0]


def test_lower_levels_are_converted(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?>
<sbml xmlns="http://www.sbml.org/sbml/level1" level="1" version="2"><model name="old">
<listOfCompartments><compartment name="c" volume="2"/></listOfCompartments>
<listOfSpecies><specie name="A" compartment="c" initialAmount="3"/></listOfSpecies>
<listOfParameters><parameter name="k" value="0.5"/></listOfParameters>
<listOfReactions><reaction name="J"><listOfReactants><specieReference specie="A"/></listOfReactants>
<kineticLaw formula="k * A * c"/></reaction></listOfReactions>
</model></sbml>
""".replace('level="1" version="2"', 'level="1" version="1"')
    made = imported(tmp_path, text)
    assert made.level == (1, 1)
    assert curves(tmp_path, text, until=2.0, points=2)["A"][-1] == pytest.approx(1.5 * exp(-1.0), rel=1e-5)


def test_the_files_say_what_the_chapter_says(tmp_path: Path) -> None:
    made = imported(tmp_path, document(**MIXED))
    paths = made.write(tmp_path / "catalog")
    assert [str(path.relative_to(tmp_path / "catalog")) for path in paths] == [
        "models/small/model.toml",
        "models/small/experiment.toml",
        "sources/small.toml",
    ]
    library = load_library([tmp_path / "catalog"])
    (read,) = library.chapters["small"]
    assert _bare(read) == _bare(made.chapter)
    assert library.sources["sbml:small"].seen == "code"


def _bare(chapter: Chapter) -> Chapter:
    """A chapter without the places of its records."""
    quantities = tuple(replace(q, where="") for q in chapter.quantities)
    entities = tuple(
        replace(e, where="", quantities=tuple(replace(q, where="") for q in e.quantities))
        for e in chapter.entities
    )
    return replace(
        chapter,
        where="",
        entities=entities,
        quantities=quantities,
        signals=tuple(replace(s, where="") for s in chapter.signals),
        processes=tuple(replace(p, where="") for p in chapter.processes),
        events=tuple(replace(e, where="", sets=dict(e.sets)) for e in chapter.events),
    )
