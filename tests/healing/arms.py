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
from osteon.scenario import Experiment, load_experiment

HEAD = """
title = "acceptance"
question = "does the system behave as its sources say?"
[design]
days = {days}
every = {every}
animals = {animals}
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

    def gain(self, arm: str, outcome: str, day: float) -> float:
        """An outcome of an arm on a day beyond that of the arm `control`."""
        return self.at(arm, outcome, day) - self.at("control", outcome, day)

    def peak(self, arm: str, outcome: str) -> tuple[float, float]:
        """Day and height of the highest value."""
        curve = self.curve(arm, outcome)
        return float(self.days[curve.argmax()]), float(curve.max())

    def _lane(self, arm: str) -> int:
        return [each.name for each in self.result.experiment.arms].index(arm)


def heading(days: float, every: float, animals: int = 1) -> str:
    """The file of an experiment but for its arms."""
    return HEAD.format(days=days, every=every, animals=animals)


def planned(arms: str, days: float, every: float, animals: int = 1) -> Experiment:
    """The experiment with these arms, read and not run."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "acceptance.toml"
        path.write_text(heading(days, every, animals) + arms, encoding="utf-8")
        return load_experiment(path, library())


def run(arms: str, days: float = 84, every: float = 0.5, animals: int = 1) -> Arms:
    """The arms (TOML) in a mouse with a closed fracture, unless an arm says otherwise."""
    return Arms(run_experiment(planned(arms, days, every, animals), library()))
