"""Kymographs: place upwards, time to the right, for defects that are lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.cm import ScalarMappable
from matplotlib.figure import Figure
from numpy.typing import NDArray

from osteon.report._space_album import Album
from osteon.report._space_colours import MISSING, mixed, tissue_colours
from osteon.report._space_fields import colours_of, shared_scale
from osteon.report._space_panels import legend, wrapped
from osteon.report._space_sections import legend_handles
from osteon.report._words import axis_label

Array = NDArray[np.float64]

_WIDTH, _HEIGHT = 2.7, 2.2
_COLUMNS = 4


def kymograph_figure(album: Album, fields: Sequence[str]) -> Figure:
    """Return a row an arm: the tissues, then up to three fields, each on one scale in all arms."""
    shown = [name for name in fields if name in album.entities][: _COLUMNS - 1]
    rows, columns = len(album.arms), 1 + len(shown)
    figure = Figure(figsize=(_WIDTH * columns + 0.8, _HEIGHT * rows + 1.0), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(rows, columns, squeeze=False, sharex=True)
    for arm in range(rows):
        _tissues(axes[arm, 0], album, arm)
    for column, name in enumerate(shown, start=1):
        _field(figure, list(axes[:, column]), album, name)
    for arm, line in enumerate(axes):
        line[0].set_ylabel(f"{wrapped(album.arms[arm])}\n{_position(album, arm)}")
    for ax in axes[-1]:
        ax.set_xlabel("time after injury (day)")
    axes[0, 0].set_title("tissues")
    legend(figure, legend_handles(album, None))
    return figure


def _tissues(ax: Axes, album: Album, arm: int) -> None:
    shares = _values(album, arm)[:, album.rows(album.tissues)]
    picture = mixed(np.moveaxis(shares, 1, 0), tissue_colours(album.tissues))
    ax.pcolormesh(*_edges(album, arm), np.swapaxes(picture, 0, 1), rasterized=True)
    ax.grid(visible=False)


def _field(figure: Figure, axes: list[Axes], album: Album, name: str) -> None:
    entity, row = album.entities[name], album.rows([name])[0]
    pictures = [_values(album, arm)[:, row].T for arm in range(len(axes))]
    scale, colours = shared_scale(pictures), colours_of("cividis")
    for arm, (ax, picture) in enumerate(zip(axes, pictures, strict=True)):
        masked = np.ma.masked_invalid(picture)
        ax.pcolormesh(*_edges(album, arm), masked, norm=scale, cmap=colours, rasterized=True)
        ax.set_facecolor(MISSING)
        ax.grid(visible=False)
    axes[0].set_title(wrapped(entity.name, 24, 2))
    bar = figure.colorbar(ScalarMappable(scale, colours), ax=axes, pad=0.02, aspect=22)
    bar.set_label(axis_label(entity.unit))


def _values(album: Album, arm: int) -> Array:
    """All states [time, S, position]."""
    return np.stack([album.snapshots[arm, at].axis.means for at in album.moments])


def _edges(album: Album, arm: int) -> tuple[Array, Array]:
    """Edges of the cells in time and along the line, halfway between what stands there."""
    days = np.array([album.days[at] for at in album.moments])
    return _between(days, clip=True), _between(
        album.snapshots[arm, album.moments[0]].axis.positions, clip=False
    )


def _between(places: Array, clip: bool) -> Array:
    if places.size < 2:
        return np.array([places[0] - 0.5, places[0] + 0.5])
    middle = (places[1:] + places[:-1]) / 2.0
    first, last = (
        (places[0], places[-1]) if clip else (2 * places[0] - middle[0], 2 * places[-1] - middle[-1])
    )
    return np.concatenate([[first], middle, [last]])


def _position(album: Album, arm: int) -> str:
    return f"{album.snapshots[arm, album.moments[0]].axis.says} (mm)"
