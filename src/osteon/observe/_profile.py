"""Profiles: the mean of a field in layers along an axis, or by distance from host bone."""

from dataclasses import dataclass
from typing import Literal, final

import numpy as np

from osteon.domain import Domain
from osteon.observe._site import Site
from osteon.observe._view import Array


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
    layer, width, says = _along(domain) if along == "axis" else _deep(site)
    weights = np.asarray(domain.volumes, dtype=float)
    count = int(layer.max(initial=-1)) + 1
    volumes = np.bincount(layer, weights=weights, minlength=count).astype(float)
    flat = np.asarray(values, dtype=float).reshape(-1, weights.size)
    sums = np.array([np.bincount(layer, weights=row * weights, minlength=count) for row in flat])
    held = volumes > 0.0
    means = sums.reshape(len(flat), count)[:, held] / volumes[held]
    shape = (*np.shape(values)[:-1], int(held.sum()))
    middles = (np.nonzero(held)[0].astype(float) + 0.5) * width
    return Profile(says, middles, volumes[held], means.reshape(shape))


def _along(domain: Domain) -> tuple[np.ndarray, float, str]:
    shape = domain.grid.shape
    axis = domain.axis if domain.axis is not None else next((a for a in range(3) if shape[a] > 1), 0)
    index = np.arange(shape[axis]).reshape([-1 if d == axis else 1 for d in range(3)])
    layer = np.rint(domain.gather(np.broadcast_to(index, shape).astype(float))).astype(int)
    says = "distance from the centre" if domain.grid.curvature and axis == 0 else "position along the defect"
    return layer - layer.min(initial=0 if not layer.size else layer.max()), domain.grid.spacing[axis], says


def _deep(site: Site) -> tuple[np.ndarray, float, str]:
    says = "distance from host bone"
    if not site.touched:
        return np.zeros(0, dtype=int), 1.0, says
    width = site.width
    return np.floor(site.depth / width + 1e-9).astype(int), width, says
