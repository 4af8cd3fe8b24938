"""Pluripotent cells, what is made of them, what donors yield, and what goes wrong with a dose."""

from functools import lru_cache

import numpy as np
import pytest

from osteon.cohort import Result
from tests.healing.arms import HEAD, Arms, library
from tests.healing.grafts import arm, dish, ran

SPOT = 'defect = { preset = "subcutaneous_implant", edge = "4.642 mm", porosity = 1 }\n'
"""100 uL, the volume of the table that the threshold comes from."""

CASES = {"million": 1e6, "third": 3e5, "tenth": 1e5}


@lru_cache(maxsize=1)
def tumours() -> Arms:
    """Pluripotent cells under the skin by dose, and stromal cells made of them by the share left over."""
    text = "".join(
        arm(name, "ipsc", "carrier", f'cells = "{cells} cell"\nviability = 1', SPOT) for name, cells in CASES.items()
    )
    for name, share in {"pure": 0.0, "few": 1e-3}.items():
        more = f'cells = "1e6 cell"\nviability = 1\nresidual = {share}'
        text += arm(name, "ipsc_msc", "carrier", more, SPOT)
    return ran(text, days=56, every=7)


@lru_cache(maxsize=1)
def fractures() -> Arms:
    """Plain doses, doses that are not pure, doses with germs, pooled ones, and none."""
    text = arm("none") + arm("plain", "bm_msc") + arm("line", "ipsc_msc")
    text += arm("half", "bm_msc", "local", "purity = 0.5")
    text += arm("germs", "bm_msc", "local", 'contamination = "1e5 CFU"')
    text += arm("pooled", "bm_msc", "local", "standard = 0.8")
    return ran(text, days=14, every=1)


@lru_cache(maxsize=1)
def dishes() -> Arms:
    """Stromal cells on the matrix of a line, with BMP-2 given once, and on nothing."""
    bmp = 'entity = "BMP2"\namount = "100 ng/mL"\nday = 0\n'
    text = dish("nothing", "bm_msc") + dish("bmp2", "bm_msc") + f"[[arm.bmp2.dose]]\n{bmp}"
    text += dish("ocm", "bm_msc") + '[[arm.ocm.product]]\nuse = "ocm"\nroute = "implanted"\nday = 0\n'
    return ran(text, days=14, every=1)


def test_many_pluripotent_cells_grow_into_a_tumour_and_a_tenth_of_them_do_not() -> None:
    day_28 = {name: tumours().at(name, "teratoma", 28) for name in CASES}
    assert day_28["million"] > 0.5  # all of ten mice in the table
    assert day_28["tenth"] < 0.01  # none of ten
    assert day_28["million"] >= day_28["third"] >= day_28["tenth"]


def test_what_is_left_over_in_a_product_disappears_and_a_pure_one_has_none() -> None:
    few = tumours().curve("few", "pluripotent")
    assert few[0] > few[-1] > 0.0
    assert np.all(tumours().curve("pure", "pluripotent") == 0.0)
    assert tumours().at("million", "given_MSC", 28) > 0.0  # they commit themselves


def test_a_line_of_a_patient_with_osteogenesis_imperfecta_divides_and_makes_bone_less() -> None:
    quantity = {
        (name, each.name): each.coherent
        for name in ("ipsc", "oi_ipsc")
        for each in library().modifiers["product", name].quantities
    }
    for part in ("line", "growth", "osteogenic"):
        assert quantity["oi_ipsc", part] < quantity["ipsc", part]  # C370


def test_impure_doses_give_fewer_stromal_cells_and_more_fibroblasts() -> None:
    runs = fractures()
    assert runs.at("half", "given_MSC", 0) == pytest.approx(0.5 * runs.at("plain", "given_MSC", 0))
    assert runs.at("half", "fibroblast", 1) > runs.at("plain", "fibroblast", 1)


def test_germs_come_with_a_contaminated_dose_alone() -> None:
    runs = fractures()
    assert runs.peak("germs", "bacteria")[1] > 0.0
    assert runs.peak("plain", "bacteria")[1] == 0.0
    assert runs.at("germs", "callus_bone", 14) < runs.at("plain", "callus_bone", 14)


def test_pooling_asks_for_more_donors_and_a_line_for_hardly_any() -> None:
    screened = {name: fractures().at(name, "donors_screened", 1) for name in ("none", "plain", "pooled", "line")}
    assert screened["none"] == 0.0 < screened["line"] < screened["plain"] == 1.0
    assert screened["pooled"] == pytest.approx(25.0)  # a fifth of the spread


def test_matrix_of_a_line_beats_bmp2_that_is_given_once() -> None:
    runs = dishes()
    days = runs.curve("ocm", "donor_osteoblast"), runs.curve("bmp2", "donor_osteoblast")
    assert days[0][-1] > days[1][-1]  # C306
    assert runs.curve("ocm", "donor_osteoblast")[-1] > runs.curve("nothing", "donor_osteoblast")[-1]


ANIMALS = 16


@lru_cache(maxsize=1)
def herd() -> Result:
    """Donors, batches of a line and alike doses, in the same animals; and harvests of many donors and of one."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from osteon.cohort import run_experiment
    from osteon.scenario import load_experiment

    text = HEAD.format(days=14, every=7).replace("animals = 1", f"animals = {ANIMALS}")
    for name in ("bm_msc", "ipsc_msc"):
        text += arm(name, name) + arm(f"{name}_alike", name, "local", "standard = 1")
    text += arm("donors", "marrow_aspiration", "iliac_crest")
    text += arm("donor", "marrow_aspiration", "iliac_crest", "standard = 1")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "herd.toml"
        path.write_text(text, encoding="utf-8")
        return run_experiment(load_experiment(path, library()), library())


def last(name: str, outcome: str) -> np.ndarray:
    names = [each.name for each in herd().experiment.arms]
    return herd().measurements.curves[outcome][-1].reshape(len(names), ANIMALS)[names.index(name)]


def test_batches_of_a_line_vary_less_than_donors() -> None:
    potency = {name: float(np.std(last(name, "potency"))) for name in ("bm_msc", "ipsc_msc", "bm_msc_alike")}
    assert potency["bm_msc_alike"] == 0.0 < potency["ipsc_msc"] < 0.5 * potency["bm_msc"]  # C069
    bone = {
        name: float(np.std(last(name, "callus_bone") - last(f"{name}_alike", "callus_bone")))
        for name in ("bm_msc", "ipsc_msc")
    }
    assert bone["ipsc_msc"] < 0.5 * bone["bm_msc"]


def test_harvests_of_many_donors_vary_more_than_those_of_one() -> None:
    many, one = (last(name, "harvest") for name in ("donors", "donor"))
    assert np.std(many) / np.mean(many) > 1.5 * np.std(one) / np.mean(one)  # C067
    assert np.all(many > 0.0)
