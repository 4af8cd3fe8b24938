"""Pictures side by side: one row an arm, one column a day, with a bar for the scale."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from osteon.report._space_planes import Plane
from osteon.report._style import BLACK, GREY

_WIDTH = 1.65
"""Inches of one picture."""

_BAR = 0.12
"""What a scale bar takes below a picture, as a share of its width."""

_MOST_TIMES = 5.0
"""So many times wider another plane may be for the two to be drawn on one scale."""

_LOW = 0.9
"""Inches below which a name does not fit upright beside a picture."""

_COLUMN = 1.4
"""Inches of a column of a legend."""

_NICE = (1.0, 2.0, 5.0)


@final
@dataclass(frozen=True, eq=False)
class Sheetful:
    """A figure of pictures [row][column], and the panels right of them, one a row."""

    figure: Figure
    pictures: list[list[Axes]]
    beside: list[Axes]


def sheetful(
    rows: Sequence[str],
    columns: Sequence[str],
    room: Sequence[tuple[float, float]],
    beside: float = 0.0,
    width: float = _WIDTH,
    foot: float = 0.0,
) -> Sheetful:
    """Return empty panels with the names of rows and columns.

    Arguments:
        room: width and height of pictures, in any unit: the largest ratio counts.
        beside: width of a further panel in each row, in pictures; 0 for none.
        width: of a picture, inches.
        foot: height that a legend below takes, inches.
    """
    height = width * float(np.clip(max(up / across for across, up in room), 0.15, 2.2))
    widths = [1.0] * len(columns) + ([beside] if beside else [])
    least = 1.9 if beside else 0.55
    figure = Figure(
        # Under each row there is room for its scale bar.
        figsize=(width * sum(widths) + 0.9, (max(height, least) + _BAR * width) * len(rows) + 0.35 + foot),
        layout="constrained",
    )
    FigureCanvasAgg(figure)
    grid = figure.subplots(len(rows), len(widths), squeeze=False, width_ratios=widths)
    pictures = [list(line[: len(columns)]) for line in grid]
    for line, name in zip(pictures, rows, strict=True):
        for ax in line:
            ax.set(xticks=[], yticks=[])
            ax.grid(visible=False)
            ax.spines[:].set_visible(False)
        if height < _LOW:
            line[0].set_ylabel(wrapped(name, 12), fontweight="bold", rotation=0, ha="right", va="center")
        else:
            line[0].set_ylabel(wrapped(name), fontweight="bold")
    for ax, name in zip(pictures[0], columns, strict=True):
        ax.set_title(wrapped(name), loc="center")
    return Sheetful(figure, pictures, [line[-1] for line in grid] if beside else [])


def show(ax: Axes, picture: NDArray[np.float64], plane: Plane, **more: Any) -> Any:
    """Draw values or colours [up, across, ...] of a plane to scale; more: as for imshow."""
    width, height = plane.size
    return ax.imshow(
        picture,
        origin="lower",
        extent=(0.0, width, 0.0, height),
        interpolation="nearest",
        aspect="equal",
        **more,
    )


def to_scale(line: Sequence[Axes], plane: Plane, room: tuple[float, float]) -> None:
    """Give the pictures of a plane the same room, mm, and draw a bar of a round length below the first."""
    left, bottom = ((own - wide) / 2.0 for own, wide in zip(plane.size, room, strict=True))
    length, low = round_length(0.35 * room[0]), bottom - 0.5 * _BAR * room[0]
    line[0].plot([left, left + length], [low, low], color=BLACK, linewidth=2.5, solid_capstyle="butt")
    line[0].text(left + length, low, f"  {length:g} mm", va="center", ha="left", fontsize=8)
    for ax in line:
        ax.set_xlim(left, left + room[0])
        ax.set_ylim(bottom - _BAR * room[0], bottom + room[1])


def rooms(planes: Sequence[Plane]) -> list[tuple[float, float]]:
    """The room of each plane, mm: the same, so that sizes can be compared, unless one would be lost in it."""
    widths, heights = zip(*(plane.size for plane in planes), strict=True)
    if max(widths) > _MOST_TIMES * min(widths):
        return [plane.size for plane in planes]
    return [(max(widths), max(heights))] * len(planes)


def legend(figure: Figure, handles: list[Any]) -> None:
    """Draw a legend below the pictures, in as many columns as the figure is wide."""
    columns = max(2, int(figure.get_figwidth() / _COLUMN))
    figure.legend(
        handles=handles,
        loc="outside lower center",
        ncols=columns,
        fontsize=8,
        handlelength=1.2,
        columnspacing=1.2,
    )


def frame(ax: Axes, plane: Plane) -> None:
    """Draw the border of a picture whose own colours may be that of the paper."""
    width, height = plane.size
    ax.add_patch(Rectangle((0.0, 0.0), width, height, fill=False, edgecolor="#9CA3AF", linewidth=0.6))


def round_length(most: float) -> float:
    """The largest of 1, 2, 5 times a power of ten that is not above `most`."""
    power = 10.0 ** np.floor(np.log10(most) + 1e-9)
    return float(max(nice * power for nice in _NICE if nice * power <= most * (1.0 + 1e-9)))


def no_values(ax: Axes) -> None:
    """Say that a frame was not computed."""
    ax.text(
        0.5, 0.5, "not computed", transform=ax.transAxes, ha="center", va="center", color=GREY, fontsize=8
    )


def day_title(day: float) -> str:
    """The day of a frame, in weeks where they are whole."""
    whole = day / 7.0
    return f"week {whole:.0f}" if day > 0.0 and abs(whole - round(whole)) < 1e-6 else f"day {day:.3g}"


def wrapped(name: str, width: int = 20, lines: int = 3) -> str:
    """A name on short lines; what is longer than they hold is cut."""
    return "\n".join(textwrap.wrap(name, width, max_lines=lines, placeholder="…")) or name[:width]
