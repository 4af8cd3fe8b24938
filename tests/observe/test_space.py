"""Closure, amounts and profiles in space: exact on small defects; what has no number is refused."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.domain import Domain
from osteon.errors import SolveError
from osteon.model import Model, build_model
from osteon.observe import profile, read_space, space_outcomes, space_reader
from osteon.observe._site import Site
from tests.observe.readings import tiny_model
from tests.observe.spaces import drawn, letters, read_drawn, states
from tests.report.small import library

PLANE = letters("bbbb|b##b|b..b|bbbb")


def small_model() -> Model:
    """One with vessels and oxygen."""
    return build_model(library())


def test_the_closed_area_of_a_plane() -> None:
    assert read_drawn(PLANE, kind="plane")["defect_closure"] == pytest.approx(50.0)
    assert read_drawn(letters("b...b"), kind="plane")["defect_closure"] == 0.0


def test_a_column_is_closed_by_the_mean_of_its_voxels() -> None:
    # 2 x 2 columns of two voxels: full, half, half, empty; the threshold c is 40 %, then 60 %, then 50 %. A
    # column with the share m counts as m / c - 1/2, from 0 to 1.
    upper, lower = "bbbb|b##b|b..b|bbbb", "bbbb|b#.b|b#.b|bbbb"
    picture = letters(upper, lower)
    assert read_drawn(picture, axis=0)["defect_closure"] == pytest.approx(62.5)
    higher = read_drawn(picture, axis=0, quantities={"union_bone": 0.6})
    assert higher["defect_closure"] == pytest.approx(125.0 / 3.0)
    closure = read_drawn(picture, axis=0, quantities={"closure_bone": 0.5, "union_bone": 0.9})
    assert closure["defect_closure"] == pytest.approx(50.0)


def test_a_ring_of_a_disc_counts_by_its_area() -> None:
    read = read_drawn(letters(".|.|#|b"), kind="radial", curvature=1, spacing=2.0)
    assert read["defect_closure"] == pytest.approx(100.0 * 5.0 / 9.0)
    assert read["bone_volume"] == pytest.approx(np.pi * (36.0 - 16.0) * 2.0)


def test_the_volume_of_new_bone() -> None:
    assert read_drawn(PLANE, kind="plane", spacing=(0.5, 0.5, 2.0))["bone_volume"] == pytest.approx(1.0)


def test_vessels_near_host_bone_and_far_from_it() -> None:
    domain, _ = drawn(letters("b|.|.|.|.|b"), axis=0, kind="radial")
    model = small_model()
    y = np.zeros((len(model.states), domain.voxels))
    y[model.state_index("vessel")] = [10.0, 2.0, 4.0, 20.0]
    read = read_space(model, domain, y, {})
    assert (read["vessel_rim"], read["vessel_core"]) == (15.0, 3.0)


def test_the_share_of_hypoxic_tissue_needs_a_tension_that_says_so() -> None:
    assert "hypoxic_share" not in {outcome.id for outcome in space_outcomes(small_model(), drawn(PLANE)[0])}


def test_readings_and_outcomes_agree() -> None:
    domain, _ = drawn(PLANE, kind="plane")
    for model in (tiny_model(), small_model()):
        listed = space_outcomes(model, domain)
        curves = {outcome.id for outcome in listed if outcome.kind == "curve"}
        y = np.zeros((len(model.states), domain.voxels))
        assert set(read_space(model, domain, y, {})) == curves
        assert {outcome.id for outcome in listed if outcome.kind == "event"} == {"bridging_time"}
        assert all(outcome.unit and outcome.says for outcome in listed)


def test_a_defect_without_host_bone_has_no_sides() -> None:
    domain, bone = drawn(letters("...|###"), kind="plane")
    read = read_space(tiny_model(), domain, states(domain, woven_bone=bone), {})
    assert set(read) == {"bone_volume", "defect_closure"}
    assert profile(domain, bone, along="depth").means.shape == (0,)


def test_states_that_were_pruned_read_zero() -> None:
    domain, bone = drawn(PLANE, kind="plane")
    read = read_space(tiny_model(), domain, bone[None], {}, rows=("woven_bone",))
    assert read == read_space(tiny_model(), domain, states(domain, woven_bone=bone), {})
    assert read_space(tiny_model(), domain, bone[None], {}, rows=("clot",))["bone_volume"] == 0.0


def test_what_is_no_number_is_refused() -> None:
    domain, bone = drawn(PLANE, kind="plane")
    bone[1] = np.nan
    with pytest.raises(SolveError, match="1 voxels of 'woven_bone' without a finite value"):
        read_space(tiny_model(), domain, states(domain, woven_bone=bone), {})


def test_states_of_another_shape_are_refused() -> None:
    domain, _ = drawn(PLANE, kind="plane")
    with pytest.raises(SolveError, match="given an array of 2 x 4; expected states x voxels: 9 x 4"):
        read_space(tiny_model(), domain, np.zeros((2, 4)), {})


def test_single_precision_reads_the_same() -> None:
    domain, bone = drawn(PLANE, kind="plane")
    y = states(domain, woven_bone=0.4 * bone)
    reader = space_reader(tiny_model(), domain)
    single = reader.read(y.astype(np.float32), {})["defect_closure"]
    assert single == pytest.approx(reader.read(y, {})["defect_closure"], rel=1e-6)
    assert single == pytest.approx(25.0, rel=1e-6)


def test_a_profile_along_the_axis_of_a_gap() -> None:
    domain, _ = drawn(letters("bbb|...|...|. .|bbb"), axis=0, spacing=0.5)
    found = profile(domain, np.array([1, 2, 3, 4, 5, 6, 7, 9], dtype=float))
    np.testing.assert_allclose(found.positions, [0.25, 0.75, 1.25])
    np.testing.assert_allclose(found.means, [2.0, 5.0, 8.0])
    np.testing.assert_allclose(found.volumes, [0.375, 0.375, 0.25])
    assert found.says == "position along the defect"


def test_a_profile_by_distance_from_host_bone() -> None:
    domain, _ = drawn(letters("bbbbb|b...b|b...b|b...b|bbbbb"), kind="plane", spacing=0.5)
    values = np.stack([np.arange(9.0), np.ones(9)])
    found = profile(domain, values, along="depth")
    np.testing.assert_allclose(found.positions, [0.25, 0.75])
    np.testing.assert_allclose(found.means, [[4.0, 4.0], [1.0, 1.0]])
    np.testing.assert_allclose(found.volumes.sum(), np.asarray(domain.volumes).sum())


def test_a_profile_of_a_disc_weighs_rings_and_starts_at_the_centre() -> None:
    domain, _ = drawn(letters(".|.|b"), kind="radial", curvature=1)
    found = profile(domain, np.array([1.0, 2.0]))
    assert found.says == "distance from the centre"
    np.testing.assert_allclose(found.positions, [0.5, 1.5])
    np.testing.assert_allclose(found.volumes, [np.pi, 3.0 * np.pi])
    by_depth = profile(domain, np.array([1.0, 2.0]), along="depth")
    np.testing.assert_allclose(by_depth.positions, [0.5, 1.5])
    np.testing.assert_allclose(by_depth.means, [2.0, 1.0])


def test_a_gap_in_a_tube_is_bridged_along_the_tube() -> None:
    # The radius runs down, the tube to the right.
    for text, bridged in (("b###b|b...b", 100.0), ("b#.#b|b#..b", 0.0), ("b#..b|b###b", 100.0)):
        assert read_drawn(letters(text), axis=1, kind="plane", curvature=1)["bridged"] == bridged


def _view(shape: tuple[int, int, int], axis: int | None, kind: str = "volume") -> int:
    picture = np.full(shape, ".")
    domain: Domain = drawn(picture, axis, kind=kind)[0]
    return Site(domain).view_axis


def test_a_radiograph_is_taken_through_the_thin_side() -> None:
    assert _view((5, 5, 2), None) == 2
    assert _view((2, 5, 5), None) == 0
    assert _view((2, 5, 5), 0) == 2, "never along the gap"
    assert _view((4, 4, 4), None) == 2
    assert _view((5, 1, 3), None, "plane") == 2
