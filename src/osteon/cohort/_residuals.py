"""The model beside what was measured."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from osteon.cohort._reading import Reading, reading
from osteon.cohort._sample import Sample
from osteon.cohort._statistics import spread
from osteon.errors import UnitError
from osteon.knowledge import Measurement, Study
from osteon.units import convert

_STUDY = ("study", "row", "arm", "study_arm", "day", "outcome", "unit")
_MEASURED = ("measured", "measured_low", "measured_high")
_MODEL = ("model", "model_low", "model_high", "residual", "covered", "note")


def residual_table(sample: Sample) -> pd.DataFrame:
    """One row a measured point of the studies that the experiment names."""
    return pd.DataFrame(list(_rows(sample)), columns=[*_STUDY, *_MEASURED, *_MODEL])


def _rows(sample: Sample) -> Iterator[dict[str, Any]]:
    for use in sample.experiment.studies:
        study = sample.library.studies[use.study]
        for arm, study_arm in use.arms.items():
            for row in (row for row in study.rows if row.arm == study_arm):
                beside = _compared(row, _reading(sample, study, use.arms, arm, row))
                yield {"study": study.id, "arm": arm, **_measured(row), **beside}


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


def _reading(sample: Sample, study: Study, arms: Mapping[str, str], arm: str, row: Measurement) -> Reading:
    """What the animals of an arm read for a row: an outcome, or its contrast with a reference arm.

    Equation: 100 % * x / X ("percent") or x - X ("difference"), X the mean of the reference arm.
    """
    contrast = study.contrasts.get(row.outcome)
    if contrast is None:
        return reading(sample, arm, row.outcome, row.day)
    reference = next((mine for mine, theirs in arms.items() if theirs == contrast.arm), None)
    if reference is None:
        return Reading(note=f"no arm of the experiment stands for the reference '{contrast.arm}'")
    own = reading(sample, arm, contrast.outcome, row.day)
    beside = reading(sample, reference, contrast.outcome, row.day if contrast.day is None else contrast.day)
    if own.note or beside.note:
        return Reading(note=own.note or beside.note)
    mean = beside.values.mean()
    if contrast.how == "difference":
        return Reading(own.values - mean, own.unit)
    return Reading(100.0 * own.values / mean, "%") if mean else Reading(note="the reference arm reads zero")


def _compared(row: Measurement, read: Reading) -> dict[str, Any]:
    """The model's side of a row, in the row's unit; a note where there is nothing to compare."""
    if read.note:
        return {"note": read.note}
    try:
        factor = convert(1.0, read.unit, row.unit)
    except UnitError as error:
        return {"note": f"the units do not compare: {error}"}
    statistics = spread(read.values, read.binary)
    mean = factor * float(statistics.mean)
    return {
        "model": mean,
        "model_low": factor * float(statistics.low),
        "model_high": factor * float(statistics.high),
        "residual": mean - row.value,
        "covered": None if row.low is None or row.high is None else row.low <= mean <= row.high,
        "note": "",
    }
