"""Steady states and conserved sums of joerg2022, lafci2025 and proctor2016, as their equations give them."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from tests.models.published import Curves, arm, own_arms, run_arms, slopes

CELLS = ("pB", "B", "Y", "pC", "C", "sclerostin")
NEVER = {"estrogen.menopause": 1e6}


def rest(estrogen: float, killing: float = 0.0) -> dict[str, float]:
    """Bone cells of joerg2022 at rest under constant estrogen and a killing of osteoclasts per day."""
    B = 1 / (0.00867806 + 0.000624353)
    Y = 0.000624353 * B / 0.000109589
    sclerostin = Y / (1 + estrogen / 9.595406602) / 0.05
    pB = (1 + sclerostin / 163.2824648) / 0.319241069
    share = sclerostin / (8603687.044 + sclerostin) / (1 + estrogen / 0.937654795)
    extra = 0.000123164 * estrogen / (0.990728213 + estrogen)
    a = 0.023815993 * (1 + extra) + killing
    b = (0.023815993 + killing) * 10.12488334 - 1
    C = (-b + sqrt(b * b + 4 * a * 10.12488334)) / (2 * a)
    return {"pB": pB, "B": B, "Y": Y, "pC": 1 / (0.930890444 * share), "C": C, "sclerostin": sclerostin}


@pytest.fixture(scope="module")
def bone() -> Curves:
    held = arm("joerg2022", "treated", NEVER | {"alendronate_level.held": 0.05})
    return run_arms("joerg2022", [*own_arms("joerg2022", "no_menopause"), held], 20000, 20000)


@pytest.fixture(scope="module")
def day_of_bone() -> Curves:
    return run_arms("proctor2016", own_arms("proctor2016", "default"), 1, 0.25, rtol=1e-6)


@pytest.mark.parametrize("killing", [0.0, 0.05 / 1.05 * 1.000665052])
def test_bone_cells_of_joerg_have_a_resting_point(killing: float) -> None:
    numbers = NEVER | {"alendronate_level.held": 0.05 if killing else 0.0}
    state = rest(1.0, killing)
    found = slopes("joerg2022", state | {"mineral_frac": 0.8}, numbers)
    assert max(abs(found[id]) / state[id] for id in CELLS) < 1e-14
    assert found["mineral_frac"] == pytest.approx(0.0, abs=1e-16)


def test_bone_cells_of_joerg_start_at_rest_and_stay_there(bone: Curves) -> None:
    known = {"pB": 215.9390, "B": 107.4990, "Y": 612.4457, "pC": 1723.9937, "C": 41.98650}
    known |= {"sclerostin": 11092.856}
    for day in (0, 20000):
        found = {id: bone.at("no_menopause", id, day) for id in CELLS}
        assert found == pytest.approx(rest(1.0), rel=1e-9)
        assert found == pytest.approx(known, rel=5e-7)


def test_bone_of_joerg_falls_by_a_straight_line_at_rest(bone: Curves) -> None:
    assert bone.at("no_menopause", "bone_density", 20000) == pytest.approx(
        1 - 20000 * 4.28416623e-6, rel=1e-8
    )


def test_bone_cells_of_joerg_find_a_new_rest_under_alendronate(bone: Curves) -> None:
    found = {id: bone.at("treated", id, 20000) for id in CELLS}
    assert found == pytest.approx(rest(1.0, 0.05 / 1.05 * 1.000665052), rel=1e-5)


def test_without_dead_cells_the_heart_of_lafci_is_at_rest() -> None:
    numbers = {"reoxygenation": 0.0, "omega": 1.0, "gamma": 1.0, "delta": 1.0}
    healed = slopes("lafci2025", {"Mc": 3e7, "C": 1e12, "F": 1e8}, numbers, 10.0)
    assert set(healed.values()) == {0.0}


def test_cells_of_lafci_are_neither_made_nor_lost_in_turning() -> None:
    numbers = {"reoxygenation": 0.0, "stem_cell_loss.muS": 0.0, "muM": 0.0}
    found = slopes("lafci2025", {"M0": 1e3, "M1": 2e3, "IL1": 3.0, "IL10": 2.0, "IL17": 1.0}, numbers)
    assert found["M0"] + found["M1"] + found["M2"] == pytest.approx(0.0, abs=1e-12)
    assert min(abs(found[id]) for id in ("M0", "M1", "M2")) > 1.0
    found = slopes("lafci2025", {"S": 1e6, "IL10": 2.0}, numbers)
    assert found["S"] + found["Mc"] + found["F"] == pytest.approx(0.0, abs=1e-9)
    assert found["Mc"] == pytest.approx(0.9e6 * 2 / 7)


SUMS = {
    ("Wnt_I", "Wnt_A"): 200.0,
    ("Bax", "Bax_Bcl2"): 100.0,
    ("CREB", "CREB_P", "CREB_Runx2"): 100.0,
}
"""What proctor2016 neither makes nor loses, and how much of it there is."""


@pytest.mark.parametrize("parts", SUMS)
def test_sums_of_proctor_are_kept(day_of_bone: Curves, parts: tuple[str, ...]) -> None:
    curve = np.sum([day_of_bone.arms["default"][part] for part in parts], axis=0)
    assert curve == pytest.approx(SUMS[parts], rel=1e-9)
    assert np.ptp(day_of_bone.arms["default"][parts[1]]) > 1.0


def test_stem_cells_of_proctor_stay_as_many(day_of_bone: Curves) -> None:
    for cell in ("MSC", "HSC"):
        assert np.ptp(day_of_bone.arms["default"][cell]) == 0.0


def test_fast_parts_of_proctor_have_resting_points() -> None:
    load = slopes("proctor2016", {"PTH": 10.0})
    assert (load["PTH"], load["LOAD"]) == pytest.approx((0.0, 0.0), abs=1e-9)
    wnt = 0.03 / (0.03 + 0.8 * 0.5) * 200
    found = slopes(
        "proctor2016", {"Wnt_A": wnt, "Wnt_I": 200 - wnt, "Sost": 50.0, "Ocy_I": 50 * 0.004 / 7.5e-4}
    )
    assert (found["Wnt_A"], found["Sost"]) == pytest.approx((0.0, 0.0), abs=1e-7)


def test_proctor_reaches_the_cells_that_were_reported(day_of_bone: Curves) -> None:
    assert day_of_bone.at("default", "Ocy_A", 1) == pytest.approx(1459.31, rel=1e-5)
    assert day_of_bone.at("default", "Bone", 1) == pytest.approx(2006.39, rel=1e-5)
