"""The model beside what was measured."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from osteon.cohort._sample import Sample
from osteon.cohort._statistics import Array, spread
from osteon.errors import UnitError
from osteon.knowledge import Measurement
from osteon.observe import Outcome
from osteon.units import convert

_COLUMNS = (
    *(
        "study",
        "row",
        "arm",
        "study_arm",
        "day",
        "outcome",
        "unit",
        "measured",
        "measured_low",
        "measured_high",
    ),
    *("model", "model_low", "model_high", "residual", "covered", "note"),
)


def residual_table(sample: Sample) -> pd.DataFrame:
    """One row a measured point of the studies that the experiment names."""
    return pd.DataFrame(list(_rows(sample)), columns=list(_COLUMNS))


def _rows(sample: Sample) -> Iterator[dict[str, Any]]:
    solved = {name: index for index, name in sample.arms()}
    for use in sample.experiment.studies:
        study = sample.library.studies[use.study]
        for arm, study_arm in use.arms.items():
            for row in study.rows:
                if row.arm == study_arm:
                    yield {
                        "study": study.id,
                        "arm": arm,
                        **_measured(row),
                        **_model(sample, solved.get(arm), row),
                    }


def _measured(row: Measurement) -> dict[str, Any]:
    return {
        "row": row.row,
        "study_arm": row.arm,
        "day": row.day,
        "outcome": row.outcome,
        "unit": row.unit,
        "measured": row.value,
        "measured_low": np.nan if row.low is None else row.low,
        "measured_high": np.nan if row.high is None else row.high,
    }


def _model(sample: Sample, arm: int | None, row: Measurement) -> dict[str, Any]:
    """The model's side of one row; a note instead of numbers where there is nothing to compare with."""
    outcome = sample.measurements.outcomes.get(row.outcome)
    if outcome is None:
        return {"note": f"the model has no outcome '{row.outcome}'"}
    if arm is None:
        return {"note": "no animal of this arm could be solved"}
    try:
        factor = convert(1.0, outcome.unit, row.unit)
    except UnitError as error:
        return {"note": f"the units do not compare: {error}"}
    values = _values(sample, arm, row, outcome)
    if values.size == 0:
        return {"note": _nothing(row, outcome)}
    statistics = spread(values, outcome.binary)
    mean, low, high = (factor * float(end) for end in (statistics.mean, statistics.low, statistics.high))
    known = row.low is not None and row.high is not None
    covered = (row.low <= mean <= row.high) if known else None  # type: ignore[operator]
    return {
        "model": mean,
        "model_low": low,
        "model_high": high,
        "residual": mean - row.value,
        "covered": covered,
        "note": "",
    }


def _values(sample: Sample, arm: int, row: Measurement, outcome: Outcome) -> Array:
    """What the animals read on the row's day [n], interpolated between samples; empty without a reading."""
    if outcome.kind == "event":
        days = sample.event(outcome.id, arm)
        return days[~np.isnan(days)]
    times = sample.measurements.times
    if not times[0] <= row.day <= times[-1]:
        return np.empty(0)
    after = min(int(np.searchsorted(times, row.day, side="right")), times.size - 1)
    share = (row.day - times[after - 1]) / (times[after] - times[after - 1])
    curve = sample.curve(outcome.id, arm)
    return np.asarray((1.0 - share) * curve[after - 1] + share * curve[after])


def _nothing(row: Measurement, outcome: Outcome) -> str:
    if outcome.kind == "event":
        return f"'{outcome.id}' did not happen in any animal"
    return f"day {row.day:g} is outside the experiment"
