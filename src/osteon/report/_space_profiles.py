"""Profiles: bone, cartilage, vessels and oxygen by distance from host bone, one line a frame day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from osteon.report._space_album import Album
from osteon.report._space_panels import day_title, wrapped
from osteon.report._style import legend_entries, panels
from osteon.report._words import axis_label

Array = NDArray[np.float64]

_DASHES = ("-", "--", "-.", ":")


@final
@dataclass(frozen=True)
class Curve:
    """What one column of panels shows: the sum of some states, times a factor."""

    title: str
    unit: str
    states: tuple[str, ...]
    factor: float = 1.0


def profile_curves(album: Album) -> tuple[Curve, ...]:
    """The columns that a run has something for, at most four."""
    entities = album.entities
    bone = tuple(name for name in album.tissues if "mineralised" in entities[name].tags)
    gases = [name for name, entity in entities.items() if entity.kind == "gas"]
    supply = [*([album.vessel.id] if album.vessel else []), *gases]
    wanted = (
        Curve("mineralised bone", "%", bone, 100.0),
        Curve("cartilage", "%", tuple({"cartilage"} & set(album.tissues)), 100.0),
        *(Curve(entities[name].name, entities[name].unit, (name,)) for name in supply[:2]),
    )
    return tuple(curve for curve in wanted if curve.states)


def profile_figure(album: Album) -> Figure:
    """Return a row an arm and a column a quantity; columns share their scale over arms."""
    curves = profile_curves(album)
    figure, axes = panels(len(album.arms) * len(curves), len(curves), height=2.3)
    figure.set_size_inches(3.1 * len(curves) + 0.6, 2.3 * len(album.arms) + 0.8)
    for column, curve in enumerate(curves):
        column_axes = axes[column :: len(curves)]
        for arm, ax in enumerate(column_axes):
            _draw(ax, album, arm, curve)
            ax.set_title(f"{wrapped(album.arms[arm], 30, 1)}: {curve.title}", fontsize=9)
        top = max(ax.get_ylim()[1] for ax in column_axes)
        for ax in column_axes:
            ax.set_ylim(0.0, top)
    figure.legend(*legend_entries(axes), loc="outside upper center", ncols=len(album.chosen))
    return figure


def _draw(ax: Axes, album: Album, arm: int, curve: Curve) -> None:
    rows = album.rows(curve.states)
    for order, at in enumerate(album.chosen):
        shot = album.snapshots[arm, at]
        found = shot.depth if shot.depth.positions.size else shot.axis
        share = order / max(len(album.chosen) - 1, 1)
        ax.plot(
            found.positions,
            curve.factor * found.means[rows].sum(axis=0),
            _DASHES[order % len(_DASHES)],
            color=matplotlib.colormaps["viridis"](0.88 * (1.0 - share)),
            marker="o" if found.positions.size == 1 else None,
            label=day_title(album.days[at]),
        )
        ax.set_xlabel(f"{found.says} (mm)")
    ax.set_ylabel(axis_label(curve.unit))
