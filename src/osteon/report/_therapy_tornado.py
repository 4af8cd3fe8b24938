"""What the gain hangs on: a bar a number, from the gain at the low to that at the high end of its range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from osteon.report._style import BLACK, BLUE, GREEN, GREY, ORANGE, SKY, panels
from osteon.report._therapy_words import points

_BARS = 8
"""Numbers in one panel: those that the gain hangs on most."""

_COLOURS = {"measured": BLUE, "derived": SKY, "fitted": GREEN, "assumed": ORANGE}
_HATCHES = {"measured": "", "derived": "....", "fitted": "\\\\\\\\", "assumed": "////"}
"""The class shows in grey print as well."""


def tornado_figure(therapy: dict[str, Any], arms: Sequence[str]) -> Figure:
    """A panel an arm, in the order of the experiment."""
    apart = therapy["attribution"]
    shown = [arm for arm in arms if any(row["arm"] == arm for row in apart["doubt"])]
    figure, axes = panels(len(shown), 1)
    bars = {arm: [row for row in apart["doubt"] if row["arm"] == arm][:_BARS] for arm in shown}
    figure.set_size_inches(8.6, sum(0.27 * len(rows) + 0.75 for rows in bars.values()) + 0.6)
    spreads = {row["arm"]: row["sd"] for row in therapy["ranking"]}
    for ax, arm in zip(axes, shown, strict=True):
        _draw(ax, bars[arm], spreads.get(arm))
        ax.set_title(arm)
    axes[-1].set_xlabel(f"gain over the control ({points(apart['unit']) or 'fraction'})")
    classes = [
        name for name in _COLOURS if any(row["class"] == name for rows in bars.values() for row in rows)
    ]
    handles = [
        Patch(facecolor=_COLOURS[name], hatch=_HATCHES[name], edgecolor="white", label=name)
        for name in classes
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=len(handles))
    return figure


def _draw(ax: Axes, rows: Sequence[dict[str, Any]], spread: float | None) -> None:
    gain = rows[0]["gain"]
    if spread is not None and spread == spread:
        ax.axvspan(gain - spread, gain + spread, color=GREY, alpha=0.15, linewidth=0)
    for height, row in enumerate(rows):
        low, high = row["gain_low"], row["gain_high"]
        left, right = min(low, gain, high), max(low, gain, high)
        ax.barh(
            height,
            right - left,
            left=left,
            height=0.62,
            color=_COLOURS[row["class"]],
            hatch=_HATCHES[row["class"]],
            edgecolor="white",
            linewidth=0.5,
        )
        ax.plot([low], [height], "o", color=BLACK, markerfacecolor="white", markersize=5, zorder=4)
        ax.plot([high], [height], "o", color=BLACK, markersize=5, zorder=4)
    ax.axvline(gain, color=BLACK, linewidth=1.2)
    ax.axvline(0.0, color=GREY, linewidth=0.8, linestyle=":")
    ax.set_yticks(range(len(rows)), [_label(row) for row in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.use_sticky_edges = False
    ax.margins(x=0.03)
    ax.autoscale_view(scaley=False)
    ax.grid(axis="y", visible=False)


def _label(row: dict[str, Any]) -> str:
    return f"{row['path'].replace('_', ' ').replace('.', ': ')}  {100 * row['share']:.0f} %"
