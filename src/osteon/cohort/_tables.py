"""A sample as tables."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from osteon.cohort._sample import Sample
from osteon.cohort._statistics import Spread, spread, wilson_interval
from osteon.observe import Outcome
from osteon.solve import Solution

_LONG = ("arm", "animal", "day", "outcome", "value", "unit")
_SUMMARY = ("arm", "day", "outcome", "mean", "low", "high", "p2_5", "p97_5", "sd", "n", "unit")
_UNION = ("arm", "n", "united", "probability", "low", "high", "median_time")


def long_table(sample: Sample) -> pd.DataFrame:
    """One row an arm, animal, day and outcome."""
    return _stacked([*_long_curves(sample), *_long_events(sample)], _LONG)


def summary_table(sample: Sample) -> pd.DataFrame:
    """One row an arm, outcome and day."""
    times, last = sample.measurements.times, sample.measurements.times[-1:]
    pieces = []
    for index, arm in sample.arms():
        for outcome in sample.outcomes("curve"):
            statistics = spread(sample.curve(outcome.id, index), outcome.binary)
            pieces.append(_summary(arm, times, outcome, statistics))
        for outcome in sample.outcomes("event"):
            days = sample.event(outcome.id, index)
            if (happened := days[~np.isnan(days)]).size:
                pieces.append(_summary(arm, last, outcome, spread(happened[None, :])))
    return _stacked(pieces, _SUMMARY)


def union_table(sample: Sample) -> pd.DataFrame:
    """One row an arm; none where the model does not say what union is."""
    rows = []
    for index, arm in sample.arms() if "union_time" in sample.measurements.events else ():
        days = sample.event("union_time", index)
        united, n = int((~np.isnan(days)).sum()), days.size
        low, high = wilson_interval(united, n)
        rows.append((arm, n, united, united / n, float(low), float(high), _median(days)))
    return pd.DataFrame(rows, columns=list(_UNION))


def failure_table(lanes: Sequence[tuple[str, int]], solution: Solution) -> pd.DataFrame:
    """One row a lane that failed."""
    failed = [lane for lane, ok in enumerate(solution.ok) if not ok]
    rows = [(*lanes[lane], solution.reason(lane)) for lane in failed]
    return pd.DataFrame(rows, columns=["arm", "animal", "reason"])


def _median(days: np.ndarray) -> float:
    # Half of the animals must have got there: an animal that has not counts as later than any day.
    middle = np.sort(np.where(np.isnan(days), np.inf, days))[(days.size - 1) // 2 : days.size // 2 + 1].mean()
    return float(middle) if np.isfinite(middle) else float("nan")


def _long_curves(sample: Sample) -> Iterable[pd.DataFrame]:
    times = sample.measurements.times
    for index, arm in sample.arms():
        animals = sample.animals(index)
        for outcome in sample.outcomes("curve"):
            values = sample.curve(outcome.id, index).T.ravel()
            yield _piece(
                _LONG, arm, np.repeat(animals, times.size), np.tile(times, animals.size), outcome, values
            )


def _long_events(sample: Sample) -> Iterable[pd.DataFrame]:
    for index, arm in sample.arms():
        for outcome in sample.outcomes("event"):
            days = sample.event(outcome.id, index)
            happened = ~np.isnan(days)
            yield _piece(_LONG, arm, sample.animals(index)[happened], days[happened], outcome, days[happened])


def _piece(
    columns: tuple[str, ...], arm: str, animal: Any, day: Any, outcome: Outcome, value: Any
) -> pd.DataFrame:
    return pd.DataFrame(dict(zip(columns, (arm, animal, day, outcome.id, value, outcome.unit), strict=True)))


def _summary(arm: str, days: np.ndarray, outcome: Outcome, statistics: Spread) -> pd.DataFrame:
    return pd.DataFrame(
        {"arm": arm, "day": days, "outcome": outcome.id, **vars(statistics), "unit": outcome.unit}
    )


def _stacked(pieces: Sequence[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    """One table; the texts that repeat in every row as categories, which keeps large cohorts small."""
    filled = [piece for piece in pieces if len(piece)]
    table = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(columns))
    return table[list(columns)].astype(dict.fromkeys(("arm", "outcome", "unit"), "category"))
