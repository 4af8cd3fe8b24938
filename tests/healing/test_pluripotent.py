"""Pluripotent cells, what is made of them, what donors yield, and what goes wrong with a dose."""

from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from osteon.cohort import Result
from tests.healing.arms import Arms, library, run
from tests.healing.grafts import arm, dish, ran

pytestmark = pytest.mark.slow  # dozens of programs to compile: `make slow`

SPOT = 'defect = { preset = "subcutaneous_implant", edge = "4.642 mm", porosity = 1 }\n'
"""100 uL, the volume of the table that the threshold comes from."""

CASES = {"million": 1e6, "third": 3e5, "tenth": 1e5}

ANIMALS = 8

BMP2_ONCE = '[[arm.bmp2.dose]]\nentity = "BMP2"\namount = "100 ng/mL"\nday = 0\n'
MATRIX = '[[arm.ocm.product]]\nuse = "ocm"\nroute = "implanted"\nday = 0\n'


@lru_cache(maxsize=1)
def still() -> Arms:
    """Under the skin: pluripotent cells by dose, stromal cells made of them by the share left; and dishes
    of stromal cells with the matrix of a line, with BMP-2 given once, and with nothing.
    """
    text = ""
    for name, cells in CASES.items():
        text += arm(name, "ipsc", "carrier", f'cells = "{cells} cell"\nviability = 1', SPOT)
    for name, share in {"pure": 0.0, "few": 1e-3}.items():
        more = f'cells = "1e6 cell"\nviability = 1\nresidual = {share}'
        text += arm(name, "ipsc_msc", "carrier", more, SPOT)
    text += dish("nothing", "bm_msc") + dish("bmp2", "bm_msc") + BMP2_ONCE + dish("ocm", "bm_msc") + MATRIX
    return ran(text, days=28, every=7)


@lru_cache(maxsize=1)
def herd() -> Result:
    """Fractures: donors, batches of a line and alike doses in the same animals, doses that are not pure, with
    germs or pooled; and harvests of many donors and of one.
    """
    text = arm("none")
    for name in ("bm_msc", "ipsc_msc"):
        text += arm(name, name) + arm(f"{name}_alike", name, "local", "standard = 1")
    text += arm("half", "bm_msc", "local", "purity = 0.5")
    text += arm("germs", "bm_msc", "local", 'contamination = "1e5 CFU"')
    text += arm("pooled", "bm_msc", "local", "standard = 0.8")
    text += arm("donors", "marrow_aspiration", "iliac_crest")
    text += arm("donor", "marrow_aspiration", "iliac_crest", "standard = 1")
    return run(text, 14, 7, ANIMALS).result


def seen(name: str, outcome: str, sample: int = -1) -> NDArray[np.float64]:
    """Of each animal of an arm, at a sample: days 0, 7 and 14."""
    names = [each.name for each in herd().experiment.arms]
    lanes = herd().measurements.curves[outcome][sample].reshape(len(names), ANIMALS)
    return np.asarray(lanes[names.index(name)])


def test_many_pluripotent_cells_grow_into_a_tumour_and_a_tenth_of_them_do_not() -> None:
    day_28 = {name: still().at(name, "teratoma", 28) for name in CASES}
    assert day_28["million"] > 0.5  # all of ten mice in the table
    assert day_28["tenth"] < 0.01  # none of ten
    assert day_28["million"] >= day_28["third"] >= day_28["tenth"]


def test_what_is_left_over_in_a_product_disappears_and_a_pure_one_has_none() -> None:
    few = still().curve("few", "pluripotent")
    assert few[0] > few[-1] > 0.0
    assert np.all(still().curve("pure", "pluripotent") == 0.0)
    assert still().at("million", "given_MSC", 28) > 0.0  # they commit themselves


def test_a_line_of_a_patient_with_osteogenesis_imperfecta_divides_and_makes_bone_less() -> None:
    quantity = {
        (name, each.name): each.coherent
        for name in ("ipsc_msc", "oi_ipsc")
        for each in library().modifiers["product", name].quantities
    }
    for part in ("line", "osteogenic"):
        assert quantity["oi_ipsc", part] < quantity["ipsc_msc", part]  # C370


def test_matrix_of_a_line_beats_bmp2_that_is_given_once() -> None:
    made = {name: still().curve(name, "donor_osteoblast")[-1] for name in ("ocm", "bmp2", "nothing")}
    assert made["ocm"] > made["bmp2"] > 0.0  # C306
    assert made["ocm"] > made["nothing"]


def test_impure_doses_give_fewer_stromal_cells_and_more_fibroblasts() -> None:
    assert seen("half", "given_MSC", 0) == pytest.approx(0.5 * seen("bm_msc", "given_MSC", 0), rel=1e-6)
    assert np.all(seen("half", "fibroblast", 0) > seen("bm_msc", "fibroblast", 0))


def test_germs_come_with_a_contaminated_dose_alone() -> None:
    assert np.all(seen("germs", "bacteria", 0) > 0.0)
    assert np.all(seen("bm_msc", "bacteria") == 0.0)
    assert np.mean(seen("germs", "callus_bone")) < np.mean(seen("bm_msc", "callus_bone"))


def test_pooling_asks_for_more_donors_and_a_line_for_hardly_any() -> None:
    names = ("none", "bm_msc", "pooled", "ipsc_msc")
    screened = {name: float(seen(name, "donors_screened")[0]) for name in names}
    assert screened["none"] == 0.0 < screened["ipsc_msc"] < screened["bm_msc"] == 1.0
    assert screened["pooled"] == pytest.approx(25.0)  # a fifth of the spread


def test_batches_of_a_line_vary_less_than_donors() -> None:
    potency = {name: float(np.std(seen(name, "potency"))) for name in ("bm_msc", "ipsc_msc", "bm_msc_alike")}
    assert potency["bm_msc_alike"] == 0.0 < potency["ipsc_msc"] < 0.5 * potency["bm_msc"]  # C069
    bone = {
        name: float(np.std(seen(name, "callus_bone") - seen(f"{name}_alike", "callus_bone")))
        for name in ("bm_msc", "ipsc_msc")
    }
    assert bone["ipsc_msc"] < 0.6 * bone["bm_msc"]


def test_harvests_of_many_donors_vary_more_than_those_of_one() -> None:
    many, one = (seen(name, "harvest") for name in ("donors", "donor"))
    assert np.std(many) / np.mean(many) > 1.5 * np.std(one) / np.mean(one)  # C067
    assert np.all(many > 0.0)
