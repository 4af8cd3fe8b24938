"""A defect's shape as a scene and a layout: how its record says that a domain is cut from it."""

from dataclasses import dataclass
from math import ceil
from typing import Literal, TypeAlias, cast, final

from osteon.domain._check import check_resolution
from osteon.domain._grid import Grid
from osteon.domain._layout import Layout
from osteon.domain._scene import Scene, nothing
from osteon.domain._terms import Terms
from osteon.errors import ExperimentError, Fault
from osteon.knowledge import AXES, Cut, Shape

Kind: TypeAlias = Literal["radial", "plane", "volume"]
Extent: TypeAlias = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]

RIM = 3
"""Voxels of host around what heals, at least."""

DIFFERENCE = 1e-3
"""Half the distance over which a level is differenced, in voxels."""


@final
@dataclass(frozen=True)
class Asked:
    """What was asked for. voxel: mm; where: the place of that wish, for messages.

    rim: how much host is shown around what heals, relative to it.
    """

    kind: Kind
    voxel: float
    where: str
    rim: float = 0.05


def scene_of(shape: Shape, terms: Terms, voxel: float) -> Scene:
    """The regions of a shape as parts."""
    parts = (nothing(), *(terms.part(region) for region in shape.regions))
    return Scene(parts, DIFFERENCE * voxel)


def extent_of(shape: Shape, terms: Terms) -> Extent:
    """The box around what heals, mm."""
    x, y, z = (
        terms.interval(bounds, axis, shape.where) for axis, bounds in zip(AXES, shape.extent, strict=True)
    )
    return x, y, z


def cut_of(shape: Shape, kind: Kind, terms: Terms, where: str) -> Cut:
    """The cut for a kind of domain."""
    cut = shape.cut(kind)
    if cut is None:
        known = [name for name in ("radial", "plane", "volume") if shape.cut(name) is not None]
        given = f"domain = '{kind}' for a defect '{terms.defect}'"
        fix = f"its record says how to cut {' and '.join(known)}"
        raise ExperimentError(Fault(where, given, f"{' or '.join(map(repr, (*known, 'point')))}", fix))
    return cut


def layout_of(cut: Cut, extent: Extent, terms: Terms, asked: Asked, bridge: str | None) -> Layout:
    """The grid of a cut: whole voxels between the ends of what heals, and a rim of host around them."""
    named = [AXES.index(name) for name in (*cut.along, *cut.layers)]
    order = named + [axis for axis in range(3) if axis not in named]
    at = {AXES.index(name): terms.number(text, cut.where) for name, text in cut.at}
    looked = [at.get(axis, sum(extent[axis]) / 2.0) for axis in range(3)]
    spans = [extent[axis] for axis in order]
    if cut.curvature:
        spans[0] = (max(spans[0][0], 0.0), spans[0][1])
    along = len(cut.along)
    bridged = cut.along.index(bridge) if bridge in cut.along else None
    lengths = [high - low for low, high in spans[:along]]
    check_resolution(lengths, bridged, asked.voxel, terms.defect, asked.where)
    rows = [
        _resolved(*spans[place], asked, bool(cut.curvature) and place == 0)
        if place < along
        else _single(*spans[place])
        if place < len(named)
        else (1, asked.voxel, looked[order[place]])
        for place in range(3)
    ]
    (nx, hx, x), (ny, hy, y), (nz, hz, z) = rows
    curvature = cast(Literal[0, 1, 2], cut.curvature)
    grid = Grid((nx, ny, nz), (hx, hy, hz), (x, y, z), kind=asked.kind, curvature=curvature)
    layers = tuple(range(along, len(named)))
    return Layout(grid, (order[0], order[1], order[2]), along, layers, (looked[0], looked[1], looked[2]))


def _resolved(low: float, high: float, asked: Asked, from_axis: bool) -> tuple[int, float, float]:
    """Number, edge and first centre of the voxels; a radius that starts at 0 has no rim there."""
    count = max(1, round((high - low) / asked.voxel))
    step = (high - low) / count
    rim = max(RIM, ceil(asked.rim * count))
    inner = 0 if from_axis and low == 0.0 else rim
    return count + rim + inner, step, low + step * (0.5 - inner)


def _single(low: float, high: float) -> tuple[int, float, float]:
    return 1, high - low, (low + high) / 2.0
