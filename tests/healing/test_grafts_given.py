"""Given cells by route and day, their homing, hypoxic preconditioning, and engineered cells."""

from functools import lru_cache

import numpy as np
import pytest

from osteon.errors import ExperimentError
from tests.healing.arms import Arms
from tests.healing.grafts import arm, dose, held, ran

FEW = 'cells = "3e5 cell"\nstandard = 1'
GENES = {"bmp2": "BMP2", "bmp9": "BMP9", "il4": "IL4", "opg": "OPG", "vegf": "VEGF"}
SHORT_WAVE = "conditions.short_wave = {}\n"
LESIONS = {
    "translocated": "translocation = 1",
    "cdkn2a_lost": "cdkn2a_loss = 1",
    "both": "translocation = 1\ncdkn2a_loss = 1",
    "both_edited": "translocation = 1\ncdkn2a_loss = 1\nsafety_edit = 1",
}


def _arms() -> str:
    text = arm("none") + arm("no_cxcr4") + held("no_cxcr4", "cxcr4", 0.0)
    text += arm("sdf1") + "".join(dose("sdf1", "SDF1", "100 ng/mL", day) for day in range(7))
    for name, use in (("vein", "bm_msc"), ("vein_cd271", "cd271_msc"), ("vein_cxcr4", "cxcr4_msc")):
        text += arm(name, use, "intravenous")
    text += arm("vein_cd271_blocked", "cd271_msc", "intravenous") + held("vein_cd271_blocked", "cxcr4", 0.0)
    text += arm("vein_cd271_intact", "cd271_msc", "intravenous") + held(
        "vein_cd271_intact", "SDF1_secretion.k", 0.0
    )
    text += arm("short_wave", where=SHORT_WAVE)
    text += arm("short_wave_blocked", where=SHORT_WAVE) + held("short_wave_blocked", "cxcr4", 0.0)
    text += arm("short_wave_cells", "cd271_msc", "intravenous", where=SHORT_WAVE)
    for day in (0, 3, 7, 14, 28):
        text += arm(f"day_{day}", "bm_msc", "local", f"{FEW}\nday = {day}")
    text += arm("weekly", "bm_msc", "local", f"{FEW}\nday = 3\nevery = 7\nuntil = 17")
    text += arm("carrier", "bm_msc", "carrier", FEW)
    for name, more in (("air", ""), ("hypoxic", "oxygen = 1"), ("no_hif", "oxygen = 1\nhif = 0")):
        text += arm(name, "bm_msc", "local", more)
    text += arm("silenced", "bm_msc", "local", "oxygen = 1\ninhibitor_126 = 1")
    text += "".join(arm(gene, f"{gene}_msc") for gene in GENES)
    return text + "".join(arm(name, "engineered_msc", "local", more) for name, more in LESIONS.items())


@lru_cache(maxsize=1)
def mice() -> Arms:
    """All arms of this page in one batch."""
    return ran(_arms(), days=42, every=0.5)


def at(name: str, outcome: str, day: float) -> float:
    return mice().at(name, outcome, day)


def mean(name: str, outcome: str, until: float) -> float:
    return float(mice().curve(name, outcome)[mice().days <= until].mean())


def quantity(name: str, path: str) -> float:
    lane = [each.name for each in mice().result.experiment.arms].index(name)
    return float(mice().result.solution.parameters[mice().result.model.quantity_index(path), lane])


def test_cells_given_into_a_vein_die_in_the_lungs_within_a_day_and_none_comes_beyond() -> None:
    assert at("vein", "graft_lung", 1) < 0.02 * mice().curve("vein", "graft_lung")[0]
    assert mice().curve("vein", "given_alive").max() == 0.0


def test_of_cells_that_a_source_says_pass_the_lungs_some_are_at_the_fracture_after_seven_days() -> None:
    assert at("vein_cd271", "given_alive", 7) > 5.0 > at("vein", "given_alive", 7)
    assert at("vein_cd271", "given_alive", 7) > 3 * at("vein_cd271_intact", "given_alive", 7)


def test_homing_needs_cxcr4_and_more_of_it_brings_more() -> None:
    assert mice().curve("vein_cd271_blocked", "given_alive").max() == 0.0
    assert at("vein_cxcr4", "given_alive", 3) > at("vein_cd271", "given_alive", 3)


def test_a_block_of_cxcr4_lowers_homing_and_bone_and_sdf1_raises_both() -> None:
    progenitors = [mean(name, "MSC", 14) for name in ("no_cxcr4", "none", "sdf1")]
    bones = [at(name, "callus_bone", 14) for name in ("no_cxcr4", "none", "sdf1")]
    assert progenitors == sorted(progenitors)
    assert bones == sorted(bones)
    assert bones[0] < 0.1 * bones[1] < bones[2]


def test_short_wave_raises_sdf1_homing_and_bone_and_none_of_it_without_cxcr4() -> None:
    assert mean("short_wave", "SDF1", 7) > 1.2 * mean("none", "SDF1", 7)
    assert quantity("short_wave", "cxcr4") > 1.0
    assert mean("short_wave", "MSC", 7) > 1.05 * mean("none", "MSC", 7)
    assert at("short_wave", "callus_bone", 14) > at("none", "callus_bone", 14)
    assert at("short_wave_cells", "given_alive", 3) > at("vein_cd271", "given_alive", 3)
    assert mean("short_wave_blocked", "MSC", 7) == pytest.approx(mean("no_cxcr4", "MSC", 7), abs=1e-6)
    assert at("short_wave_blocked", "callus_bone", 14) == pytest.approx(
        at("no_cxcr4", "callus_bone", 14), abs=1e-6
    )


def test_an_infusion_raises_tregs_and_lowers_interferon_gamma_and_tnf_in_the_defect() -> None:
    assert mean("vein", "Treg", 28) > 1.2 * mean("none", "Treg", 28)
    for factor in ("IFNg_level", "TNF"):
        assert at("vein", factor, 7) < at("none", factor, 7)


def test_infused_and_injected_cells_end_with_as_much_bone_but_infused_ones_add_none() -> None:
    """The claim (C229) says that both promote healing alike; the model agrees on alike, not on promote."""
    assert at("vein", "callus_bone", 42) == pytest.approx(at("air", "callus_bone", 42), rel=0.1)
    assert abs(at("vein", "callus_bone", 14) - at("none", "callus_bone", 14)) < 2.0


def test_cells_help_while_the_callus_is_made_and_hardly_once_it_is_bone() -> None:
    gains = {
        day: mice().event("none", "union_time") - mice().event(f"day_{day}", "union_time")
        for day in (3, 7, 14, 28)
    }
    assert gains[3] > 0.5
    assert gains[7] > gains[14]
    assert abs(gains[28]) < 0.05


def test_cells_on_a_carrier_come_out_of_it_and_repeated_doses_add_up() -> None:
    held_back = mice().curve("carrier", "graft_bound")
    assert held_back[0] > 0.0 == mice().curve("carrier", "graft")[0]
    assert (np.diff(held_back) <= 1e-9).all()
    assert at("carrier", "graft", 3) > 0.0
    assert at("weekly", "given_alive", 17.5) > at("day_3", "given_alive", 17.5)


def test_hypoxic_cells_carry_more_mir126_and_secrete_more_vegf_and_hif_and_an_inhibitor_decide() -> None:
    copies = {name: quantity(name, "vesicle_mir126") for name in ("air", "hypoxic", "no_hif", "silenced")}
    assert copies["hypoxic"] > 2 * copies["air"]
    assert copies["no_hif"] == pytest.approx(0.00825)
    assert copies["silenced"] == 0.0
    assert at("hypoxic", "VEGF", 2) > 1.2 * at("air", "VEGF", 2)
    assert at("no_hif", "VEGF", 2) == pytest.approx(at("air", "VEGF", 2), rel=0.02)


def test_native_mir126_of_hypoxic_cells_is_too_little_to_move_bone() -> None:
    """Claim C250 stays red: with the copies that vesicles were found to hold nothing is gained or lost."""
    with_it, without = (at(name, "callus_bone", 14) for name in ("hypoxic", "silenced"))
    assert abs(with_it - without) < 0.2


@pytest.mark.parametrize("gene", GENES)
def test_each_engineered_line_has_more_of_its_payload(gene: str) -> None:
    factor = GENES[gene]
    assert at(gene, factor, 5) > max(3 * at("air", factor, 5), 1.0)


def test_what_payloads_do() -> None:
    assert at("il4", "M2", 7) > at("air", "M2", 7)
    assert mice().peak("opg", "osteoclast")[1] < 0.95 * mice().peak("air", "osteoclast")[1]
    assert at("bmp2", "osteoblast", 5) > at("air", "osteoblast", 5)
    assert at("bmp9", "osteoblast", 5) > at("air", "osteoblast", 5)


def test_only_both_lesions_transform_cells_and_a_safety_edit_prevents_it() -> None:
    assert at("both", "transformed", 28) > 1000.0
    for name in ("translocated", "cdkn2a_lost", "both_edited"):
        assert mice().curve(name, "transformed").max() == 0.0


def test_beside_seeded_cells_an_infusion_raises_tregs_and_calms_but_adds_no_bone() -> None:
    """Claim C254 stays red: its Tregs and cytokines come out, more bone does not."""
    where = 'subject = { species = "rat", age = "14 week" }\ndefect = { preset = "calvarial_disc" }\n'
    seeded = 'cells = "1e5 cell"\nstandard = 1'
    infused = '[[arm.both.product]]\nuse = "bm_msc"\nroute = "intravenous"\nday = 0\n'
    infused += 'cells = "1e7 cell"\nstandard = 1\n'
    text = arm("seeded", "bm_msc", "carrier", seeded, where) + arm("both", "bm_msc", "carrier", seeded, where)
    found = ran(text + infused, days=28, every=1)
    assert found.at("both", "Treg", 7) > 1.2 * found.at("seeded", "Treg", 7)
    for factor in ("IFNg_level", "TNF"):
        assert found.at("both", factor, 3) < found.at("seeded", factor, 3)
    assert abs(found.at("both", "callus_bone", 28) - found.at("seeded", "callus_bone", 28)) < 1.0


def test_more_cells_passing_the_lungs_than_any_source_grants_are_refused() -> None:
    with pytest.raises(ExperimentError, match=r"passing.*0 to 0\.05"):
        ran(arm("many", "bm_msc", "intravenous", "passing = 0.5"))
