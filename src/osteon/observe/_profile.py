"""Profiles: the mean of a field in layers along an axis, or by distance from host bone."""

from dataclasses import dataclass
from typing import Literal, final

import numpy as np

from osteon.domain import Domain
from osteon.observe._site import Site
from osteon.observe._view import Array

_DEEP = "distance from host bone"


@final
@dataclass(frozen=True, eq=False)
class Profile:
    """K layers of a defect, those that hold voxels.

    Attributes:
        says: what the position is, for the axis of a picture.
        positions: middle of each layer [K], mm: from the first healing layer, or from the face of host bone.
        volumes: of each layer [K], mm^3.
        means: over the volume of each layer [..., K].
    """

    says: str
    positions: Array
    volumes: Array
    means: Array


def profile(
    domain: Domain, values: Array, along: Literal["axis", "depth"] = "axis", site: Site | None = None
) -> Profile:
    """The means of `values` [..., N] over the layers of a domain.

    Along the axis, the layers are those of the grid: along the axis of the gap or, without one, along the
    first that has several voxels. By depth, they are as thick as the narrowest voxel; without host bone
    there is none. `site`: the domain's, where it has been worked out already.
    """
    site = Site(domain) if site is None else site
    if along == "depth" and not site.touched:
        return Profile(_DEEP, np.zeros(0), np.zeros(0), np.zeros((*np.shape(values)[:-1], 0)))
    layer, start, width, says = _along(domain) if along == "axis" else _deep(site)
    weights = np.asarray(domain.volumes, dtype=float)
    count = int(layer.max(initial=-1)) + 1
    volumes = np.bincount(layer, weights=weights, minlength=count).astype(float)
    flat = np.asarray(values, dtype=float).reshape(-1, weights.size)
    sums = np.array([np.bincount(layer, weights=row * weights, minlength=count) for row in flat])
    held = volumes > 0.0
    means = sums.reshape(len(flat), count)[:, held] / volumes[held]
    shape = (*np.shape(values)[:-1], int(held.sum()))
    middles = start + (np.nonzero(held)[0].astype(float) + 0.5) * width
    return Profile(says, middles, volumes[held], means.reshape(shape))


def _along(domain: Domain) -> tuple[np.ndarray, float, float, str]:
    """The layer of each voxel [N], where the first begins, the width of one, and what the position is."""
    shape, grid = domain.grid.shape, domain.grid
    axis = domain.axis if domain.axis is not None else next((a for a in range(3) if shape[a] > 1), 0)
    index = np.arange(shape[axis]).reshape([-1 if d == axis else 1 for d in range(3)])
    layer = np.asarray(domain.gather(np.broadcast_to(index, shape))).astype(int)
    layer = layer - layer.min()
    if grid.curvature and axis == 0:
        first = np.nonzero(domain.healing.any(axis=(1, 2)))[0][0]
        return layer, float(grid.edges(0)[first]), grid.spacing[0], "distance from the centre"
    return layer, 0.0, grid.spacing[axis], "position along the defect"


def _deep(site: Site) -> tuple[np.ndarray, float, float, str]:
    width = site.width
    return np.floor(site.depth / width + 1e-9).astype(int), 0.0, width, _DEEP


def view_axis(domain: Domain) -> int:
    """The axis along which a radiograph of a domain is taken."""
    return Site(domain).view_axis
