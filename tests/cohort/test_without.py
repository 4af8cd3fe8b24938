"""A run without a source: what is drawn, what is off, what stays the same to the last bit."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from osteon.cohort import Result, paired, prior, run_experiment, run_without
from osteon.errors import ExperimentError
from osteon.evidence import SearchError
from osteon.knowledge import Library, Quantity, load_library
from osteon.model import build_model
from osteon.scenario import Experiment, arm_quantities, load_experiment
from tests.evidence.traced import ADA, BO, library
from tests.scenario.tiny import EXPERIMENT, write

LIBRARY = library()
NUMBER = Quantity("a.k", 2.0, "1/hour", low=1.0, high=9.0)


def plan(folder: Path, text: str = EXPERIMENT, known: Library = LIBRARY) -> Experiment:
    return load_experiment(write(folder, text), known)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("without")


@pytest.fixture(scope="module")
def stiff(folder: Path) -> Result:
    """Without BO: modulus_bone and ageing.loss, which only the old feel, are drawn; nothing is off."""
    return run_without(plan(folder), LIBRARY, [BO])


@pytest.fixture(scope="module")
def soft(folder: Path) -> Result:
    """Without ADA: soften and harden are off, leave goes on with another number."""
    return run_without(plan(folder), LIBRARY, [ADA])


def with_source(source: str, path: str) -> Library:
    """The library with another source for one number."""
    known = library()
    (chapter,) = known.chapters["natural_healing"]

    def changed(record: Any) -> Any:
        numbers = (replace(q, source=source) if q.path == path else q for q in record.quantities)
        return replace(record, quantities=tuple(numbers))

    chapter = replace(chapter, processes=tuple(map(changed, chapter.processes)))
    return replace(
        known,
        sources={**known.sources, source: replace(known.sources[BO], id=source, authors="")},
        chapters={"natural_healing": (chapter,)},
        modifiers={key: changed(modifier) for key, modifier in known.modifiers.items()},
    )


def row(result: Result, path: str) -> np.ndarray:
    """A quantity in the four arms [4, 3]."""
    return result.solution.parameters[result.solution.quantity_paths.index(path)].reshape(4, 3)


@pytest.mark.parametrize(
    ("quantity", "low", "high", "logarithmic", "assumed"),
    [
        (NUMBER, 1.0, 9.0, True, False),
        (replace(NUMBER, low=0.0), 0.0, 9.0, False, False),
        (replace(NUMBER, low=-1.0), -1.0, 9.0, False, False),
        (replace(NUMBER, low=None, high=None), 2.0 / 3.0, 6.0, True, True),
        (replace(NUMBER, low=None), 2.0 / 3.0, 6.0, True, True),
        (replace(NUMBER, value=-2.0, low=None, high=None), -6.0, -2.0 / 3.0, False, True),
        (replace(NUMBER, value=0.0, low=None, high=None), 0.0, 0.0, False, True),
        (Quantity("a.share", 0.6, "1"), 0.2, 1.0, True, True),
        (Quantity("a.gain", 1.2, "1"), 0.4, 3.6, True, True),
    ],
)
def test_a_number_without_a_source_is_anything_in_its_range(
    quantity: Quantity, low: float, high: float, logarithmic: bool, assumed: bool
) -> None:
    found = prior(quantity)
    assert (found.low, found.high) == pytest.approx((low, high))
    assert (found.logarithmic, found.assumed) == (logarithmic, assumed)
    drawn = found.draw(np.array([1e-12, 0.5, 1.0 - 1e-12]))
    middle = np.sqrt(low * high) if logarithmic else (low + high) / 2.0
    factor = 24.0 if quantity.unit == "1/hour" else 1.0
    assert drawn == pytest.approx(factor * np.array([low, middle, high]), abs=1e-9)


def test_arms_with_all_sources_are_those_of_the_usual_run_bit_for_bit(stiff: Result, folder: Path) -> None:
    usual = run_experiment(plan(folder), LIBRARY)
    assert np.array_equal(stiff.solution.states[..., :6], usual.solution.states)
    for id, curve in usual.measurements.curves.items():
        assert np.array_equal(stiff.measurements.curves[id][:, :6], curve), id


def test_what_loses_nothing_does_not_change_by_a_bit(folder: Path) -> None:
    known = with_source("pmid:9", "ageing.loss")
    result = run_without(plan(folder, known=known), known, ["pmid:9"])
    young, old, young_without, old_without = np.split(result.solution.states, 4, axis=-1)
    assert np.array_equal(young, young_without)  # the rule does nothing to the young
    assert not np.array_equal(old, old_without)
    table = result.differences()
    assert not table[table.arm == "young"]["difference"].any()
    assert set(table[table.arm == "young"]["when"]) == {"last"}
    assert table[table.arm == "old"]["difference"].any()


def test_a_lost_number_is_drawn_over_its_range_and_the_same_in_every_arm(stiff: Result) -> None:
    modulus = row(stiff, "modulus_bone")
    assert np.array_equal(modulus[0], np.full(3, 10000.0))
    assert np.array_equal(modulus[2], modulus[3])
    assert np.unique(modulus[2]).size == 3
    assert ((modulus[2] > 10000.0 / 3.0) & (modulus[2] < 30000.0)).all()


def test_effects_work_on_what_is_drawn_and_animals_keep_their_spread(stiff: Result) -> None:
    """harden.k of the old is scaled by 1 - loss * age_fraction, loss from 0.8 / 3 to 1 in equal factors."""
    harden = row(stiff, "harden.k")
    assert np.array_equal(harden[0], harden[2])
    factors = harden[3] / harden[1]
    assert np.unique(factors).size == 3
    experiment, model = stiff.experiment, build_model(LIBRARY)
    usual = (
        arm_quantities(experiment.arms[1], model, LIBRARY)["harden.k"]
        / arm_quantities(experiment.arms[0], model, LIBRARY)["harden.k"]
    )
    share = (1.0 - usual) / 0.8  # the age fraction
    losses = (1.0 - usual * factors) / share
    assert ((losses > 0.8 / 3.0) & (losses < 1.0)).all()


def test_tissues_at_day_0_and_the_spread_of_animals_stay(stiff: Result) -> None:
    assert stiff.without is not None
    assert set(stiff.without.fixed) == {"clot.initial", "between_animal_cv"}
    assert np.array_equal(row(stiff, "clot.initial"), np.ones((4, 3)))


def test_a_process_that_loses_all_support_does_not_happen(soft: Result) -> None:
    assert soft.without is not None
    assert soft.without.off == ("soften", "harden")
    assert [each.quantity.path for each in soft.without.priors] == ["neutrophil.initial", "leave.k"]
    cartilage = soft.measurements.curves["cartilage"]
    assert cartilage[:, :6].max() > 1.0
    assert not cartilage[:, 6:].any()
    assert (soft.measurements.curves["clot"][:, 6:] == 100.0).all()


def test_switches_change_no_more_than_the_last_digits_of_the_other_arms(soft: Result, folder: Path) -> None:
    usual = run_experiment(plan(folder), LIBRARY)
    assert soft.solution.states[..., :6] == pytest.approx(usual.solution.states, rel=1e-9, abs=1e-12)


def test_the_same_seed_gives_the_same_numbers_and_more_animals_change_none(
    folder: Path, soft: Result
) -> None:
    again = run_without(plan(folder), LIBRARY, [ADA])
    assert np.array_equal(again.solution.states, soft.solution.states)
    more = run_without(replace(plan(folder), animals=5), LIBRARY, [ADA])
    mine, theirs = (result.solution.states[..., -n:][..., :3] for result, n in ((soft, 3), (more, 5)))
    assert np.array_equal(mine, theirs)


def test_a_single_animal_is_in_the_middle_of_what_may_be(folder: Path) -> None:
    alone = run_without(replace(plan(folder), animals=1), LIBRARY, [BO])
    index = alone.solution.quantity_paths.index("modulus_bone")
    assert alone.solution.parameters[index] == pytest.approx([1e4, 1e4, 1e4, 1e4])
    table = alone.differences()
    assert table["low"].isna().all()
    assert (table["n"] == 1).all()


def test_a_change_of_an_arm_comes_on_top_in_both(folder: Path) -> None:
    text = EXPERIMENT + '[[arm.old.change]]\ntarget = "leave.k"\nop = "scale"\nvalue = 0\n'
    held = run_without(plan(folder, text), LIBRARY, [ADA])
    assert not row(held, "leave.k")[[1, 3]].any()
    assert row(held, "leave.k")[[0, 2]].all()


def test_the_table_is_each_animal_with_itself(soft: Result) -> None:
    table = soft.differences()
    assert list(table.columns) == [
        "arm", "outcome", "day", "when", "with", "without", "difference", "low", "high", "n", "unit",
    ]  # fmt: skip
    assert set(table["arm"]) == {"young", "old"}
    last = table[(table.outcome == "callus_bone") & (table.arm == "young") & (table.when == "last")].iloc[0]
    curve = soft.measurements.curves["callus_bone"]
    assert last["day"] == 28.0
    assert last["with"] == pytest.approx(curve[-1, :3].mean())
    assert last["without"] == 0.0
    assert last["difference"] == pytest.approx(-curve[-1, :3].mean())
    assert last["low"] < last["difference"] < last["high"]
    largest = table[(table.outcome == "callus_cartilage") & (table.when == "largest")]
    assert (largest["day"] < 28.0).all()


def test_failed_animals_are_left_out_of_both(soft: Result) -> None:
    status = soft.solution.status.copy()
    status[7] = 1
    table = replace(soft, solution=replace(soft.solution, status=status)).differences()
    assert table[table.arm == "young"]["n"].unique().tolist() == [2]
    assert table[table.arm == "old"]["n"].unique().tolist() == [3]


def test_a_usual_run_has_no_differences(folder: Path) -> None:
    assert run_experiment(plan(folder), LIBRARY).differences().empty


def test_intervals_of_paired_readings() -> None:
    own, other = np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])
    mean, low, high = paired(own, other)
    assert (mean, low, high) == pytest.approx((2.0, 2.0 - 2.4841, 2.0 + 2.4841), abs=1e-3)
    assert np.isnan(paired(own[:1], other[:1])[1:]).all()
    never, always = np.zeros(10), np.full(10, 100.0)
    assert paired(never, always, True) == pytest.approx((100.0, 56.66, 100.0), abs=0.01)
    mean, low, high = paired(never, never, True)
    assert mean == 0.0
    assert low == -high < 0.0  # that nothing was seen in ten animals does not make it sure


def test_twins_have_names_of_their_own(folder: Path) -> None:
    text = EXPERIMENT + '[arm."young (without)"]\n'
    arms = run_without(replace(plan(folder, text), animals=1), LIBRARY, [BO]).experiment.arms
    assert [arm.name for arm in arms][3:] == [
        "young (without) again", "old (without)", "young (without) (without)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Cy 2021", "given Cy 2021, on which nothing of natural healing rests; expected a source that "
                    "something in this experiment rests on; most of it rests on pmid:2 (5 numbers), doi:10."),
        ("C002", "did you mean 'C003' or 'C001'?"),
        ("doi:10.1000/mice", "on which nothing of natural healing rests"),
    ],
)  # fmt: skip
def test_a_source_on_which_nothing_rests_is_refused(folder: Path, source: str, message: str) -> None:
    known = library()
    (chapter,) = known.chapters["natural_healing"]
    silent = tuple(replace(p, claims=()) if p.name == "remodel" else p for p in chapter.processes)
    known = replace(known, chapters={"natural_healing": (replace(chapter, processes=silent),)})
    with pytest.raises(ExperimentError) as caught:
        run_without(plan(folder, known=known), known, [source])
    assert message in str(caught.value)


def test_what_takes_no_part_in_the_experiment_is_refused(folder: Path) -> None:
    known = with_source("pmid:9", "grow.k")
    with pytest.raises(ExperimentError) as caught:
        run_without(plan(folder, known=known), known, ["pmid:9"])
    assert "on which 1 number and 1 process rest, none of which takes part here" in str(caught.value)


def test_space_published_models_and_unknown_sources_are_refused(folder: Path) -> None:
    space = replace(plan(folder), layout=replace(plan(folder).layout, domain="radial"))
    with pytest.raises(
        ExperimentError, match="given a run in space; expected a run at a point; lay it out as a"
    ):
        run_without(space, LIBRARY, [ADA])
    with pytest.raises(
        ExperimentError, match="the published model 'ada2019'; expected an experiment on natural"
    ):
        run_without(replace(plan(folder), model="ada2019"), LIBRARY, [ADA])
    with pytest.raises(
        ExperimentError, match="given 240000 animals in arms with and without; expected at most"
    ):
        run_without(replace(plan(folder), animals=60000), LIBRARY, [ADA])
    with pytest.raises(SearchError, match="did you mean 'Ada 2019'"):
        run_without(plan(folder), LIBRARY, [ADA, "Ada 2018"])


def test_a_draw_that_an_effect_cannot_take_is_told_with_what_to_do(folder: Path) -> None:
    known = library()
    rule = known.modifiers["rule", "ageing"]
    wide = replace(rule, quantities=tuple(replace(q, low=0.1, high=50.0) for q in rule.quantities))
    known = replace(known, modifiers={**known.modifiers, ("rule", "ageing"): wide})
    with pytest.raises(ExperimentError) as caught:
        run_without(plan(folder, known=known), known, [BO])
    assert "effect 'slower' on arm 'old' gives harden.k = -" in str(caught.value)
    assert "a number of it was drawn without its source: narrow the range in its record" in str(caught.value)


def test_every_number_of_the_catalogue_with_a_source_has_a_range_to_fall_back_to() -> None:
    for chapter in load_library().chapters["natural_healing"]:
        for quantity in (q for q in chapter.all_quantities if q.source is not None):
            found = prior(quantity)
            assert -inf < found.low <= quantity.value <= found.high < inf
