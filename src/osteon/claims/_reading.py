"""How a curve becomes one number an animal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._gauge import Gauge

Array = NDArray[np.float64]

RISEN = 0.1
"""The share of its own peak at which a curve counts as having begun."""


@final
@dataclass(frozen=True)
class Reading:
    """What is read: of an arm (a setup's id), with a gauge, how (a member of READS), and over which days."""

    arm: str
    gauge: Gauge
    read: str
    start: float
    stop: float

    @property
    def unit(self) -> str:
        """What it is in."""
        if self.read == "spread":
            return "1"
        return "day" if self.read in ("day_of_peak", "onset", "event") else self.gauge.unit


def read_off(reading: Reading, times: Array, values: Array) -> Array:
    """One number a lane [B] from a curve [T, B] or the days of an event [B]; nan where the lane failed.

    An event that has not happened by the last day of the window counts as that day. `spread` gives the means
    over the window, whose coefficient of variation is taken over the animals later.
    """
    if reading.read == "event":
        return np.minimum(np.nan_to_num(values, nan=np.inf), reading.stop)
    days, curve = window(times, values, reading.start, reading.stop)
    return _READERS[reading.read](days, curve)


def window(times: Array, curve: Array, start: float, stop: float) -> tuple[Array, Array]:
    """Days from `start` to `stop`, both among them, and the curve on them, between samples by a line."""
    inside = times[(times > start) & (times < stop)]
    days = np.array([start, *inside, stop])
    after = np.clip(np.searchsorted(times, days, side="left"), 1, times.size - 1)
    share = ((days - times[after - 1]) / (times[after] - times[after - 1]))[:, None]
    # On a sample the sample itself: the value before it may be what a failure left.
    between = (1.0 - share) * curve[after - 1] + share * curve[after]
    return days, np.where(share == 1.0, curve[after], np.where(share == 0.0, curve[after - 1], between))


def _mean(days: Array, curve: Array) -> Array:
    """The mean over time."""
    return np.asarray(np.trapezoid(curve, days, axis=0) / (days[-1] - days[0]))


def _day_of_peak(days: Array, curve: Array) -> Array:
    """The day of the highest value: the vertex of the parabola through the highest sample and those beside.

    The last day where there is never anything.
    """
    top, lanes = np.where(curve.any(axis=0), curve.argmax(axis=0), days.size - 1), np.arange(curve.shape[1])
    if days.size < 3:
        return np.asarray(days[top])
    middle = np.clip(top, 1, days.size - 2)
    before, day, after = days[middle - 1], days[middle], days[middle + 1]
    rise = (curve[middle, lanes] - curve[middle - 1, lanes]) / (day - before)
    fall = (curve[middle, lanes] - curve[middle + 1, lanes]) / (after - day)
    bend = rise + fall
    share = rise / np.where(bend > 0.0, bend, 1.0)
    vertex = 0.5 * (before + day) + share * 0.5 * (after - before)
    return np.where((top == middle) & (bend > 0.0), vertex, days[top])


def _onset(days: Array, curve: Array) -> Array:
    """The first day on which the curve is at RISEN of its peak; the last day where it never rises."""
    peak = curve.max(axis=0)
    level = RISEN * peak
    reached = (curve >= level) & (peak > 0.0)
    first, lanes = reached.argmax(axis=0), np.arange(curve.shape[1])
    before = np.maximum(first - 1, 0)
    low, high = curve[before, lanes], curve[first, lanes]
    rises = high > low
    share = np.where(rises, (level - low) / np.where(rises, high - low, 1.0), 0.0)
    day = np.where(first == 0, days[0], days[before] + share * (days[first] - days[before]))
    return np.where(np.isnan(peak), np.nan, np.where(reached.any(axis=0), day, days[-1]))


_READERS: Mapping[str, Callable[[Array, Array], Array]] = MappingProxyType(
    {
        "mean": _mean,
        "spread": _mean,
        "peak": lambda days, curve: np.asarray(curve.max(axis=0)),
        "minimum": lambda days, curve: np.asarray(curve.min(axis=0)),
        "last": lambda days, curve: np.asarray(curve[-1]),
        "day_of_peak": _day_of_peak,
        "onset": _onset,
    }
)
