"""The immune network in a fracture: numbers of cells, their order, and what a missing part costs."""

import numpy as np
import pytest

from tests.healing.arms import Arms, run
from tests.healing.dishes import arm

LACKING = "conditions.stromal_knockout."
INFECTED = "conditions.infection.load = 1e5\n"


@pytest.fixture(scope="module")
def mice() -> Arms:
    into_vein = arm("into_vein", [("graft_lung", "40000 cell/g")]).replace("day = 0\n", "day = 1\n")
    return run(
        arm("natural")
        + arm("no_treg", more="conditions.treg_depletion = {}\n")
        + arm("no_nk", more="conditions.nk_depletion = {}\n")
        + arm("no_interferon", more=f"{LACKING}ifn_i = 0.0\n")
        + arm("no_ccl2", more=f"{LACKING}ccl2 = 0.0\n")
        + arm("no_ho1", more=f"{LACKING}ho1 = 0.0\n")
        + arm("silent", (), [("msc_paracrine", "set", "0.0")])
        + arm("not_heard", (), [("msc_immune", "set", "0.0")])
        + arm("no_m2", (), [("M2_emigration.k", "scale", "30.0")])
        + arm("no_homing", (), [("cxcr4", "set", "0.0")])
        + arm("no_transfer", more="conditions.mitochondria.transfer = 0.0\n")
        + arm("infected", more=INFECTED)
        + arm("infected_no_homing", (), [("cxcr4", "set", "0.0")], INFECTED)
        + into_vein
        + arm("given", [("graft", "2000 cell/mm^3")]),
        days=60,
        every=0.5,
    )


def mean(arms: Arms, name: str, outcome: str, until: float = 60) -> float:
    return float(arms.curve(name, outcome)[arms.days <= until].mean())


def test_lymphocytes_are_some_hundreds_and_a_tenth_of_t_cells_are_tregs(mice: Arms) -> None:
    assert 100 < mice.peak("natural", "lymphocyte")[1] < 1000
    share = mice.curve("natural", "Treg") / (mice.curve("natural", "T_cell") + 1e-9)
    first = share[(mice.days >= 1) & (mice.days <= 14)]
    assert first.min() > 0.05
    assert first.max() < 0.2
    for kind in ("Th1", "Th2", "Th17", "Tdp"):
        assert 0 < mice.peak("natural", kind)[1] < 0.2 * mice.peak("natural", "T_cell")[1]
    assert mice.peak("natural", "B_cell")[1] < mice.peak("natural", "T_cell")[1]


def test_innate_cells_come_before_lymphocytes_and_nk_and_dendritic_cells_between(mice: Arms) -> None:
    days = [mice.peak("natural", kind)[0] for kind in ("neutrophil", "DC", "NK", "lymphocyte")]
    assert days == sorted(days)
    assert days[0] <= 1.5
    assert 10 < mice.peak("natural", "NK")[1] < 1000
    assert 5 < mice.peak("natural", "DC")[1] < 400


def test_interferons_are_small_and_early(mice: Arms) -> None:
    for outcome, latest in (("IFNg_level", 7.0), ("IFN_I", 3.0)):
        day, height = mice.peak("natural", outcome)
        assert day <= latest
        assert 0.001 < height < 1.0
        assert mice.at("natural", outcome, 28) < 0.2 * height


def test_early_nk_cells_are_woken_by_interferon_of_stromal_cells(mice: Arms) -> None:
    assert mean(mice, "natural", "NK_activity", 7) > 2 * mean(mice, "no_interferon", "NK_activity", 7)
    day, height = mice.peak("natural", "NK_activity")
    assert day < 3
    assert mice.at("natural", "NK_activity", 21) < 0.5 * height


def test_without_tregs_there_are_fewer_osteoblasts_and_less_bone(mice: Arms) -> None:
    assert mice.peak("no_treg", "Treg")[1] < 0.1 * mice.peak("natural", "Treg")[1]
    assert mean(mice, "no_treg", "osteoblast") < 0.95 * mean(mice, "natural", "osteoblast")
    assert mean(mice, "no_treg", "callus_bone") < 0.995 * mean(mice, "natural", "callus_bone")


def test_m2_and_ho1_bring_tregs(mice: Arms) -> None:
    for name in ("no_m2", "no_ho1"):
        assert mean(mice, name, "Treg") < 0.97 * mean(mice, "natural", "Treg")


def test_cells_in_the_lungs_raise_tregs_and_lower_interferon_and_tnf(mice: Arms) -> None:
    assert mean(mice, "into_vein", "Treg", 14) > 1.5 * mean(mice, "natural", "Treg", 14)
    for cytokine in ("IFNg_level", "TNF", "IL1b"):
        assert mean(mice, "into_vein", cytokine, 14) < 0.99 * mean(mice, "natural", cytokine, 14)


def test_ccl2_of_stromal_cells_gathers_macrophages_about_them(mice: Arms) -> None:
    assert mean(mice, "no_ccl2", "macrophages_at_MSC", 14) < 0.5 * mean(
        mice, "natural", "macrophages_at_MSC", 14
    )


def test_stromal_cells_that_secrete_nothing_or_are_not_heard_make_less_bone(mice: Arms) -> None:
    for name in ("silent", "not_heard"):
        assert mean(mice, name, "callus_bone") < 0.99 * mean(mice, "natural", "callus_bone")
        assert mean(mice, name, "TNF", 14) > 1.2 * mean(mice, "natural", "TNF", 14)
    assert mean(mice, "silent", "osteoblast") < 0.8 * mean(mice, "natural", "osteoblast")


def test_without_mitochondria_of_macrophages_there_are_fewer_early_osteoblasts(mice: Arms) -> None:
    assert mean(mice, "no_transfer", "osteoblast", 14) < 0.98 * mean(mice, "natural", "osteoblast", 14)


@pytest.mark.parametrize("outcome", ["M1", "DC_maturation", "neutrophil", "T_cell", "B_cell", "NK_activity"])
def test_stromal_cells_act_on_six_kinds_of_immune_cell(mice: Arms, outcome: str) -> None:
    change = mean(mice, "natural", outcome, 14) / mean(mice, "no_homing", outcome, 14) - 1
    assert abs(change) > 0.01


def test_in_an_infection_stromal_cells_ready_neutrophils_and_call_more_at_first(mice: Arms) -> None:
    ready = [mean(mice, name, "neutrophil_sensitisation", 7) for name in ("infected", "infected_no_homing")]
    assert ready[0] > 1.1 * ready[1]
    # More of them for half a day only: then IL-10 that stromal cells call forth outweighs the priming.
    first = [mice.at(name, "neutrophil", 0.5) for name in ("infected", "infected_no_homing")]
    assert first[0] > first[1]


def test_given_cells_calm_macrophages_beyond_what_the_hosts_do(mice: Arms) -> None:
    for outcome in ("TNF", "IL1b", "M1"):
        assert mean(mice, "given", outcome, 14) < 0.99 * mean(mice, "natural", outcome, 14)
    assert np.isfinite(mice.event("given", "union_time"))
