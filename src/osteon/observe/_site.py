"""A defect as its instruments see it: where host bone touches it, where its middle is, how it is viewed."""

from dataclasses import dataclass
from functools import cached_property
from typing import final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from osteon.domain import Domain, Tissue
from osteon.observe._view import Array

Mask = NDArray[np.bool_]


@final
@dataclass(frozen=True, eq=False)
class Site:
    """A domain and what follows from its shape alone, worked out once and read at every sample day."""

    domain: Domain

    @cached_property
    def healing(self) -> Mask:
        """Voxels that heal [nx, ny, nz]."""
        return np.asarray(self.domain.healing, dtype=bool)

    @cached_property
    def bone(self) -> Mask:
        """Host bone [nx, ny, nz]."""
        return np.asarray(np.asarray(self.domain.tissue) == Tissue.BONE)

    @cached_property
    def contact(self) -> Mask:
        """Voxels that heal and share a face with host bone [nx, ny, nz]."""
        return self.healing & beside(self.bone)

    @property
    def touched(self) -> bool:
        """Whether host bone touches the defect at all."""
        return bool(self.contact.any())

    @cached_property
    def depth(self) -> Array:
        """Distance of each healing voxel's centre from the nearest face of host bone [N], mm; nan without."""
        if not self.bone.any():
            return np.full(int(self.domain.voxels), np.nan)
        spacing = self.domain.grid.spacing
        centres = ndimage.distance_transform_edt(~self.bone, sampling=spacing)
        # Between centres; bone begins half a voxel nearer.
        return np.asarray(self.domain.gather(centres)).astype(float) - self.width / 2.0

    @property
    def width(self) -> float:
        """The least width of a voxel along an axis that has more than one, mm."""
        sides = zip(self.domain.grid.shape, self.domain.grid.spacing, strict=True)
        resolved = [width for count, width in sides if count > 1]
        return float(min(resolved, default=min(self.domain.grid.spacing)))

    @cached_property
    def middle(self) -> Mask:
        """The voxels farthest from host bone, and those less than a voxel nearer to it [nx, ny, nz]."""
        farthest = self.depth > self.depth.max() - (1.0 - 1e-9) * self.width
        return np.asarray(np.asarray(self.domain.scatter(farthest.astype(float), fill=0.0)) > 0.5)

    @cached_property
    def view_axis(self) -> int:
        """The axis of a radiograph: the shortest of a volume (never that of the gap), else z.

        Of a cylinder, that along it; where it is the gap's, across it.
        """
        if self.domain.grid.curvature == 1:
            return 0 if self.domain.axis == 1 else 1
        if self.domain.grid.kind != "volume":
            return 2
        lengths = {axis: length for axis, length in enumerate(self.lengths) if axis != self.domain.axis}
        return min(lengths, key=lambda axis: (round(lengths[axis], 9), -axis))

    @property
    def lengths(self) -> tuple[float, ...]:
        """The extent of the healing region along each axis, mm."""
        spans = ndimage.find_objects(self.healing.astype(np.uint8))[0]
        return tuple(
            (span.stop - span.start) * width
            for span, width in zip(spans, self.domain.grid.spacing, strict=True)
        )


def beside(mask: Mask) -> Mask:
    """Voxels of which a face is shared with `mask`; the border of the grid has no neighbours."""
    near = np.zeros_like(mask)
    for axis in range(mask.ndim):
        for here, there in (_pairs(axis, mask.ndim), _pairs(axis, mask.ndim)[::-1]):
            near[here] |= mask[there]
    return near


def _pairs(axis: int, dimensions: int) -> tuple[tuple[slice, ...], tuple[slice, ...]]:
    """All but the last and all but the first layer along an axis."""
    whole = [slice(None)] * dimensions
    return (
        tuple(slice(None, -1) if d == axis else whole[d] for d in range(dimensions)),
        tuple(slice(1, None) if d == axis else whole[d] for d in range(dimensions)),
    )
