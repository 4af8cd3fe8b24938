"""Sections as a histologist sees them: each voxel in the colour of its tissues, vessels as dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from osteon.domain import Tissue
from osteon.report._space_album import Album
from osteon.report._space_colours import HOST, MISSING, VESSEL, host_colours, mixed, tissue_colours
from osteon.report._space_dots import Dots, dots_for, draw_dots
from osteon.report._space_panels import (
    Sheetful,
    day_title,
    legend,
    no_values,
    rooms,
    sheetful,
    show,
    to_scale,
)
from osteon.report._space_planes import Plane
from osteon.units import coherent

Array = NDArray[np.float64]


@final
@dataclass(frozen=True, eq=False)
class Histology:
    """How sections on one plane of each arm are drawn; `number`: which plane."""

    album: Album
    number: int = 0

    def plane(self, arm: int) -> Plane:
        """The plane of an arm."""
        return self.album.planes[arm][self.number]

    @property
    def rooms(self) -> list[tuple[float, float]]:
        """Width and height of the pictures of each arm, mm."""
        return rooms([self.plane(arm) for arm in range(len(self.album.arms))])

    def colours(self, arm: int, at: int) -> Array:
        """The picture [up, across, 3] of a frame."""
        domain, plane = self.album.domain(arm), self.plane(arm)
        tissue = plane.cut(np.asarray(domain.tissue))
        picture = host_colours(tissue)
        heals = plane.cut(np.asarray(domain.healing))
        shares = self._section(arm, at)[self.album.rows(self.album.tissues)]
        picture[heals] = mixed(shares[:, heals], tissue_colours(self.album.tissues))
        return picture

    def draw(self, ax: Axes, arm: int, at: int) -> None:
        """Draw a frame, and its vessels."""
        show(ax, self.colours(arm, at), self.plane(arm))
        if np.isnan(self._section(arm, at)).all():
            no_values(ax)
        elif self.dots is not None:
            draw_dots(ax, self._vessels(arm, at), self.plane(arm), self.dots)

    @cached_property
    def dots(self) -> Dots | None:
        """How vessels are drawn, the same in all pictures; None where the run holds none, or several."""
        if self.album.vessel is None:
            return None
        ways = [
            dots_for([self._vessels(arm, at) for at in self.album.moments], self.plane(arm))
            for arm in range(len(self.album.arms))
        ]
        return max(ways, key=lambda dots: dots.each)

    def legend(self, figure: Figure) -> None:
        """Draw the legend of all tissues that the pictures can hold."""
        legend(figure, legend_handles(self.album, self.dots))

    def _section(self, arm: int, at: int) -> Array:
        return self.album.snapshots[arm, at].sections[self.number].astype(float)

    def _vessels(self, arm: int, at: int) -> Array:
        vessel = self.album.vessel
        assert vessel is not None
        # Lengths per volume, mm/mm^3, whatever unit the record prefers.
        own = self._section(arm, at)[self.album.rows([vessel.id])[0]]
        return np.asarray(own * coherent(vessel.unit).factor)


def sections_figure(album: Album, number: int = 0) -> Figure:
    """Return sections on one plane: a row an arm, a column a frame day."""
    histology = Histology(album, number)
    titles = [day_title(album.days[at]) for at in album.chosen]
    sheet = sheetful(album.arms, titles, histology.rooms, foot=0.7)
    draw_sections(sheet, histology, album.chosen)
    histology.legend(sheet.figure)
    return sheet.figure


def draw_sections(sheet: Sheetful, histology: Histology, frames: Sequence[int]) -> None:
    """Fill the pictures of a sheet with the sections of these frames."""
    for arm, line in enumerate(sheet.pictures):
        for ax, at in zip(line, frames, strict=True):
            histology.draw(ax, arm, at)
        to_scale(line, histology.plane(arm), histology.rooms[arm])


def legend_handles(album: Album, dots: Dots | None) -> list[Any]:
    """A patch for each tissue of the run and of the hosts, and a dot for what it stands for."""
    colours = zip(album.tissues, tissue_colours(album.tissues), strict=True)
    # A pale tissue needs an edge on white paper.
    new = [Patch(facecolor=c, edgecolor="#9CA3AF", label=album.entities[name].name) for name, c in colours]
    present = {int(code) for arm in range(len(album.arms)) for code in np.unique(album.domain(arm).tissue)}
    old = [
        Patch(facecolor=HOST[tissue], edgecolor="#9CA3AF", label=f"host {tissue.name.lower()}")
        for tissue in Tissue
        if tissue in HOST and int(tissue) in present
    ]
    gaps = [Patch(facecolor=MISSING, label="not computed")] if _holes(album) else []
    marks = [Line2D([], [], linestyle="", marker=".", color=VESSEL, label=dots.label)] if dots else []
    return new + old + marks + gaps


def _holes(album: Album) -> bool:
    """Whether some frame that is shown lacks values."""
    return any(np.isnan(album.snapshots[key].axis.means).any() for key in album.snapshots)
