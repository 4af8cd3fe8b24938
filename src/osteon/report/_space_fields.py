"""Maps of one field: a row an arm, a column a day, one scale for all of them."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, Normalize
from matplotlib.figure import Figure
from numpy.typing import NDArray

from osteon.domain import Tissue
from osteon.report._space_album import Album
from osteon.report._space_colours import MISSING
from osteon.report._space_panels import Sheetful, day_title, no_values, rooms, sheetful, show, to_scale
from osteon.report._space_planes import Plane
from osteon.report._words import axis_label

Array = NDArray[np.float64]

_MAP = "cividis"  # made for any colour vision
_HOST, _AROUND = "#E5E7EB", "#FFFFFF"


def field_figure(album: Album, name: str, number: int = 0) -> Figure:
    """Return maps of one state on one plane of each arm."""
    row = album.rows([name])[0]
    pictures = {key: shot.sections[number][row] for key, shot in album.snapshots.items()}
    entity = album.entities[name]
    label = f"{entity.name} ({axis_label(entity.unit)})"
    return maps(album, [planes[number] for planes in album.planes], pictures, label, _MAP)


def maps(
    album: Album, planes: Sequence[Plane], pictures: dict[tuple[int, int], Array], label: str, colours: str
) -> Figure:
    """Return pictures by arm and frame on one scale, with a bar that says it."""
    room = rooms(planes)
    page = sheetful(album.arms, [day_title(album.days[at]) for at in album.chosen], room)
    scale, colormap = shared_scale(list(pictures.values())), colours_of(colours)
    for arm, line in enumerate(page.pictures):
        for ax, at in zip(line, album.chosen, strict=True):
            _draw(ax, album, arm, planes[arm], pictures[arm, at], scale, colormap)
        to_scale(line, planes[arm], room[arm])
    colour_bar(page, scale, colormap, label)
    return page.figure


def shared_scale(pictures: Sequence[Array]) -> Normalize:
    """From zero to the largest value of all pictures."""
    largest = max((float(np.nanmax(p)) for p in pictures if np.isfinite(p).any()), default=0.0)
    return Normalize(0.0, largest if largest > 0.0 else 1.0)


def colours_of(name: str) -> Colormap:
    """A map of colours in which what was not computed is grey."""
    return matplotlib.colormaps[name].with_extremes(bad=MISSING)


def colour_bar(page: Sheetful, scale: Normalize, colours: Colormap, label: str) -> None:
    """Draw the bar of a scale right of all pictures."""
    axes = [ax for line in page.pictures for ax in line]
    bar = page.figure.colorbar(
        ScalarMappable(scale, colours), ax=axes, shrink=0.9, aspect=18, pad=0.01, fraction=0.05
    )
    bar.set_label(label)
    bar.outline.set_visible(False)


def _draw(
    ax: Axes, album: Album, arm: int, plane: Plane, picture: Array, scale: Normalize, colours: Colormap
) -> None:
    domain = album.domain(arm)
    tissue = plane.cut(np.asarray(domain.tissue))
    colour = colours(scale(np.ma.masked_invalid(picture)))[..., :3]
    outside = ~plane.cut(np.asarray(domain.healing))
    host = matplotlib.colors.to_rgb(_HOST), matplotlib.colors.to_rgb(_AROUND)
    colour[outside] = np.where((tissue != Tissue.OUTSIDE)[outside, None], host[0], host[1])
    show(ax, colour, plane)
    if not np.isfinite(picture[~outside]).any():
        no_values(ax)
