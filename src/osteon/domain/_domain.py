"""A domain: which voxels heal, what they touch, and how they hang together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from osteon.domain._grid import Array, Grid, Vector
from osteon.domain._tissue import HEALING, HOST, Tissue, contact_path

ALONE = 3.0
"""exchange_shape of a voxel without host faces; it multiplies a contact of zero."""


@final
@dataclass(frozen=True, eq=False)
class Domain:
    """A grid with a tissue in each voxel; N of them heal, in the order of `healing`.

    tissue: [nx, ny, nz] of Tissue. contacts: by host tissue, the area that each healing voxel shares with it
    over its volume, [N], 1/mm. exchange: sum_f (A_f / V)(2 / h_f) over (sum_f A_f / V)^2, its host faces f
    each with the edge h_f across it, [N]. axis: along which stumps are bridged; None: any rim to any rim.
    says: a line for reports.
    """

    grid: Grid
    tissue: NDArray[np.uint8]
    says: str = ""
    axis: int | None = None
    contacts: Mapping[Tissue, Array] = field(default_factory=dict)
    exchange: Array | None = None

    @cached_property
    def healing(self) -> NDArray[np.bool_]:
        """Which voxels carry states. Shape [nx, ny, nz]."""
        return np.isin(self.tissue, HEALING)

    @cached_property
    def voxels(self) -> int:
        """N, the number of voxels that heal."""
        return int(np.count_nonzero(self.healing))

    @cached_property
    def volumes(self) -> Array:
        """Volumes of the healing voxels, mm^3. Shape [N]."""
        return self.grid.volumes[self.healing]

    def fields(self) -> dict[str, Array]:
        """The quantities that vary from voxel to voxel, by path; each [N]."""
        nothing = np.zeros(self.voxels)
        found = {contact_path(tissue): self.contacts.get(tissue, nothing).copy() for tissue in HOST}
        shape = np.full(self.voxels, ALONE) if self.exchange is None else self.exchange.copy()
        return {**found, "exchange_shape": shape}

    def scatter(self, values: ArrayLike, fill: float = np.nan) -> NDArray[np.generic]:
        """[..., N] laid out on the grid, [..., nx, ny, nz], with `fill` where nothing heals."""
        given = np.asarray(values)
        kind = (
            given.dtype if np.can_cast(np.min_scalar_type(fill), given.dtype) else np.result_type(given, fill)
        )
        grid = np.full((*given.shape[:-1], *self.grid.shape), fill, dtype=kind)
        grid[..., self.healing] = given
        return grid

    def gather(self, grid: ArrayLike) -> NDArray[np.generic]:
        """[..., nx, ny, nz] at the healing voxels, [..., N]."""
        return np.asarray(grid)[..., self.healing]

    @cached_property
    def conductances(self) -> tuple[Array, Array, Array]:
        """A / h between each voxel and the next along x, y, z, mm; 0 where either of them does not heal."""
        x, y, z = (self._conductance(axis) for axis in range(3))
        return x, y, z

    def _conductance(self, axis: int) -> Array:
        count = self.grid.shape[axis]
        inner = np.take(self.grid.areas(axis), np.arange(1, count), axis=axis) / self.grid.spacing[axis]
        first = np.take(self.healing, np.arange(count - 1), axis=axis)
        second = np.take(self.healing, np.arange(1, count), axis=axis)
        found = np.zeros(self.grid.shape)
        inside = tuple(slice(0, count - 1) if at == axis else slice(None) for at in range(3))
        found[inside] = np.where(first & second, inner, 0.0)
        return found


def uniform_domain(shape: tuple[int, int, int], spacing: Vector) -> Domain:
    """A box of defect without any face to a host: what must behave as a point does."""
    resolved = sum(count > 1 for count in shape)
    grid = Grid(shape, spacing, kind="volume" if resolved == 3 else "plane" if resolved == 2 else "radial")
    tissue = np.full(shape, Tissue.DEFECT, dtype=np.uint8)
    return Domain(grid, tissue, says=f"a uniform box of {grid.size} voxels")
