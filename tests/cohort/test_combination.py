"""Combinations found by what arms hold, and judged against the sum of their parts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from osteon.cohort import Combination, Estimate, Interaction, Result, combinations, gain_courses, interaction
from osteon.cohort._interaction import index, verdict
from osteon.scenario import Arm, Change, ProductUse, Setting, Subject
from tests.report.small import result

HOST = (Setting("subject", "mouse"), Setting("defect", "hole", {"diameter": 4.0}))
NAN = float("nan")


def arm(name: str, *given: str, dose: float = 1.0, settings: tuple[Setting, ...] = HOST) -> Arm:
    uses = tuple(ProductUse(each, "local", {"dose": dose}, (1.0,)) for each in given)
    return Arm(name, "", Subject("mouse", 100.0), settings, products=uses)


def test_two_therapies_and_both_are_found_whatever_their_order() -> None:
    arms = [arm("both", "b", "a"), arm("first", "a"), arm("nothing"), arm("second", "b")]
    assert combinations(arms) == (Combination("both", "nothing", ("first", "second")),)


def test_three_therapies_are_taken_apart_as_finely_as_arms_allow() -> None:
    arms = [
        arm("0"),
        arm("a", "a"),
        arm("b", "b"),
        arm("c", "c"),
        arm("ab", "a", "b"),
        arm("abc", "a", "b", "c"),
    ]
    found = combinations(arms)
    assert Combination("ab", "0", ("a", "b")) in found
    assert Combination("abc", "0", ("a", "b", "c")) in found
    assert Combination("abc", "0", ("c", "ab")) not in found
    # Without an arm for b alone what is left can still be told.
    assert combinations([each for each in arms if each.name != "b"]) == (
        Combination("abc", "0", ("c", "ab")),
    )


def test_what_all_arms_share_belongs_to_the_control() -> None:
    arms = [arm("gel", "gel"), arm("x", "gel", "a"), arm("y", "gel", "b"), arm("xy", "gel", "a", "b")]
    assert combinations(arms) == (Combination("xy", "gel", ("x", "y")),)


def test_another_dose_host_or_defect_is_another_thing() -> None:
    arms = [arm("0"), arm("a", "a", dose=2.0), arm("b", "b"), arm("ab", "a", "b")]
    assert combinations(arms) == ()
    other = (HOST[0], replace(HOST[1], dials={"diameter": 5.0}))
    assert combinations([arm("0"), arm("a", "a"), arm("b", "b"), arm("ab", "a", "b", settings=other)]) == ()


def test_conditions_and_changes_combine_with_products() -> None:
    smoker = (*HOST, Setting("condition", "smoking", {"packs": 1.0}))
    change = (Change("k", "scale", 2.0),)
    arms = [
        arm("0"),
        arm("drug", "a"),
        arm("smoker", settings=smoker),
        replace(arm("faster"), changes=change),
        replace(arm("all", "a", settings=smoker), changes=change),
    ]
    assert combinations(arms) == (Combination("all", "0", ("drug", "smoker", "faster")),)


def test_equal_arms_do_not_multiply_what_is_found() -> None:
    arms = [arm("0"), arm("00"), arm("a", "a"), arm("same", "a"), arm("b", "b"), arm("ab", "a", "b")]
    assert combinations(arms) == (Combination("ab", "0", ("a", "b")),)


@pytest.mark.parametrize(
    ("excess", "direction", "expected"),
    [
        (Estimate(0.0, -0.5, 0.5), 1.0, "additive"),
        (Estimate(2.0, 1.5, 2.5), 1.0, "synergistic"),
        (Estimate(2.0, 1.5, 2.5), -1.0, "antagonistic"),
        (Estimate(-2.0, -2.5, -1.5), -1.0, "synergistic"),
        (Estimate(1.0, 0.5, 1.5), 1.0, "undecided"),
        (Estimate(0.0, -3.0, 3.0), 1.0, "undecided"),
        (Estimate(2.0, NAN, NAN), 1.0, "synergistic"),
        (Estimate(0.5, NAN, NAN), 1.0, "additive"),
    ],
)
def test_the_interval_decides_against_the_margin(excess: Estimate, direction: float, expected: str) -> None:
    assert verdict(excess, 1.0, direction) == expected


def judged(folder: Path, rows: dict[str, list[float]], outcome: str = "callus_bone") -> Interaction:
    """An interaction of arms 0, a, b and ab whose curve is given: straight from 0 to the last value."""
    made = _with(result(folder / "mice.toml"), rows, outcome)
    found = interaction(made, combinations(made.experiment.arms)[0], outcome, "last")
    assert found is not None
    return found


def _with(base: Result, rows: dict[str, list[float]], outcome: str) -> Result:
    arms = (arm("0"), arm("a", "a"), arm("b", "b"), arm("ab", "a", "b"))
    last = np.concatenate([rows[each.name] for each in arms])
    days = base.measurements.times
    curve = np.outer(days / days[-1], last)
    measured = replace(base.measurements, curves={**base.measurements.curves, outcome: curve})
    lanes = len(last)
    solution = replace(base.solution, status=np.zeros(lanes, dtype=int))
    experiment = replace(base.experiment, arms=arms, animals=len(rows["0"]))
    return replace(base, experiment=experiment, measurements=measured, solution=solution)


ALIKE = [10.0, 11.0, 12.0, 13.0]


def shifted(a: float, b: float, both: float) -> dict[str, list[float]]:
    """Rows of four animals, all of which gain the same."""
    gains = {"0": 0.0, "a": a, "b": b, "ab": both}
    return {name: [x + gain for x in ALIKE] for name, gain in gains.items()}


def test_what_adds_up_is_additive_in_every_animal(tmp_path: Path) -> None:
    rows = shifted(4, 6, 10)
    found = judged(tmp_path, rows)
    assert found.verdict == "additive"
    assert found.excess == Estimate(pytest.approx(0.0), pytest.approx(0.0), pytest.approx(0.0))
    assert found.margin == pytest.approx(1.0)
    assert found.index.mean == pytest.approx(1.0)
    assert (found.best, found.over_best.mean) == ("b", pytest.approx(4.0))


def test_more_is_synergistic_less_is_antagonistic_and_the_index_says_how_much(tmp_path: Path) -> None:
    rows = shifted(4, 6, 15)
    more = judged(tmp_path, rows)
    assert (more.verdict, more.index.mean) == ("synergistic", pytest.approx(1.5))
    less = judged(tmp_path, rows | {"ab": [x + 6 for x in ALIKE]})
    assert (less.verdict, less.index.mean) == ("antagonistic", pytest.approx(0.6))
    assert less.over_best.mean == pytest.approx(0.0)


def test_treatments_that_lower_are_judged_in_their_own_direction(tmp_path: Path) -> None:
    rows = shifted(-2, -3, -9)
    assert judged(tmp_path, rows).verdict == "synergistic"
    assert judged(tmp_path, rows).best == "b"


def test_few_and_unlike_animals_leave_it_undecided(tmp_path: Path) -> None:
    rows = shifted(4, 6, 0) | {"ab": [18.0, 25.0, 21.0, 28.0]}
    found = judged(tmp_path, rows)
    assert (found.verdict, found.n) == ("undecided", 4)
    assert found.excess.low < found.margin < found.excess.high


def test_shares_of_what_is_left_are_bliss(tmp_path: Path) -> None:
    """Of what is left to win, 80 %, each takes half: together three quarters of it, not all."""
    rows = {"0": [20.0] * 3, "a": [60.0] * 3, "b": [60.0] * 3, "ab": [80.0] * 3}
    found = judged(tmp_path, rows)
    assert found.verdict == "antagonistic"
    assert found.bliss is not None
    assert (found.bliss.mean, found.bliss_verdict) == (pytest.approx(0.0), "additive")


def test_one_animal_has_no_interval_and_a_verdict_all_the_same(tmp_path: Path) -> None:
    found = judged(tmp_path, {"0": [10.0], "a": [14.0], "b": [16.0], "ab": [30.0]})
    assert (found.verdict, found.n) == ("synergistic", 1)
    assert np.isnan(found.excess.low)


def test_animals_that_failed_in_one_arm_count_in_none(tmp_path: Path) -> None:
    rows = shifted(4, 6, 0) | {"ab": [20.0, 21.0, 22.0, 99.0]}
    made = _with(result(tmp_path / "mice.toml"), rows, "callus_bone")
    status = np.zeros(16, dtype=int)
    status[15] = 1
    made = replace(made, solution=replace(made.solution, status=status))
    found = interaction(made, combinations(made.experiment.arms)[0], "callus_bone", "last")
    assert found is not None
    assert (found.n, found.excess.mean) == (3, pytest.approx(0.0))


def test_union_that_is_the_same_in_all_animals_still_has_an_interval(tmp_path: Path) -> None:
    rows = {"0": [0.0] * 4, "a": [0.0] * 4, "b": [0.0] * 4, "ab": [100.0] * 4}
    found = judged(tmp_path, rows, "union")
    assert found.excess.mean == 100.0
    assert 0.0 < found.excess.low < 100.0
    assert found.verdict == "synergistic"


def test_over_the_time_and_day_by_day(tmp_path: Path) -> None:
    rows = shifted(4, 6, 15)
    made = _with(result(tmp_path / "mice.toml"), rows, "callus_bone")
    (both,) = combinations(made.experiment.arms)
    found = interaction(made, both, "callus_bone", "mean")
    assert found is not None
    assert found.excess.mean == pytest.approx(2.5)
    gains, expected = gain_courses(made, both, "callus_bone")
    assert gains[-1] == pytest.approx([4.0, 6.0, 15.0])
    assert expected[-1] == pytest.approx(10.0)


def test_an_index_over_nothing_is_none() -> None:
    nothing = np.zeros(4)
    assert np.isnan(index(np.ones(4), nothing).mean)
    unsure = index(np.ones(4), np.array([-1.0, 1.0, -2.0, 2.5]))
    assert not np.isnan(unsure.mean)
    assert np.isnan(unsure.low)
