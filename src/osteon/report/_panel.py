"""One panel: an outcome over time, a line and a band an arm, measured points laid over."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from osteon.observe import Outcome
from osteon.report._sheet import Sheet
from osteon.report._style import ArmStyle, arm_style, legend_entries, panels
from osteon.report._words import axis_label, capital

# Characters across a figure of two panels, and those that a legend's handle and gaps take.
_LINE, _HANDLE = 105, 9
# Characters of a title across a panel of three.
_TITLE = 42
_MOST_BANDS = 4


def curves_figure(sheet: Sheet, outcomes: Sequence[Outcome], columns: int = 2) -> Figure:
    """Return a figure with one panel for each of `outcomes`, and the arms' legend once."""
    figure, axes = panels(len(outcomes), columns)
    for ax, outcome in zip(axes, outcomes, strict=True):
        draw_outcome(ax, sheet, outcome)
    handles, labels = legend_entries(axes)
    room = _LINE // (max(map(len, labels), default=0) + _HANDLE)
    figure.legend(handles, labels, loc="outside upper center", ncols=max(1, min(len(labels), room)))
    return figure


def shows_animals(sheet: Sheet) -> bool:
    """Whether the range of the animals is drawn: the bands of many arms would hide each other."""
    return len(sheet.arms) <= _MOST_BANDS


def draw_outcome(ax: Axes, sheet: Sheet, outcome: Outcome) -> None:
    """Draw each arm's mean, its 95 % interval, the central 95 % of the animals, and the measured points."""
    for index, arm in enumerate(sheet.arms):
        _draw_arm(ax, sheet, outcome, arm, index)
    for index, arm in enumerate(sheet.arms):
        _draw_points(ax, sheet, outcome, arm, index)
    ax.set_title(fill(capital(outcome.name), _TITLE))
    ax.set_xlabel("time after injury (day)")
    ax.set_ylabel(axis_label(outcome.unit))
    ax.set_xlim(sheet.days[0], sheet.days[-1])
    if outcome.binary:
        ax.set_ylim(-3.0, 103.0)
    elif ax.get_ylim()[0] > 0.0:
        ax.set_ylim(bottom=0.0)


def drawn_as(sheet: Sheet, index: int) -> ArmStyle:
    """The style of an arm; beside one without a source it is solid, and the other dashed in its colour."""
    if sheet.result.without is None:
        return arm_style(index)
    count = len(sheet.arms) // 2
    return arm_style(index % count)._replace(dash="-" if index < count else "--")


def _draw_arm(ax: Axes, sheet: Sheet, outcome: Outcome, arm: str, index: int) -> None:
    columns = sheet.curve(outcome.id, arm)[["day", "mean", "low", "high", "p2_5", "p97_5"]].to_numpy(float).T
    day, mean, low, high, lowest, highest = columns
    style = drawn_as(sheet, index)
    ax.plot(day, mean, style.dash, color=style.colour, label=arm, zorder=3)
    ax.fill_between(day, low, high, color=style.colour, alpha=0.28, linewidth=0, zorder=2)
    # Half of the animals united is no animal half united: a yes-or-no reading has no range of animals.
    if not outcome.binary and shows_animals(sheet):
        ax.fill_between(day, lowest, highest, color=style.colour, alpha=0.12, linewidth=0, zorder=1)


def _draw_points(ax: Axes, sheet: Sheet, outcome: Outcome, arm: str, index: int) -> None:
    points = sheet.points(outcome.id, arm)
    points = points[points["day"].between(sheet.days[0], sheet.days[-1])]
    if points.empty:
        return
    style = drawn_as(sheet, index)
    value, low, high = (
        points[name].to_numpy(float) for name in ("measured", "measured_low", "measured_high")
    )
    # A study that reports no spread leaves low and high empty: the point then stands without a bar.
    spread = np.nan_to_num(np.stack([value - low, high - value])).clip(min=0.0)
    marks = ax.errorbar(points["day"].to_numpy(float), value, spread, fmt=style.marker, color=style.colour)
    marks.set_label(f"{arm}, measured")
    for part in marks.get_children():
        part.set(clip_on=False, zorder=4)
