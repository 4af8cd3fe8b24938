"""Where these models rest, what they swing with, and what is known of their curves."""

from __future__ import annotations

from math import e, exp, log

import numpy as np
import pytest

from tests.models.published import Curves, eigenvalues, follow, run, slopes

PIVONKA = {"OBp": 6.196390627918603e-4, "OBa": 5.583931899482344e-4, "OCa": 8.069635262731931e-4}
FACTORS = {
    "TGFb": 8.069635e-4,
    "PTH": 2.906977,
    "OPG": 18435.913,
    "RANKL": 0.5522348,
    "RANKL_RANK": 0.1884095,
}
PTH_DAYS = {10: (1.241884e-3, 6.354281e-4, 1.817473e-3), 100: (1.401045e-3, 9.444392e-4, 1.555707e-3)}


@pytest.fixture(scope="module")
def pivonka() -> Curves:
    return run("pivonka2008", 200, 1)


@pytest.fixture(scope="module")
def ayati() -> Curves:
    return run("ayati2010", 1200, 0.5)


@pytest.fixture(scope="module")
def graham() -> Curves:
    return run("graham2013", 100, 0.01)


def still(found: dict[str, float], turnover: float) -> bool:
    """Whether all that is left of the derivatives is rounding."""
    return all(abs(slope) < 1e-13 * turnover for slope in found.values())


def test_pivonka_rests_where_its_program_says(pivonka: Curves) -> None:
    residual = slopes("pivonka2008", PIVONKA)
    limits = {"OBp": 1e-15, "OBa": 1e-15, "OCa": 1e-14, "BV": 1e-15}
    assert all(abs(residual[id]) < limit for id, limit in limits.items())
    for name, value in FACTORS.items():
        assert pivonka.at("rest", name, 100) == pytest.approx(value, rel=2e-7)
    assert pivonka.at("rest", "BV", 200) == pytest.approx(0, abs=1e-12)


def test_parathyroid_hormone_of_pivonka_and_the_way_back(pivonka: Curves) -> None:
    for day, cells in PTH_DAYS.items():
        assert [pivonka.at("PTH", id, day) for id in PIVONKA] == pytest.approx(cells, rel=1e-6)
    before, after = pivonka.at("PTH", "PTH", 99), pivonka.at("PTH", "PTH", 101)
    assert (before, after) == pytest.approx((1250 / 86, 250 / 86), rel=1e-12)
    for id, value in PIVONKA.items():
        assert pivonka.at("PTH", id, 200) == pytest.approx(value, rel=0.02)


def test_normal_bone_of_ayati_rests_where_the_paper_says(ayati: Curves) -> None:
    for arm, cells in (("normal", (1.06, 212.13)), ("normal_cycles", (1.16, 231.72))):
        bars = ayati.at(arm, "C_bar", 0), ayati.at(arm, "B_bar", 0)
        assert bars == pytest.approx(cells, abs=0.005)
        autocrine = 0.5 if arm == "normal" else 1.1
        state = {"C": bars[0], "B": bars[1], "z": 100.0}
        found = slopes("ayati2010", state, g11=autocrine, r11=0.0, r22=0.0)
        assert abs(found["C"]) < 1e-12
        assert abs(found["B"]) < 1e-11


def test_a_full_grown_tumour_of_ayati_has_a_steady_state(ayati: Curves) -> None:
    state = {"C": ayati.at("tumour", "C_bar", 0), "B": ayati.at("tumour", "B_bar", 0), "T": 100.0, "z": 50.0}
    assert still(slopes("ayati2010", state), 0.2 * state["C"] + 0.02 * state["B"])
    away = eigenvalues("ayati2010", state, ("C", "B"))
    assert away.real == pytest.approx(-0.00145, rel=1e-9)
    arm = "stronger_tumour"
    stronger = state | {"C": ayati.at(arm, "C_bar", 0), "B": ayati.at(arm, "B_bar", 0)}
    assert eigenvalues("ayati2010", stronger, ("C", "B"), r11=0.02).real == pytest.approx(0.0002, rel=1e-6)


def test_waves_of_ayati_come_when_they_should(ayati: Curves) -> None:
    peaks = ayati.peaks("tumour", "C", 5)[1:]  # the first is the start
    assert [day for day, _ in peaks] == pytest.approx([358, 620, 833, 1024], abs=1)
    assert [size for _, size in peaks] == pytest.approx([23.962, 28.751, 24.666, 19.622], rel=1e-3)
    untreated = {"C": 15.4696, "B": 368.298, "T": 98.8650}
    treated = {"C": 8.7517, "B": 462.96, "T": 24.981, "z": 57.2275}
    for arm, end in (("tumour", untreated), ("treatment", treated)):
        assert {id: ayati.at(arm, id, 1200) for id in end} == pytest.approx(end, rel=2e-5)


def test_the_tumour_of_ayati_follows_gompertz(ayati: Curves) -> None:
    for day in (100, 600, 1200):
        size = 100 * exp(log(0.01) * exp(-0.005 * day))
        assert ayati.at("tumour", "T", day) == pytest.approx(size, rel=1e-6)


def test_bone_of_ayati_swings_about_its_start_without_a_tumour(ayati: Curves) -> None:
    bone = ayati.arms["normal_cycles"]["z"]
    assert 85 < bone.min() < 100 < bone.max() < 105
    days = [day for day, _ in ayati.peaks("normal_cycles", "C", 5)]
    assert len(days) == 5
    assert np.ptp(np.diff(days)) <= 0.5
    state = {"C": ayati.at("normal_cycles", "C_bar", 0), "B": ayati.at("normal_cycles", "B_bar", 0)}
    around = eigenvalues("ayati2010", state | {"T": 0.0, "z": 100.0}, ("C", "B"), r11=0.0, r22=0.0)
    assert around.real == pytest.approx(0, abs=1e-15)


def test_graham_rests_with_all_osteocytes_and_no_other_cell() -> None:
    found = slopes("graham2013", {"S": 200.0, "z": 100.0})
    assert not any(found.values())


def test_cells_of_graham_follow_each_other(graham: Curves) -> None:
    for id, (day, size) in {"P": (1.40, 192.407), "B": (4.18, 494.409), "C": (1.43, 12.6737)}.items():
        ((when, top),) = graham.peaks("one_cycle", id, 0.9 * size)
        assert when == pytest.approx(day, abs=0.011)
        assert top == pytest.approx(size, rel=1e-5)
    bone = graham.arms["one_cycle"]["z"]
    assert graham.days[bone.argmin()] == pytest.approx(3.68, abs=0.011)
    assert bone.min() == pytest.approx(86.1879, abs=1e-4)
    assert graham.at("one_cycle", "S", 100) == pytest.approx(200, abs=1e-5)


def test_pairs_of_table_3_of_graham_put_bone_back(graham: Curves) -> None:
    for arm in ("RANKL_of_pre_osteoblasts", "RANKL_of_osteocytes"):
        assert graham.at(arm, "z", 100) == pytest.approx(100, abs=0.3)
    for g_41, g_42 in ((0.3, 1.76), (0.82, 1.2), (1.24, 0.72), (1.42, 0.5)):
        powers = {"osteoclast_formation.g_41": g_41, "osteoclast_formation.g_42": g_42}
        bone = follow("graham2013", 200, {"S": 180.0, "P": 1e-9, "z": 100.0}, powers)["z"][-1]
        assert bone == pytest.approx(100, abs=0.65)


def test_bone_of_cook_after_one_cycle_and_after_many() -> None:
    cook = run("cook2022", 1200, 5, at=(1.0, 2.0))
    one = {"no_Wnt_one_cycle": 94.4797, "Wnt_5_one_cycle": 113.522, "Wnt_50_one_cycle": 128.172}
    for arm, bone in one.items():
        assert cook.at(arm, "z", 100) == pytest.approx(bone, abs=6e-4)
    assert cook.at("normal_one_cycle", "z", 100) == pytest.approx(100.0, abs=5e-5)
    assert cook.at("normal", "z", 1200) == pytest.approx(100.0, abs=2e-4)
    assert cook.at("Wnt_50", "z", 1200) == pytest.approx(100 + 339, abs=1.5)  # what the authors fitted


def test_koenders_rests_where_algebra_says() -> None:
    for hct, hbt in ((0.0, 0.0), (0.02, 0.02), (0.02, 0.01)):
        myeloma = 10.0
        bone = (3000 * (1 + hct * myeloma) * (1 - hbt * myeloma)) ** (2 / 3)
        state = {"B": bone, "C": bone / 200 / (1 - hbt * myeloma), "T": myeloma}
        assert still(slopes("koenders2015", state, hct=hct, hbt=hbt), 0.02 * bone)
    assert state == pytest.approx({"B": 218.959272, "C": 1.216440, "T": 10})


def test_koenders_comes_to_rest_there() -> None:
    curves = run("koenders2015", 1000, 20)
    assert curves.at("no_signals", "B", 1000) == pytest.approx(208.0084, rel=1e-6)
    assert curves.at("no_signals", "C", 1000) == pytest.approx(1.040042, rel=1e-6)
    for arm in ("both_signals", "growing_tumour"):
        assert curves.at(arm, "C", 1000) == pytest.approx(1.265149, rel=1e-6)
        assert curves.at(arm, "B", 1000) == pytest.approx(202.4238, rel=1e-6)
    for day in (5, 20):  # the tumour alone: sqrt(T) relaxes to sqrt(10) at half its death rate
        root = 10**0.5 + (1 - 10**0.5) * exp(-0.05 * day)
        alone = follow("koenders2015", day, {"C": 1.0, "B": 200.0, "T": 1.0})
        assert alone["T"][-1] == pytest.approx(root**2, rel=1e-7)


def test_lio_rests_where_its_table_says() -> None:
    control = (0.2 / 3) ** (1 / -0.4) * 0.005 ** (-0.5 / -0.4)
    assert (control, 200 * control) == pytest.approx((1.16, 231.72), abs=0.005)
    assert still(slopes("lio2012", {"O_c": control, "O_b": 200 * control, "z": 100.0}), 1.0)
    porous = (0.4 / 3 * 100**0.4) ** (-1 / 0.3)
    assert (porous, 100 * porous) == pytest.approx((1.78, 177.91), abs=0.005)
    state = {"O_c": porous, "O_b": 100 * porous, "z": 100.0}
    found = slopes("lio2012", state, g_ageing=2.0, g_por=0.1)
    assert abs(found["O_c"]) < 1e-12
    assert abs(found["O_b"]) < 1e-12


def test_a_full_infection_of_lio_rests_near_and_not_at_the_numbers_of_the_table() -> None:
    gamma = -0.5 * 1.005 - (1 - 1.1 * 1.005) * 1.2
    osteoclasts = (0.2 / 3) ** (1.2 / gamma) * 0.005 ** (-0.5 * 1.005 / gamma)
    osteoblasts = (0.2 / 3) ** (1 / gamma) * 0.005 ** ((1 - 1.1 * 1.005) / gamma)
    assert (osteoclasts, osteoblasts) == pytest.approx((4.77, 304.0), rel=1e-3)
    state = {"O_c": osteoclasts, "O_b": osteoblasts, "B": 100.0, "z": 0.0}
    found = slopes("lio2012", state)
    assert abs(found["O_c"]) < 1e-12
    assert abs(found["O_b"]) < 1e-11
    assert found["B"] == 0


def test_bacteria_of_lio_follow_gompertz_in_either_base() -> None:
    start = {"O_c": 15.0, "O_b": 316.0, "B": 1.0, "z": 100.0}
    for base in (e, 10.0):
        grown = follow("lio2012", 300, start, {"room.log_base": base})["B"][-1]
        assert grown == pytest.approx(100 * exp(log(0.01) * exp(-0.005 * 300 / log(base))), rel=1e-6)
