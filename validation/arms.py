"""Arms that the scripts of this folder write as TOML and run."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from osteon.cohort import Result, run_experiment
from osteon.knowledge import Library
from osteon.scenario import load_experiment


def of_text(text: str, library: Library) -> Result:
    """The result of an experiment, given as the text of its file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "experiment.toml"
        path.write_text(text, encoding="utf-8")
        return run_experiment(load_experiment(path, library), library)


def lanes(result: Result, arm: str) -> slice:
    """Which lanes of a result are the animals of an arm."""
    place = [each.name for each in result.experiment.arms].index(arm)
    animals = result.experiment.animals
    return slice(place * animals, (place + 1) * animals)


def curves(result: Result, arm: str, outcome: str) -> NDArray[np.float64]:
    """The curve of every animal of an arm [T, animals]."""
    return result.measurements.curves[outcome][:, lanes(result, arm)]


def mean_at(result: Result, arm: str, outcome: str, day: float) -> float:
    """The mean of the animals of an arm on a day, between samples by a line; failed animals are left out."""
    course = np.nanmean(curves(result, arm, outcome), axis=1)
    return float(np.interp(day, result.measurements.times, course))
