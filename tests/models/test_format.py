"""What records of other people's models may say, from the file to the curve, and every fault in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from osteon.cohort import run_experiment, verify
from osteon.errors import ExperimentError, RecordError
from osteon.knowledge import Library, load_library
from osteon.model import TIME, build_model, check_library, explain, names
from osteon.scenario import load_experiment
from tests.models.clockwork import EXPERIMENT, MODEL, PROBES, REFERENCE, written


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load_library([written(tmp_path_factory.mktemp("catalog"))])


def loaded(folder: Path, **files: str) -> Library:
    return load_library([written(folder, **files)])


def fault(folder: Path, old: str, new: str) -> str:
    """What is said of the model with `new` in the place of `old`."""
    assert old in MODEL
    with pytest.raises(RecordError) as caught:
        build_model(loaded(folder, model=MODEL.replace(old, new)), "clockwork")
    return str(caught.value)


def test_every_key_is_read(library: Library) -> None:
    (chapter,) = library.chapters["clockwork"]
    assert (chapter.source, chapter.unchecked) == ("doi:10.1/clock", ("The paper was never written.",))
    entities = {entity.id: entity for entity in chapter.entities}
    assert (entities["balance"].signed, entities["balance"].resolution) == (True, 1e-3)
    assert entities["spring"].start == "2 * full"
    (event,) = chapter.events
    assert (event.persistent, event.frozen, event.fires_at_start) == (True, True, False)
    assert dict(event.sets) == {"spring": "full", "clock": "0", "wound": "wound + 1"}
    assert "winding.period" in {quantity.path for quantity in chapter.all_quantities}
    model = build_model(library, "clockwork")
    assert [id for id, _ in model.starts] == ["spring"]
    assert TIME in names(dict(model.signals)["days"])


def test_it_runs_from_the_file_to_the_curve(library: Library) -> None:
    plan = load_experiment(library.experiments["clockwork"], library)
    assert plan.times.tolist() == [0.0, 0.125, 0.5, 1.0, 1.5, 2.0]
    result = run_experiment(plan, library)
    curves = {name: curve[:, 0] for name, curve in result.measurements.curves.items()}
    assert curves["spring"] == pytest.approx([20.0, 20 * np.exp(-0.3), 10, 10, 10, 10], rel=1e-6)
    assert curves["balance"] == pytest.approx([0.0, -30.0, -60.0, -120.0, -180.0, -240.0], abs=1e-4)
    assert curves["wound"].tolist() == [0, 0, 1, 2, 3, 4]
    assert curves["clock"] == pytest.approx([0.0, 3.0, 0.0, 0.0, 0.0, 0.0], abs=1e-9)
    assert curves["days"] == pytest.approx(plan.times)
    assert result.measurements.curves["spring"][1, 1] == pytest.approx(20.0)


def test_a_change_of_a_number_moves_what_starts_from_it(tmp_path: Path) -> None:
    more = "[[arm.plain.change]]\ntarget = 'full'\nop = 'set'\nvalue = 7.0\n"
    library = loaded(tmp_path, experiment=EXPERIMENT.replace("[arm.slack]", more + "[arm.slack]", 1))
    result = run_experiment(load_experiment(library.experiments["clockwork"], library), library)
    assert result.measurements.curves["spring"][[0, -1], 0] == pytest.approx([14.0, 7.0])


def test_a_number_whose_range_goes_below_zero_may_be_held_there_for_a_while(tmp_path: Path) -> None:
    unit = 'unit = "percent/day"'
    model = MODEL.replace(unit, unit + ", range = [-300.0, 300.0]")
    change = 'target = "drift.k"\nop = "set"\nvalue = -240.0\nfrom = 1\nuntil = 1.25\n'
    library = loaded(tmp_path, model=model, experiment=f"{EXPERIMENT}[arm.up]\n[[arm.up.change]]\n{change}")
    result = run_experiment(load_experiment(library.experiments["clockwork"], library), library)
    assert result.measurements.curves["balance"][-3:, 2] == pytest.approx([-120.0, -60.0, -120.0], abs=1e-3)


def test_signals_that_are_outcomes_follow_a_switched_number(tmp_path: Path) -> None:
    switch = "[[arm.plain.change]]\ntarget = 'days.day'\nop = 'set'\nvalue = 2.0\nfrom = 1\n"
    library = loaded(tmp_path, experiment=EXPERIMENT.replace("[arm.slack]", switch + "[arm.slack]", 1))
    result = run_experiment(load_experiment(library.experiments["clockwork"], library), library)
    assert result.measurements.curves["days"][:, 0] == pytest.approx([0, 0.125, 0.5, 0.5, 0.75, 1.0])


def test_nothing_of_it_is_idle(library: Library) -> None:
    checked = check_library(library)
    assert not checked.faults
    assert not [warning for warning in checked.warnings if "clockwork" in warning.where]


def test_it_is_explained(library: Library) -> None:
    text = "\n".join(explain(library, "clockwork").lines)
    assert "A clock that loads a spring" in text
    assert "The paper was never written." in text
    assert "- running_down.k * spring" in text or "- k * spring" in text
    event = "\n".join(explain(library, "winding").lines)
    assert "at_least(clock, period) turns true" in event
    assert "wound = wound + 1" in event
    assert "is set by events: winding" in "\n".join(explain(library, "wound").lines)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('start = "2 * full"', 'start = "2 * ful"', "did you mean 'full'?"),
        ('start = "2 * full"', 'start = "time"', "which has the unit day; expected a plain number"),
        ('start = "2 * full"', 'start = "3 * spring"', "starts that need each other: spring needs spring"),
        (
            'start = "2 * full"',
            'start = "1"\nquantity.initial = { value = 1.0, unit = "1", class = "assumed", why = "x" }',
            "a start and a quantity 'initial'",
        ),
        ("resolution = 1e-3", "resolution = 0.0", "the smallest amount that matters"),
        ('spring = "full"', 'sprig = "full"', "event 'winding' that sets 'sprig'"),
        ('clock = "0"', 'clock = "full"', "the unit of clock"),
        ('when = "at_least(clock, period)"', 'when = "clock"', "that of a condition"),
        ('when = "at_least(clock, period)"', 'when = "at_least(clock, full)"', "expected day"),
        ('says = "Every twelve hours the spring is wound."', 'sais = "x"', "did you mean 'says'?"),
        ('source = "doi:10.1/clock"', 'source = "doi:10.1/clack"', "did you mean 'doi:10.1/clock'?"),
        ("[entity.wound]", "[entity.time]", "a name that the rate language leaves free"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    message = fault(tmp_path, old, new)
    assert said in message
    assert "model.toml:" in message or "models/clockwork" in message or "spring" in message


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ("[subject]\nspecies = 'mouse'\n", "the model 'clockwork' has neither"),
        ("[defect]\npreset = 'closed_fracture'\n", "the model 'clockwork' has neither"),
    ],
)
def test_other_models_have_no_animals(library: Library, tmp_path: Path, addition: str, said: str) -> None:
    path = tmp_path / "experiment.toml"
    path.write_text(EXPERIMENT + addition, encoding="utf-8")
    with pytest.raises(ExperimentError, match=said):
        load_experiment(path, library)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("at = [", "at = [9, ", "days from 0 to the last, 2"),
        ("animals = 1", "animals = 1\nmethod = 'euler'", "'patankar', 'rosenbrock' or 'kvaerno5'"),
        ("animals = 1", "animals = 1\nrtol = 3.0", "a number below 1"),
    ],
)
def test_a_wrong_design_is_told(library: Library, tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "experiment.toml"
    path.write_text(EXPERIMENT.replace(old, new), encoding="utf-8")
    with pytest.raises(ExperimentError, match=said):
        load_experiment(path, library)


def test_a_verification_finds_the_numbers_met(library: Library) -> None:
    found = verify(library, "clockwork")
    assert found.met
    assert (found.probes.count, found.default.count, found.tight.count) == (5, 6, 6)


@pytest.mark.parametrize(
    ("files", "what"),
    [
        ({"reference": REFERENCE.replace("14.8163644", "14.8173644")}, "tight"),
        ({"reference": REFERENCE.replace("-60", "-61")}, "default"),
        ({"probes": PROBES.replace(",-10,hour", ",-10.0000001,hour")}, "probes"),
    ],
)
def test_a_verification_fails_where_a_number_is_missed(
    tmp_path: Path, files: dict[str, str], what: str
) -> None:
    found = verify(loaded(tmp_path, **files), "clockwork")
    assert not found.met
    assert getattr(found, what).error > 1e-9
    assert "reference" in getattr(found, what).where


def test_a_model_without_references_is_not_called_met(tmp_path: Path) -> None:
    library = loaded(tmp_path, reference="arm,time,unit,spring\n", probes=PROBES.splitlines()[0] + "\n")
    assert not verify(library, "clockwork").met


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"reference": "arm,time,spring\nplain,1,2\n"}, "a column unit"),
        (
            {"reference": REFERENCE.replace("plain", "plane")},
            "given plane; expected an arm of the experiment",
        ),
        ({"reference": REFERENCE.replace("spring", "sprig")}, "did you mean 'spring'?"),
        ({"reference": REFERENCE.replace("-60", "minus")}, "'minus'; expected a number"),
    ],
)
def test_references_that_fit_nothing_are_told(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(RecordError, match=said.replace("?", r"\?")):
        verify(loaded(tmp_path, **files), "clockwork")
