"""What a run in space keeps on its way: frames to look at, checkpoints to go on from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any, Protocol, final

import numpy as np
from numpy.typing import NDArray

from osteon.model import Model
from osteon.scenario import Experiment

if TYPE_CHECKING:
    from osteon.domain import Domain

Array = NDArray[np.float64]
Single = NDArray[np.float32]


@final
@dataclass(frozen=True, eq=False)
class SpacePlan:
    """What a run in space is about to do.

    model: the one that is solved; its states are the rows of y. domains: one a lane, where lane =
    arm * animals + animal. days: those of the frames, in order.
    """

    experiment: Experiment
    model: Model
    domains: tuple[Domain, ...]
    days: tuple[float, ...]

    def lane(self, number: int) -> tuple[str, int]:
        """The arm's name and the animal (from 0) of a lane."""
        arm, animal = divmod(number, self.experiment.animals)
        return self.experiment.arms[arm].name, animal


@final
@dataclass(frozen=True, eq=False)
class Checkpoint:
    """All that a lane needs to go on from a day as if it had never stopped.

    arrays: plain arrays by name, in full precision; "y" [S, N] holds the states.
    """

    day: float
    arrays: Mapping[str, NDArray[Any]]


class Keeper(Protocol):
    """Abstract: where frames and checkpoints of a run in space go."""

    def begin(self, plan: SpacePlan) -> None:
        """Make ready for a run, a new one or one that goes on; called once, before everything else."""

    def frame(self, lane: int, index: int, y: Array) -> None:
        """Keep the states y [S, N] (coherent) of a lane at the frame day plan.days[index]."""

    def checkpoint(self, lane: int, point: Checkpoint) -> None:
        """Keep what a lane needs to go on from the day of `point`."""

    def latest(self, lane: int, before: float = inf) -> Checkpoint | None:
        """The newest sound checkpoint of a lane at or before a day; None where there is none."""

    def fields(self, lane: int, index: int) -> Single:
        """The states [S, N] (coherent) of a lane at a frame day; nan where they were not kept."""


@final
@dataclass(frozen=True, eq=False)
class MemoryKeeper:
    """Keeps everything in memory: for small runs and tests."""

    plans: list[SpacePlan] = field(default_factory=list)
    frames: dict[tuple[int, int], Single] = field(default_factory=dict)
    points: dict[int, list[Checkpoint]] = field(default_factory=dict)

    def begin(self, plan: SpacePlan) -> None:
        """See Keeper."""
        self.plans.append(plan)

    def frame(self, lane: int, index: int, y: Array) -> None:
        """See Keeper."""
        self.frames[lane, index] = np.array(y, dtype=np.float32)

    def checkpoint(self, lane: int, point: Checkpoint) -> None:
        """See Keeper; a copy is kept, and a second one of a day takes the place of the first."""
        copy = Checkpoint(point.day, {name: np.array(value) for name, value in point.arrays.items()})
        others = [kept for kept in self.points.get(lane, []) if kept.day != point.day]
        self.points[lane] = sorted([*others, copy], key=lambda kept: kept.day)

    def latest(self, lane: int, before: float = inf) -> Checkpoint | None:
        """See Keeper."""
        return next((kept for kept in reversed(self.points.get(lane, [])) if kept.day <= before), None)

    def fields(self, lane: int, index: int) -> Single:
        """See Keeper."""
        plan = self.plans[-1]
        empty = (len(plan.model.states), plan.domains[lane].voxels)
        return self.frames.get((lane, index), np.full(empty, np.nan, dtype=np.float32))


@final
@dataclass(frozen=True, eq=False)
class SpaceResult:
    """The part of a result that a run in space adds: its plan, and where its fields are."""

    plan: SpacePlan
    keeper: Keeper
