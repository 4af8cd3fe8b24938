"""Each mistake seen in other programs of these models, and each surprise of theirs, has a test here."""

from __future__ import annotations

import pytest

from tests.models.published import Curves, number, run, slopes

REST = {"R": 7.73437736e-4, "B": 7.28339592e-4, "C": 9.12752839e-4}
CALLUS = {"cm": 0.4, "cc": 0.3, "cb": 0.2, "mc": 0.5, "mb": 0.3, "gc": 0.6, "gb": 0.7}


@pytest.fixture(scope="module")
def lemaire() -> Curves:
    return run("lemaire2004", 140, 1)


@pytest.fixture(scope="module")
def trejo() -> Curves:
    return run("trejo2019", 160, 0.25)


@pytest.fixture(scope="module")
def komarova() -> Curves:
    return run("komarova2003", 400, 0.5)


@pytest.fixture(scope="module")
def pulse() -> Curves:
    return run("komarova2005", 300, 0.25)


def test_the_factor_f0_is_applied_once_to_osteoblasts_of_lemaire() -> None:
    occupied = (REST["C"] + 0.05 * 5e-3) / (REST["C"] + 5e-3)
    activation = 0.05 * 0.7 * REST["R"] / occupied
    assert slopes("lemaire2004", REST)["R"] == pytest.approx(7e-4 * occupied - activation, abs=1e-15)
    gain = slopes("lemaire2004", REST)["B"] + 0.189 * REST["B"]
    assert gain == pytest.approx(activation, rel=1e-12)
    for factor in (1.0, 0.05**2):
        assert gain != pytest.approx(factor * 0.7 * REST["R"] / occupied, rel=0.5)


def test_removal_of_responding_osteoblasts_leaves_some(lemaire: Curves) -> None:
    assert lemaire.at("remove_R", "R", 80) == pytest.approx(3.36e-5, rel=1e-4)
    assert lemaire.trough("remove_R", "R")[0] > 0


def test_ten_times_the_removal_would_leave_less_than_none() -> None:
    none_left = {"B": 4.9759e-5, "C": 7.69341e-4}
    assert slopes("lemaire2004", none_left, exchange_of_R__removed=1.2e-4)["R"] > 0
    assert slopes("lemaire2004", none_left, exchange_of_R__removed=1.2e-3)["R"] < 0


def test_rankl_is_given_at_ten_thousand_and_not_at_ten(lemaire: Curves) -> None:
    given = slopes("lemaire2004", REST, RANKL__I_L=1e4)["C"]
    assert given == pytest.approx(1e4 / 1e3 * formation_of_osteoclasts(), rel=1e-6)
    assert lemaire.at("RANKL_then_OPG", "C", 80) == pytest.approx(2.71782e-3, rel=1e-5)
    assert lemaire.at("RANKL_then_OPG", "C", 140) == pytest.approx(9.2184e-4, rel=1e-4)


def formation_of_osteoclasts() -> float:
    """At rest as many are made as die."""
    occupied = (REST["C"] + 0.05 * 5e-3) / (REST["C"] + 5e-3)
    return 0.7 * occupied * REST["C"]


def test_pth_from_outside_alone_is_below_the_line_of_its_receptors_in_lemaire() -> None:
    at_rest, given = (occupied_receptors(I_P) for I_P in (0.0, 1e3))
    assert at_rest == pytest.approx((250 / 86) / 150, rel=1e-12)
    assert given == pytest.approx((1250 / 86) / (1000 / 86 + 150), rel=1e-12)


def occupied_receptors(I_P: float) -> float:
    """Their share, worked back from the osteoclasts that are made where no cell releases OPG."""
    slope = slopes("lemaire2004", {"B": 1e-3}, I_P=I_P)["C"]
    ratio = 5.8e-4 / 1.7e-2
    return slope / 2.1e-3 * (1 + ratio * 10) / (ratio * 3e6 * 1e-3)


def test_osteoblasts_of_trejo_exceed_what_the_callus_holds(trejo: Curves) -> None:
    assert trejo.peak("severe_fracture", "Cb")[0] == pytest.approx(1_131_234, rel=1e-4)
    state = {"Cs": 5e5, "Cb": 1.2e6}
    assert slopes("trejo2019", state)["Cb"] == pytest.approx(0.2202 * 1.2e6 * -0.2 + 5e5 - 0.15 * 1.2e6)


def test_more_debris_heals_faster_in_trejo(trejo: Curves) -> None:
    arms = ("severe_fracture", "healing", "less_debris", "simple_fracture")
    half = [trejo.reaches(arm, "mb", 0.5) for arm in arms]
    assert half == pytest.approx([21.54, 37.98, 59.64, 113.06], abs=0.01)


def test_anti_inflammatory_cytokine_at_the_start_slows_the_bone_of_trejo(trejo: Curves) -> None:
    arms = ("healing", "anti_inflammatory_10", "anti_inflammatory_100")
    assert [trejo.reaches(arm, "mb", 0.5) for arm in arms] == pytest.approx([37.98, 49.49, 56.63], abs=0.01)


def test_m1_become_m2_without_regard_to_cytokines_in_trejo() -> None:
    for cytokines in ({}, {"c1": 5.0}, {"c2": 5.0}, {"c1": 5.0, "c2": 5.0}):
        assert slopes("trejo2019", {"M1": 1e5, **cytokines})["M2"] == pytest.approx(0.075e5, rel=1e-12)


def test_the_activation_of_m2_in_trejo_is_the_one_outside_the_quoted_range() -> None:
    assert number("trejo2019", "G2.k02") == 0.0836


def test_bone_of_trejo_stops_at_one_gram(trejo: Curves) -> None:
    assert slopes("trejo2019", {"Cb": 3e5, "mb": 1.0})["mb"] == pytest.approx(0.0, abs=1e-12)
    assert trejo.peak("severe_fracture", "mb")[0] < 1.0


def test_osteoblasts_of_bailon_plaza_come_of_the_osteogenic_factor() -> None:
    osteogenic = slopes("bailonplaza2001", {"cm": 0.4, "gb": 0.7})
    chondrogenic = slopes("bailonplaza2001", {"cm": 0.4, "gc": 0.6})
    assert (osteogenic["cb"], osteogenic["cc"]) == pytest.approx((10 * 0.7 / 0.8 * 0.4, 0.0))
    assert (chondrogenic["cb"], chondrogenic["cc"]) == pytest.approx((0.0, 50 * 0.6 / 0.8 * 0.4))


def test_the_doubtful_constant_of_bailon_plaza_is_that_of_the_program() -> None:
    assert number("bailonplaza2001", "F2.H2") == 0.2
    assert slopes("bailonplaza2001", CALLUS)["cm"] == pytest.approx(-18.20166154, rel=1e-9)
    assert slopes("bailonplaza2001", CALLUS, F2__H2=0.1)["cm"] == pytest.approx(-20.34451868, rel=1e-9)


def test_the_matrix_counts_with_its_cube_in_the_chondrogenic_factor_of_bailon_plaza() -> None:
    state = {"cc": 0.3, "mc": 0.2, "gc": 0.6}
    released = slopes("bailonplaza2001", state)["gc"] + 100 * 0.6
    assert released == pytest.approx(50 * 0.6 / 1.6 * 0.2 / (0.1**3 + 0.2**3) * 0.3, rel=1e-12)


def test_resorption_of_komarova_is_on_from_the_start(komarova: Curves) -> None:
    start = slopes("komarova2003", {"x1": 11.0, "x2": 212.0, "z": 100.0})
    assert start["z"] == pytest.approx(-0.24 * (11 - 1.06066017178), rel=1e-9)
    assert komarova.at("single_cycle", "z", 200) == pytest.approx(99.966979, rel=1e-7)


def test_cells_below_their_number_at_rest_do_nothing_to_bone_in_komarova(komarova: Curves) -> None:
    for model in ("komarova2003", "komarova2005"):
        assert slopes(model, {"x1": 0.5, "x2": 100.0, "z": 90.0})["z"] == 0.0
    quiet = komarova.days[(komarova.days >= 100) & (komarova.days <= 200)]
    bone = [komarova.at("oscillation", "z", day) for day in quiet]
    assert bone == pytest.approx([103.25049] * len(quiet), rel=1e-7)


def test_osteoblasts_at_rest_of_komarova_follow_the_corrected_form(komarova: Curves) -> None:
    assert komarova.at("single_cycle", "X2", 0) == pytest.approx(212.132034356, rel=1e-11)
    assert komarova.at("oscillation", "X2", 0) == pytest.approx(231.7238, rel=1e-6)


def test_parathyroid_hormone_does_not_move_the_numbers_at_rest_of_komarova(pulse: Curves) -> None:
    for outcome, value in (("X1", 1.0503004487), ("X2", 214.2244157648)):
        assert pulse.arms["pulse"][outcome] == pytest.approx([value] * len(pulse.days), rel=1e-10)
    assert pulse.at("pulse", "z", 300) == pytest.approx(104.909, abs=5e-4)


def test_osteoblasts_help_osteoclasts_only_during_the_pulse_of_komarova() -> None:
    few, many = ({"x1": 1.0, "x2": x2} for x2 in (200.0, 300.0))
    without = slopes("komarova2005", many)["x1"] - slopes("komarova2005", few)["x1"]
    hormone = slopes("komarova2005", many, PTH=0.65)["x1"] - slopes("komarova2005", few, PTH=0.65)["x1"]
    assert without == pytest.approx(3 * (300**-0.5 - 200**-0.5), rel=1e-9)
    assert hormone == pytest.approx(3 * (300**0.15 - 200**0.15), rel=1e-9)
