"""What changed without some sources: each arm beside its twin, animal by animal."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from osteon.cohort._sample import Sample
from osteon.cohort._statistics import mean_interval
from osteon.observe import Outcome

Array = NDArray[np.float64]

COLUMNS = ("arm", "outcome", "day", "when", "with", "without", "difference", "low", "high", "n", "unit")
LAST, LARGEST = "last", "largest"
"""When two arms are compared: on the last day, and on the day on which they differ most."""


def difference_table(sample: Sample, twins: Mapping[str, str]) -> pd.DataFrame:
    """Rows of COLUMNS: each outcome of the experiment in each arm with a twin, on the last day and (where
    that is another) on the day on which the means differ most.

    difference = mean over the animals of (without - with); low, high: its 95 % confidence interval; n: the
    animals that were solved in both.
    """
    rows = [
        row
        for arm, twin in twins.items()
        for id in sample.experiment.outcomes
        if (outcome := sample.measurements.outcomes[id]).kind == "curve"
        for row in _rows(sample, arm, twin, outcome)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(sample: Sample, arm: str, twin: str, outcome: Outcome) -> Iterator[dict[str, Any]]:
    names = [each.name for each in sample.experiment.arms]
    pair = names.index(arm), names.index(twin)
    both = np.intersect1d(sample.animals(pair[0]), sample.animals(pair[1]))
    if not both.size:
        return
    own, without = (sample.curve(outcome.id, i)[:, np.isin(sample.animals(i), both)] for i in pair)
    times = sample.measurements.times
    gaps = np.abs((without - own).mean(axis=1))
    days = {len(times) - 1: LAST}
    if gaps.any():
        days.setdefault(int(gaps.argmax()), LARGEST)
    for index, when in days.items():
        mean, low, high = paired(own[index], without[index], outcome.binary)
        yield {
            "arm": arm, "outcome": outcome.id, "day": float(times[index]), "when": when,
            "with": float(own[index].mean()), "without": float(without[index].mean()),
            "difference": mean, "low": low, "high": high, "n": int(both.size), "unit": outcome.unit,
        }  # fmt: skip


def paired(own: Array, other: Array, binary: bool = False) -> tuple[float, float, float]:
    """The mean of other - own over n animals, and its 95 % interval (`mean_interval`).

    Of a `binary` reading (0 or 100 %) the ends lie between -100 and 100.
    """
    mean, low, high = mean_interval(other - own, binary)
    return (mean, max(low, -100.0), min(high, 100.0)) if binary else (mean, low, high)
