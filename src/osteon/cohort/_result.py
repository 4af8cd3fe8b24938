"""What an experiment came to."""

from dataclasses import dataclass
from typing import final

import pandas as pd

from osteon.cohort._keeper import SpaceResult
from osteon.cohort._residuals import residual_table
from osteon.cohort._sample import Sample
from osteon.cohort._tables import failure_table, long_table, summary_table, union_table
from osteon.cohort._without_loss import Without
from osteon.cohort._without_table import difference_table
from osteon.knowledge import Library
from osteon.model import Model
from osteon.observe import Measurements
from osteon.scenario import Experiment
from osteon.solve import Solution


@final
@dataclass(frozen=True, eq=False)
class Result:
    """An experiment, what it was run with, the states it went through and what the instruments read.

    model: the whole model, before pruning. experiment.outcomes: the curves to draw first, all of them known.
    space: of a run in space, where its fields are; the solution then holds means over the volume. Lanes
    whose integration failed are in `failures()` and in no other table. without: of a run that was also done
    without some sources, what they were; the second half of the arms is then the first without them.
    """

    experiment: Experiment
    model: Model
    library: Library
    solution: Solution
    measurements: Measurements
    space: SpaceResult | None = None
    without: Without | None = None

    @property
    def lanes(self) -> tuple[tuple[str, int], ...]:
        """(arm, animal from 0) of each lane."""
        return tuple(
            (arm.name, animal) for arm in self.experiment.arms for animal in range(self.experiment.animals)
        )

    def table(self) -> pd.DataFrame:
        """Tidy: arm, animal, day, outcome, value, unit. An event that has not happened has no row."""
        return long_table(self._sample)

    def summary(self) -> pd.DataFrame:
        """One row an arm, outcome and day: mean, low, high, p2_5, p97_5, sd, n, unit.

        low, high: 95 % confidence interval of the mean; p2_5, p97_5: central 95 % of the animals. An event is
        summarised over the animals in which it happened, on the last day.
        """
        return summary_table(self._sample)

    def residuals(self) -> pd.DataFrame:
        """One row a measured point of the studies that the experiment names.

        measured, measured_low, measured_high as published; model, model_low, model_high: mean and 95 %
        confidence interval in the same unit; residual = model - measured; covered: whether the published
        interval holds the model's mean (None without one); note: why there is nothing to compare with,
        where that is so.
        """
        return residual_table(self._sample)

    def union(self) -> pd.DataFrame:
        """Union at the end, by arm: n, united, probability (0 to 1; low, high: Wilson), median_time (day).

        The median counts animals that have not united as later than the end; it is nan where they are the
        majority.
        """
        return union_table(self._sample)

    def failures(self) -> pd.DataFrame:
        """Lanes whose integration failed: arm, animal, reason."""
        return failure_table(self.lanes, self.solution)

    def differences(self) -> pd.DataFrame:
        """What changed without the sources of `without`: arm, outcome, day, when ("last" day, or of the
        "largest" difference), with, without, difference, low, high (95 % confidence interval), n, unit.

        Animals are compared with themselves. No rows for a run that leaves no source out.
        """
        return difference_table(self._sample, self.without.twins if self.without else {})

    @property
    def _sample(self) -> Sample:
        return Sample(self.experiment, self.library, self.measurements, self.solution.ok)
