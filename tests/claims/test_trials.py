"""Virtual trials: who takes part, what twins say, what a trial would report, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from osteon.claims import Direction, Found, TrialResult, check_trials, recruit, run_trials, trials_plain
from osteon.cohort import drawn, recruited
from osteon.errors import RecordError
from osteon.knowledge import ClinicalTrial
from osteon.model import build_model
from osteon.scenario import setup_arm
from tests.claims.small import library
from tests.claims.trials import GAP, OLD, PATIENTS, TRIALS, YOUNG, endpoint, people, run, trial, with_trials


def result(id: str) -> TrialResult:
    """What came of a trial."""
    return next(each for each in run().results if each.trial.id == id)


def found(id: str, name: str) -> Found:
    """What came of an endpoint."""
    return next(each for each in result(id).found if each.endpoint.id == name)


def test_patients_are_as_the_record_says() -> None:
    many = recruit(TRIALS[0], 1, 2000)
    assert many.age is not None
    assert many.female is not None
    assert many.age.min() >= YOUNG.low
    assert many.age.max() <= YOUNG.high
    assert many.female.mean() == pytest.approx(0.5, abs=0.03)
    gaps = many.dials["defect.gap"]
    assert (gaps.min() >= GAP.low, gaps.max() <= GAP.high) == (True, True)
    assert gaps.mean() == pytest.approx(2.75, abs=0.05)
    assert np.bincount(many.allotted).tolist() == [2000, 2000]


def test_patients_do_not_change_when_more_are_recruited_and_differ_between_trials() -> None:
    few, many, other = recruit(TRIALS[0], 1, 4), recruit(TRIALS[0], 1, 50), recruit(TRIALS[1], 1, 4)
    for dial in few.dials:
        assert few.dials[dial].tolist() == many.dials[dial][:8].tolist()
        assert not np.allclose(few.dials[dial], other.dials[dial])
    assert recruit(TRIALS[0], 2, 4).dials["defect.gap"].tolist() != few.dials["defect.gap"].tolist()


def test_an_age_without_spread_is_the_mean() -> None:
    one = trial("one", "usual", population=people(age=replace(YOUNG, sd=0.0), female=None))
    drawn_people = recruit(one, 1)
    assert drawn_people.age is not None
    assert set(drawn_people.age) == {YOUNG.mean}
    assert drawn_people.female is None


def test_patients_who_are_alike_are_the_animals_of_the_arm() -> None:
    model, known = build_model(library()), library()
    arms = [setup_arm(known.evidence.setups[name], known).arm for name in ("base", "short")]
    animals = drawn(arms, model, known, 5, seed=3)
    patients = recruited([[arm] * 5 for arm in arms], model, known, seed=3)
    assert np.array_equal(animals.own, patients.own)


def test_each_patient_has_its_own_age_and_gap() -> None:
    model, known = build_model(library()), library()
    base = known.evidence.setups["base"]
    setups = [
        replace(
            base, subject={**base.subject, "age": f"{age} day"}, defect={**base.defect, "gap": f"{gap} mm"}
        )
        for age, gap in ((100, 1), (600, 1), (600, 4))
    ]
    arms = [setup_arm(each, known).arm for each in setups]
    patients = recruited([arms], model, known, seed=3).own
    for at, arm in enumerate(arms):
        assert np.array_equal(patients[:, at], drawn([arm], model, known, 3, seed=3).own[:, at])
    same = recruited([[arms[0]] * 3], model, known, seed=3).own
    hard, soft = model.quantity_index("harden.k"), model.quantity_index("soften.k")
    assert (patients[hard, 1:] < same[hard, 1:]).all()
    assert patients[soft, 1] == same[soft, 1]
    assert patients[soft, 2] < same[soft, 2]


def test_twins_tell_the_direction() -> None:
    assert found("fast", "union").direction is Direction.stated
    assert found("fast", "early").direction is Direction.stated
    assert found("fast", "bone").direction is Direction.stated
    assert found("fast", "clot").direction is Direction.opposite
    twins = found("fast", "union").twins
    assert twins is not None
    assert twins.n == 2 * PATIENTS
    assert twins.low <= twins.mean <= twins.high < -twins.least


def test_a_curve_that_is_counted_is_an_event_at_its_threshold() -> None:
    bony = endpoint("bony", "time", "woven_bone", "sooner", above=20.0)
    often = endpoint("often", "share", "woven_bone", "more", above=20.0, read="peak")
    (each,) = run_trials(with_trials(), [trial("bony", "usual", bony, often, follow_up=14.0)]).results
    time, share = each.found
    assert time.direction is Direction.stated
    assert share.direction is Direction.stated
    assert [group.value for group in time.groups] == [group.value for group in share.groups]
    assert time.groups[0].value > 0.0
    curve = time.groups[0].curve
    assert curve is not None
    assert curve.days[-1] <= 14.0


def test_one_treatment_under_two_names_makes_no_difference() -> None:
    for name in ("union", "bone"):
        each = found("same", name)
        assert each.direction is Direction.absent
        assert each.twins is not None
        assert (each.twins.mean, each.twins.low, each.twins.high) == (0.0, 0.0, 0.0)


def test_a_trial_reports_those_who_were_allotted() -> None:
    union = found("fast", "union")
    assert [group.patients for group in union.groups] == [PATIENTS, PATIENTS]
    assert union.estimate is not None
    assert union.estimate.value is not None
    assert union.estimate.value > 1.0
    curve = union.groups[0].curve
    assert curve is not None
    assert (np.diff(curve.share) > 0.0).all()
    assert union.groups[0].value == pytest.approx(100.0 * curve.share[-1])


def test_the_old_unite_later() -> None:
    medians = []
    for id in ("fast", "old"):
        curve = found(id, "union").groups[0].curve
        assert curve is not None
        medians.append(28.0 if curve.median is None else curve.median)
    assert medians[0] < medians[1]
    assert OLD.low >= YOUNG.high


def test_a_pool_holds_the_trials_that_ran() -> None:
    (pool,) = run().pools
    assert [trial for trial, _ in pool.effects] == ["fast", "old", "same"]
    assert pool.value is not None
    assert pool.low is not None
    assert pool.high is not None
    assert pool.low < pool.value < pool.high


def test_what_the_model_lacks_is_not_yet() -> None:
    lacking, unread = result("lacking"), result("unread")
    assert lacking.plan.missing == {"stromal cells as a product": ("cells",)}
    assert unread.plan.missing == {"subsets of lymphocytes": ("Treg",)}
    assert not lacking.found
    assert result("fast").plan.unread == {"cells": "subsets of lymphocytes"}
    assert "cells" not in [each.endpoint.id for each in result("fast").found]


def test_a_trial_does_not_depend_on_others() -> None:
    alone = run_trials(with_trials(), [TRIALS[2]]).results[0]
    ours = result("same").course
    assert alone.course is not None
    assert ours is not None
    for reading, values in alone.course.values.items():
        assert np.allclose(values, ours.values[reading], rtol=1e-9)


def test_as_plain_values_everything_is_there() -> None:
    plain = trials_plain(run(), with_trials())
    assert plain["counts"]["trials not yet"] == 2
    fast = plain["trials"][0]
    assert fast["population"]["vary"][0]["path"] == "defect.gap"
    assert [each["endpoint"] for each in fast["endpoints"]] == ["union", "early", "bone", "clot"]
    assert fast["endpoints"][0]["groups"][0]["curve"]["share"][0] == 0.0
    assert plain["pools"][0]["trials"][0]["counts"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (trial("a", "usual", endpoint("e", "time", "TNF", "sooner")), "(ug/mL) without above; expected a"),
        (trial("a", "usual", endpoint("e", "mean", "union_time", "lower")), "measure = 'time' counts days"),
        (trial("a", "usual", endpoint("e", "share", "clot", "more", read="spread")), "'spread' of a share"),
        (trial("a", "usual", endpoint("e", "mean", "typo", "higher")), "'neutrophill'; expected an"),
        (trial("a", "wrong", endpoint("e", "mean", "clot", "higher")), "closed_fractur"),
        (
            trial("a", "usual", endpoint("e", "mean", "clot", "higher"),
                  population=people(vary=(replace(GAP, path="defect.gpa"),))),
            "gpa",
        ),
        (
            trial("a", "usual", endpoint("e", "mean", "clot", "higher"),
                  population=people(vary=(replace(GAP, high=500.0),))),
            "0.1 to 50",
        ),
        (
            trial("a", "usual", endpoint("e", "mean", "clot", "higher"),
                  population=people(age=replace(YOUNG, unit="mm"))),
            "mm",
        ),
        (trial("a", "late", endpoint("e", "mean", "clot", "higher"), follow_up=3.0), "5"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_told(wrong: ClinicalTrial, said: str) -> None:
    with pytest.raises(RecordError) as told:
        run_trials(with_trials(), [wrong], patients=20)
    assert said in str(told.value)


def test_the_check_tells_the_same_without_solving() -> None:
    assert check_trials(with_trials()) == ()
    spoilt = trial("a", "usual", endpoint("e", "time", "TNF", "sooner"))
    base = replace(with_trials().evidence, trials={"a": spoilt})
    (fault,) = check_trials(replace(with_trials(), evidence=base))
    assert fault.where == "t.toml:3"
