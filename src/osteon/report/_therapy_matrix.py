"""What carries the gain: a table of shares, coloured, one column an arm."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap
from matplotlib.figure import Figure

from osteon.report._style import BLUE, ORANGE, panels

_LEAST = 0.015
"""Smaller shares are left blank."""


def matrix_figure(apart: dict[str, Any]) -> Figure:
    """Kinds of process above, single processes below, those that hold the gain back last."""
    losses = apart["losses"]
    blocks = [losses["deeds"], losses["carries"], losses["limits"]]
    rows = [row for block in blocks for row in block]
    arms = list(apart["gains"])
    figure, (ax,) = panels(1, 1)
    figure.set_size_inches(8.6, 0.27 * len(rows) + 1.3)
    values = np.array([[row["lost"].get(arm, np.nan) for arm in arms] for row in rows])
    shown = np.ma.masked_invalid(values.clip(-1.0, 1.0))
    edges = np.arange(len(arms) + 1) - 0.5, np.arange(len(rows) + 1) - 0.5
    ax.pcolormesh(*edges, shown, cmap=_colours(), vmin=-1.0, vmax=1.0, edgecolors="white", linewidth=0.8)
    ax.invert_yaxis()
    _numbers(ax, values)
    ax.set_xticks(range(len(arms)), arms, rotation=0 if max(map(len, arms)) * len(arms) < 60 else 30)
    ax.xaxis.tick_top()
    ax.set_yticks(range(len(rows)), [_label(row) for row in rows])
    ax.tick_params(length=0)
    ax.grid(visible=False)
    for spine in ax.spines.values():
        spine.set_visible(False)
    for end in np.cumsum([len(block) for block in blocks])[:-1]:
        if 0 < end < len(rows):
            ax.axhline(end - 0.5, color="black", linewidth=1.0)
    return figure


def _numbers(ax: Axes, values: np.ndarray) -> None:
    for (row, column), share in np.ndenumerate(values):
        if np.isfinite(share) and abs(share) >= _LEAST:
            text = f"{100 * share:.0f}".replace("-", "\N{MINUS SIGN}")
            dark = share > 0.6
            ax.text(
                column, row, text, ha="center", va="center", fontsize=8.5, color="white" if dark else "black"
            )


def _label(row: dict[str, Any]) -> str:
    words = row["says"] if row["kind"] == "deed" else row["name"].replace("_", " ")
    return shorten(words, 44, placeholder=" \N{HORIZONTAL ELLIPSIS}")


def _colours() -> Colormap:
    made = LinearSegmentedColormap.from_list("lost", [ORANGE, "#FFFFFF", BLUE])
    return made.with_extremes(bad="#F4F6F8")
