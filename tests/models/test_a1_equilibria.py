"""Resting states, peaks and periods of these models that the reference states or that algebra gives."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pytest

from tests.models.published import Curves, run, slopes

X1, X2 = 1.06066017178, 212.132034356


@pytest.fixture(scope="module")
def lemaire() -> Curves:
    return run("lemaire2004", 400, 10)


@pytest.fixture(scope="module")
def trejo() -> Curves:
    return run("trejo2019", 400, 0.01)


@pytest.fixture(scope="module")
def bailonplaza() -> Curves:
    return run("bailonplaza2001", 400, 10)


@pytest.fixture(scope="module")
def komarova() -> Curves:
    return run("komarova2003", 1000, 0.02)


@pytest.fixture(scope="module")
def pulse() -> Curves:
    return run("komarova2005", 300, 0.02)


def test_lemaire_rests_where_it_starts() -> None:
    rest = {"R": 7.73437736e-4, "B": 7.28339592e-4, "C": 9.12752839e-4}
    fluxes = {"R": 1.4e-4, "B": 1.4e-4, "C": 1.3e-4}
    for state, slope in slopes("lemaire2004", rest).items():
        assert abs(slope) < 3e-8 * fluxes[state]


def test_lemaire_comes_back_from_every_disturbance_that_ends(lemaire: Curves) -> None:
    for arm in lemaire.arms:
        if arm != "RANKL_then_OPG":
            end = [lemaire.at(arm, state, 400) for state in "RBC"]
            assert end == pytest.approx([7.73437736e-4, 7.28339592e-4, 9.12752839e-4], rel=1e-5)
            assert lemaire.at(arm, "osteoblasts_per_osteoclast", 400) == pytest.approx(0.797959, rel=1e-5)


def test_trejo_rests_healed_with_osteoblasts_alone(trejo: Curves) -> None:
    osteoblasts = 1e6 * (1 - 0.15 / 0.2202)
    assert osteoblasts == pytest.approx(318_801.09, rel=1e-8)
    slope = slopes("trejo2019", {"Cb": osteoblasts, "mb": 1.0})
    assert all(abs(value) < 1e-9 for value in slope.values())
    assert trejo.at("healing", "Cb", 400) == pytest.approx(osteoblasts, rel=1e-6)
    assert trejo.at("healing", "mc", 400) == pytest.approx(0.0, abs=1e-9)


def test_trejo_rests_without_healing_with_nothing_but_old_bone(trejo: Curves) -> None:
    slope = slopes("trejo2019", {"mb": 0.2553258}, loss_of_Cb__db=0.3)
    assert set(slope.values()) == {0.0}
    assert trejo.at("nonhealing", "Cb", 400) < 1e-6
    assert trejo.at("nonhealing", "mb", 400) == pytest.approx(0.2553258, rel=1e-6)


def test_trejo_rests_with_cartilage_when_stem_cells_stay(trejo: Curves) -> None:
    stem = 1e6 * (1 - 0.1 / 0.5)
    growth = 0.2202 - 0.15
    osteoblasts = (growth + sqrt(growth**2 + 4 * 0.2202 / 1e6 * 0.1 * stem)) / (2 * 0.2202 / 1e6)
    cartilage = 3e-6 * stem / (3e-6 * stem + 0.2e-6 * osteoblasts)
    signal = (-4.632 * 0.1 + sqrt((4.632 * 0.1) ** 2 + 4 * 4.632 * 8e-6 * 0.1 * stem)) / (2 * 4.632)
    state = {"Cs": stem, "Cb": osteoblasts, "mc": cartilage, "mb": 1.0, "c2": signal}
    assert list(state.values()) == pytest.approx([8e5, 782_870.4, 0.938756, 1.0, 0.325059], rel=2e-6)
    slope = slopes("trejo2019", state, ds=0.1)
    assert all(abs(slope[id]) < 1e-12 * max(1.0, value) for id, value in state.items())
    end = [trejo.at("cartilage_stays", id, 400) for id in state]
    assert end == pytest.approx(list(state.values()), rel=1e-6)


@pytest.mark.parametrize(
    ("arm", "outcome", "value", "day"),
    [
        ("healing", "M1", 485677.8, 5.06),
        ("healing", "M2", 167943.6, 8.31),
        ("healing", "c1", 1.837781, 0.27),
        ("healing", "c2", 0.1624621, 7.31),
        ("healing", "Cs", 170713.8, 7.05),
        ("healing", "Cb", 557969.3, 13.95),
        ("healing", "mc", 0.8468742, 8.98),
        ("nonhealing", "Cb", 345000.5, 11.63),
        ("nonhealing", "mc", 0.863931, 9.37),
        ("cartilage_stays", "c2", 0.337245, 15.05),
        ("cartilage_stays", "Cs", 809621.1, 18.35),
        ("cartilage_stays", "mc", 0.9869008, 8.95),
        ("female", "M1", 625768.5, 4.17),
        ("female", "Cb", 517358, 15.48),
        ("simple_fracture", "M1", 12249.02, 12.03),
        ("simple_fracture", "mc", 0.009934346, 15.59),
        ("less_debris", "M2", 106863.4, 8.19),
        ("severe_fracture", "Cb", 1131234, 18.72),
        ("severe_fracture", "c1", 7.234207, 0.30),
        ("anti_inflammatory_10", "Cb", 372665.8, 19.26),
        ("anti_inflammatory_100", "M1", 482181.2, 5.21),
        ("severe_fracture_cartilage_stays", "Cs", 961890, 10.78),
    ],
)
def test_peaks_of_trejo(trejo: Curves, arm: str, outcome: str, value: float, day: float) -> None:
    highest, when = trejo.peak(arm, outcome)
    assert highest == pytest.approx(value, rel=1e-6)
    assert when == pytest.approx(day, abs=0.011)


@pytest.mark.parametrize(
    ("arm", "half", "most"),
    [
        ("healing", 37.98, 137.35),
        ("nonhealing", inf, inf),
        ("cartilage_stays", 31.48, 72.63),
        ("female", 37.05, 129.76),
        ("simple_fracture", 113.06, 214.75),
        ("less_debris", 59.64, 160.87),
        ("severe_fracture", 21.54, 98.49),
        ("anti_inflammatory_10", 49.49, 150.15),
        ("anti_inflammatory_100", 56.63, 157.68),
        ("severe_fracture_cartilage_stays", 35.03, 76.22),
    ],
)
def test_days_on_which_trejo_has_half_and_most_of_the_bone(
    trejo: Curves, arm: str, half: float, most: float
) -> None:
    days = [trejo.reaches(arm, "mb", level) for level in (0.5, 0.9)]
    assert days == pytest.approx([half, most], abs=0.011)


def test_bailon_plaza_rests_as_bone(bailonplaza: Curves) -> None:
    growth = 0.202 / (0.1**2 + 1)
    osteoblasts = 1 - 0.1 / growth
    factor = 500 * osteoblasts / 100 - 1
    assert (osteoblasts, factor) == pytest.approx((0.5, 1.5))
    state = {"cb": osteoblasts, "mb": 1.0, "gb": factor}
    assert all(abs(slope) < 1e-12 for slope in slopes("bailonplaza2001", state).values())
    end = {
        id: bailonplaza.at("osteogenic_factor", id, 400) for id in ("cm", "cc", "cb", "mc", "mb", "gc", "gb")
    }
    assert end == pytest.approx({id: state.get(id, 0.0) for id in end}, abs=1e-7)


def test_bailon_plaza_rests_as_cartilage_without_osteogenic_factor(bailonplaza: Curves) -> None:
    for arm, cell in (("no_factor", "cm"), ("chondrogenic_factor", "cc")):
        slope = slopes("bailonplaza2001", {cell: 1.0, "mc": 1.0})
        assert all(abs(value) < 1e-12 for value in slope.values())
        assert [bailonplaza.at(arm, id, 400) for id in (cell, "mc", "mb")] == pytest.approx([1, 1, 0])


def test_komarova_rests_where_the_powers_say(komarova: Curves) -> None:
    rest = {"x1": X1, "x2": X2, "z": 90.0}
    assert all(abs(slope) < 1e-11 for slope in slopes("komarova2003", rest).values())
    assert all(abs(slope) < 1e-11 for slope in slopes("komarova2005", rest).values())
    end = [komarova.at("single_cycle", id, 1000) for id in ("x1", "x2", "z")]
    assert end == pytest.approx([X1, X2, 99.966871], rel=1e-7)


def test_the_oscillating_numbers_of_komarova_have_a_rest_that_they_leave(komarova: Curves) -> None:
    rest = {"x1": 1.158619, "x2": 231.7238}
    slope = slopes("komarova2003", rest, g11=1.1)
    assert abs(slope["x1"]) < 1e-6 * 0.2 * rest["x1"]
    assert abs(slope["x2"]) < 1e-6 * 0.02 * rest["x2"]
    assert [komarova.at("oscillation", id, 0) for id in ("X1", "X2")] == pytest.approx(
        list(rest.values()), rel=1e-6
    )


def test_the_single_cycle_of_komarova(komarova: Curves) -> None:
    assert komarova.peak("single_cycle", "x2")[0] == pytest.approx(395.812, abs=6e-4)
    assert komarova.peak("single_cycle", "x2")[1] == pytest.approx(14.1, abs=0.06)
    assert komarova.trough("single_cycle", "z")[0] == pytest.approx(89.8391, abs=6e-5)
    assert komarova.trough("single_cycle", "z")[1] == pytest.approx(12.33, abs=0.02)
    assert komarova.at("single_cycle", "z", 100) == pytest.approx(99.7738, abs=6e-5)


def test_the_cycles_of_komarova_have_a_period_of_278_days(komarova: Curves) -> None:
    curve = komarova.arms["oscillation"]["x1"]
    tops = np.flatnonzero((curve[1:-1] > curve[:-2]) & (curve[1:-1] >= curve[2:])) + 1
    assert komarova.days[tops] == pytest.approx([3.82, 281.71, 559.60, 837.48], abs=0.021)
    assert curve[tops] == pytest.approx([12.2741] * 4, abs=1e-3)
    assert np.diff(komarova.days[tops])[1:] == pytest.approx([277.88] * 2, abs=0.021)
    assert komarova.peak("oscillation", "x2")[0] == pytest.approx(793.66, abs=0.006)
    assert komarova.at("oscillation", "z", 1000) == pytest.approx(103.352, abs=5e-4)


def test_the_pulse_of_parathyroid_hormone_of_komarova(pulse: Curves) -> None:
    rest = [pulse.at("pulse", id, 0) for id in ("x1", "x2")]
    assert rest == pytest.approx([1.05030, 214.2244], rel=1e-6)
    assert pulse.peak("pulse", "x1") == pytest.approx((17.3067, 2.0), abs=6e-5)
    assert pulse.peak("pulse", "x2")[0] == pytest.approx(979.79, abs=0.006)
    assert pulse.peak("pulse", "x2")[1] == pytest.approx(12.78, abs=0.03)
    assert pulse.trough("pulse", "z")[0] == pytest.approx(84.812, abs=6e-4)
    assert [pulse.at("pulse", "z", day) for day in (100, 300)] == pytest.approx([104.395, 104.909], abs=6e-4)
