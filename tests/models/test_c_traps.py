"""Traps of le2021, peterson2010, immunohybrid, kagan2013 and eftimie2019, a test for each."""

from __future__ import annotations

import pytest

from osteon.model import TIME, evaluate
from tests.models.published import Curves, library, model, own_arms, run_arms, slopes

HOUR = 1 / 24
NOTEBOOK = {"cluster1": 2.443837e9, "cluster2": 2.603328e9, "cluster3": 1.873067e9}
TIGHT = {"cluster1": 2.443456e9, "cluster2": 2.606859e9, "cluster3": 1.868261e9}


def numbers(name: str) -> dict[str, float]:
    """The quantities of a model, coherent."""
    return {path: quantity.coherent for path, quantity in model(name).quantities.items()}


@pytest.fixture(scope="module")
def chemotherapy() -> Curves:
    return run_arms("le2021", own_arms("le2021", *(f"{c}_MAP_chemo_from_ss" for c in NOTEBOOK)), 80, 1)


@pytest.mark.parametrize("cluster", NOTEBOOK)
def test_osteosarcoma_meets_the_notebook_to_three_in_a_thousand_and_the_tight_run_exactly(
    chemotherapy: Curves, cluster: str
) -> None:
    cells = chemotherapy.at(f"{cluster}_MAP_chemo_from_ss", "C_cells", 80)
    assert cells == pytest.approx(NOTEBOOK[cluster], rel=3e-3)
    assert cells == pytest.approx(TIGHT[cluster], rel=1e-6)


def test_methotrexate_weakens_with_the_days_of_the_simulation_and_not_of_the_dose() -> None:
    left = dict(model("le2021").signals)["methotrexate_resistance"]
    values = [evaluate(left, numbers("le2021") | {TIME: day}) for day in (0.0, 4.0, 8.0, 28.0)]
    assert values == pytest.approx([0.5625, 0.3125, 0.0625, 0.0625])


def test_the_time_of_peterson_is_in_hours() -> None:
    arms = own_arms("peterson2010", "denosumab_60mg_single", "teriparatide_20ug_daily_x28")
    found = run_arms("peterson2010", arms, 365.25 * HOUR, 0.25 * HOUR)
    assert found.at("denosumab_60mg_single", "DENCP", 365.25 * HOUR) == pytest.approx(8525.1, rel=1e-5)
    assert found.at("teriparatide_20ug_daily_x28", "PTHpm", 0.5 * HOUR) == pytest.approx(28.16739, rel=1e-6)


def test_runx2_of_peterson_jumps_where_bcl2_passes_105() -> None:
    runx2 = next(tree for name, tree in model("peterson2010").signals if name == "RUNX2")
    found = [evaluate(runx2, numbers("peterson2010") | {"BCL2": bcl2}) for bcl2 in (100.0, 105.0, 106.0)]
    assert found == pytest.approx([10.0, 10.0, 16.0])


def test_immunohybrid_says_that_its_numbers_are_faulty_and_counts_in_hours() -> None:
    (chapter,) = library().chapters["immunohybrid"]
    assert "faulty" in chapter.title
    assert any("never for a prediction" in line for line in chapter.unchecked)
    # Neutrophils die with 0.042 per hour.
    assert slopes("immunohybrid", {"PMN": 1.0})["PMN"] == pytest.approx(-0.042 * 24)


def test_differentiation_takes_stem_cells_away_in_immunohybrid() -> None:
    without, withit = (slopes("immunohybrid", {"MSC": 1.0, "TGFb": level})["MSC"] for level in (0.0, 1.0))
    # d_m TGFb / (1 + TGFb) = 4.164 / 2 per hour without TNF, taken away
    assert withit - without == pytest.approx(-4.164 / 2 * 24)


def test_liposomes_of_kagan_do_not_leave_the_vessels_of_lung_kidney_and_heart() -> None:
    found = run_arms("kagan2013", own_arms("kagan2013"), 1, 0.5)
    for organ in ("lu_exv", "kd_exv", "ht_exv"):
        assert found.at("unit_dose", organ, 1) == 0.0
    assert found.at("unit_dose", "li_exv", 1) == pytest.approx(0.568272, rel=1e-5)


def test_virus_of_eftimie_flows_in_by_the_arm_and_not_by_the_records() -> None:
    found = run_arms("eftimie2019", own_arms("eftimie2019"), 11, 0.5)
    assert found.at("default", "Xv", 10) == 0.0
    assert found.at("default", "Xv", 11) == pytest.approx(3605161, rel=1e-6)
    assert numbers("eftimie2019")["virus_injection.H"] == 0.0
