"""Gains taken apart: by what carries them and by the numbers they hang on, beside what is known by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from osteon.cohort import Attribution, Result, attribute, best_shares, ranked, run_experiment, run_without
from osteon.cohort._gain_numbers import ProductNumber
from osteon.cohort._gain_plan import Swing
from osteon.knowledge import Source
from tests.cohort import gains
from tests.scenario.tiny import number

LIBRARY = gains.library()


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("gain")
    return run_experiment(gains.experiment(folder, LIBRARY, 5), LIBRARY, switched=True)


@pytest.fixture(scope="module")
def found(result: Result) -> Attribution:
    apart = attribute(result)
    assert apart is not None
    return apart


def lost(found: Attribution, kind: str, arm: str = "dosed") -> dict[str, float]:
    return {
        loss.part.name: loss.lost[arm] for loss in found.losses if loss.part.kind == kind and arm in loss.lost
    }


def test_the_gain_is_that_of_the_typical_animal(found: Attribution) -> None:
    assert found.control == "plain"
    assert found.outcome == "M1"
    assert found.level == pytest.approx(gains.K * 28.0, rel=1e-6)
    assert found.gains["dosed"] == pytest.approx(gains.GAIN, rel=5e-3)


def test_arms_come_with_the_largest_gain_first_and_one_without_a_gain_is_left_out(found: Attribution) -> None:
    assert list(found.gains) == ["dosed", "alike"]
    assert found.left_out == ("nothing",)


def test_each_process_carries_what_products_do_in_it(found: Attribution) -> None:
    carried = lost(found, "process")
    assert carried["recruit"] == pytest.approx(gains.CARRIED["recruit"], rel=5e-3)
    assert carried["spread"] == pytest.approx(gains.CARRIED["spread"], rel=5e-3)


def test_a_process_without_which_the_gain_were_larger_counts_below_zero(found: Attribution) -> None:
    times = gains.GIVEN * 28.0 / gains.GRAFT
    assert lost(found, "process")["graft_loss"] == pytest.approx(1.0 - times, rel=5e-3)


def test_processes_of_one_kind_and_of_one_chapter_go_together(found: Attribution) -> None:
    assert lost(found, "deed")["calling"] == pytest.approx(1.0, abs=1e-6)
    assert lost(found, "chapter") == {"tiny": pytest.approx(1.0, abs=1e-6)}


def test_without_what_is_given_nothing_is_gained(found: Attribution) -> None:
    assert lost(found, "delivery") == {"graft": pytest.approx(1.0, abs=1e-6)}


def test_a_process_of_the_host_is_taken_from_the_control_as_well(found: Attribution) -> None:
    (recruit,) = (each for each in found.losses if each.part.kind == "host" and each.part.name == "recruit")
    assert recruit.control == pytest.approx(1.0)
    assert recruit.lost["dosed"] == pytest.approx(gains.CARRIED["recruit"], rel=5e-3)
    (harden,) = (each for each in found.losses if each.part.kind == "host" and each.part.name == "harden")
    assert harden.lost["dosed"] == pytest.approx(0.0, abs=1e-4)


def test_each_number_of_products_stands_at_both_ends_of_its_range(found: Attribution) -> None:
    swings = {each.number.path: each for each in found.swings}
    share = gains.CARRIED["spread"]
    low, high = swings["spread.s"].gains["dosed"]
    assert low == pytest.approx(gains.GAIN * (1 - share + share / 3), rel=5e-3)
    assert high == pytest.approx(gains.GAIN * (1 + share), rel=5e-3)
    assert set(swings["bm_msc.viability"].gains) == {"dosed"}
    assert set(swings["like_msc.viability"].gains) == {"alike"}


def test_numbers_of_the_host_and_numbers_without_a_range_are_not_among_them(found: Attribution) -> None:
    paths = {each.number.path for each in found.swings}
    assert "recruit.g" in paths
    assert paths.isdisjoint({"recruit.k", "recruit.one", "soften.k"})


def test_draws_lie_around_the_gain(found: Attribution) -> None:
    drawn = found.drawn["dosed"]
    assert np.isfinite(drawn).all()
    assert 0.0 < drawn.min() < gains.GAIN < drawn.max()


def test_what_a_product_has_from_another_is_one_number_in_all_draws(found: Attribution) -> None:
    origins = {each.number.path: each.number.origin for each in found.swings}
    assert origins["like_msc.viability"] == "bm_msc.viability"
    # The two arms differ by a factor only, and so do their draws.
    assert np.corrcoef(found.drawn["dosed"], found.drawn["alike"])[0, 1] > 0.95


def test_the_same_result_gives_the_same_numbers(result: Result, found: Attribution) -> None:
    again = attribute(result)
    assert again is not None
    assert (again.drawn["dosed"] == found.drawn["dosed"]).all()
    assert [loss.lost for loss in again.losses] == [loss.lost for loss in found.losses]


def test_the_program_with_switches_gives_the_same_numbers(result: Result) -> None:
    plain = run_experiment(result.experiment, LIBRARY)
    for id, curve in plain.measurements.curves.items():
        assert result.measurements.curves[id] == pytest.approx(curve, rel=1e-9, abs=1e-12), id
    assert result.solution.quantity_paths == plain.solution.quantity_paths


def test_without_products_there_is_nothing_to_take_apart(result: Result) -> None:
    bare = replace(result.experiment, arms=result.experiment.arms[:1])
    assert attribute(run_experiment(bare, LIBRARY, switched=True)) is None


def test_gains_below_the_error_of_the_solver_are_not_taken_apart(tmp_path: Path) -> None:
    text = gains.TEXT.replace("2e6 cell", "200 cell").replace("1e6 cell", "100 cell")
    small = run_experiment(gains.experiment(tmp_path, LIBRARY, 1, text), LIBRARY)
    assert attribute(small) is None


def test_arms_are_ranked_by_each_animals_difference_to_itself(result: Result) -> None:
    rows = ranked(result, "M1")
    assert [row.arm for row in rows[:2]] == ["dosed", "alike"]
    curve = result.measurements.curves["M1"][-1].reshape(4, 5)
    assert rows[0].mean == pytest.approx((curve[2] - curve[0]).mean())
    assert rows[0].low < rows[0].mean < rows[0].high
    assert rows[0].best == 1.0
    others = {row.arm: row.mean for row in rows[2:]}
    assert others == {"plain": 0.0, "nothing": pytest.approx(0.0, abs=1e-9)}


def test_arms_without_a_source_are_neither_ranked_nor_taken_apart(tmp_path: Path) -> None:
    source = "doi:10.1/x"
    known = replace(LIBRARY, sources={source: Source(source, "A paper")})
    both = run_without(gains.experiment(tmp_path, known, 2), known, [source])
    assert len(both.experiment.arms) == 8
    rows = ranked(both, "M1")
    assert {row.arm for row in rows} == {"plain", "nothing", "dosed", "alike"}
    assert rows[0].best == 1.0
    assert attribute(both) is None


def test_an_arm_that_failed_in_an_animal_is_compared_over_the_others(result: Result) -> None:
    status = np.array(result.solution.status)
    status[2 * 5 + 1] = 2
    rows = ranked(replace(result, solution=replace(result.solution, status=status)), "M1")
    assert {row.arm: row.n for row in rows} == {"dosed": 4, "alike": 5, "plain": 5, "nothing": 5}


def test_equal_arms_share_a_win_and_what_failed_does_not_count() -> None:
    values = np.array([[1.0, 5.0, 2.0, np.nan], [1.0, 4.0, 3.0, 9.0]])
    assert best_shares(values).tolist() == [0.5, 0.5]
    assert np.isnan(best_shares(np.full((2, 1), np.nan))).all()


@pytest.mark.parametrize(
    ("low", "high", "quantile", "value"),
    [
        (1.0, 100.0, 0.0, 1.0),
        (1.0, 100.0, 0.25, 10.0**0.5),
        (1.0, 100.0, 0.5, 10.0),
        (1.0, 1000.0, 0.75, 100.0),
        (0.0, 40.0, 0.25, 5.0),
        (-10.0, 40.0, 1.0, 40.0),
    ],
)
def test_a_number_is_as_likely_below_its_value_as_above(
    low: float, high: float, quantile: float, value: float
) -> None:
    drawn = ProductNumber(number("a", 10.0, low=low, high=high), "a", frozenset())
    assert drawn.at(np.array([quantile])) == pytest.approx(value)


def test_the_variance_of_a_straight_gain_is_that_of_a_uniform_number() -> None:
    swing = Swing(ProductNumber(number("a", 1.0), "a", frozenset()), {"arm": (2.0, 8.0)})
    assert swing.variance("arm", 5.0) == pytest.approx(36.0 / 12.0)
    assert swing.variance("another", 5.0) == 0.0
