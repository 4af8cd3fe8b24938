"""One outcome of one arm at one day."""

from dataclasses import dataclass, field
from typing import final

import numpy as np

from osteon.cohort._sample import Array, Sample


@final
@dataclass(frozen=True, eq=False)
class Reading:
    """What each animal read [n], in `unit`; or a note that says why there is nothing to read."""

    values: Array = field(default_factory=lambda: np.empty(0))
    unit: str = ""
    binary: bool = False
    note: str = ""


def reading(sample: Sample, arm: str, outcome: str, day: float) -> Reading:
    """An outcome in the solved animals of an arm, between samples by a straight line.

    An event is read in the animals in which it happened, whatever the day.
    """
    known = sample.measurements.outcomes.get(outcome)
    index = next((index for index, name in sample.arms() if name == arm), None)
    if known is None:
        return Reading(note=f"the model has no outcome '{outcome}'")
    if index is None:
        return Reading(note="no animal of this arm could be solved")
    if known.kind == "event":
        days = sample.event(outcome, index)
        happened = days[~np.isnan(days)]
        note = "" if happened.size else f"'{outcome}' did not happen in any animal"
        return Reading(happened, known.unit, note=note)
    times = sample.measurements.times
    if not times[0] <= day <= times[-1]:
        return Reading(note=f"day {day:g} is outside the experiment")
    return Reading(_between(times, sample.curve(outcome, index), day), known.unit, known.binary)


def _between(times: Array, curve: Array, day: float) -> Array:
    after = min(int(np.searchsorted(times, day, side="right")), times.size - 1)
    share = (day - times[after - 1]) / (times[after] - times[after - 1])
    return np.asarray((1.0 - share) * curve[after - 1] + share * curve[after])
