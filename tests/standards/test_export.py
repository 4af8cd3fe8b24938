"""Models written as SBML: sound, and the same curves in libRoadRunner and COPASI as in Osteon itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from osteon.knowledge import NATURAL_HEALING, Library, load_library
from osteon.model import LAWS
from osteon.scenario import Arm, Dose, Experiment, load_experiment
from osteon.standards import check_sbml, write_sbml
from osteon.standards._sbml_out._plan import made_plan
from tests.models import clockwork
from tests.scenario import tiny, treated
from tests.standards import zoo
from validation.sbml_export import LIMIT, Document, compared, experiments, worst

CLOCK = (
    clockwork.EXPERIMENT
    + """
[arm.dosed]
dose = [
  { entity = "spring", amount = "5", day = 0.25 },
  { entity = "spring", amount = "1", day = 0, every = 0.4 },
  { entity = "clock", amount = "1 hour", day = 0 },
]
change = [
  { target = "running_down.k", op = "scale", value = 2, from = 0.7, until = 1.1 },
  { target = "full", op = "set", value = 7 },
]
"""
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The catalogue with two models of the tests."""
    clock = clockwork.written(tmp_path_factory.mktemp("clock"), experiment=CLOCK)
    return load_library([clock, zoo.written(tmp_path_factory.mktemp("zoo"))])


def in_arm(library: Library, model: str, name: str) -> tuple[Experiment, Arm]:
    (experiment,) = experiments(library, [model])
    (arm,) = [arm for arm in experiment.arms if arm.name == name]
    return experiment, arm


def test_what_moves_in_space_is_left_out(library: Library) -> None:
    still = tuple(replace(chapter, transports=()) for chapter in library.chapters[NATURAL_HEALING])
    assert still != library.chapters[NATURAL_HEALING]
    point = replace(library, chapters={NATURAL_HEALING: still})
    count = re.compile(r"Not in here: \d+ numbers that no equation reads")  # those of transports too
    whole, bare = (count.subn("", write_sbml(known, NATURAL_HEALING)) for known in (library, point))
    assert whole == bare
    assert whole[1] == 1


def test_the_zoo_has_every_law() -> None:
    assert set(zoo.CALLS) == set(LAWS)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("natural_healing", "young"),
        ("kagan2013", "unit_dose"),
        ("eftimie2019", "default"),
        ("immunohybrid", "single_parcel"),
        ("zoo", "plain"),
        ("zoo", "treated"),
    ],
)
def test_other_programs_give_the_same_curves(library: Library, model: str, name: str) -> None:
    experiment, arm = in_arm(library, model, name)
    assert not check_sbml(write_sbml(library, model, name, experiment=experiment))
    found = compared(library, experiment, arm)
    assert set(found) == {"roadrunner", "copasi"}
    assert all(error <= LIMIT for error, _ in found.values()), found


@pytest.mark.parametrize("name", ["plain", "slack", "dosed"])
def test_a_clock_with_doses_and_windows_goes_as_in_osteon(
    library: Library, tmp_path: Path, name: str
) -> None:
    experiment, arm = in_arm(library, "clockwork", name)
    assert not check_sbml(write_sbml(library, "clockwork", name))
    found = compared(library, experiment, arm, ["roadrunner"])
    assert found["roadrunner"][0] <= LIMIT, found
    # COPASI stops at an event that turns two conditions; here is a clock with one.
    text = clockwork.MODEL.replace("choose(evening, 0, -k)", "-k * (1 - evening)")
    other = load_library([clockwork.written(tmp_path, model=text, experiment=CLOCK)])
    assert compared(other, *in_arm(other, "clockwork", name), ["copasi"])["copasi"][0] <= LIMIT


def test_every_model_gives_a_sound_document(library: Library) -> None:
    for model in library.chapters:
        assert not check_sbml(write_sbml(library, model)), model


def test_the_same_records_give_the_same_text(library: Library) -> None:
    assert write_sbml(library, "zoo", "treated") == write_sbml(library, "zoo", "treated")


def test_a_subject_and_a_condition_show_in_the_numbers(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "e.toml"
    path.write_text(
        "title = 'x'\n[design]\ndays = 7\n[subject]\nspecies = 'mouse'\nage = '18 month'\n"
        "[defect]\npreset = 'closed_fracture'\n[arm.a]\n[arm.b]\nconditions.tnf_receptor_loss = {}\n",
        encoding="utf-8",
    )
    experiment = load_experiment(path, library)
    texts = [write_sbml(library, "natural_healing", name, experiment=experiment) for name in "ab"]
    assert 'id="tnf_receptor" name="tnf_receptor" value="0"' in texts[1]
    assert 'id="tnf_receptor" name="tnf_receptor" value="0"' not in texts[0]
    assert "the arm b changes it" in texts[1]


def test_the_comparison_finds_what_is_wrong() -> None:
    document = Document("", {"a": "u", "b": "v"}, {"a": 2.0, "b": 1.0}, 1.0)
    own = {"a": np.array([2.0, 4.0]), "b": np.array([1.0, 1.0])}
    assert worst(own, {"a": np.array([1.0, 2.0]), "b": own["b"]}, document, {})[0] == 0.0
    error, name = worst(own, {"a": np.array([1.0, 2.002]), "b": own["b"]}, document, {})
    assert error == pytest.approx(1e-3, rel=1e-4)
    assert name == "a"
    for broken in (own | {"b": np.array([1.0, np.nan])}, own):
        other = {"a": np.array([1.0, 2.0]), "b": np.array([1.0, np.inf if broken is own else 1.0])}
        assert worst(broken, other, document, {})[0] == np.inf
    assert worst(own, {"a": np.array([1.0, 2.002]), "b": own["b"]}, document, {"a": 1e4})[0] < 1e-6


@pytest.mark.parametrize(
    ("days", "amounts", "again"),
    [
        ((1.0, 2.0, 3.0, 4.0), (5.0, 5.0, 5.0, 5.0), True),
        ((1.0, 2.0, 3.0, 4.5), (5.0, 5.0, 5.0, 5.0), False),
        ((1.0, 2.0, 3.0, 4.0), (5.0, 5.0, 5.0, 6.0), False),
    ],
)
def test_doses_are_one_event_only_where_they_are_alike(
    library: Library, days: tuple[float, ...], amounts: tuple[float, ...], again: bool
) -> None:
    arm = Arm("dosed", "", None, doses=(Dose("spring", amounts, days),))
    plan = made_plan(library, "clockwork", arm)
    assert bool(plan.series) == again
    given = {day: dict(happening.doses) for day, happening in plan.later.items()}
    expected = {} if again else dict(zip(days, ({"spring": amount} for amount in amounts), strict=True))
    assert given == expected


def test_what_a_product_delivers_is_a_dose_of_the_typical_animal(tmp_path: Path) -> None:
    text = treated.given('cells = "2e6 cell"', "day = 3", "every = 7", "until = 10")
    known = treated.treated()
    (_, arm) = load_experiment(tiny.write(tmp_path, text), known).arms
    plan = made_plan(known, NATURAL_HEALING, arm)
    assert {day: dict(happening.doses) for day, happening in plan.later.items()} == {
        3.0: {"graft": 8e5}, 10.0: {"graft": 8e5},
    }  # fmt: skip


def test_an_arm_of_natural_healing_is_written_as_far_as_it_reaches(tmp_path: Path) -> None:
    known = treated.treated()
    (young, old) = load_experiment(tiny.write(tmp_path, treated.given('cells = "2e6 cell"')), known).arms
    whole, bare, given = (
        {state.id for state in made_plan(known, NATURAL_HEALING, arm).model.states}
        for arm in (None, young, old)
    )
    assert given - bare == {"graft"}
    assert whole - given >= {"lung", "EV"}
