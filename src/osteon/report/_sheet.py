"""What the report reads off a result, computed once: summaries, residuals, events by arm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from osteon.cohort import Result
from osteon.observe import Outcome


@final
@dataclass(frozen=True)
class Sheet:
    """A Result and its tables, each made when first read; arms are addressed by their name."""

    result: Result

    @cached_property
    def summary(self) -> pd.DataFrame:
        """Columns arm, day, outcome, mean, low, high, p2_5, p97_5, sd, n, unit; see Result.summary."""
        return self.result.summary()

    @cached_property
    def residuals(self) -> pd.DataFrame:
        """One measured point a row; see Result.residuals."""
        return self.result.residuals()

    @cached_property
    def _curves(self) -> dict[tuple[str, str], pd.DataFrame]:
        groups = self.summary.groupby(["outcome", "arm"], sort=False, observed=True)
        return {(str(outcome), str(arm)): rows for (outcome, arm), rows in groups}

    @property
    def arms(self) -> tuple[str, ...]:
        """Names of the arms, in the experiment's order."""
        return tuple(arm.name for arm in self.result.experiment.arms)

    @property
    def days(self) -> NDArray[np.float64]:
        """Save days."""
        return np.asarray(self.result.measurements.times)

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Everything the instruments report, by id."""
        return self.result.measurements.outcomes

    @property
    def main(self) -> tuple[Outcome, ...]:
        """The curves the experiment is about: those it names, then any other that its studies measured."""
        ids = dict.fromkeys([*self.result.experiment.outcomes, *self.residuals["outcome"]])
        chosen = (self.outcomes[name] for name in ids if name in self.outcomes)
        return tuple(outcome for outcome in chosen if outcome.kind == "curve")

    @property
    def events(self) -> Mapping[str, NDArray[np.float64]]:
        """Day of each event in each lane; nan where it has not happened."""
        return self.result.measurements.events

    def curve(self, outcome: str, arm: str) -> pd.DataFrame:
        """The summary rows of one outcome in one arm, a row a day; no rows where there is none."""
        return self._curves.get((outcome, arm), self.summary.iloc[:0])

    def occurs(self, outcome: str) -> bool:
        """Whether a curve is ever other than zero, in any animal; nan, of a lane that failed, is not."""
        return bool(np.nan_to_num(self.result.measurements.curves[outcome]).any())

    def points(self, outcome: str, arm: str) -> pd.DataFrame:
        """The measured points of one outcome in one arm."""
        rows = self.residuals
        return rows[(rows["outcome"] == outcome) & (rows["arm"] == arm)]

    def event(self, name: str, arm: str) -> NDArray[np.float64]:
        """The day of an event in each animal of one arm whose integration reached the end."""
        animals = self.result.experiment.animals
        lanes = slice(self.arms.index(arm) * animals, (self.arms.index(arm) + 1) * animals)
        return np.asarray(self.events[name][lanes][self.result.solution.ok[lanes]], dtype=float)
