"""How a grid lies in the defect's own coordinates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import final

import numpy as np

from osteon.domain._grid import Array, Grid
from osteon.domain._scene import Points

SLAB = 1_000_000
"""Voxels looked at together, so that memory for what a shape says stays far below that of the run."""

NUDGE = 1e-6
"""How far beyond a layer its neighbours are looked at, in thicknesses."""


@final
@dataclass(frozen=True)
class Layout:
    """axes: the shape's axis (0, 1, 2) that each axis of the grid follows or lies across.

    along: how many of the grid's axes are resolved (the first ones). layers: grid axes with one layer whose
    neighbours count. at: the shape's coordinate where nothing is resolved, by shape axis, mm.
    """

    grid: Grid
    axes: tuple[int, int, int]
    along: int
    layers: tuple[int, ...]
    at: tuple[float, float, float]

    @property
    def normals(self) -> tuple[int, ...]:
        """Grid axes along which a surface may look: the resolved ones and the layers."""
        return (*range(self.along), *self.layers)

    def points(self, index: tuple[Array, Array, Array]) -> Points:
        """The defect's coordinates at grid indices (whole or not), which broadcast."""
        found: list[Array] = [np.asarray(value) for value in self.at]
        for axis in range(self.along):
            # Counted from the middle, so that what is symmetric stays so to the last bit.
            middle = (self.grid.shape[axis] - 1) / 2.0
            centre = self.grid.origin[axis] + self.grid.spacing[axis] * middle
            centre = 0.0 if abs(centre) < 1e-9 * self.grid.spacing[axis] else centre
            found[self.axes[axis]] = centre + self.grid.spacing[axis] * (index[axis] - middle)
        x, y, z = (np.atleast_1d(value) for value in found)
        return x, y, z

    def beyond(self, index: tuple[Array, Array, Array], axis: int, side: int) -> Points:
        """The points just beyond a layer, on the side -1 or +1."""
        step = side * self.grid.spacing[axis] * NUDGE
        points = list(self.points(index))
        edge = self.grid.origin[axis] + side * self.grid.spacing[axis] / 2.0 + step
        points[self.axes[axis]] = np.full(points[self.axes[0]].shape, edge)
        return points[0], points[1], points[2]

    def slabs(self) -> Iterator[tuple[slice, Points]]:
        """The grid, some planes of constant x at a time: their range and their points."""
        nx, ny, nz = self.grid.shape
        step = max(1, SLAB // (ny * nz))
        y, z = np.arange(ny, dtype=float)[None, :, None], np.arange(nz, dtype=float)[None, None, :]
        for start in range(0, nx, step):
            stop = min(nx, start + step)
            x = np.arange(start, stop, dtype=float)[:, None, None]
            yield slice(start, stop), self.points((x, y, z))

    def turned(self, direction: Array, centre: Array) -> Grid:
        """The grid in patient space: defect coordinate p stands at centre + direction p."""
        columns = direction[:, list(self.axes)]
        origin = centre + columns @ np.array(self.grid.origin)
        x, y, z = ((float(row[0]), float(row[1]), float(row[2])) for row in columns)
        return replace(
            self.grid, origin=(float(origin[0]), float(origin[1]), float(origin[2])), direction=(x, y, z)
        )
