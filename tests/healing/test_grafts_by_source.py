"""Stromal cells by source: what they secrete in a dish, the bone and niche that they build under the skin.

Orders are those of claims; where a claim gives an order only, the numbers were written to keep it, and the
tests hold the records to that.
"""

from functools import lru_cache

import numpy as np
import pytest

from osteon.knowledge import completeness
from tests.healing.arms import Arms, library
from tests.healing.grafts import CELLS, UNDER_SKIN, arm, dish, herd, ran

FIVE = ("bm_msc", "ad_msc", "uc_msc", "chondrocytes", "skin_fibroblasts")
"""The five cell types of claim C113."""

SEEDED = 'cells = "7.5e5 cell"'
"""Ten million a mL of pores."""


@lru_cache(maxsize=1)
def dishes() -> Arms:
    """Cells alone for a day."""
    names = ("bm_msc", "ad_msc", "uc_msc", "placental_msc", "embryonic_msc")
    return ran("".join(dish(name, name) for name in names), days=1, every=0.25)


@lru_cache(maxsize=1)
def implants() -> Arms:
    """Every source under the skin for eight weeks."""
    names = (*CELLS, "chondrocytes", "skin_fibroblasts")
    text = "".join(arm(name, name, "carrier", SEEDED, UNDER_SKIN) for name in names)
    return ran(arm("empty", where=UNDER_SKIN) + text, days=56, every=7)


@lru_cache(maxsize=1)
def fractures() -> Arms:
    """Every source in a fracture, and marrow cells of other passages, donors and shares alive."""
    text = "".join(arm(name, name) for name in CELLS)
    for passage in (1, 5, 9):
        text += arm(f"passage_{passage}", "bm_msc", "local", f"passage = {passage}")
    return ran(arm("none") + text, days=28, every=1)


def bone(name: str, day: float = 56) -> float:
    return implants().at(name, "callus_bone", day)


ORDERS = (
    ("VEGF", "ad_msc", "bm_msc"),  # C090
    ("VEGF", "uc_msc", "bm_msc"),
    ("VEGF", "placental_msc", "bm_msc"),
    ("GCSF", "bm_msc", "ad_msc"),  # C089
    ("GCSF", "bm_msc", "uc_msc"),
    ("GCSF", "bm_msc", "placental_msc"),
    ("GMCSF", "bm_msc", "ad_msc"),
    ("GMCSF", "bm_msc", "uc_msc"),
    ("GMCSF", "bm_msc", "placental_msc"),
    ("IFNg", "ad_msc", "bm_msc"),  # C095
    ("IL2", "ad_msc", "bm_msc"),
    ("IL1b", "ad_msc", "bm_msc"),
    ("TNF", "ad_msc", "bm_msc"),
    ("IL4", "placental_msc", "bm_msc"),  # C096
    ("CCL2", "placental_msc", "bm_msc"),
    ("MMP", "bm_msc", "embryonic_msc"),  # C098
)


@pytest.mark.parametrize(("factor", "more", "less"), ORDERS)
def test_cultures_secrete_in_the_order_of_the_claims(factor: str, more: str, less: str) -> None:
    high, low = (dishes().curve(name, factor)[-1] for name in (more, less))
    assert high > 1.2 * low > 0.0


@pytest.mark.parametrize("factor", ["HGF", "TGFb", "PGE2"])
@pytest.mark.parametrize("source", ["ad_msc", "uc_msc"])
def test_cultures_of_fat_and_cord_differ_from_marrow_where_a_claim_says_so(factor: str, source: str) -> None:
    own, other = dishes().curve("bm_msc", factor)[-1], dishes().curve(source, factor)[-1]
    assert abs(other / own - 1) > 0.1  # C088


def test_placental_cells_call_forth_more_il6_under_tnf() -> None:
    placenta, marrow = (_quantity(name, "il6") for name in ("placental_msc", "bm_msc"))
    assert placenta > marrow  # C096; IL-6 needs TNF or IL-1, of which a dish of cells alone has next to none


def _quantity(product: str, name: str) -> float:
    return next(
        each.coherent for each in library().modifiers["product", product].quantities if each.name == name
    )


def test_cells_of_muscle_make_no_bone() -> None:
    assert bone("muscle_msc") == 0.0 == bone("empty")


def test_cells_of_periosteum_and_cord_blood_make_bone_and_no_niche_and_marrow_makes_both() -> None:
    for name in ("periosteum_msc", "cord_blood_msc"):
        assert bone(name) > 1.0
        assert implants().at(name, "haematopoietic_niche", 56) == 0.0
    assert bone("bm_msc") > 1.0
    assert implants().at("bm_msc", "haematopoietic_niche", 56) > 0.0


def test_marrow_ranks_first_of_five_cell_types() -> None:
    order = sorted(FIVE, key=bone, reverse=True)
    assert order[0] == "bm_msc"
    assert bone("chondrocytes") < bone("uc_msc")
    assert bone("skin_fibroblasts") == 0.0


def test_cells_from_induced_pluripotent_ones_beat_marrow_outside_of_that_ranking() -> None:
    assert bone("ipsc_msc") > bone("bm_msc")
    conflict = library().evidence.conflicts["K28"]
    assert set(conflict.claims) == {"C113", "C303"}
    assert "not among the five" in conflict.resolved_by


@pytest.mark.parametrize("name", CELLS)
def test_every_source_can_be_given_to_a_fracture(name: str) -> None:
    assert fractures().at(name, "given_alive", 7) > 0.0
    assert fractures().at(name, "callus_bone", 28) > 0.0


def test_each_passage_takes_from_growth_and_bone() -> None:
    made = [fractures().at(f"passage_{passage}", "callus_bone", 14) for passage in (1, 5, 9)]
    assert made == sorted(made, reverse=True)
    assert made[0] > 1.2 * made[-1]
    alive = [fractures().at(f"passage_{passage}", "given_alive", 14) for passage in (5, 9)]
    assert alive[0] > alive[1]


def test_donors_differ_unless_they_are_pooled_and_lines_differ_less() -> None:
    text = arm("none")
    for name in ("bm_msc", "ipsc_msc"):
        text += arm(name, name, "local") + arm(f"{name}_pooled", name, "local", "standard = 1")
    bones = herd(text, days=14, animals=16)
    extra = {name: float(np.std(bones[name] - bones[f"{name}_pooled"])) for name in ("bm_msc", "ipsc_msc")}
    assert extra["bm_msc"] > 1.0
    assert extra["ipsc_msc"] < 0.6 * extra["bm_msc"]  # C067, C069


@pytest.mark.parametrize("name", [*CELLS, "chondrocytes", "skin_fibroblasts"])
def test_every_cell_product_has_a_card_a_source_and_routes(name: str) -> None:
    record = library().modifiers["product", name]
    assert record.product is not None
    assert record.product.form == "cells"
    assert record.product.source in library().evidence.concepts
    assert {"local", "carrier"} <= {route.name for route in record.product.routes}
    assert 0.0 < completeness(record.product, library().forms["cells"]).share < 1.0
