"""What changed without some sources: each arm beside its twin, animal by animal."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

from osteon.cohort._sample import Sample
from osteon.cohort._statistics import LEVEL
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
    """The mean of other - own over n animals, and its 95 % confidence interval; nan for a single animal.

    Equation: d -+ t(n - 1) sd(d) / sqrt(n). Of a `binary` reading (0 or 100 %), with b and c animals that
    read 100 in one of the two only: (b' - c') / n' -+ z sqrt(b' + c' - (b' - c')^2 / n') / n', each of the
    four cells of the table being half an animal fuller (Agresti and Min 2005, Stat Med 24:729), in percent
    and from -100 to 100.
    """
    differences = other - own
    mean, n = float(differences.mean()), differences.size
    if n == 1:
        return mean, float("nan"), float("nan")
    if not binary:
        half = float(stdtrit(n - 1, 0.5 + LEVEL / 2) * differences.std(ddof=1) / np.sqrt(n))
        return mean, mean - half, mean + half
    gained, lost = ((differences > 0).sum() + 0.5, (differences < 0).sum() + 0.5)
    more = gained - lost
    half = float(ndtri(0.5 + LEVEL / 2) * np.sqrt(gained + lost - more**2 / (n + 2)))
    ends = (100.0 * (float(more) + sign * half) / (n + 2) for sign in (-1.0, 1.0))
    low, high = (min(max(end, -100.0), 100.0) for end in ends)
    return mean, low, high
