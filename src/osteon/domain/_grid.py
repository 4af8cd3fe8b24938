"""The voxel grid: one code for lines, sections and volumes, straight or round."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias, final

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Vector: TypeAlias = tuple[float, float, float]
Matrix: TypeAlias = tuple[Vector, Vector, Vector]

IDENTITY: Matrix = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


@final
@dataclass(frozen=True)
class Grid:
    """nx x ny x nz voxels; an axis that is not resolved has one.

    spacing: edges hx, hy, hz, mm. origin: centre of voxel (0, 0, 0), mm. direction: 3x3, its columns are the
    grid's axes in patient space. curvature 0: x is a length. 1: x is the radius of a cylinder, y runs along
    it, and z goes round (one voxel, without faces). 2: x is the radius of a sphere; y and z go round.
    """

    shape: tuple[int, int, int]
    spacing: Vector
    origin: Vector = (0.0, 0.0, 0.0)
    direction: Matrix = IDENTITY
    kind: Literal["radial", "plane", "volume"] = "volume"
    curvature: Literal[0, 1, 2] = 0

    @property
    def size(self) -> int:
        """The number of voxels."""
        return int(np.prod(self.shape))

    def centres(self, axis: int) -> Array:
        """Coordinates of the voxel centres along an axis, mm. Shape [n]."""
        return self.origin[axis] + self.spacing[axis] * np.arange(self.shape[axis], dtype=np.float64)

    def edges(self, axis: int) -> Array:
        """Coordinates of the faces along an axis, mm. Shape [n + 1]."""
        steps = np.arange(self.shape[axis] + 1, dtype=np.float64) - 0.5
        # Rounding must not put the innermost face of a round grid at a radius of -1e-17.
        found = self.origin[axis] + self.spacing[axis] * steps
        return np.where(np.abs(found) < 1e-9 * self.spacing[axis], 0.0, found)

    @cached_property
    def volumes(self) -> Array:
        """hx hy hz; pi (r1^2 - r0^2) hy; 4 pi (r1^3 - r0^3) / 3. Shape [nx, ny, nz], mm^3."""
        _, hy, hz = self.spacing
        edges = self.edges(0)
        rings: Array
        match self.curvature:
            case 0:
                rings = np.diff(edges) * hy * hz
            case 1:
                rings = np.pi * np.diff(edges**2) * hy
            case _:
                rings = 4.0 / 3.0 * np.pi * np.diff(edges**3)
        return self._along_x(rings, self.shape)

    def areas(self, axis: int) -> Array:
        """Areas of the faces across an axis, mm^2; 0 where it goes round. Shape: one more along it."""
        hx, hy, hz = self.spacing
        shape = (*self.shape[:axis], self.shape[axis] + 1, *self.shape[axis + 1 :])
        if self.curvature == 0:
            return np.full(shape, hx * hy * hz / self.spacing[axis])
        edges = self.edges(0)
        if axis == 0:
            around = 2.0 * np.pi * edges * hy if self.curvature == 1 else 4.0 * np.pi * edges**2
            return self._along_x(around, shape)
        if axis == 1 and self.curvature == 1:
            return self._along_x(np.pi * np.diff(edges**2), shape)
        return np.zeros(shape)

    def _along_x(self, values: Array, shape: tuple[int, ...]) -> Array:
        return np.ascontiguousarray(np.broadcast_to(values[:, None, None], shape))
