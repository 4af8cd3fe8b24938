"""Trials in, what they found out: each as a cohort of its own, then the pools over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import final

from osteon.claims._clinical._follow import Course, follow
from osteon.claims._clinical._judge import Direction, Found, found_of
from osteon.claims._clinical._plan import TrialPlan, asked_of, plan_of
from osteon.claims._clinical._pool import Pooled, pooled
from osteon.claims._gauge import Gauge, gauges
from osteon.claims._run import SEED, Told
from osteon.errors import Fault, RecordError
from osteon.knowledge import ClinicalTrial, Library
from osteon.model import Model, build_model, with_switches
from osteon.solve import resolution


@final
@dataclass(frozen=True, eq=False)
class TrialResult:
    """A trial and what came of it: an endpoint each in `found`; empty where the model lacks something."""

    plan: TrialPlan
    found: tuple[Found, ...] = ()
    course: Course | None = None

    @property
    def trial(self) -> ClinicalTrial:
        """Its record."""
        return self.plan.trial

    @property
    def primary(self) -> Found | None:
        """The first endpoint that could be read."""
        return self.found[0] if self.found else None


@final
@dataclass(frozen=True, eq=False)
class TrialRun:
    """What some trials found. pools: over those among them that ran. seconds: by what they were spent on."""

    results: tuple[TrialResult, ...]
    pools: tuple[Pooled, ...]
    seed: int
    lanes: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)


def run_trials(
    library: Library,
    trials: Iterable[ClinicalTrial],
    *,
    patients: int | None = None,
    seed: int = SEED,
    told: Told | None = None,
) -> TrialRun:
    """Replay clinical studies as virtual trials.

    patients: in each arm, instead of what the records say (3 or more). seed: of all draws. What is found of a
    trial depends on its own record, the model and these, and on no other trial.

    Raises:
        RecordError: with everything that is wrong with the trials, their setups and readouts.
    """
    started, told = perf_counter(), told or Told()
    told.says("recruiting")
    model = with_switches(build_model(library))
    known = gauges(model, resolution)
    faults: list[Fault] = []
    plans = [plan_of(trial, library, known, faults, seed, patients) for trial in trials]
    if faults:
        raise RecordError(dict.fromkeys(faults))
    seconds = {"recruit": perf_counter() - started}
    results = []
    for number, plan in enumerate(plans):
        told.says(plan.trial.id)
        results.append(_result(plan, model, library, known, seed, _share(told, number, len(plans))))
    courses = [each.course for each in results if each.course is not None]
    seconds["solve"] = sum(each.seconds for each in courses)
    seconds["all"] = perf_counter() - started
    return TrialRun(
        tuple(results), _pools(library, results), seed, sum(each.lanes for each in courses), seconds
    )


def _share(told: Told, number: int, of: int) -> Told:
    return Told(told.says, lambda fraction: told.done((number + fraction) / of))


def _result(
    plan: TrialPlan, model: Model, library: Library, known: Mapping[str, Gauge], seed: int, told: Told
) -> TrialResult:
    if not plan.runs:
        return TrialResult(plan)
    asked = asked_of(plan, library, known)
    wanted = [each for pair in asked.values() for each in pair]
    course = follow(plan, wanted, model, library, seed, told.done)
    found = tuple(found_of(each, plan, asked[each.id], course) for each in plan.endpoints)
    return TrialResult(plan, found, course)


def _pools(library: Library, results: Sequence[TrialResult]) -> tuple[Pooled, ...]:
    """The pools that a trial of this run is in, over the trials of this run."""
    found = []
    for pool in library.evidence.pools.values():
        effects = [
            (each.trial.id, one)
            for each in results
            for one in each.found
            if one.endpoint.pool == pool.id and one.direction is not Direction.failed
        ]
        if effects:
            found.append(pooled(pool, effects))
    return tuple(found)
