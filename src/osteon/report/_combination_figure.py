"""Combinations drawn: gains day by day beside their sum, and each excess in units of its margin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from osteon.report._figures import Plate
from osteon.report._style import BLACK, GREY, VERMILION, arm_style, panels
from osteon.report._therapy_words import points

_TOLD = {"last": "last day", "mean": "whole time"}

_CAPTION = (
    "Left: what each arm has over the control, mean of the animals, and the sum of the single arms (dotted), "
    "which the combination meets where they are additive. Right: by how much the combination exceeds that "
    "sum in each outcome, on the last day and on average over the time, in units of the margin within which "
    "it counts as additive (grey). Line: 95 % interval. What lies right of the band goes further in the "
    "direction of the single arms: synergistic; left of it: antagonistic. Arrows: beyond the picture."
)

_EDGES = (3.0, 12.0)
"""Margins that are drawn on either side, at least and at most."""


def combination_plates(record: dict[str, Any]) -> Iterator[Plate]:
    """The figure of the record of a result; none where no arm combines what others have."""
    combination = record["combination"]
    if combination is None or not combination["found"]:
        return
    arms = [arm["name"] for arm in record["arms"]]
    yield Plate(
        "combination", "Together against the sum", _CAPTION, lambda: combination_figure(combination, arms)
    )


def combination_figure(combination: dict[str, Any], arms: Sequence[str]) -> Figure:
    """A row of two panels a combination. arms: all of the experiment, in its order, for their colours."""
    found = combination["found"]
    most = max(len(each["rows"]) for each in found)
    figure, axes = panels(2 * len(found), 2, height=max(2.9, 0.34 * most + 1.2))
    for place, each in enumerate(found):
        _courses(axes[2 * place], combination, each, arms)
        _excesses(axes[2 * place + 1], each)
    return figure


def _courses(ax: Axes, combination: dict[str, Any], each: dict[str, Any], arms: Sequence[str]) -> None:
    days = each["courses"]["days"]
    ax.axhline(0.0, color=BLACK, linewidth=0.8)
    for arm, gains in each["courses"]["gains"].items():
        style = arm_style(arms.index(arm))
        ax.plot(days, gains, style.dash, color=style.colour, label=arm)
    ax.plot(days, each["courses"]["expected"], ":", color=GREY, label="sum of the single arms")
    unit = points(combination["unit"]) or "fraction"
    ax.set_title(f"{each['arm']} against {each['control']}")
    ax.set_xlabel("day")
    ax.set_ylabel(f"{combination['name']},\ndifference ({unit})")
    ax.legend(fontsize="small", loc="upper center", bbox_to_anchor=(0.5, -0.18), ncols=2)


def _excesses(ax: Axes, each: dict[str, Any]) -> None:
    rows = each["rows"]
    ax.axvspan(-1.0, 1.0, color=GREY, alpha=0.2, linewidth=0)
    edge = _edge(rows)
    for height, row in enumerate(rows):
        _draw(ax, height, row, edge)
    ax.set_yticks(range(len(rows)), [f"{row['name']}, {_TOLD[row['read']]}" for row in rows])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(-edge, edge)
    ax.set_xlabel("excess over the sum, in margins")
    ax.grid(axis="y", visible=False)


def _edge(rows: Sequence[dict[str, Any]]) -> float:
    """How many margins are drawn on either side, so that most excesses can be seen."""
    least, most = _EDGES
    furthest = max(abs(row["excess"]["mean"]) / (row["margin"] or 1.0) for row in rows)
    return float(min(max(1.5 * furthest, least), most))


def _draw(ax: Axes, height: int, row: dict[str, Any], edge: float) -> None:
    """One outcome; positive where the combination goes further in the direction of its parts."""
    margin = row["margin"] or 1.0
    scale = (-1.0 if row["expected"]["mean"] < 0.0 else 1.0) / margin
    colour = GREY if row["verdict"] in ("additive", "undecided") else VERMILION
    excess = row["excess"]
    if excess["low"] is not None:
        ax.plot([scale * excess["low"], scale * excess["high"]], [height, height], color=colour)
    at = scale * excess["mean"]
    inside = abs(at) <= edge
    marker = "o" if inside else (">" if at > 0.0 else "<")
    place = max(min(at, 0.97 * edge), -0.97 * edge)
    ax.plot([place], [height], marker, color=colour, markeredgecolor="white", zorder=4)
