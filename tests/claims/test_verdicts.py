"""Verdicts on claims whose answer is known."""

from __future__ import annotations

import pytest

from osteon.claims import Came, Ruling, Verdict
from tests.claims.small import ANIMALS, compared, ruling, swept


def necessary(found: Ruling) -> dict[str, float]:
    return dict(found.stand.necessary)


def test_what_one_process_encodes_is_by_construction() -> None:
    found = ruling(compared("base", "no_tnf", "TNF", "higher"))
    assert found.verdict is Verdict.by_construction
    assert found.why == "TNF_by_neutrophil alone decides"
    assert necessary(found) == {"TNF_by_neutrophil": pytest.approx(0.0, abs=1e-9)}


def test_what_several_processes_make_together_is_emergent() -> None:
    found = ruling(compared("base", "no_soften", "woven_bone", "higher", "last"))
    assert found.verdict is Verdict.emergent
    assert set(necessary(found)) == {"soften", "harden"}
    assert found.why == "needs harden, soften"


def test_what_stands_in_the_start_values_is_by_construction() -> None:
    found = ruling(compared("crowded", "base", "neutrophil", "higher"))
    assert found.verdict is Verdict.by_construction
    assert found.why == "holds with every process off: it is in the start values"
    assert found.stand.alone


def test_where_each_of_several_processes_can_do_without_the_others_none_is_necessary() -> None:
    found = ruling(compared("base", "no_vegf", "VEGF", "higher"))
    assert found.verdict is Verdict.emergent
    assert necessary(found) == {}
    assert found.why.startswith("no process alone decides; VEGF_by_")
    assert found.stand.strongest is not None
    assert found.stand.strongest[1] == pytest.approx(2 / 3, rel=0.02)


def test_the_opposite_is_contradicted_and_says_what_came_instead() -> None:
    found = ruling(compared("base", "no_tnf", "TNF", "lower"))
    assert found.verdict is Verdict.contradicted
    assert found.why.startswith("the opposite: +")
    assert found.why.endswith("where less was expected")
    assert found.results[0].came is Came.opposite


def test_no_effect_is_contradicted_and_says_so() -> None:
    found = ruling(compared("base", "no_harden", "TNF", "higher"))
    assert found.verdict is Verdict.contradicted
    assert found.results[0].came is Came.none
    assert found.why.startswith("no effect beyond 0.5 SD: ")


def test_a_difference_where_none_should_be_is_contradicted() -> None:
    found = ruling(compared("base", "no_tnf", "TNF", "same"))
    assert found.verdict is Verdict.contradicted
    assert "where the same was expected" in found.why


@pytest.mark.parametrize("expect", ["same", "not_higher", "not_lower"])
def test_equivalence_holds_within_the_margin(expect: str) -> None:
    found = ruling(compared("base", "no_harden", "TNF", expect))
    assert found.verdict is Verdict.by_construction
    assert found.why == "no process, taken away, makes a difference"
    assert found.results[0].came is Came.holds


def test_an_absence_that_some_process_makes_stands_on_it() -> None:
    found = ruling(compared("crowded", "base", "neutrophil", "same", "last"))
    assert found.verdict is Verdict.by_construction
    assert found.why == "leave alone decides"


def test_different_asks_for_no_direction() -> None:
    for pair in (("base", "no_tnf"), ("no_tnf", "base")):
        assert ruling(compared(*pair, "TNF", "different")).verdict is Verdict.by_construction
    assert ruling(compared("base", "no_harden", "TNF", "different")).verdict is Verdict.contradicted


def test_every_test_must_hold_and_the_failing_one_is_named() -> None:
    good, bad = (
        compared("base", "no_tnf", "TNF", "higher"),
        compared("base", "no_tnf", "clot", "lower", "last"),
    )
    found = ruling(good, bad)
    assert found.verdict is Verdict.contradicted
    assert found.why.startswith("test 2 (clot): no effect")
    assert found.deciding is found.results[1]


def test_an_arm_can_be_read_against_itself() -> None:
    found = ruling(compared("base", None, "cartilage", "lower", "day_of_peak", outcome_against="woven_bone"))
    assert found.verdict is Verdict.emergent
    assert {"soften", "harden"} <= set(necessary(found))


def test_readouts_beside_each_other_are_in_one_unit() -> None:
    found = ruling(compared("base", None, "TNF", "lower", outcome_against="VEGF"))
    first, second = found.results[0].means
    effect = found.results[0].effect
    assert effect is not None
    # TNF is read in ug/mL, VEGF in ng/mL.
    assert effect.mean == pytest.approx(first - 1e-3 * second)


def test_a_sweep_rises_or_falls_as_a_whole() -> None:
    arms = ("slow", "usual", "fast")
    assert ruling(swept(arms, "woven_bone", "rises", stop=10.0)).verdict is Verdict.emergent
    fallen = ruling(swept(arms, "woven_bone", "falls", stop=10.0))
    assert fallen.verdict is Verdict.contradicted
    assert "where less was expected" in fallen.why


def test_a_sweep_that_turns_needs_both_halves() -> None:
    arms = ("slow", "usual", "fast")
    turned = ruling(swept(arms, "cartilage", "rises_then_falls", stop=10.0))
    assert turned.verdict is Verdict.emergent
    assert turned.results[0].turn == 1
    assert [wanted for wanted, _ in turned.results[0].parts] == ["above", "below"]
    assert ruling(swept(arms, "cartilage", "falls_then_rises", stop=10.0)).verdict is Verdict.contradicted
    assert ruling(swept(arms, "cartilage", "rises", stop=10.0)).verdict is Verdict.contradicted


def test_a_step_back_on_the_way_breaks_a_sweep() -> None:
    found = ruling(swept(("slow", "fast", "usual"), "woven_bone", "rises", stop=10.0))
    assert found.verdict is Verdict.contradicted
    assert "where no less was expected" in found.why


def test_a_gain_that_needs_something_is_compared_with_the_gain_without_it() -> None:
    found = ruling(compared("crowded", "base", "TNF", "higher", gain_over=("crowded_no_tnf", "no_tnf")))
    assert found.verdict is Verdict.by_construction
    assert set(necessary(found)) == {"TNF_by_neutrophil"}
    nothing = ruling(
        compared("crowded", "base", "neutrophil", "higher", gain_over=("crowded_no_tnf", "no_tnf"))
    )
    assert nothing.verdict is Verdict.contradicted


def test_a_published_number_that_is_met_is_quantitative() -> None:
    found = ruling(compared("base", "no_soften", "cartilage", "higher", "peak", measured=("mice", "R1")))
    assert found.verdict is Verdict.quantitative
    assert "% is within 0 to 100 % (R1 of mice)" in found.why
    assert "needs" in found.why or "alone decides" in found.why


def test_a_number_alone_can_be_the_test() -> None:
    found = ruling(compared("base", None, "cartilage", "same", "peak", measured=("mice", "R1")))
    assert found.verdict is Verdict.quantitative
    assert found.results[0].effect is None


def test_a_published_number_that_is_missed_contradicts() -> None:
    found = ruling(compared("base", "no_soften", "cartilage", "higher", "peak", measured=("mice", "R2")))
    assert found.verdict is Verdict.contradicted
    assert found.why.startswith("the direction holds, but ")
    assert found.why.endswith("% is not within 98 to 99 % (R2 of mice)")


def test_a_number_told_as_a_share_of_another_arm_is_read_so() -> None:
    found = ruling(compared("crowded", "base", "TNF", "higher", measured=("mice", "R4")))
    assert found.verdict is Verdict.quantitative
    assert found.results[0].met == pytest.approx(200.0, rel=0.01)


def test_what_is_missing_is_named_once() -> None:
    found = ruling(compared("cells", "base", "TNF", "higher"), compared("cells", "base", "Treg", "higher"))
    assert found.verdict is Verdict.not_yet
    assert found.why == "the model lacks stromal cells as a product, subsets of lymphocytes"
    assert dict(found.plan.missing) == {
        "stromal cells as a product": ("cells",),
        "subsets of lymphocytes": ("Treg",),
    }


def test_a_claim_without_an_experiment_is_not_yet() -> None:
    assert ruling().why == "the model lacks a virtual experiment"


def test_what_moves_in_space_alone_is_not_yet_in_a_point() -> None:
    found = ruling(compared("base", "rigid", "TNF", "higher"))
    assert found.verdict is Verdict.not_yet
    assert found.why == "the model lacks movement in a point (TNF_spread)"


def test_an_event_that_has_not_come_counts_as_the_end_of_the_window() -> None:
    found = ruling(compared("base", "no_harden", "union_time", "lower", "event", stop=20.0))
    assert found.results[0].late[1] == ANIMALS
    assert found.results[0].means[1] == 20.0
    assert found.verdict is Verdict.emergent
    assert (
        f"union_time counts as day 20 where it had not come (up to {ANIMALS} of {ANIMALS} animals"
        in found.why
    )


def test_an_event_that_comes_in_no_arm_is_no_effect_and_says_so() -> None:
    found = ruling(compared("no_soften", "no_harden", "union_time", "lower", "event"))
    assert found.verdict is Verdict.contradicted
    assert found.why == "no effect beyond 0.5 SD: +0 day, +0 SD (in no animal of any arm by day 28)"


def test_a_signal_can_be_read() -> None:
    found = ruling(compared("crowded", "base", "warmth", "higher", "last", stop=1.0))
    assert found.results[0].came is Came.holds
    crowded, base = found.results[0].means
    assert 0.0 < base < crowded < 1.0


def test_the_spread_between_animals_is_a_reading() -> None:
    found = ruling(compared("base", "no_harden", "neutrophil", "same", "spread"))
    assert found.results[0].came is Came.holds
    assert found.results[0].means[0] == pytest.approx(0.2, abs=0.15)
