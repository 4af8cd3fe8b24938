"""Hosts of clinical studies: unbroken bone, its diseases, dead bone under load, gaps that do not unite.

Each compares typical patients that differ in one thing. How large an effect is among patients who differ is
for the claims and the virtual trials.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from osteon.errors import ExperimentError
from osteon.model import build_model, prune
from osteon.scenario import load_experiment
from tests.healing.arms import Arms, library, run

pytestmark = pytest.mark.slow  # dozens of programs to compile: `make slow`

ADULT = 'subject.species = "human"\nsubject.age = "30 year"\n'
CHILD = 'subject.species = "human"\nsubject.age = "6 year"\nconditions.growing = {}\n'
UNBROKEN = 'defect.preset = "unbroken_bone"\n'
HEAD = ADULT + 'defect.preset = "femoral_head_wedge"\n'
SHAFT = (
    'subject.species = "human"\nsubject.age = "{age} year"\ndefect.preset = "segmental_gap"\n'
    "defect.diameter = 15.0\ndefect.gap = 2.0\ndefect.periosteum = 0.5\ndefect.strain = 0.2\n"
)
YEARS = 730.0
BONE_TISSUES = ("clot", "granulation", "fibrous_tissue", "cartilage", "osteoid", "woven_bone")


def infused(arm: str, cells: float) -> str:
    return (
        f'[[arm.{arm}.product]]\nuse = "bm_msc"\nroute = "intravenous"\nday = 0\nevery = 100\nuntil = 700\n'
        f'cells = "{cells} cell"\n'
    )


def injected(arm: str) -> str:
    return f'[[arm.{arm}.product]]\nuse = "bm_msc"\nroute = "local"\nday = 0\ncells = "2e7 cell"\n'


def scaled(arm: str, target: str, value: float) -> str:
    return f'[[arm.{arm}.change]]\ntarget = "{target}"\nop = "scale"\nvalue = {value}\n'


def arms(hosts: Mapping[str, str]) -> str:
    return "".join(f"[arm.{name}]\n{body}" for name, body in hosts.items())


def oi(severity: float) -> str:
    return f"{CHILD}{UNBROKEN}conditions.osteogenesis_imperfecta.severity = {severity}\n"


def hpp(activity: float) -> str:
    return f"{ADULT}{UNBROKEN}conditions.hypophosphatasia.activity = {activity}\n"


@pytest.fixture(scope="module")
def skeletons() -> Arms:
    healthy = ADULT + UNBROKEN
    hosts = {
        "healthy": healthy,
        "RANKL": healthy + scaled("RANKL", "rankl_boost", 3.0),
        "OPG": healthy + scaled("OPG", "opg_boost", 10.0),
        "deaf": healthy + scaled("deaf", "permission.enough", 1e6),
        "inflamed": healthy + "conditions.systemic_tnf.dose = 4.0\n",
        "osteoporosis": healthy + "conditions.osteoporosis.severity = 1.0\n",
        "steroids": healthy + "conditions.glucocorticoid.dose = 1.0\n",
        "more_steroids": healthy + "conditions.glucocorticoid.dose = 3.0\n",
        "bloodless": healthy + "conditions.ischaemia.loss = 1.0\n",
        "child": CHILD + UNBROKEN,
        "oi_mild": oi(0.3),
        "oi": oi(0.9),
        "oi_cells": oi(0.9) + infused("oi_cells", 1e8),
        "oi_more_cells": oi(0.9) + infused("oi_more_cells", 4e8),
        "hpp_mild": hpp(0.3),
        "hpp": hpp(0.05),
        "hpp_cells": hpp(0.05) + infused("hpp_cells", 4e8),
        "pseudarthrosis": CHILD + UNBROKEN + "conditions.congenital_pseudarthrosis = {}\n",
    }
    return run(arms(hosts), days=YEARS, every=10)


@pytest.fixture(scope="module")
def broken() -> Arms:
    adult, child = SHAFT.format(age=45), SHAFT.format(age=4)
    fixator = "conditions.external_fixator = {}\n"
    necrosis = HEAD + "conditions.osteonecrosis.decompressed = {}\n"
    hosts = {
        "fresh": adult,
        "nonunion": adult + "conditions.nonunion = {}\n",
        "debrided": adult + "conditions.nonunion.debrided = 1.0\n" + fixator,
        "child": child,
        "pseudarthrosis": child + "conditions.congenital_pseudarthrosis = {}\n",
        "fixed": child + "conditions.congenital_pseudarthrosis.excised = 0.8\n" + fixator,
        "head": necrosis.format(0.0),
        "decompressed": necrosis.format(0.3),
        "decompressed_cells": necrosis.format(0.3) + injected("decompressed_cells"),
    }
    return run(arms(hosts), days=YEARS, every=10)


def last(found: Arms, arm: str, outcome: str) -> float:
    return found.at(arm, outcome, YEARS)


def test_hosts_cost_nothing_without_them() -> None:
    model = build_model(library())
    starts = {each.id for each in model.states if f"{each.id}.initial" in model.quantities}
    alive = {id for id in starts if model.quantities[f"{id}.initial"].value > 0.0}
    living = {state.id for state in prune(model, alive).states}
    assert not living & {"skeleton", "trophic", "fracture_hazard", "bone_length", "growth_plate"}
    assert not living & {"necrosis", "collapse_hazard", "replacement_hazard"}


def test_healthy_bone_keeps_its_balance(skeletons: Arms) -> None:
    mass = skeletons.curve("healthy", "bone_mass")
    assert np.abs(mass - 1.0).max() < 0.1
    assert last(skeletons, "healthy", "dead_bone") < 0.01
    assert last(skeletons, "healthy", "fracture_hazard") < 0.05


def test_tissues_fill_the_site(skeletons: Arms) -> None:
    names = (*BONE_TISSUES, "lamellar_bone", "marrow", "graft_bone")
    for arm in ("healthy", "oi", "bloodless", "hpp_cells"):
        assert np.allclose(sum(skeletons.curve(arm, name) for name in names), 100.0, atol=0.01)


def test_bone_mass_follows_what_remodelling_is_told(skeletons: Arms) -> None:
    healthy = last(skeletons, "healthy", "bone_mass")
    for arm in ("RANKL", "deaf", "inflamed", "osteoporosis", "steroids"):
        assert last(skeletons, arm, "bone_mass") < healthy, arm
    assert last(skeletons, "OPG", "bone_mass") > healthy


def test_bone_dies_with_the_dose_of_steroids_and_without_blood(skeletons: Arms) -> None:
    order = ("healthy", "steroids", "more_steroids", "bloodless")
    assert (np.diff([last(skeletons, arm, "dead_bone") for arm in order]) > 0.01).all()
    assert last(skeletons, "bloodless", "dead_bone") > 0.9


def test_osteogenesis_imperfecta_costs_bone_growth_and_strength_by_its_severity(skeletons: Arms) -> None:
    order = ("child", "oi_mild", "oi")
    for outcome, sign in (("bone_mass", -1), ("bone_length", -1), ("fracture_hazard", 1)):
        assert (sign * np.diff([last(skeletons, arm, outcome) for arm in order]) > 0).all(), outcome
    pathway = [last(skeletons, arm, "serum_TGFb_pathway") for arm in order]
    assert pathway[0] == pytest.approx(1.0)
    assert (np.diff(pathway) > 0).all()


def test_infusions_help_a_skeleton_by_their_dose(skeletons: Arms) -> None:
    order = ("oi", "oi_cells", "oi_more_cells")
    for outcome, sign in (("bone_mass", 1), ("bone_length", 1), ("serum_osteogenic_factors", 1)):
        assert (sign * np.diff([last(skeletons, arm, outcome) for arm in order]) > 0).all(), outcome
    assert last(skeletons, "oi_more_cells", "serum_TGFb_pathway") < last(
        skeletons, "oi", "serum_TGFb_pathway"
    )


def test_lack_of_alkaline_phosphatase_leaves_osteoid_and_given_cells_mineralise_it(skeletons: Arms) -> None:
    shares = [last(skeletons, arm, "matrix_mineral") for arm in ("healthy", "hpp_mild", "hpp")]
    assert (np.diff(shares) < 0).all()
    assert last(skeletons, "hpp", "bone_mass") == pytest.approx(
        last(skeletons, "healthy", "bone_mass"), rel=0.1
    )
    assert last(skeletons, "hpp_cells", "matrix_mineral") > last(skeletons, "hpp", "matrix_mineral")


def test_a_tibia_with_pseudarthrosis_is_weaker_before_it_breaks(skeletons: Arms) -> None:
    assert last(skeletons, "pseudarthrosis", "fracture_hazard") > 2 * last(
        skeletons, "child", "fracture_hazard"
    )


def test_old_scar_does_not_unite_unless_it_is_cut_out(broken: Arms) -> None:
    assert np.isinf(broken.event("nonunion", "union_time"))
    assert np.isfinite(broken.event("debrided", "union_time"))


def test_pseudarthrosis_heals_worse_than_a_fracture_and_better_when_operated_on(broken: Arms) -> None:
    untreated = broken.event("pseudarthrosis", "union_time")
    assert broken.event("child", "union_time") < untreated
    assert broken.event("fixed", "union_time") < untreated


def test_dead_heads_mend_slowly_sooner_when_drilled_and_soonest_with_cells(broken: Arms) -> None:
    order = ("head", "decompressed", "decompressed_cells")
    for outcome in ("dead_bone", "collapse_hazard"):
        assert (np.diff([last(broken, arm, outcome) for arm in order]) < 0).all(), outcome
    assert (np.diff([last(broken, arm, "functional_recovery") for arm in order]) > 0).all()
    assert last(broken, "fresh", "collapse_hazard") == 0.0


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (UNBROKEN + "conditions.hypophosphatasia.activity = 0.0\n", "0.005"),
        (UNBROKEN + "conditions.osteogenesis_imperfecta.severity = 2.0\n", "severity"),
        (HEAD + "conditions.osteonecrosis.sealed = 1.0\n", "sealed"),
        (UNBROKEN + "defect.mass = 0.0\n", "mass"),
    ],
)
def test_what_no_host_has_is_refused(body: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "host.toml"
    design = "[design]\ndays = 10\nanimals = 1\n[arm.host]\n"
    subject = "" if "subject" in body else ADULT
    path.write_text(f'title = "t"\nquestion = "q"\n{design}{subject}{body}', encoding="utf-8")
    with pytest.raises(ExperimentError, match=told):
        load_experiment(path, library())
