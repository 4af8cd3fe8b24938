"""Grids and domains: volumes, faces, and what goes from one layout to the other."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.domain import Domain, Grid, Tissue, uniform_domain
from tests.domain.cases import VOXELS, domain


def test_a_straight_box() -> None:
    grid = Grid((2, 3, 4), (0.1, 0.2, 0.3))
    assert grid.volumes.shape == (2, 3, 4)
    assert grid.volumes == pytest.approx(np.full((2, 3, 4), 0.006))
    assert [grid.areas(axis).shape for axis in range(3)] == [(3, 3, 4), (2, 4, 4), (2, 3, 5)]
    assert [grid.areas(axis).flat[0] for axis in range(3)] == pytest.approx([0.06, 0.03, 0.02])


def test_a_cylinder() -> None:
    grid = Grid((5, 2, 1), (0.2, 0.5, 0.2), origin=(0.1, 0.25, 0.0), kind="plane", curvature=1)
    assert grid.volumes.sum() == pytest.approx(np.pi * 1.0**2 * 1.0)
    assert grid.areas(0)[0].sum() == 0.0
    assert grid.areas(0)[-1].sum() == pytest.approx(2.0 * np.pi * 1.0 * 1.0)
    assert grid.areas(1)[:, 0].sum() == pytest.approx(np.pi)
    assert not grid.areas(2).any()


def test_a_sphere() -> None:
    grid = Grid((8, 1, 1), (0.25, 0.25, 0.25), origin=(0.125, 0.0, 0.0), kind="radial", curvature=2)
    assert grid.volumes.sum() == pytest.approx(4.0 / 3.0 * np.pi * 8.0)
    assert grid.areas(0)[-1].sum() == pytest.approx(4.0 * np.pi * 4.0)
    assert not grid.areas(1).any()
    assert not grid.areas(2).any()


@pytest.mark.parametrize("curvature", [0, 1, 2])
def test_what_flows_out_flows_in(curvature: int) -> None:
    """The divergence of any flux through inner faces sums to zero over the grid."""
    shape = (6, 4, 1) if curvature < 2 else (6, 1, 1)
    grid = Grid(shape, (0.1, 0.2, 0.3), origin=(0.05, 0.0, 0.0), curvature=curvature)  # type: ignore[arg-type]
    made = Domain(grid, np.full(shape, Tissue.DEFECT, dtype=np.uint8))
    values = np.random.default_rng(1).random(shape)
    change = np.zeros(shape)
    for axis, conductance in enumerate(made.conductances):
        flow = conductance * (np.roll(values, -1, axis) - values)
        change += flow - np.roll(flow, 1, axis)
    assert change.sum() == pytest.approx(0.0, abs=1e-12)


def test_conductances_are_area_over_distance_between_what_heals() -> None:
    made = domain("calvarial_disc", "plane", 0.1)
    across, _, up = made.conductances
    both = made.healing & np.roll(made.healing, -1, 0)
    assert across[both] == pytest.approx(made.grid.spacing[1] * 0.7 / made.grid.spacing[0])
    assert not across[~both].any()
    assert not up.any()


def test_scatter_and_gather_are_inverse() -> None:
    made = domain("drill_hole", "volume", VOXELS["drill_hole"])
    values = np.random.default_rng(2).random((3, made.voxels))
    grid = made.scatter(values)
    assert grid.shape == (3, *made.grid.shape)
    assert np.isnan(grid[:, ~made.healing]).all()
    np.testing.assert_array_equal(made.gather(grid), values)
    single = made.scatter(values.astype(np.float32))
    assert single.dtype == np.float32
    assert made.scatter(np.arange(made.voxels), fill=-1).dtype.kind == "i"


def test_a_uniform_box_touches_nothing() -> None:
    made = uniform_domain((3, 4, 5), (0.1, 0.1, 0.2))
    assert made.voxels == 60
    assert made.volumes == pytest.approx(np.full(60, 0.002))
    fields = made.fields()
    assert set(fields["exchange_shape"]) == {3.0}
    assert not any(values.any() for path, values in fields.items() if path != "exchange_shape")
    assert [uniform_domain(shape, (1, 1, 1)).grid.kind for shape in ((5, 1, 1), (5, 5, 1))] == [
        "radial",
        "plane",
    ]
