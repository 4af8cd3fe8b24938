"""Pictures as a micro-CT gives them: mineral along the view, and the surface of bone seen at a slant."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import NDArray
from scipy import ndimage

from osteon.domain import Domain, Tissue
from osteon.observe import view_axis
from osteon.report._space_album import Album
from osteon.report._space_fields import colour_bar, colours_of, shared_scale
from osteon.report._space_panels import day_title, frame, legend, no_values, rooms, sheetful, show, to_scale
from osteon.report._space_planes import facing, planes

Array = NDArray[np.float64]

_TILT = 50.0
"""Degrees between the view and the defect's face, 90 being from above."""

_HOST, _NEW, _PAPER = (0.84, 0.82, 0.78), (0.27, 0.65, 0.70), (1.0, 1.0, 1.0)
_LARGEST = 160
"""Voxels along the longest edge of a surface picture; finer ones are thinned out."""


def projection_figure(album: Album) -> Figure:
    """Return the mean mineral along the view through the defect's thickness, in grey as films are read."""
    found = [facing(album.domain(arm)) for arm in range(len(album.arms))]
    sides = [plane for plane in found if plane is not None]
    pictures = {key: shot.mineral for key, shot in album.snapshots.items() if shot.mineral is not None}
    label = (
        "mineral along the view (g/cm³)" if album.weighs else "mineralised share along the view (fraction)"
    )
    room = rooms(sides)
    page = sheetful(album.arms, [day_title(album.days[at]) for at in album.chosen], room)
    scale, colours = shared_scale(list(pictures.values())), colours_of("gray")
    for arm, line in enumerate(page.pictures):
        for ax, at in zip(line, album.chosen, strict=True):
            show(ax, pictures[arm, at], sides[arm], cmap=colours, norm=scale)
            frame(ax, sides[arm])
            if np.isnan(album.snapshots[arm, at].axis.means).all():
                no_values(ax)
        to_scale(line, sides[arm], room[arm])
    colour_bar(page, scale, colours, label)
    return page.figure


def surface_figure(album: Album, threshold: float) -> Figure:
    """Return the surface of bone, seen at a slant and lit from a side; new bone is blue-green."""
    titles = [day_title(album.days[at]) for at in album.chosen]
    shown = {
        (arm, at): slanted(album.domain(arm), bone_share(album, arm, at), threshold)
        for arm in range(len(album.arms))
        for at in album.chosen
    }
    shown = {(arm, at): picture for arm in range(len(album.arms)) for at, picture in _trimmed(shown, arm)}
    height, width = np.max([picture.shape[:2] for picture in shown.values()], axis=0)
    page = sheetful(album.arms, titles, [(float(width), float(height))], foot=0.45)
    for arm, line in enumerate(page.pictures):
        for ax, at in zip(line, album.chosen, strict=True):
            ax.imshow(shown[arm, at], origin="lower", interpolation="bilinear", aspect="equal")
            if np.isnan(album.snapshots[arm, at].axis.means).all():
                no_values(ax)
    legend(page.figure, [Patch(facecolor=_NEW, label="new bone"), Patch(facecolor=_HOST, label="host bone")])
    return page.figure


def _trimmed(shown: dict[tuple[int, int], Array], arm: int) -> Iterator[tuple[int, Array]]:
    """An arm's pictures without the paper around all of them."""
    own = {at: picture for (whose, at), picture in shown.items() if whose == arm}
    inked = np.any([(picture < 1.0).any(axis=2) for picture in own.values()], axis=0)
    up, across = np.nonzero(inked.any(axis=1))[0], np.nonzero(inked.any(axis=0))[0]
    for at, picture in own.items():
        yield at, picture[up[0] : up[-1] + 1, across[0] : across[-1] + 1] if up.size else picture


def bone_share(album: Album, arm: int, at: int) -> Array:
    """The mineralised share of each voxel that heals [N]; nan where it was not computed."""
    entities = album.entities
    names = [name for name in album.tissues if "mineralised" in entities[name].tags]
    return np.asarray(album.fields(arm, at)[album.rows(names)].sum(axis=0))


def slanted(domain: Domain, share: Array, threshold: float) -> Array:
    """The picture [up, across, 3] of the first bone that each ray meets, shaded by the slope of its surface.

    share: mineralised share [N]; host bone is all bone.
    """
    view, plane = view_axis(domain), planes(domain)[0]
    host = (np.asarray(domain.tissue) == Tissue.BONE).astype(float)
    new = np.nan_to_num(np.asarray(domain.scatter(share, fill=0.0)))
    solid, mine = (_upright(grid, plane.across, plane.up, view) for grid in (host + new, new))
    window = (plane.window[0], plane.window[1], slice(None))
    solid, mine = solid[window], mine[window]
    spacing = np.array([domain.grid.spacing[axis] for axis in (plane.across, plane.up, view)], dtype=float)
    step = max(0.6 * float(spacing.min()), max(np.array(solid.shape) * spacing) / _LARGEST)
    turned, colour = (_turned(grid, spacing, step) for grid in (solid, mine))
    return _shaded(turned, np.asarray(colour >= threshold / 2.0), threshold)


def _upright(grid: Array, across: int, up: int, view: int) -> Array:
    return np.moveaxis(grid, (across, up, view), (0, 1, 2))


def _turned(grid: Array, spacing: Array, step: float) -> Array:
    """The grid [across, up, depth] in cubes of `step`, tilted about the axis `across`."""
    even = ndimage.zoom(np.pad(grid, 1), spacing / step, order=1)
    return np.asarray(ndimage.rotate(even, 90.0 - _TILT, axes=(1, 2), order=1, reshape=True))


def _shaded(share: Array, new: NDArray[np.bool_], threshold: float) -> Array:
    """Looks down the last axis from its end, at the height where the share first reaches the threshold."""
    solid = np.asarray(share >= threshold)
    met: NDArray[np.bool_] = np.asarray(solid.any(axis=2))
    first = solid.shape[2] - 1 - np.argmax(solid[..., ::-1], axis=2)
    within = np.take_along_axis(share, first[..., None], axis=2)[..., 0]
    above = np.minimum(first + 1, solid.shape[2] - 1)
    beyond = np.take_along_axis(share, above[..., None], axis=2)[..., 0]
    part = (within - threshold) / np.maximum(within - beyond, 1e-9)
    height = ndimage.gaussian_filter(first + np.clip(part, 0.0, 1.0) * met, 1.0)
    slope = np.stack([-np.gradient(height, axis=0), -np.gradient(height, axis=1), np.ones(height.shape)])
    normal = slope / np.sqrt((slope**2).sum(axis=0))
    light = np.array([-0.4, -0.5, 0.77])
    bright = 0.35 + 0.65 * np.clip(np.einsum("c,c...->...", light, normal), 0.0, 1.0)
    is_new = np.take_along_axis(new, first[..., None], axis=2)[..., 0]
    colour = np.where(is_new[..., None], _NEW, _HOST) * bright[..., None]
    picture = np.where(met[..., None], np.clip(colour * 1.15, 0.0, 1.0), _PAPER)
    return np.asarray(np.swapaxes(picture, 0, 1))
