"""Axes for numbers of any size: a unit of time that suits, logarithms where a curve spans decades."""

from __future__ import annotations

from typing import NamedTuple, final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from numpy.typing import NDArray

from osteon.report._words import raised

_DECADES = 3.0
"""Values that span more are drawn on a logarithmic axis."""

_DEEPEST = 12.0
"""Decades below the largest value that are still shown."""

_FLAT = 0.02
"""The least height of a panel, as a share of the largest value: what varies less is drawn as flat."""


@final
class TimeUnit(NamedTuple):
    """A unit for the axis of time: its name, and the days in it."""

    name: str
    days: float


_UNITS = (
    (0.05, TimeUnit("seconds", 1.0 / 86400.0)),
    (7.0, TimeUnit("hours", 1.0 / 24.0)),
    (1001.0, TimeUnit("days", 1.0)),
    (np.inf, TimeUnit("years", 365.25)),
)


def time_unit(days: float) -> TimeUnit:
    """Return the unit in which a run of so many days is drawn."""
    return next(unit for longest, unit in _UNITS if days <= longest)


def scale_values(ax: Axes, values: NDArray[np.float64], unit: str) -> str:
    """Give the axis of values its scale and ticks, after the curves were drawn; return its label.

    values: all that is drawn. unit: empty for plain numbers.
    """
    finite = values[np.isfinite(values)]
    if spans_decades(finite):
        _logarithmic(ax, finite)
        return unit or "dimensionless"
    exponent = _linear(ax, finite)
    return f"{power_text(exponent)} {unit}".rstrip() if exponent else unit or "dimensionless"


def spans_decades(values: NDArray[np.float64]) -> bool:
    """Whether values are all positive and span more than three decades, a twentieth of them left aside."""
    if not values.size or values.min() <= 0.0:
        return False
    return bool(np.log10(values.max() / np.quantile(values, 0.05)) > _DECADES)


def power_text(exponent: int) -> str:
    """Return a power of ten: `10⁻³`."""
    return f"10{raised(str(exponent))}"


def _logarithmic(ax: Axes, values: NDArray[np.float64]) -> None:
    ax.set_yscale("log")
    top = float(values.max())
    ax.set_ylim(max(float(values.min()), top * 10.0**-_DEEPEST) / 2.0, top * 2.0)
    ax.yaxis.set_major_locator(LogLocator(numticks=7))
    # Not matplotlib's own labels: they are formulae, which the house style leaves unread.
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: power_text(round(np.log10(value)))))
    ax.yaxis.set_minor_formatter(NullFormatter())


def _linear(ax: Axes, values: NDArray[np.float64]) -> int:
    """Returns the power of ten that its ticks are multiples of; 0 where they are the values themselves."""
    low, high = ax.get_ylim()
    size = float(np.abs(values).max()) if values.size else 1.0
    missing = _FLAT * size - (high - low)
    if missing > 0.0:
        low, high = low - missing / 2.0, high + missing / 2.0
    if 0.0 < low < 0.5 * high:
        low = 0.0
    ax.set_ylim(low, high)
    exponent = int(np.floor(np.log10(max(abs(low), abs(high)) or 1.0)))
    if -3 < exponent < 5:
        ax.ticklabel_format(axis="y", useOffset=False, style="plain")
        return 0
    ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value / 10.0**exponent:g}"))
    return exponent
