"""The figures of virtual trials: in whom an event has happened by when, and effects and their pool."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from osteon.report._style import BLACK, BLUE, GREY, arm_style, panels

Plain = dict[str, Any]


def survival_figure(trial: Plain) -> Figure:
    """A panel for each endpoint in time: the share in whom it has happened, with its 95 % interval."""
    shown = [each for each in trial["endpoints"] if each["measure"] == "time" and each["groups"]]
    figure, axes = panels(len(shown))
    names = [arm["arm"] for arm in trial["arms"]]
    for ax, endpoint in zip(axes, shown, strict=True):
        for group in endpoint["groups"]:
            _steps(ax, group, names.index(group["arm"]), trial["follow_up"])
        ax.set_title(endpoint["endpoint"])
        ax.set_xlabel("day")
        ax.set_ylabel("patients (%)")
        ax.set_ylim(-2.0, 102.0)
        ax.set_xlim(0.0, trial["follow_up"])
        p = (endpoint["trial"] or {}).get("p")
        title = None if p is None else f"log-rank p = {p:.2g}"
        ax.legend(loc="best", title=title, alignment="left")
    return figure


def _steps(ax: Axes, group: Plain, place: int, end: float) -> None:
    style, curve = arm_style(place), group["curve"]
    days = np.append(curve["days"], end)
    share, low, high = (100.0 * np.append(curve[name], curve[name][-1]) for name in ("share", "low", "high"))
    label = f"{group['arm']}: {curve['events']} of {group['patients']}"
    ax.fill_between(days, low, high, step="post", color=style.colour, alpha=0.18, linewidth=0)
    ax.step(days, share, where="post", color=style.colour, linestyle=style.dash, label=label)


def forest_figure(pool: Plain) -> Figure:
    """A line for each trial of a pool, and a diamond for what they come to."""
    rows = [row for row in pool["trials"] if row["counts"]]
    ratio = pool["measure"] != "mean"
    figure, (ax,) = panels(1, 1, height=0.38 * len(rows) + 1.0)
    figure.set_size_inches(8.6, 0.38 * len(rows) + 1.7)
    for place, row in enumerate(rows):
        half = 1.959963984540054 * np.sqrt(row["variance"])
        ends = np.array([row["scale"] - half, row["scale"], row["scale"] + half])
        low, middle, high = np.exp(ends) if ratio else ends
        ax.plot([low, high], [place, place], color=BLUE, linewidth=1.4)
        ax.plot([middle], [place], "s", color=BLUE, markeredgecolor="white")
    if pool["value"] is not None:
        _diamond(ax, pool, len(rows))
    ax.axvline(1.0 if ratio else 0.0, color=BLACK, linewidth=0.8)
    if ratio:
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        ax.xaxis.set_minor_formatter(NullFormatter())
    ax.set_yticks(range(len(rows) + 1), [*(row["trial"] for row in rows), "pooled"])
    ax.set_ylim(len(rows) + 0.6, -0.6)
    ax.set_xlabel(f"{pool['name']}; stated: {pool['stated']}")
    ax.grid(axis="y", visible=False)
    return figure


def _diamond(ax: Axes, pool: Plain, place: int) -> None:
    ends = [pool["low"], pool["value"], pool["high"], pool["value"]]
    ax.fill(ends, [place, place - 0.25, place, place + 0.25], color=GREY)
