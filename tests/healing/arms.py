"""Runs arms of the built-in model, one typical animal each, for the acceptance tests of natural healing."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort import Result, run_experiment
from osteon.knowledge import Library, load_library
from osteon.scenario import load_experiment

HEAD = """
title = "acceptance"
question = "does the system behave as its sources say?"
[design]
days = {days}
every = {every}
animals = 1
[subject]
species = "mouse"
age = "13 week"
sex = "male"
[defect]
preset = "closed_fracture"
"""


@lru_cache(maxsize=1)
def library() -> Library:
    """The built-in catalogue."""
    return load_library()


@final
@dataclass(frozen=True)
class Arms:
    """Curves and events by arm and outcome."""

    result: Result

    @property
    def days(self) -> NDArray[np.float64]:
        return self.result.measurements.times

    def curve(self, arm: str, outcome: str) -> NDArray[np.float64]:
        return self.result.measurements.curves[outcome][:, self._lane(arm)]

    def event(self, arm: str, outcome: str) -> float:
        """The day of an event; infinity when it has not happened."""
        day = float(self.result.measurements.events[outcome][self._lane(arm)])
        return day if np.isfinite(day) else np.inf

    def at(self, arm: str, outcome: str, day: float) -> float:
        return float(np.interp(day, self.days, self.curve(arm, outcome)))

    def peak(self, arm: str, outcome: str) -> tuple[float, float]:
        """Day and height of the highest value."""
        curve = self.curve(arm, outcome)
        return float(self.days[curve.argmax()]), float(curve.max())

    def _lane(self, arm: str) -> int:
        return [each.name for each in self.result.experiment.arms].index(arm)


def run(arms: str, days: float = 84, every: float = 0.5) -> Arms:
    """The arms (TOML) in a mouse with a closed fracture, unless an arm says otherwise."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "acceptance.toml"
        path.write_text(HEAD.format(days=days, every=every) + arms, encoding="utf-8")
        return Arms(run_experiment(load_experiment(path, library()), library()))
