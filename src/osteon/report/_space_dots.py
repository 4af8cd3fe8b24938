"""Vessels in a section: as many dots as vessels that the section would cut.

Stereology: a section cuts Q = L / 2 vessels per area (1/mm^2) where their length per volume is L (mm/mm^3)
and they run in all directions. Dots keep their places from day to day, so that a sprout is seen to arrive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from osteon.report._space_colours import VESSEL
from osteon.report._space_planes import Plane

Array = NDArray[np.float64]

_MOST = 1200
"""So many dots in one picture are still told apart."""

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@final
@dataclass(frozen=True)
class Dots:
    """How vessels of several pictures are drawn: one dot for `each` of them."""

    each: int

    @property
    def label(self) -> str:
        """What a legend says of a dot."""
        return "vessel" if self.each == 1 else f"{self.each} vessels"


def dots_for(densities: list[Array], plane: Plane) -> Dots:
    """The dots for pictures of vessel length density [up, across], mm/mm^3, so that none is crowded."""
    most = max((float(np.nansum(density)) for density in densities), default=0.0) * _area(plane) / 2.0
    return Dots(next((each for each in _STEPS if most / each <= _MOST), _STEPS[-1]))


def places(density: Array, plane: Plane, each: int) -> Array:
    """Where the dots lie [n, 2], mm, in a picture of vessel length density [up, across]."""
    expected = np.nan_to_num(density) * _area(plane) / 2.0 / each
    random = np.random.Generator(np.random.Philox(7))
    # One draw of the threshold a voxel; the k-th dot comes when the number expected passes k + threshold.
    threshold = random.random(density.shape)
    counts = np.floor(np.maximum(expected + 1.0 - threshold, 0.0)).astype(int)
    rows = []
    for k in range(int(counts.max(initial=0))):
        shift = random.random((*density.shape, 2))
        up, across = np.nonzero(counts > k)
        rows.append(np.stack([across + shift[up, across, 0], up + shift[up, across, 1]], axis=1))
    found = np.concatenate(rows) if rows else np.zeros((0, 2))
    return np.asarray(found * np.array(plane.spacing))


def draw_dots(ax: Axes, density: Array, plane: Plane, dots: Dots) -> None:
    """Draw the vessels of a picture."""
    spots = places(density, plane, dots.each)
    # As one image in an SVG: thousands of marks would make the page slow.
    ax.scatter(spots[:, 0], spots[:, 1], s=1.6, color=VESSEL, linewidths=0.0, rasterized=True, zorder=3)


def _area(plane: Plane) -> float:
    return plane.spacing[0] * plane.spacing[1]
