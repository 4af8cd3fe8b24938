"""The animals that were solved, by arm."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._schedule import lanes_of
from osteon.knowledge import Library
from osteon.observe import Measurements, Outcome
from osteon.scenario import Experiment

Array = NDArray[np.float64]


@final
@dataclass(frozen=True, eq=False)
class Sample:
    """Readings of the lanes that are `ok` [B]; the others are left out."""

    experiment: Experiment
    library: Library
    measurements: Measurements
    ok: NDArray[np.bool_]

    def arms(self) -> Iterator[tuple[int, str]]:
        """Number and name of each arm in which at least one animal was solved."""
        for index, arm in enumerate(self.experiment.arms):
            if self.animals(index).size:
                yield index, arm.name

    def animals(self, arm: int) -> NDArray[np.int64]:
        """The numbers of an arm's animals that were solved."""
        return np.flatnonzero(self.ok[lanes_of(arm, self.experiment.animals)])

    def outcomes(self, kind: str) -> tuple[Outcome, ...]:
        """The outcomes that are curves, or events."""
        return tuple(outcome for outcome in self.measurements.outcomes.values() if outcome.kind == kind)

    def curve(self, outcome: str, arm: int) -> Array:
        """One curve of an arm's animals [T, n]."""
        return self.measurements.curves[outcome][:, self._lanes(arm)]

    def event(self, outcome: str, arm: int) -> Array:
        """The days of one event in an arm's animals [n]; nan where it has not happened."""
        return self.measurements.events[outcome][self._lanes(arm)]

    def _lanes(self, arm: int) -> NDArray[np.int64]:
        return arm * self.experiment.animals + self.animals(arm)
