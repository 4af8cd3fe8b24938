"""Bridging: is there bone from one side of the defect to the other, and how far has it come?

A voxel is bone where its mineralised share reaches a threshold; voxels are connected through faces, not
through edges or corners. Host bone is bridged where bone that touches it on one side of the defect is
connected to bone that touches it on the other. Sides: of a gap, the two ends of its axis; of a defect
without one (a disc, a hole), two contacts that lie more than a right angle apart, seen from the place
farthest from host bone, and the connection passes through that place. In a cylinder or a sphere one contact
stands for the whole rim.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import final

import numpy as np
from scipy import ndimage

from osteon.observe._site import Mask, Site, beside
from osteon.observe._view import Array

FINENESS = 1e-3
"""How finely the weakest link is told, as a share."""

_BLOCK = 256


@final
@dataclass(frozen=True, eq=False)
class Bridge:
    """The two sides of a defect, and what lies between them. Grids are [nx, ny, nz]."""

    site: Site

    @cached_property
    def _sides(self) -> tuple[Mask, Mask]:
        """Host bone at the low and at the high end of the axis, the voxels of it that face the defect."""
        axis = self.site.domain.axis
        assert axis is not None
        facing = self.site.bone & beside(self.site.healing)
        layers = np.nonzero(self.site.healing.any(axis=_others(axis)))[0]
        middle = (layers[0] + layers[-1]) / 2.0
        place = np.arange(facing.shape[axis]).reshape([-1 if d == axis else 1 for d in range(3)])
        return facing & (place < middle), facing & (place > middle)

    @cached_property
    def _ends(self) -> tuple[Mask, Mask]:
        """Voxels that heal and touch the low, and the high side."""
        low, high = self._sides
        return self.site.healing & beside(low), self.site.healing & beside(high)

    @cached_property
    def _to_middle(self) -> Array:
        """Distance of every voxel's centre from the nearest one of the middle, mm."""
        spacing = self.site.domain.grid.spacing
        return np.asarray(ndimage.distance_transform_edt(~self.site.middle, sampling=spacing))

    @property
    def possible(self) -> bool:
        """Whether there are two sides of host bone to be bridged."""
        if not self.site.touched:
            return False
        return self._round or self.site.domain.axis is None or all(end.any() for end in self._ends)

    @property
    def _round(self) -> bool:
        """Whether one contact stands for the whole rim."""
        return bool(self.site.domain.grid.curvature) and self.site.domain.axis in (None, 0)

    def connected(self, bone: Mask) -> bool:
        """Whether new bone connects the sides."""
        labels, _ = ndimage.label(bone & self.site.healing)
        if self.site.domain.axis is None or self._round:
            held = _labels(labels, self.site.middle) & _labels(labels, self.site.contact)
            return any(self._spans(labels == label) for label in held)
        low, high = (_labels(labels, end) for end in self._ends)
        return bool(low & high)

    def weakest_link(self, share: Array) -> float:
        """The largest threshold at which bone connects the sides; 0 where none does.

        It is the share of the poorest voxel on the best path: max over paths of min over their voxels. It
        is never too large, and too small by less than FINENESS.
        """
        levels = np.unique(share[self.site.healing])
        if not self.connected(share >= levels[0]):
            return 0.0
        low, high = 0, int(np.searchsorted(levels, share[self.site.contact].max(), side="right"))
        while high - low > 1 and levels[high - 1] - levels[low] >= FINENESS:
            # Halves the range of shares, and at least one level of them.
            middle = (levels[low] + levels[high - 1]) / 2.0
            half = min(max(int(np.searchsorted(levels, middle)), low + 1), high - 1)
            low, high = (half, high) if self.connected(share >= levels[half]) else (low, half)
        return float(levels[low])

    def share(self, bone: Mask) -> float:
        """How much of the way is spanned by bone that is connected to host bone, as a fraction.

        Of a gap: 1 - (shortest way that is left between the two sides) / (that between the stumps). Else:
        1 - (way that is left to the middle) / (that from host bone to the middle).
        """
        labels, _ = ndimage.label(bone & self.site.healing)
        if self.site.domain.axis is None or self._round:
            grown = _grown(labels, self.site.contact)
            reached = self._to_middle[grown].min(initial=np.inf)
            whole = self._to_middle[self.site.bone].min()
            return float(max(0.0, 1.0 - reached / whole))
        low, high = (_grown(labels, end) for end in self._ends)
        if not low.any() and not high.any():
            return 0.0
        if (low & high).any():
            return 1.0
        start, end = self._sides
        return max(0.0, 1.0 - self._way(start | low, end | high) / self._gap)

    @cached_property
    def _gap(self) -> float:
        # Stumps that touch behind the defect leave no gap; a voxel is the least that can be told.
        return float(max(self._way(*self._sides), min(self.site.domain.grid.spacing)))

    def _way(self, start: Mask, end: Mask) -> float:
        """The shortest way between the faces of two sets of voxels, mm."""
        axis, spacing = self.site.domain.axis, self.site.domain.grid.spacing
        assert axis is not None
        between = ndimage.distance_transform_edt(~start, sampling=spacing)
        return float(between[end].min() - spacing[axis])

    def _spans(self, part: Mask) -> bool:
        """Whether a part that holds a place of the middle and touches host bone does so on opposite sides."""
        if self._round:
            return True
        faces = self.site.bone & beside(part & self.site.contact)
        spacing = np.asarray(self.site.domain.grid.spacing)
        away = (np.argwhere(faces) - np.argwhere(self.site.middle).mean(axis=0)) * spacing
        blocks = (away[start : start + _BLOCK] for start in range(0, len(away), _BLOCK))
        return any(bool((block @ away.T < 0.0).any()) for block in blocks)


def _others(axis: int) -> tuple[int, ...]:
    return tuple(d for d in range(3) if d != axis)


def _labels(labels: Array, where: Mask) -> set[int]:
    """The labels of the parts that reach into `where`."""
    return set(np.unique(labels[where]).tolist()) - {0}


def _grown(labels: Array, contact: Mask) -> Mask:
    """The parts that touch host bone."""
    return np.isin(labels, sorted(_labels(labels, contact)))
