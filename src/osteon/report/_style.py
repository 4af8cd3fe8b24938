"""How every figure looks: Okabe-Ito colours, sizes that read on a phone, no pyplot state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, final

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Okabe and Ito (2008), "Color universal design": eight colours that remain distinct with any colour vision.
BLUE, VERMILION, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
ORANGE, SKY, YELLOW, BLACK = "#E69F00", "#56B4E9", "#F0E442", "#000000"
ARM_COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, BLACK)
ARM_DASHES = ("-", "--", "-.", ":")
ARM_MARKERS = ("o", "s", "^", "D", "v", "P", "X")
GREY = "#6B7280"

_SETTINGS: dict[Any, Any] = {
    "font.size": 9.5,
    "axes.titlesize": 10.5,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#E5E7EB",
    "legend.frameon": False,
    "lines.linewidth": 1.8,
    "lines.markersize": 7.0,
    "lines.markeredgewidth": 0.8,
    "errorbar.capsize": 3.0,
    "text.parse_math": False,  # an arm may be called "$5 gel"
    "svg.fonttype": "none",
    "svg.hashsalt": "osteon",
    "savefig.dpi": 160,
}


@final
class ArmStyle(NamedTuple):
    """Colour, dash and marker of one arm in every figure; the dash keeps arms apart in grey print."""

    colour: str
    dash: str
    marker: str


def arm_style(index: int) -> ArmStyle:
    """Return the style of the arm at `index`; colour and dash repeat together only after 28 arms."""
    return ArmStyle(
        ARM_COLOURS[index % len(ARM_COLOURS)],
        ARM_DASHES[index % len(ARM_DASHES)],
        ARM_MARKERS[index % len(ARM_MARKERS)],
    )


@contextmanager
def figure_style() -> Iterator[None]:
    """Set Osteon's figure style inside the block; the caller's own matplotlib settings return after it."""
    with matplotlib.rc_context(_SETTINGS):
        yield


def panels(
    count: int, columns: int = 2, *, height: float = 2.9, share_y: bool = False
) -> tuple[Figure, list[Axes]]:
    """Return a figure of `count` panels, at most `columns` in a row; `height` of a row in inches."""
    columns = min(columns, max(count, 1))
    rows = -(-max(count, 1) // columns)
    figure = Figure(figsize=(4.3 * columns + 0.4, height * rows + 0.5), layout="constrained")
    FigureCanvasAgg(figure)
    grid = figure.subplots(rows, columns, squeeze=False, sharey=share_y)
    axes = list(grid.flat)
    for spare in axes[max(count, 1) :]:
        spare.set_axis_off()
    return figure, axes[:count]


def legend_entries(axes: Sequence[Axes], *, reverse: bool = False) -> tuple[list[Any], list[str]]:
    """Return the handles and labels of all panels, each label once."""
    entries: dict[str, Any] = {}
    for ax in axes:
        for handle, label in zip(*ax.get_legend_handles_labels(), strict=True):
            entries.setdefault(label, handle)
    labels = list(entries)[:: -1 if reverse else 1]
    return [entries[label] for label in labels], labels
