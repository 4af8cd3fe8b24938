"""Who gains how much: one line an arm, with what animals and unknown numbers make of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from osteon.report._style import BLACK, GREY, ArmStyle, arm_style, panels
from osteon.report._therapy_words import points


def ranking_figure(therapy: dict[str, Any], arms: Sequence[str]) -> Figure:
    """The arms, the highest on top. arms: all of the experiment, in its order, for their colours."""
    rows = therapy["ranking"]
    figure, (ax,) = panels(1, 1, height=0.5 * len(rows) + 1.1)
    figure.set_size_inches(8.6, 0.5 * len(rows) + 1.6)
    ax.axvline(0.0, color=BLACK, linewidth=0.8)
    for height, row in enumerate(rows):
        _draw(ax, height, row, arm_style(arms.index(row["arm"])))
    ax.set_yticks(range(len(rows)), [row["arm"] for row in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.use_sticky_edges = False
    ax.margins(x=0.04)
    ax.autoscale_view(scaley=False)
    ax.set_xlabel(
        f"{therapy['name']}, difference to {therapy['control']} ({points(therapy['unit']) or 'fraction'})"
    )
    ax.grid(axis="y", visible=False)
    handles = _legend(rows)
    if handles:
        figure.legend(handles=handles, loc="outside upper center", ncols=len(handles))
    return figure


def _draw(ax: Axes, height: int, row: dict[str, Any], style: ArmStyle) -> None:
    if row["n"] > 1:
        ax.barh(
            height - 0.12,
            row["p97_5"] - row["p2_5"],
            left=row["p2_5"],
            height=0.3,
            color=style.colour,
            alpha=0.25,
        )
        ax.barh(
            height - 0.12,
            row["high"] - row["low"],
            left=row["low"],
            height=0.3,
            color=style.colour,
            alpha=0.6,
        )
    drawn = row["drawn"]
    if drawn is not None:
        ax.barh(
            height + 0.2,
            drawn["high"] - drawn["low"],
            left=drawn["low"],
            height=0.2,
            facecolor="white",
            edgecolor=GREY,
            hatch="////",
            linewidth=0.8,
        )
    ax.plot(
        [row["mean"]], [height - 0.12], style.marker, color=style.colour, markeredgecolor="white", zorder=4
    )


def _legend(rows: Sequence[dict[str, Any]]) -> list[Any]:
    handles: list[Any] = []
    if any(row["n"] > 1 for row in rows):
        handles += [
            Line2D([], [], color=GREY, marker="o", linestyle="", label="mean"),
            Patch(color=GREY, alpha=0.6, linewidth=0, label="95 % interval of the mean"),
            Patch(color=GREY, alpha=0.25, linewidth=0, label="95 % of animals"),
        ]
    if any(row["drawn"] is not None for row in rows):
        handles.append(Patch(facecolor="white", edgecolor=GREY, hatch="////", label="unknown numbers"))
    return handles
