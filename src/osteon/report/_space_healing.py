"""Sections at chosen weeks beside the curves of the same arm."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from osteon.observe import Outcome
from osteon.report._sheet import Sheet
from osteon.report._space_album import MOST_DAYS, Album, even
from osteon.report._space_panels import day_title, sheetful
from osteon.report._space_sections import Histology, draw_sections
from osteon.report._style import BLUE, GREY, ORANGE, VERMILION
from osteon.report._words import axis_label

_WANTED = ("defect_closure", "bv_tv", "callus_cartilage")
_COLOURS = (BLUE, ORANGE, VERMILION)
_DASHES = ("-", "--", "-.")
_PICTURES = MOST_DAYS - 2


def beside(sheet: Sheet) -> tuple[Outcome, ...]:
    """The outcomes that are drawn beside sections: shares of the defect, all in per cent."""
    found = (sheet.outcomes[name] for name in _WANTED if name in sheet.outcomes)
    return tuple(outcome for outcome in found if outcome.unit == "%")


def healing_figure(sheet: Sheet, album: Album) -> Figure:
    """Return a row an arm: sections at a few days, then its curves with a line at each of those days."""
    histology, frames = Histology(album), even(album.chosen, _PICTURES)
    titles = [day_title(album.days[at]) for at in frames]
    page = sheetful(album.arms, titles, histology.rooms, beside=1.9, foot=0.9)
    draw_sections(page, histology, frames)
    days = [album.days[at] for at in frames]
    for arm, ax in enumerate(page.beside):
        _curves(ax, sheet, album.arms[arm], days, last=arm == len(page.beside) - 1)
    page.beside[0].legend(loc="best", fontsize=7.5)
    histology.legend(page.figure)
    return page.figure


def _curves(ax: Axes, sheet: Sheet, arm: str, days: Sequence[float], last: bool) -> None:
    outcomes = beside(sheet)
    for outcome, colour, dash in zip(outcomes, _COLOURS, _DASHES, strict=False):
        rows = sheet.curve(outcome.id, arm)
        ax.plot(rows["day"], rows["mean"], dash, color=colour, label=outcome.name)
    for day in days:
        ax.axvline(day, color=GREY, linewidth=0.8, linestyle=":", zorder=1)
    ax.set_xlim(sheet.days[0], sheet.days[-1])
    ax.set_ylim(0.0, 100.0)
    ax.set_ylabel(f"share ({axis_label('%')})")
    ax.yaxis.tick_right()
    ax.yaxis.set_label_position("right")
    ax.spines["left"].set_visible(False)
    ax.spines["right"].set_visible(True)
    if last:
        ax.set_xlabel("time after injury (day)")
    else:
        ax.tick_params(labelbottom=False)
