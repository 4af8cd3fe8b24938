"""When each healing phase runs: a Gantt chart, one panel an arm."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from osteon.report._phases import PhaseRow
from osteon.report._sheet import Sheet
from osteon.report._style import BLUE, GREEN, GREY, PURPLE, SKY, VERMILION, panels

_COLOURS = (VERMILION, GREEN, SKY, PURPLE, BLUE)


def timeline_figure(sheet: Sheet, rows: list[PhaseRow]) -> Figure:
    """Return a bar a phase from its median first day to its end, and the 95 % range of its first day."""
    figure, axes = panels(len(sheet.arms), 2, height=2.4)
    for ax, arm in zip(axes, sheet.arms, strict=True):
        _draw(ax, sheet, [row for row in rows if row["arm"] == arm])
        ax.set_title(arm)
    return figure


def _draw(ax: Axes, sheet: Sheet, rows: list[PhaseRow]) -> None:
    for height, row in enumerate(rows):
        _bar(ax, height, row, sheet.days[-1])
    ax.set_yticks(range(len(rows)), [row["phase"] for row in rows])
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_xlim(sheet.days[0], sheet.days[-1])
    ax.set_xlabel("time after injury (day)")
    ax.grid(axis="y", visible=False)


def _bar(ax: Axes, height: int, row: PhaseRow, last: float) -> None:
    start, low, high = row["median"], row["low"], row["high"]
    count = f"{row['reached']} of {row['animals']} animals"
    if start is None or low is None:
        text = f"reached by {count}" if row["reached"] else "not reached"
        ax.text(last / 2, height, text, color=GREY, ha="center", va="center")
        return
    end = last if row["end"] is None else max(row["end"], start)
    ax.barh(height, end - start, left=start, height=0.55, color=_COLOURS[height % len(_COLOURS)], alpha=0.75)
    # No upper end: later than the last day, so the line runs out of the panel without an end mark.
    ax.plot([low, 2 * last if high is None else high], [height, height], "k|-", linewidth=1.2, markersize=7)
    if row["reached"] < row["animals"]:
        ax.text((start + end) / 2, height - 0.3, count, ha="center", va="bottom", color=GREY, fontsize=8)
