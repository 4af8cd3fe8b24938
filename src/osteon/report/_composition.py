"""What the callus is made of over time: stacked areas, one panel an arm."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from osteon.observe import Outcome
from osteon.report._sheet import Sheet
from osteon.report._style import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    YELLOW,
    legend_entries,
    panels,
)

# Early tissues are warm, cartilage is green, bone is blue, the darker the older; marrow and chips are dull.
_COLOURS = {
    "clot": VERMILION,
    "granulation": YELLOW,
    "fibrous_tissue": ORANGE,
    "cartilage": GREEN,
    "osteoid": PURPLE,
    "woven_bone": SKY,
    "lamellar_bone": BLUE,
    "marrow": "#B0B7C3",
    "graft_bone": GREY,
    "scaffold": "#8C6D31",
    "scaffold_in_bone": "#5B4B8A",
}
_SPARE = (GREY, "#8C6D31", "#5B4B8A", "#111827")


def composition_figure(sheet: Sheet, tissues: tuple[Outcome, ...]) -> Figure:
    """Return one panel an arm: each tissue's mean share of the callus volume, stacked in model order."""
    figure, axes = panels(len(sheet.arms), 2, height=3.2, share_y=True)
    for ax, arm in zip(axes, sheet.arms, strict=True):
        _stack(ax, sheet, tissues, arm)
    figure.legend(*legend_entries(axes, reverse=True), loc="outside right upper")
    return figure


def _stack(ax: Axes, sheet: Sheet, tissues: tuple[Outcome, ...], arm: str) -> None:
    ax.set(title=arm, xlabel="time after injury (day)", ylabel="share of callus volume (%)")
    ax.set_xlim(sheet.days[0], sheet.days[-1])
    ax.set_ylim(0.0, 100.0)
    shares = [sheet.curve(tissue.id, arm)["mean"].to_numpy(float) for tissue in tissues]
    if not all(share.size for share in shares):
        ax.text(
            0.5, 0.5, "no animal was integrated to the end", transform=ax.transAxes, ha="center", color=GREY
        )
        return
    spare = iter(_SPARE * len(tissues))
    colours = [_COLOURS.get(tissue.id) or next(spare) for tissue in tissues]
    ax.stackplot(sheet.days, shares, colors=colours, labels=[tissue.name for tissue in tissues])
