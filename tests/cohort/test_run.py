"""Whole experiments on the tiny model, solved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from osteon.cohort import Result, pose, run_experiment
from osteon.errors import ExperimentError
from osteon.model import build_model
from osteon.scenario import load_experiment
from osteon.solve import Status
from tests.scenario.tiny import EXPERIMENT, library, write

LIBRARY = library()
STUDIED = EXPERIMENT + '[measured.mice]\nyoung = "adult"\nold = "aged"\n'


def run(folder: Path, text: str = STUDIED) -> Result:
    return run_experiment(load_experiment(write(folder, text), LIBRARY), LIBRARY)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return run(tmp_path_factory.mktemp("experiment"))


def failing(result: Result, *lanes: int) -> Result:
    """The same result, had these lanes failed."""
    status = result.solution.status.copy()
    status[list(lanes)] = int(Status.step_limit)
    return replace(result, solution=replace(result.solution, status=status))


def test_the_curves_are_those_of_the_equations(result: Result) -> None:
    neutrophils = result.measurements.curves["neutrophil"]
    parameters = dict(zip(result.solution.quantity_paths, result.solution.parameters, strict=True))
    exact = parameters["neutrophil.initial"] * np.exp(
        -parameters["leave.k"] * result.measurements.times[:, None]
    )
    assert neutrophils == pytest.approx(exact, rel=0.01, abs=0.1)


def test_what_no_arm_can_reach_is_pruned_and_reads_zero(result: Result) -> None:
    assert {"bacteria", "TNF", "M1"}.isdisjoint(result.solution.state_ids)
    assert not result.measurements.curves["bacteria"].any()


def test_lanes_are_arm_by_arm(result: Result) -> None:
    assert result.lanes == tuple((arm, animal) for arm in ("young", "old") for animal in range(3))


def test_a_dose_brings_a_state_to_life_in_its_arm_alone(tmp_path: Path) -> None:
    dose = '[[arm.old.dose]]\nentity = "TNF"\namount = 2\nunit = "ng/mL"\n'
    levels = run(tmp_path, EXPERIMENT + dose).measurements.curves["TNF"]
    assert not levels[:, :3].any()
    assert levels[0, 3:] == pytest.approx(0.002)


def test_one_animal_is_the_limit_of_many_without_spread(tmp_path: Path) -> None:
    one = run(tmp_path, EXPERIMENT.replace("animals = 3", "animals = 1"))
    chapter = LIBRARY.chapters["natural_healing"][0]
    still = tuple(replace(q, value=0.0) if q.path == "between_animal_cv" else q for q in chapter.quantities)
    known = library(chapters={"natural_healing": (replace(chapter, quantities=still),)})
    many = run_experiment(load_experiment(write(tmp_path), known), known)
    for animal in range(3):
        assert many.solution.states[:, :, animal::3] == pytest.approx(one.solution.states)


def test_the_table_is_tidy_and_complete(result: Result) -> None:
    table = result.table()
    assert list(table.columns) == ["arm", "animal", "day", "outcome", "value", "unit"]
    assert not table.isna().to_numpy().any()
    assert not table.duplicated(["arm", "animal", "day", "outcome"]).any()
    curves = table[table.outcome == "callus_bone"]
    assert len(curves) == 2 * 3 * result.measurements.times.size
    last = curves[(curves.arm == "old") & (curves.animal == 2) & (curves.day == 28.0)]
    assert last.value.item() == pytest.approx(result.measurements.curves["callus_bone"][-1, 5])


def test_the_summary_is_the_table_by_arm_and_day(result: Result) -> None:
    summary, table = result.summary(), result.table()
    assert list(summary.columns) == [
        "arm", "day", "outcome", "mean", "low", "high", "p2_5", "p97_5", "sd", "n", "unit",
    ]  # fmt: skip
    keys = ["arm", "day", "outcome"]
    curves = summary[summary.outcome == "callus_bone"].set_index(keys)
    grouped = table[table.outcome == "callus_bone"].groupby(keys, observed=True).value
    assert curves["mean"].to_dict() == pytest.approx(grouped.mean().to_dict())
    assert curves["sd"].to_dict() == pytest.approx(grouped.std().to_dict())
    assert set(summary.n) == {3}


def test_old_mice_heal_late(result: Result) -> None:
    late = result.summary().query("outcome == 'callus_bone' and day == 14").set_index("arm")["mean"]
    assert late["old"] < late["young"]


def test_failed_lanes_are_listed_and_left_out(result: Result) -> None:
    failed = failing(result, 1, 5)
    assert failed.failures()[["arm", "animal"]].to_numpy().tolist() == [["young", 1], ["old", 2]]
    assert failed.failures().reason.str.contains("step").all()
    assert set(failed.summary().n) == {2}
    assert set(failed.table().query("arm == 'young'").animal) == {0, 2}
    assert result.failures().empty


def test_an_arm_that_failed_altogether_is_in_no_table_but_that_of_failures(result: Result) -> None:
    failed = failing(result, 0, 1, 2)
    for table in (failed.summary(), failed.table(), failed.union()):
        assert set(table.arm) == {"old"}
    assert set(failed.residuals().query("arm == 'young' and row == 'R1'").note) == {
        "no animal of this arm could be solved"
    }


def test_residuals_compare_in_the_units_of_the_study(result: Result) -> None:
    rows = result.residuals().set_index("row")
    times, bone = result.measurements.times, result.measurements.curves["callus_bone"][:, :3]
    between = np.mean([np.interp(14.5, times, bone[:, animal]) for animal in range(3)]) / 100
    assert rows.model["R1"] == pytest.approx(between)
    assert rows.residual["R1"] == pytest.approx(between - 0.5)
    assert rows.model_low["R1"] < between < rows.model_high["R1"]
    assert rows.covered["R1"] is True
    assert rows.covered["R4"] is False
    assert rows.covered["R5"] is None
    assert rows.model["R5"] == pytest.approx(np.nanmean(result.measurements.events["union_time"][:3]) / 7)


def test_contrasts_compare_with_the_mean_of_their_reference_arm(result: Result) -> None:
    rows = result.residuals().set_index("row")
    bone, union = result.measurements.curves["callus_bone"], result.measurements.events["union_time"]
    assert rows.model["R7"] == pytest.approx(100 * bone[14, 3:].mean() / bone[21, :3].mean())
    assert rows.model["R8"] == pytest.approx((union[3:].mean() - union[:3].mean()) / 7)


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ("R2", "day 99 is outside the experiment"),
        ("R3", "the model has no outcome 'trabecular_number'"),
        ("R9", "no arm of the experiment stands for the reference 'lost'"),
        ("R6", "the units do not compare: unit: given '%' (a plain number); expected a unit like 'mm' (mm)"),
    ],
)
def test_a_row_with_nothing_beside_it_says_why(result: Result, row: str, note: str) -> None:
    rows = result.residuals().set_index("row")
    assert rows.note[row] == note
    assert pd.isna(rows.model[row])


def test_union_counts_animals_and_takes_the_median_over_all(result: Result) -> None:
    union = result.union().set_index("arm")
    young = result.measurements.events["union_time"][:3]
    assert (union.n["young"], union.united["young"]) == (3, 3)
    assert union.median_time["young"] == pytest.approx(np.median(young))
    assert union.low["young"] < 1.0 == union.high["young"]


def test_the_median_time_is_open_while_most_have_not_united(result: Result) -> None:
    events = {**result.measurements.events, "union_time": np.array([9.0, np.nan, np.nan, 9.0, 11.0, np.nan])}
    union = replace(result, measurements=replace(result.measurements, events=events)).union().set_index("arm")
    assert np.isnan(union.median_time["young"])
    assert union.median_time["old"] == 11.0
    assert union.probability["young"] == pytest.approx(1 / 3)


def test_outcomes_to_draw_are_a_sensible_set_unless_the_file_says(tmp_path: Path, result: Result) -> None:
    assert result.experiment.outcomes == (
        "callus_bone",
        "callus_cartilage",
        "relative_stiffness",
        "union",
        "M1",
    )
    assert run(tmp_path, EXPERIMENT + '[report]\noutcomes = ["TNF"]\n').experiment.outcomes == ("TNF",)


def test_an_outcome_that_no_instrument_reads_is_told_with_its_line(tmp_path: Path) -> None:
    message = (
        r"experiment.toml:15: given 'calus_bone'; expected an outcome that an instrument reads;"
        r" did you mean 'callus_bone'"
    )
    with pytest.raises(ExperimentError, match=message):
        run(tmp_path, EXPERIMENT + '[report]\noutcomes = ["calus_bone"]\n')


def test_a_dose_at_day_0_and_a_start_value_are_both_alive(tmp_path: Path) -> None:
    text = (
        EXPERIMENT
        + 'conditions.infection.load = 7\n[[arm.old.dose]]\nentity = "M1"\namount = "3 cell/mm^3"\n'
    )
    problem = pose(load_experiment(write(tmp_path, text), LIBRARY), build_model(LIBRARY), LIBRARY)
    alive = {state.id for state in problem.model.states}
    assert {"bacteria", "M1", "neutrophil", "clot"} <= alive
    assert "TNF" not in alive
    row = problem.model.state_index("bacteria")
    assert problem.initial[row, :3].tolist() == [0, 0, 0]
    assert (problem.initial[row, 3:] > 0).all()
