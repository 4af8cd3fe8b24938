"""Materials in an experiment file: what stands together, what fits, and every mistake told."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from osteon.errors import ExperimentError
from osteon.knowledge import Library, load_library
from osteon.model import build_model
from osteon.scenario import Arm, arm_quantities, load_experiment

HEAD = """
title = "materials"
question = "what fits?"
[design]
days = 28
[subject]
species = "rat"
age = "4 month"
sex = "male"
[defect]
preset = "calvarial_disc"
diameter = "8 mm"
thickness = "0.7 mm"
"""
"""A hole of 35 mm^3."""

SEEDED = '{{ use = "bm_msc", route = "carrier", cells = "{cells} cell" }}'


@lru_cache(maxsize=1)
def library() -> Library:
    return load_library()


def read(folder: Path, *products: str, more: str = "") -> Arm:
    path = folder / "experiment.toml"
    path.write_text(f"{HEAD}[arm.one]\n{more}\nproduct = [{', '.join(products)}]\n", encoding="utf-8")
    return load_experiment(path, library()).arms[0]


def told(folder: Path, *products: str, more: str = "") -> str:
    """The one fault, without its place."""
    with pytest.raises(ExperimentError) as caught:
        read(folder, *products, more=more)
    (fault,) = caught.value.faults
    return str(fault).split(": ", 1)[1]


def test_a_material_cells_factors_vesicles_and_a_drug_stand_in_one_arm(tmp_path: Path) -> None:
    arm = read(
        tmp_path,
        '{ use = "beta_tcp" }',
        SEEDED.format(cells="1e6"),
        '{ use = "bm_msc_ev", route = "carrier", particles = "1e10 particle" }',
        '{ use = "bmp2", route = "carrier" }',
        '{ use = "vegf", route = "carrier" }',
        '{ use = "teriparatide", day = 1, every = 1, until = 20 }',
    )
    assert len({use.product for use in arm.products}) == 6
    kinds = [setting.id for setting in arm.settings if setting.kind == "product"]
    assert kinds.index("beta_tcp") < kinds.index("bm_msc") < kinds.index("bm_msc_ev")


def test_what_a_material_sets_is_in_its_record(tmp_path: Path) -> None:
    arm = read(
        tmp_path, '{ use = "beta_tcp", fill = 0.5, porosity = 0.6, pores = "200 um", half_life = "100 day" }'
    )
    values = arm_quantities(arm, build_model(library()), library())
    assert values["scaffold.initial"] == pytest.approx(0.2)
    assert values["clot.initial"] == pytest.approx(0.8)
    assert values["scaffold_solid"] == pytest.approx(0.2)
    assert values["scaffold_pores"] == pytest.approx(0.2)
    assert values["scaffold_dissolution"] == pytest.approx(0.00693, rel=1e-3)
    assert values["scaffold_capacity"] == pytest.approx(0.5 * 0.6 * 257000)


FAULTS = {
    "more cells than its pores hold": (
        ('{ use = "beta_tcp" }', SEEDED.format(cells="1e8")),
        "given cells = 1e+08 cell, 4.626e+05 cell/mm^3 to hold, where 'beta_tcp' holds 1.928e+05;"
        " expected at most cells = 9.41e+06 cell; load less, or on more material",
    ),
    "more cells than a smaller piece holds": (
        ('{ use = "beta_tcp", fill = 0.5 }', SEEDED.format(cells="1e7")),
        "given cells = 1e+07 cell, 2.046e+05 cell/mm^3 to hold, where 'beta_tcp' holds 9.638e+04;"
        " expected at most cells = 4.7e+06 cell",
    ),
    "vesicles": (
        ('{ use = "collagen" }', '{ use = "bm_msc_ev", route = "carrier", particles = "1e14 particle" }'),
        "given particles = 1e+14 particle, 2.842e+12 particle/mm^3 to hold, where 'collagen' holds 9.8e+10;"
        " expected at most particles = 3.44e+12 particle",
    ),
    "protein": (
        ('{ use = "collagen" }', '{ use = "bmp2", route = "carrier", dose = "20000 ug" }'),
        "given dose = 20000 ug, ",
    ),
    "no pores at all": (
        ('{ use = "collagen", porosity = 0 }', SEEDED.format(cells="1e6")),
        "given cells = 1e+06 cell, 2.046e+04 cell/mm^3 to hold, where 'collagen' holds 0;"
        " expected at most cells = 0 cell",
    ),
    "more than the defect": (
        ('{ use = "beta_tcp", fill = 1.2 }',),
        "given fill = 1.2; expected 0 to 1 (share of the defect that is filled with it, pores and all)",
    ),
    "two materials": (
        ('{ use = "beta_tcp" }', '{ use = "ha" }'),
        "given product 'ha' beside 'beta_tcp', which both set osteoconduction, scaffold_adhesion,"
        " scaffold_calming and ",
    ),
    "a material put in later": (
        ('{ use = "beta_tcp", day = 3 }',),
        "given product 'beta_tcp' on day 3; expected a product that is put in once, on day 0: it takes the"
        " place of clot at the start; leave out day, every and until",
    ),
    "a material put in twice": (
        ('{ use = "beta_tcp" }', '{ use = "beta_tcp" }'),
        "given product 'beta_tcp' given twice; expected a product that is put in once, on day 0",
    ),
    "vesicles beside medium that holds them": (
        (
            '{ use = "bm_msc_cm", route = "local" }',
            '{ use = "bm_msc_ev", route = "local", particles = "1e9 particle" }',
        ),
        "given product 'bm_msc_ev' beside 'bm_msc_cm', which both set vesicle_angiogenic, vesicle_calming,"
        " vesicle_osteogenic and 1 more; expected products of which only one says how a thing behaves",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_one_mistake_is_told_once_with_the_largest_that_fits(tmp_path: Path, case: str) -> None:
    products, message = FAULTS[case]
    assert told(tmp_path, *products).startswith(message)


def test_what_fits_as_told_is_taken(tmp_path: Path) -> None:
    read(tmp_path, '{ use = "beta_tcp" }', SEEDED.format(cells="9.41e6"))


def test_solids_of_a_graft_and_a_material_must_fit_together(tmp_path: Path) -> None:
    fault = told(tmp_path, '{ use = "beta_tcp", porosity = 0.1 }', more="conditions.autograft = {}")
    assert fault == (
        "given product 'beta_tcp', with which solids take 115% of the defect; expected at most fill = 0.833;"
        " fill in less of it, or of the others"
    )


def test_a_material_beside_a_substitute_is_told(tmp_path: Path) -> None:
    fault = told(
        tmp_path, '{ use = "beta_tcp", fill = 0.3 }', more="conditions.bone_substitute = { fill = 0.3 }"
    )
    assert fault.startswith(
        "given product 'beta_tcp' beside condition 'bone_substitute', which both set scaffold_"
    )


def test_two_arms_of_one_name_are_told(tmp_path: Path) -> None:
    path = tmp_path / "experiment.toml"
    path.write_text(f'{HEAD}[arm.one]\nsays = "a"\n[arm.one]\nsays = "b"\n', encoding="utf-8")
    with pytest.raises(ExperimentError, match=r"arm"):
        load_experiment(path, library())
