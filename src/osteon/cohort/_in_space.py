"""A cohort in space: every animal of every arm is one run, read at every sample day as it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._keeper import Checkpoint, Keeper, SpacePlan, SpaceResult
from osteon.domain import Domain, build_domain
from osteon.errors import ExperimentError, Fault
from osteon.knowledge import Library
from osteon.model import Model
from osteon.observe import (
    Measurements,
    SpaceReader,
    measure,
    measured_in_space,
    space_outcomes,
    space_reader,
)
from osteon.scenario import Experiment, SpaceDesign
from osteon.solve import Ending, Moment, Precision, Problem, Solution, SpaceProblem, Status, solve_space

Array = NDArray[np.float64]


@final
@dataclass(frozen=True)
class Options:
    """rtol, dtype, progress: as in `solve_space`."""

    rtol: float | None = None
    dtype: Precision = "float64"
    progress: Callable[[float], None] | None = None


def with_samples(experiment: Experiment) -> Experiment:
    """The experiment with its frames and checkpoints among the sample days, between which no run stops."""
    space = _space(experiment)
    checkpoints = np.arange(space.checkpoint, experiment.days, space.checkpoint)
    days = np.unique([*experiment.at, *space.frames, *checkpoints])
    return replace(experiment, at=tuple(days[days <= experiment.days].tolist()))


def domains_of(experiment: Experiment, library: Library) -> tuple[Domain, ...]:
    """The domain of every lane; the animals of an arm share theirs."""
    built = [build_domain(arm, library, _space(experiment)) for arm in experiment.arms]
    return tuple(domain for domain in built for _ in range(experiment.animals))


def _space(experiment: Experiment) -> SpaceDesign:
    return experiment.space or SpaceDesign()


def run_in_space(
    experiment: Experiment,
    model: Model,
    domains: tuple[Domain, ...],
    problem: Problem,
    keeper: Keeper,
    options: Options,
) -> tuple[SpaceResult, Solution, Measurements]:
    """Solves and reads every lane; what the keeper holds already is not done again.

    domains: one a lane. problem: all lanes as points. The solution holds the states' means over the volume.
    """
    plan = SpacePlan(experiment, problem.model, domains, _space(experiment).frames)
    problems = [_posed(problem, lane, domain) for lane, domain in enumerate(plan.domains)]
    keeper.begin(plan)
    diary = Diary(plan, model, problem, keeper, tuple(_readers(plan, model, problem)))
    starts = [diary.resumed(lane) for lane in range(problem.lanes)]
    ends, seconds = solve_space(
        problems,
        diary.note,
        starts=starts,
        rtol=options.rtol,
        dtype=options.dtype,
        progress=options.progress,
    )
    solution = diary.solution(ends, seconds)
    found = {each.id: each for domain in plan.domains for each in space_outcomes(model, domain)}
    seen = measured_in_space(measure(model, solution), model, solution, diary.curves(), tuple(found.values()))
    return SpaceResult(plan, keeper), solution, seen


def _posed(problem: Problem, lane: int, domain: Domain) -> SpaceProblem:
    """One lane of the points' problem in its domain."""
    known = problem.model.quantities
    paths = tuple(known)
    fields = {path: values for path, values in domain.fields().items() if path in known}
    for change in problem.changes:
        path = paths[change.quantity]
        if path in fields:
            given = f"a change of {path}, which the domain sets voxel by voxel"
            fix = "change the defect's dials instead, or run it as a point"
            raise ExperimentError(Fault("change", given, "a quantity that is one number", fix))
    return SpaceProblem(
        model=problem.model,
        domain=domain,
        parameters=problem.parameters[:, lane],
        initial=problem.initial[:, lane],
        times=problem.times,
        fields=fields,
        impulses=tuple((each.day, each.state, float(each.amount[lane])) for each in problem.impulses),
        changes=tuple((each.day, each.quantity, float(each.value[lane])) for each in problem.changes),
    )


def _readers(plan: SpacePlan, model: Model, problem: Problem) -> list[SpaceReader]:
    """The instruments of each lane; animals with one domain share them."""
    rows = tuple(state.id for state in problem.model.states)
    made: dict[int, SpaceReader] = {}
    for domain in plan.domains:
        if id(domain) not in made:
            made[id(domain)] = space_reader(model, domain, rows)
    return [made[id(domain)] for domain in plan.domains]


@final
@dataclass(frozen=True, eq=False)
class Diary:
    """What is read of the lanes on their way.

    means: volume means of the states, [T, S] a lane. readings: of the instruments in space, [T] an outcome.
    A lane writes only its own entries, so that lanes may run at once.
    """

    plan: SpacePlan
    model: Model
    problem: Problem
    keeper: Keeper
    readers: tuple[SpaceReader, ...]
    means: dict[int, Array] = field(default_factory=dict)
    readings: dict[int, dict[str, Array]] = field(default_factory=dict)
    saved: dict[int, float] = field(default_factory=dict)

    def note(self, lane: int, moment: Moment) -> None:
        """Reads a lane at a sample day, and keeps what is to be kept of it."""
        self._open(lane)
        if moment.status is not Status.done:
            return
        self._read(lane, moment.index, moment.day, moment.y)
        if moment.index and self._due(lane, moment.day):
            self.saved[lane] = moment.day
            self.keeper.checkpoint(lane, Checkpoint(moment.day, self._arrays(lane, moment)))

    def resumed(self, lane: int) -> Mapping[str, NDArray[Any]] | None:
        """Where a lane goes on from, if it was begun before; its readings so far are taken over."""
        point = self.keeper.latest(lane)
        if point is None:
            return None
        self._open(lane)
        self.means[lane][:] = point.arrays["means"]
        for name, values in point.arrays.items():
            if name.startswith(READING):
                self.readings[lane][name.removeprefix(READING)] = np.array(values)
        self.saved[lane] = point.day
        # Read once more: in a branch, something was given on this day.
        index = int(np.flatnonzero(np.asarray(self.problem.times) == point.day)[0])
        y = np.asarray(point.arrays["y"], float)[: len(self.problem.model.states)]
        self._read(lane, index, point.day, y)
        return {name: value for name, value in point.arrays.items() if not name.startswith(READING)}

    def solution(self, ends: list[Ending], seconds: Mapping[str, float]) -> Solution:
        """The lanes as points that hold the means; nan from where a lane failed."""
        return Solution(
            times=self.problem.times,
            states=np.stack([self.means[lane] for lane in range(len(ends))], axis=-1),
            parameters=self.problem.parameters,
            status=np.array([int(end.status) for end in ends], np.int32),
            accepted=np.array([end.accepted for end in ends], np.int32),
            rejected=np.array([end.rejected for end in ends], np.int32),
            reached=np.array([end.reached for end in ends]),
            state_ids=tuple(state.id for state in self.problem.model.states),
            quantity_paths=tuple(self.problem.model.quantities),
            seconds=seconds,
            changes=self.problem.changes,
        )

    def curves(self) -> dict[str, Array]:
        """The readings of the instruments in space [T, B]; nan in lanes that lack one."""
        lanes = range(len(self.plan.domains))
        ids = dict.fromkeys(id for lane in lanes for id in self.readings.get(lane, {}))
        blank = self._blank()
        return {
            id: np.stack([self.readings.get(lane, {}).get(id, blank) for lane in lanes], axis=-1)
            for id in ids
        }

    def _read(self, lane: int, index: int, day: float, y: Array) -> None:
        """Reads the states [S, N] of a lane at a sample day, and keeps them if it is that of a frame."""
        domain = self.plan.domains[lane]
        self.means[lane][index] = y @ (domain.volumes / domain.volumes.sum())
        for name, value in self.readers[lane].read(y, self._quantities(lane)).items():
            self.readings[lane].setdefault(name, self._blank())[index] = value
        if day in self.plan.days:
            self.keeper.frame(lane, self.plan.days.index(day), y)

    def _open(self, lane: int) -> None:
        if lane not in self.means:
            self.means[lane] = np.full((len(self.problem.times), len(self.problem.model.states)), np.nan)
            self.readings[lane] = {}

    def _blank(self) -> Array:
        return np.full(len(self.problem.times), np.nan)

    def _due(self, lane: int, day: float) -> bool:
        interval = _space(self.plan.experiment).checkpoint
        last = day == self.problem.times[-1]
        return last or day - self.saved.get(lane, 0.0) >= interval * (1 - 1e-9) or day in self.plan.days

    def _arrays(self, lane: int, moment: Moment) -> dict[str, NDArray[Any]]:
        readings = {f"{READING}{name}": values.copy() for name, values in self.readings[lane].items()}
        return {**moment.arrays, "means": self.means[lane].copy(), **readings}

    def _quantities(self, lane: int) -> dict[str, float]:
        return dict(
            zip(self.problem.model.quantities, self.problem.parameters[:, lane].tolist(), strict=True)
        )


READING = "reading."
"""What the names of readings begin with in a checkpoint."""
