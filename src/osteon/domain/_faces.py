"""The faces through which the host acts, with the areas that the surface has, not its staircase.

A surface of area S and unit normal n is a staircase of area (|nx| + |ny| + |nz|) S in voxels: 4/pi times too
much round a circle. A face across axis i is counted with |n_i| of its area, as sum_i |n_i| |n_i| S = S; the
normal is that of the part whose edge the face crosses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.domain._domain import ALONE
from osteon.domain._grid import Array
from osteon.domain._layout import Layout
from osteon.domain._scene import Part, Points, Scene
from osteon.domain._tissue import HOST, Tissue

HALVINGS = 14
"""Steps by which the place of a surface between two voxels is found: to 1e-4 of their distance."""

Index = tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]


@final
@dataclass(frozen=True, eq=False)
class _Sums:
    """Sums over the host faces of each healing voxel. contacts: [8, N]; exchange: sum (A/V)(2/h), [N]."""

    contacts: Array
    exchange: Array


@final
@dataclass(frozen=True, eq=False)
class Faces:
    """What `host_faces` finds: contacts by tissue, 1/mm, and exchange shapes; each [N]."""

    contacts: Mapping[Tissue, Array] = field(default_factory=dict)
    exchange: Array = field(default_factory=lambda: np.zeros(0))


def host_faces(layout: Layout, scene: Scene, parts: NDArray[np.uint8]) -> Faces:
    """Areas over volume that each healing voxel shares with each host tissue. parts: [nx, ny, nz]."""
    x, y, z = np.nonzero(scene.heals[parts])
    index: Index = (x, y, z)
    sums = _Sums(np.zeros((len(Tissue), index[0].size)), np.zeros(index[0].size))
    for axis in layout.normals:
        for side in (-1, 1):
            _add(layout, scene, parts, index, axis, side, sums)
    total = sums.contacts.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        exchange = np.where(total > 0.0, sums.exchange / total**2, ALONE)
    return Faces({tissue: sums.contacts[tissue] for tissue in HOST}, exchange)


def _add(
    layout: Layout, scene: Scene, parts: NDArray[np.uint8], index: Index, axis: int, side: int, sums: _Sums
) -> None:
    """Add the faces on one side of all healing voxels."""
    at, theirs, points = _neighbours(layout, scene, parts, index, axis, side)
    shares = scene.shares[theirs][:, list(HOST)]
    real = ~scene.heals[theirs] & (shares.sum(axis=1) > 0.0)
    at, theirs, shares = at[real], theirs[real], shares[real]
    if not at.size:
        return
    beyond: Points = tuple(np.broadcast_to(p, real.shape)[real] for p in points)
    own = tuple(axis_index[at] for axis_index in index)
    here = _whole(layout.points(_floats(own)), at.size)
    looks = np.ones(at.size)
    if axis not in layout.layers:  # a layer is a block whose two faces are flat
        looks = _normal(layout, scene, np.maximum(parts[own], theirs), here, beyond, axis)
    face = list(own)
    face[axis] = own[axis] + (side > 0)
    area = layout.grid.areas(axis)[tuple(face)] * looks / layout.grid.volumes[own]
    for column, tissue in enumerate(HOST):
        sums.contacts[tissue, at] += area * shares[:, column]
    sums.exchange[at] += area * shares.sum(axis=1) * 2.0 / layout.grid.spacing[axis]


def _neighbours(
    layout: Layout, scene: Scene, parts: NDArray[np.uint8], index: Index, axis: int, side: int
) -> tuple[NDArray[np.intp], NDArray[np.uint8], Points]:
    """Healing voxels (numbers in 0..N-1) with a neighbour on one side, its part and where it is."""
    if axis in layout.layers:
        every = np.arange(index[0].size)
        points = layout.beyond(_floats(index), axis, side)
        return every, np.broadcast_to(scene.paint(points), every.shape), points
    moved = index[axis] + side
    at = np.flatnonzero((moved >= 0) & (moved < layout.grid.shape[axis]))
    next_to = tuple(moved[at] if other == axis else index[other][at] for other in range(3))
    points = layout.points(_floats(next_to))
    return at, parts[next_to], _whole(points, at.size)


def _floats(index: Sequence[NDArray[np.intp]]) -> Points:
    """Numbers of voxels along x, y and z as places on the grid."""
    x, y, z = (numbers.astype(float) for numbers in index)
    return x, y, z


def _normal(
    layout: Layout, scene: Scene, deciding: NDArray[np.uint8], here: Points, beyond: Points, axis: int
) -> Array:
    """|n_axis| of the surface between two points, which is an edge of the deciding part."""
    looks = np.ones(here[0].size)
    for number in np.unique(deciding):
        chosen = deciding == number
        ends = [tuple(values[chosen] for values in points) for points in (here, beyond)]
        looks[chosen] = _look(layout, scene.parts[number], scene.reach, ends[0], ends[1], axis)
    return looks


def _look(layout: Layout, part: Part, reach: float, here: Points, beyond: Points, axis: int) -> Array:
    crossing = _crossing(part, here, beyond)
    slopes = []
    for shape_axis in layout.axes[: layout.along]:
        ahead, behind = (part.level(_moved(crossing, shape_axis, step)) for step in (reach, -reach))
        slopes.append(np.broadcast_to(ahead - behind, crossing[0].shape))
    steepness = np.sqrt(sum(np.square(slope) for slope in slopes))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(steepness > 0.0, np.abs(slopes[axis]) / steepness, 1.0)


def _crossing(part: Part, here: Points, beyond: Points) -> Points:
    """Where the level turns between two points, by halving: a corner between them must not mislead it."""
    inside = np.broadcast_to(part.level(here) >= 0.0, here[0].shape)
    low, high = np.zeros(here[0].shape), np.ones(here[0].shape)
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        same = (part.level(_between(here, beyond, middle)) >= 0.0) == inside
        low, high = np.where(same, middle, low), np.where(same, high, middle)
    return _between(here, beyond, (low + high) / 2.0)


def _between(here: Points, beyond: Points, share: Array) -> Points:
    x, y, z = (a + share * (b - a) for a, b in zip(here, beyond, strict=True))
    return x, y, z


def _moved(points: Points, axis: int, step: float) -> Points:
    x, y, z = (values + step if at == axis else values for at, values in enumerate(points))
    return x, y, z


def _whole(points: Points, count: int) -> Points:
    x, y, z = (np.broadcast_to(values, (count,)) for values in points)
    return x, y, z
