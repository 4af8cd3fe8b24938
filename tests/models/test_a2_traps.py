"""Each mistake seen in other programs of these models, and each surprise of theirs, has a test here."""

from __future__ import annotations

from math import e, log, log10

import numpy as np
import pytest

from tests.models.published import Curves, follow, number, run, slopes

REST = {"OBp": 6.196390627918603e-4, "OBa": 5.583931899482344e-4, "OCa": 8.069635262731931e-4}
WRONG_REST = {"OBp": 7.575e-6, "OBa": 1.836e-4, "OCa": 2.371e-4}
LATE = {"S": 199.99, "P": 10.0, "B": 5.0, "C": 0.01, "z": 100.0}
INFECTED = {"O_c": 2.0, "O_b": 200.0, "B": 10.0, "z": 100.0}


@pytest.fixture(scope="module")
def ayati() -> Curves:
    return run("ayati2010", 1200, 1)


@pytest.fixture(scope="module")
def cook() -> Curves:
    return run("cook2022", 602, 2, at=(99, 101))


@pytest.fixture(scope="module")
def lio() -> Curves:
    return run("lio2012", 1200, 10)


def test_the_factor_f0_is_applied_once_to_precursors_of_pivonka() -> None:
    assert number("pivonka2008", "maturation.D_OBp") == pytest.approx(0.05 * 5.348155819, rel=1e-9)
    turnover = 0.189 * REST["OBa"]
    for slope in slopes("pivonka2008", REST).values():
        assert abs(slope) < 1e-14 < 1e-9 * turnover
    assert slopes("pivonka2008", REST, maturation__D_OBp=5.348155819)["OBa"] > 10 * turnover


def test_without_f0_pivonka_would_rest_elsewhere() -> None:
    gone = follow("pivonka2008", 400, REST, {"maturation.D_OBp": 5.348155819})
    for cell, value in WRONG_REST.items():
        assert gone[cell][-1] == pytest.approx(value, rel=3e-4)
        assert gone[cell][-1] < 0.5 * REST[cell]


def test_bone_of_ayati_falls_below_zero(ayati: Curves) -> None:
    bone = ayati.arms["tumour"]["z"]
    assert ayati.at("tumour", "z", 1200) == pytest.approx(-0.90586, abs=2e-5)
    assert ayati.at("treatment", "z", 1200) == pytest.approx(57.2275, abs=1e-3)
    assert bone.min() == bone[-1] < 0
    assert slopes("ayati2010", {"C": 20, "B": 300, "T": 90, "z": -5})["z"] < -1


def test_osteoclasts_of_ayati_come_back_from_a_ten_millionth(ayati: Curves) -> None:
    cells = ayati.arms["tumour"]["C"]
    assert ayati.at("tumour", "C", 300) == pytest.approx(4.1456249e-8, rel=1e-4)
    assert cells[:301].min() < 5e-8
    assert cells[301:].max() == pytest.approx(28.751, rel=1e-3)


def test_steady_numbers_of_ayati_are_those_of_the_corrected_equations(ayati: Curves) -> None:
    assert ayati.at("tumour", "C_bar", 0) == pytest.approx(4.993810, rel=1e-6)
    assert ayati.at("tumour", "B_bar", 0) == pytest.approx(315.9015, rel=1e-6)
    assert ayati.at("stronger_tumour", "C_bar", 0) == pytest.approx(5.46, abs=0.005)
    assert ayati.at("stronger_tumour", "B_bar", 0) == pytest.approx(340.52, abs=0.005)
    gamma = -0.5 - (1 - 1.1 * 1.005) * 1.2
    misprint = (0.2 / 3) ** ((1 - 0.2) / gamma) * (0.02 / 4) ** (-0.5 / gamma)
    assert not 4 < misprint < 6


def test_treatment_of_ayati_begins_on_day_600(ayati: Curves) -> None:
    tumours = [ayati.arms[arm]["T"] for arm in ("treatment", "tumour")]
    assert np.allclose(tumours[0][:601], tumours[1][:601], rtol=1e-6)
    assert tumours[0][601] < tumours[0][600] < tumours[1][601]


def test_no_tumour_of_ayati_stays_no_tumour(ayati: Curves) -> None:
    for arm in ("normal", "normal_cycles"):
        assert not ayati.arms[arm]["T"].any()
        assert np.isfinite(ayati.arms[arm]["z"]).all()


def test_a_cycle_of_graham_leaves_less_than_all_of_the_bone() -> None:
    start = {"S": 180.0, "z": 100.0}
    assert follow("graham2013", 100, start)["z"][-1] == pytest.approx(99.75081, abs=1e-5)
    corrected = follow("graham2013", 100, start, {"bone_resorption.k1": 0.698331})
    assert corrected["z"][-1] == pytest.approx(100.0, abs=2e-5)


def test_g_22_of_graham_is_a_power_and_not_a_factor() -> None:
    call, stromal = 0.1, 0.1 * 180**2
    for power in (1.0, 2.0):
        slope = slopes("graham2013", {"S": 180.0}, pre_osteoblast_formation__g_22=power)["P"]
        assert slope == pytest.approx(stromal * call**power, rel=1e-12)


def test_nothing_calls_when_graham_has_more_osteocytes_than_fit() -> None:
    assert not any(slopes("graham2013", {"S": 201.0}).values())


def test_wnt_of_cook_matures_with_the_number_of_the_program() -> None:
    action, state = 5 / (5 + 6.26), {"P": 1.0, "S": 200.0}
    gain = slopes("cook2022", state, Wnt10b=6.0)
    assert gain["B"] == pytest.approx(0.178 * action, rel=1e-12)
    assert gain["B"] > 2 * 0.0833 * action  # what the SBML file beside it has
    assert gain["P"] == pytest.approx(0.0833 * action - 0.1, rel=1e-12)


def test_without_wnt_of_cook_late_osteoblasts_turn_back() -> None:
    lost = {wnt: slopes("cook2022", LATE, Wnt10b=wnt)["B"] for wnt in (0.0, 1.0)}
    assert lost[0.0] - lost[1.0] == pytest.approx(-(0.178 * 10 + 0.00071 * 5) / 5.26, rel=1e-9)
    still = slopes("cook2022", {"S": 200.0, "P": 10.0, "z": 100.0}, Wnt10b=0.0)
    assert still["B"] < 0


def test_fractions_of_cells_of_cook_are_gone_after_a_cycle(cook: Curves) -> None:
    for arm in ("normal", "no_Wnt", "Wnt_50"):
        for cell in ("P", "B", "C"):
            assert 0 < cook.at(arm, cell, 99) < 1
            assert cook.at(arm, cell, 100) == 0
        assert cook.at(arm, "S", 100) == pytest.approx(180, abs=0.01)
        assert cook.at(arm, "cycles_done", 601) == 6
    assert cook.at("normal_one_cycle", "cycles_done", 602) == 0


def test_growth_of_bacteria_of_lio_goes_with_the_logarithm_that_is_chosen() -> None:
    assert number("lio2012", "room.log_base") == e
    per_day = 0.005 * INFECTED["B"]
    assert slopes("lio2012", INFECTED)["B"] == pytest.approx(per_day * log(10), rel=1e-14)
    in_tens = slopes("lio2012", INFECTED, room__log_base=10.0)
    assert in_tens["B"] == pytest.approx(per_day * log10(10), rel=1e-14)


def test_the_natural_logarithm_gives_what_lio_report_of_a_late_bacteriostatic(lio: Curves) -> None:
    kept = [lio.at(f"bacteriostatic_day_{day}", "z", 1200) for day in (200, 400, 600)]
    assert kept[0] > 100 > 75 > kept[1] > kept[2] > lio.at("infection", "z", 1200)
    start = {"O_c": 15.0, "O_b": 316.0, "B": 1.0, "z": 100.0}
    grown = follow("lio2012", 600, start, {"room.log_base": 10.0})
    stopped = {name: float(curve[-1]) for name, curve in grown.items()}
    later = follow("lio2012", 600, stopped, {"room.log_base": 10.0, "antibiotic.V": 0.005})
    assert later["z"][-1] > 100


def test_the_file_of_lio_treats_from_the_start_and_the_paper_later(lio: Curves) -> None:
    assert lio.at("sbml_treated", "B", 50) == pytest.approx(0.8151309, rel=1e-6)
    assert lio.at("sbml_untreated", "B", 600) == pytest.approx(28.60921, rel=1e-6)
    treated = lio.arms["bactericidal_day_200"]["B"]
    assert np.allclose(treated[:21], lio.arms["infection"]["B"][:21], rtol=1e-6)
    assert treated[22] < treated[20]


def test_steady_numbers_in_the_file_of_lio_are_those_of_osteoporosis() -> None:
    healthy = {"O_c": 1.158619, "O_b": 231.7238, "z": 100.0}
    mixed = slopes("lio2012", healthy, bone_formation__O_bbar=177.91, bone_resorption__O_cbar=1.78)
    assert mixed["z"] == pytest.approx(0.0344, abs=1e-4)
    own = slopes("lio2012", healthy, bone_formation__O_bbar=231.7238, bone_resorption__O_cbar=1.158619)
    assert own["z"] == 0


def test_infection_of_lio_strengthens_osteoblasts_as_in_the_equation() -> None:
    full = {"O_c": 1.0, "O_b": 100.0, "B": 100.0, "z": 100.0}
    formed = slopes("lio2012", full)["O_c"] + 0.2
    assert formed == pytest.approx(3 * 100 ** (-0.5 * 1.005), rel=1e-12)
    assert formed < 3 * 100**-0.5 < 3 * 100 ** (-0.5 * 0.995)
