"""Natural healing does what its sources say of it: one test a system (phases, alarm, leukocytes, …).

Each compares typical animals that differ in one thing. Directions and orders are asked for, not heights:
those are compared with measurements by validation/natural_healing.py.
"""

import numpy as np
import pytest

from tests.healing.arms import Arms, run


def change(arm: str, target: str, op: str, value: float, window: str = "") -> str:
    """One arm in which a quantity without dimension is held at another value."""
    unit = "" if op == "scale" else 'unit = "1"\n'
    return f'[[arm.{arm}.change]]\ntarget = "{target}"\nop = "{op}"\nvalue = {value}\n{unit}{window}\n'


ARMS = (
    "[arm.natural]\n"
    "[arm.no_alarm]\nconditions.damp_blockade.share = 1.0\n"
    "[arm.no_VEGF]\nconditions.vegf_blockade.share = 1.0\n"
    "[arm.ischaemic]\nconditions.ischaemia.loss = 0.95\n"
    "[arm.malaligned]\nconditions.malalignment.severity = 0.7\n"
    "[arm.receptor_loss]\nconditions.tnf_receptor_loss = {}\n"
    "[arm.infected]\nconditions.infection.load = 1e5\n"
    "[arm.infected_without_MSC]\nconditions.infection.load = 1e5\n"
    + change("infected_without_MSC", "cxcr4", "set", 0.0)
    + change("no_homing", "cxcr4", "set", 0.0)
    + change("late_M1", "monocyte_emigration.k", "scale", 50.0, "until = 5")
    + change("late_M1", "M1_emigration.k", "scale", 50.0, "until = 5")
    + change("no_M2_late", "M2_emigration.k", "scale", 30.0, "from = 5")
    + change("early_switch", "M1_to_M2_by_IL10.k", "scale", 2.0)
    + change("no_HIF", "hif_block", "set", 1.0)
    + change("RANKL_up", "rankl_boost", "set", 3.0)
    + change("RANKL_and_OPG_up", "rankl_boost", "set", 3.0)
    + change("RANKL_and_OPG_up", "opg_boost", "set", 30.0)
)


@pytest.fixture(scope="module")
def mice() -> Arms:
    return run(ARMS, days=200, every=0.5)


def test_phases_come_in_order_and_none_is_skipped(mice: Arms) -> None:
    phases = ("inflammation", "soft_callus", "hard_callus", "bony_union", "remodelling")
    onsets = [mice.event("natural", f"onset_{phase}") for phase in phases]
    assert np.isfinite(onsets).all()
    assert onsets == sorted(onsets)


def test_blocking_the_alarm_flattens_cytokines_infiltration_and_adaptive_response(mice: Arms) -> None:
    for outcome in ("TNF", "IL1b", "neutrophil", "monocyte", "lymphocyte"):
        assert mice.peak("no_alarm", outcome)[1] < 0.2 * mice.peak("natural", outcome)[1]


def test_tnf_and_il1_peak_within_a_day_and_have_fallen_by_the_third(mice: Arms) -> None:
    for outcome in ("TNF", "IL1b"):
        day, height = mice.peak("natural", outcome)
        assert 0.0 < day <= 1.0
        assert mice.at("natural", outcome, 3.0) < 0.25 * height


AGES = {"mouse": "13 week", "rat": "8 month", "rabbit": "8 month", "sheep": "3 year", "human": "25 year"}


@pytest.fixture(scope="module")
def species() -> Arms:
    every = "".join(
        f'[arm.{name}]\nsubject.species = "{name}"\nsubject.age = "{age}"\n' for name, age in AGES.items()
    )
    return run(every, days=40, every=0.25)


@pytest.mark.parametrize("name", AGES)
def test_neutrophils_then_monocytes_then_lymphocytes(species: Arms, name: str) -> None:
    # Monocytes become macrophages within a day or two: the lineage is counted, as F4/80 or CD68 stains do.
    lineage = sum(species.curve(name, cell) for cell in ("monocyte", "M1", "M2"))
    monocytes = float(species.days[lineage.argmax()])
    assert species.peak(name, "neutrophil")[0] < monocytes < species.peak(name, "lymphocyte")[0]


def test_without_m1_or_homing_msc_debris_stays_and_m2_come_late(mice: Arms) -> None:
    for arm in ("late_M1", "no_homing"):
        assert mice.at(arm, "debris", 5.0) > 1.05 * mice.at("natural", "debris", 5.0)
        assert mice.peak(arm, "M2")[0] > mice.peak("natural", "M2")[0]


def test_losing_m1_early_or_m2_late_delays_union(mice: Arms) -> None:
    natural = mice.event("natural", "union_time")
    assert mice.event("late_M1", "union_time") > natural
    assert mice.event("no_M2_late", "union_time") > natural


def test_an_earlier_switch_to_m2_ends_inflammation_sooner_and_does_not_delay_cartilage(mice: Arms) -> None:
    assert mice.event("early_switch", "end_inflammation") < mice.event("natural", "end_inflammation")
    assert mice.event("early_switch", "onset_soft_callus") <= mice.event("natural", "onset_soft_callus")


def test_stiffness_follows_mineral_and_ends_near_intact(mice: Arms) -> None:
    stiffness, mineral = mice.curve("natural", "relative_stiffness"), mice.curve("natural", "mineral")
    rising = slice(0, int(mineral.argmax()))
    assert (np.diff(stiffness[rising][np.diff(mineral[rising], prepend=0.0) > 1e-3]) > 0.0).all()
    assert 60.0 < stiffness[-1] < 160.0
    assert mice.event("malaligned", "union_time") > mice.event("natural", "union_time") + 5.0


def test_rankl_brings_osteoclasts_and_loss_and_opg_takes_them_back(mice: Arms) -> None:
    plain, more, caught = ("natural", "RANKL_up", "RANKL_and_OPG_up")
    assert mice.peak(more, "osteoclast")[1] > 1.1 * mice.peak(plain, "osteoclast")[1]
    assert mice.peak(caught, "osteoclast")[1] < mice.peak(plain, "osteoclast")[1]
    assert mice.at(more, "marrow", 60) > mice.at(plain, "marrow", 60) > mice.at(caught, "marrow", 60)


def test_without_vegf_or_hif_there_are_fewer_vessels_and_union_is_late(mice: Arms) -> None:
    for arm in ("no_VEGF", "no_HIF"):
        assert mice.at(arm, "vessel", 14) < mice.at("natural", "vessel", 14)
        assert mice.event(arm, "union_time") > mice.event("natural", "union_time")


def test_lost_perfusion_leaves_dead_tissue(mice: Arms) -> None:
    assert mice.at("ischaemic", "oxygen", 3) < 5.0
    assert mice.at("ischaemic", "debris", 14) > 10.0 * max(mice.at("natural", "debris", 14), 1.0)
    assert mice.event("ischaemic", "union_time") > mice.event("natural", "union_time") + 5.0


def test_losing_tnf_receptors_delays_cartilage_and_bone(mice: Arms) -> None:
    for event in ("onset_soft_callus", "onset_hard_callus"):
        assert mice.event("receptor_loss", event) > mice.event("natural", event)


def test_msc_raise_neutrophils_in_early_infection_and_lower_them_without(mice: Arms) -> None:
    assert mice.at("infected", "neutrophil", 0.5) > mice.at("infected_without_MSC", "neutrophil", 0.5)
    assert mice.peak("natural", "neutrophil")[1] < mice.peak("no_homing", "neutrophil")[1]


def test_the_whole_volume_is_always_accounted_for(mice: Arms) -> None:
    tissues = (
        "clot",
        "granulation",
        "fibrous_tissue",
        "cartilage",
        "osteoid",
        "woven_bone",
        "lamellar_bone",
        "marrow",
    )
    total = sum(mice.curve("natural", tissue) for tissue in tissues)
    assert total == pytest.approx(np.full_like(mice.days, 100.0), abs=1e-8)
