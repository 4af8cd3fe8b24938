"""Drugs: they act by what is there of them, more by more, not at all without; and a schedule is asked for."""

from functools import lru_cache
from itertools import pairwise

import pytest

from osteon.errors import ExperimentError
from tests.healing.arms import Arms, planned, run

DAYS = 28


def arm(name: str, *uses: str) -> str:
    """An arm with drugs, each the inside of an inline table."""
    given = ", ".join(f"{{ {use} }}" for use in uses)
    return f"\n[arm.{name}]\nproduct = [{given}]\n"


def teriparatide(dose: float, every: float = 1.0) -> str:
    return f'use = "teriparatide", day = 0, every = {every}, until = 21, dose = "{dose} ug/kg"'


def zoledronate(day: float, dose: float = 100.0) -> str:
    return f'use = "zoledronate", day = {day}, dose = "{dose} ug/kg"'


def cannabidiol(amount: float, route: str = "carrier") -> str:
    return f'use = "cannabidiol", route = "{route}", day = 0, amount = "{amount} ug"'


def inhibitor(strength: float) -> str:
    return f'use = "macrophage_inhibitor", day = 0, every = 1, until = 7, strength = {strength}'


ARMS = "".join((
    arm("control"),
    arm("none", teriparatide(0), zoledronate(7, 0), cannabidiol(0), inhibitor(0)),
    arm("tp_3", teriparatide(3)),
    arm("tp_30", teriparatide(30)),
    arm("tp_300", teriparatide(300)),
    arm("tp_often", teriparatide(30 / 4, 0.25)),
    arm("za_early", zoledronate(0)),
    arm("za_late", zoledronate(12)),
    arm("za_late_low", zoledronate(12, 10)),
    arm("cbd", cannabidiol(10)),
    arm("cbd_low", cannabidiol(1)),
    arm("cbd_high", cannabidiol(100)),
    arm("cbd_free", cannabidiol(10, "local")),
    arm("inhibited", inhibitor(10)),
    arm("inhibited_little", inhibitor(1)),
    arm("tp_za", teriparatide(30), zoledronate(12)),
))  # fmt: skip


@lru_cache(maxsize=1)
def mice() -> Arms:
    """All arms of this page in one batch."""
    return run(ARMS, days=DAYS, every=1)


def mean(name: str, outcome: str) -> float:
    return float(mice().curve(name, outcome).mean())


def rises(outcome: str, *names: str) -> bool:
    values = [mean(name, outcome) for name in names]
    return all(low < high for low, high in pairwise(values))


def test_no_dose_is_no_drug() -> None:
    for outcome in ("callus_bone", "mineral", "osteoclast", "M1", "MSC", "TNF"):
        control = pytest.approx(mice().curve("control", outcome), rel=1e-3, abs=1e-6)
        assert mice().curve("none", outcome) == control


def test_without_drugs_nothing_of_them_is_there() -> None:
    for state in ("teriparatide", "PTH_memory", "bisphosphonate", "cannabidiol", "macrophage_inhibitor"):
        assert not mice().curve("control", state).any()


# --- teriparatide ---------------------------------------------------------------------------------------


def test_more_teriparatide_makes_more_mineral() -> None:
    assert rises("mineral", "control", "tp_3", "tp_30", "tp_300")
    assert rises("PTH_memory", "control", "tp_3", "tp_30", "tp_300")


def test_the_first_micrograms_do_most_of_it() -> None:
    gains = [mean(name, "mineral") - mean("control", "mineral") for name in ("tp_3", "tp_30", "tp_300")]
    assert gains[2] - gains[1] < gains[1]


def test_a_pulse_is_gone_within_the_day_and_its_trace_is_not() -> None:
    """Half-life of an hour: after a day 6e-8 of a dose of 30 ug/kg over 1.7 L/kg is left."""
    peak = 30 / 1.7
    assert mice().at("tp_30", "teriparatide", 25) < 1e-6 * peak
    assert mice().at("tp_30", "PTH_memory", 22) > 0.02


def test_a_lasting_level_raises_osteoclasts_more_than_pulses_of_the_same_amount() -> None:
    assert mean("control", "osteoclast") < mean("tp_30", "osteoclast") < mean("tp_often", "osteoclast")


# --- zoledronic acid ------------------------------------------------------------------------------------


def test_zoledronic_acid_kills_osteoclasts_and_keeps_bone() -> None:
    assert rises("osteoclast", "za_late", "za_late_low", "control")
    assert mean("za_late", "bone_resorption") < mean("control", "bone_resorption")


def test_it_binds_to_bone_that_is_there_when_it_passes() -> None:
    assert mice().at("za_early", "bisphosphonate", 14) < mice().at("za_late", "bisphosphonate", 14)
    assert mice().at("za_early", "bisphosphonate", 14) > 0.0


def test_half_of_it_leaves_through_the_kidneys_and_the_rest_lasts() -> None:
    """In plasma 8.9 per day at first: a day later a two-hundredth or less is left, mostly what came back."""
    plasma = mice().curve("za_late", "bisphosphonate_blood")
    assert 0.0 < plasma[13] < 0.01 * plasma[12]
    body = mice().curve("za_late", "bisphosphonate_body")
    assert body[13] == pytest.approx(0.5 * plasma[12], rel=0.15)
    assert mice().at("za_late", "bisphosphonate", 28) > 0.5 * mice().curve("za_late", "bisphosphonate").max()


# --- cannabidiol and inhibitors of macrophages ----------------------------------------------------------


def test_cannabidiol_calls_progenitors_the_more_the_longer() -> None:
    assert rises("MSC", "control", "cbd_low", "cbd", "cbd_high")
    assert mean("cbd", "MSC") > mean("cbd_free", "MSC") > mean("control", "MSC")


def test_what_a_carrier_holds_is_let_go_and_none_is_made() -> None:
    """Half of it in a week by the default of the product."""
    bound = mice().curve("cbd", "cannabidiol_bound")
    assert bound[7] == pytest.approx(0.5 * bound[0], rel=1e-2)
    assert (mice().curve("cbd", "cannabidiol") < bound[0]).all()


def test_inhibited_macrophages_are_fewer_m1_and_make_less_tnf() -> None:
    for outcome in ("M1", "TNF", "IL1b"):
        assert rises(outcome, "inhibited", "inhibited_little", "control")


# --- bad input and mixtures -----------------------------------------------------------------------------


def told(*uses: str) -> str:
    with pytest.raises(ExperimentError) as caught:
        planned(arm("treated", *uses), DAYS, 1)
    return str(caught.value)


@pytest.mark.parametrize("drug", ["teriparatide", "zoledronate", "cannabidiol", "macrophage_inhibitor"])
def test_a_drug_without_a_schedule_is_refused(drug: str) -> None:
    text = told(f'use = "{drug}", route = "local"' if drug == "cannabidiol" else f'use = "{drug}"')
    assert f"given no key 'day'; expected when product '{drug}' is given, as every drug must say" in text
    assert "add `day = 1` for a single dose, and `every = 1` with `until = 28`" in text


def test_a_schedule_that_ends_before_it_begins_is_told() -> None:
    text = told('use = "teriparatide", day = 9, every = 1, until = 3, dose = "10 ug/kg"')
    assert "given until = 3 day; expected a day from the first dose on, 9" in text


def test_a_dose_beyond_what_is_given_to_anybody_is_told() -> None:
    text = told('use = "teriparatide", day = 1, dose = "2 mg/kg"')
    assert "dose" in text
    assert "1000" in text


def test_two_drugs_in_one_arm_act_together() -> None:
    assert mean("tp_za", "osteoclast") < mean("tp_30", "osteoclast")
    assert mean("tp_za", "callus_bone") > mean("za_late", "callus_bone")
