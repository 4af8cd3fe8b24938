"""Defects on a grid: what heals, what it touches, and how closely that is the geometry of the record."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.domain import HOST, Tissue, contact_path
from osteon.model import build_model
from osteon.scenario import arm_quantities
from tests.domain.cases import VOXELS, arm, domain, library, total, turned

DEFECTS = sorted(VOXELS)
CONTACTS = [contact_path(tissue) for tissue in HOST]


def record_contacts(defect: str) -> dict[str, float]:
    """The contacts that the record's own effects set: those of a point."""
    values = arm_quantities(arm(defect), build_model(library()), library())
    return {path: values[path] for path in CONTACTS}


@pytest.mark.parametrize("defect", DEFECTS)
@pytest.mark.parametrize("kind", ["plane", "volume"])
def test_faces_carry_the_areas_of_the_record(defect: str, kind: str) -> None:
    made = domain(defect, kind, VOXELS[defect])
    for path, expected in record_contacts(defect).items():
        assert total(made, path) == pytest.approx(expected, rel=0.05, abs=1e-9), path


@pytest.mark.parametrize("defect", ["calvarial_disc", "drill_hole"])
def test_a_radial_domain_has_the_same_areas_between_the_same_layers(defect: str) -> None:
    made = domain(defect, "radial", VOXELS[defect])
    assert made.grid.curvature == 1
    faces = sum(total(made, path) for path in CONTACTS)
    assert faces == pytest.approx(sum(record_contacts(defect).values()), rel=1e-6)


def test_a_radial_gap_runs_along_the_bone_and_counts_what_lies_around_it() -> None:
    made, record = domain("segmental_gap", "radial", 0.5), record_contacts("segmental_gap")
    ends = record["contact_bone"] + record["contact_marrow"]
    assert made.axis == 0
    assert made.grid.curvature == 0
    assert total(made, "contact_bone") == pytest.approx(ends)
    assert total(made, "contact_muscle") == pytest.approx(record["contact_muscle"])
    assert total(made, "contact_periosteum") == pytest.approx(record["contact_periosteum"])


def test_a_radial_fracture_is_cut_away_from_the_line() -> None:
    made, record = domain("closed_fracture", "radial", 0.05), record_contacts("closed_fracture")
    assert total(made, "contact_bone") == 0.0
    assert total(made, "contact_periosteum") == pytest.approx(record["contact_periosteum"], rel=0.02)
    assert total(made, "contact_muscle") == pytest.approx(record["contact_muscle"], rel=0.02)


AREAS = {
    "rim of a disc": ("calvarial_disc", "plane", "contact_bone", 4.0 / 5.0, 0.2),
    "cylinder": ("segmental_gap", "volume", "contact_muscle", 0.9 * 4.0 / 25.0, 2.0),
    "cone": ("alveolar_socket", "volume", "contact_bone", None, 0.5),
}


@pytest.mark.parametrize("case", AREAS)
def test_areas_converge_with_the_voxel(case: str) -> None:
    defect, kind, path, expected, coarse = AREAS[case]
    wanted = record_contacts(defect)[path] if expected is None else expected
    errors = [abs(total(domain(defect, kind, coarse / by), path) / wanted - 1.0) for by in (1, 2, 4)]
    assert errors[2] < 0.006
    assert errors[2] < max(errors[0], 0.002)


@pytest.mark.parametrize("defect", DEFECTS)
def test_volumes_are_those_of_the_shape(defect: str) -> None:
    plane, volume = (domain(defect, kind, VOXELS[defect]).volumes.sum() for kind in ("plane", "volume"))
    assert volume == pytest.approx(plane, rel=0.03)


@pytest.mark.parametrize("defect", ["alveolar_socket", "calvarial_disc", "drill_hole", "femoral_head_wedge"])
def test_a_quarter_turn_changes_nothing(defect: str) -> None:
    made = domain(defect, "volume", 1.7 * VOXELS[defect])
    assert np.array_equal(turned(made.tissue), made.tissue)
    for path, values in made.fields().items():
        grid = made.scatter(values, 0.0)
        np.testing.assert_allclose(turned(grid), grid, rtol=1e-9, atol=1e-12, err_msg=path)


@pytest.mark.parametrize("defect", DEFECTS)
def test_what_is_symmetric_stays_so(defect: str) -> None:
    made = domain(defect, "volume", 1.3 * VOXELS[defect])
    for axis in (0, 1):
        assert np.array_equal(np.flip(made.tissue, axis), made.tissue)
        for path, values in made.fields().items():
            grid = made.scatter(values, 0.0)
            np.testing.assert_allclose(np.flip(grid, axis), grid, rtol=1e-9, atol=1e-12, err_msg=path)


def test_a_plan_view_has_dura_below_and_scalp_above() -> None:
    made = domain("calvarial_disc", "plane", 0.1, thickness=0.5, dura=0.6, pericranium=0.25)
    fields = made.fields()
    assert made.grid.shape[2] == 1
    assert fields["contact_dura"] == pytest.approx(np.full(made.voxels, 0.6 / 0.5))
    assert fields["contact_periosteum"] == pytest.approx(np.full(made.voxels, 0.25 / 0.5))
    assert fields["contact_muscle"] == pytest.approx(np.full(made.voxels, 0.75 / 0.5))


def test_exchange_follows_the_distance_to_the_faces() -> None:
    made = domain("calvarial_disc", "plane", 0.1, thickness=0.5)
    fields = made.fields()
    inner = fields["contact_bone"] == 0.0
    # Two faces, each 1/h of area over volume and h/2 away: (2/h)(2/h) over (2/h)^2.
    assert fields["exchange_shape"][inner] == pytest.approx(1.0)
    assert (fields["exchange_shape"] > 0.0).all()


def test_stripping_the_periosteum_leaves_muscle() -> None:
    kept, bare = (domain("segmental_gap", "plane", 0.8, periosteum=share) for share in (1.0, 0.0))
    assert total(bare, "contact_periosteum") == 0.0
    assert total(kept, "contact_muscle") == 0.0
    assert total(bare, "contact_muscle") == pytest.approx(total(kept, "contact_periosteum"))
    assert Tissue.PERIOSTEUM in kept.tissue
    assert Tissue.PERIOSTEUM not in bare.tissue


def test_dead_dura_gives_nothing() -> None:
    made = domain("calvarial_disc", "volume", 0.1, dura=0.0)
    assert total(made, "contact_dura") == 0.0
    assert Tissue.DURA not in made.tissue


def test_stumps_lie_on_both_sides_of_what_is_bridged() -> None:
    for defect in ("segmental_gap", "closed_fracture"):
        for kind in ("plane", "volume"):
            made = domain(defect, kind, VOXELS[defect])
            assert made.axis is not None
            bone = np.moveaxis(made.tissue == Tissue.BONE, made.axis, 0)
            middle = len(bone) // 2
            assert bone[:middle].any()
            assert bone[middle + 1 :].any()
            assert not bone[middle].any()


def test_the_larger_the_defect_the_less_bone_it_touches() -> None:
    found = [total(domain("calvarial_disc", "plane", 0.2, diameter=d), "contact_bone") for d in (3, 5, 8)]
    assert found == sorted(found, reverse=True)
    assert found[0] / found[2] == pytest.approx(8 / 3, rel=0.03)


@pytest.mark.parametrize("defect", DEFECTS)
def test_contacts_are_never_negative(defect: str) -> None:
    fields = domain(defect, "volume", 1.5 * VOXELS[defect]).fields()
    assert all((fields[path] >= 0.0).all() for path in CONTACTS)
