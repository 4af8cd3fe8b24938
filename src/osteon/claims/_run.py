"""Claims in, verdicts out: all arms and animals first, then the processes switched off one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar, final

from osteon.claims._gauge import gauges
from osteon.claims._judge import Came, Judged, judged
from osteon.claims._lanes import Group, Lane, grouped
from osteon.claims._necessity import lanes_without, stands_on
from osteon.claims._plan import Plan, arms_of, plans_of
from osteon.claims._reading import Reading
from osteon.claims._table import Table
from osteon.claims._verdict import Ruling, ruled
from osteon.errors import Fault, RecordError
from osteon.knowledge import Claim, Library
from osteon.model import Model, build_model, with_switches
from osteon.solve import resolution, solve

Member = TypeVar("Member")

ANIMALS, SEED = 32, 1
"""Virtual animals of each arm, and what their draws start from, where nothing else is asked for."""

CHUNK = 2048
"""Lanes that are solved and read at once: more of them need more memory, and are no faster."""

ROUGH, SPARSE = 1e-2, 3
"""Where processes are off: the solver's tolerance, ten times its own; one of so many days is looked at.

Of these lanes, and of one beside them with nothing off, only shares of an effect are read.
"""


@final
@dataclass(frozen=True)
class Told:
    """Who hears of the work. says: what is being done; done: which fraction of that, 0 to 1."""

    says: Callable[[str], object] = lambda text: None
    done: Callable[[float], object] = lambda fraction: None


@final
@dataclass(frozen=True, eq=False)
class ClaimRun:
    """The verdicts on some claims, and what they took. lanes: animals that were solved, all together.

    seconds: by what they were spent on.
    """

    rulings: tuple[Ruling, ...]
    animals: int
    seed: int
    lanes: int
    seconds: Mapping[str, float]


@final
@dataclass(frozen=True, eq=False)
class _Work:
    """What is solved, and what has been read of it."""

    model: Model
    groups: tuple[Group, ...]
    table: Table
    told: Told
    seconds: dict[str, float] = field(default_factory=dict)
    lanes: list[int] = field(default_factory=list)


def run_claims(
    library: Library,
    claims: Iterable[Claim],
    *,
    animals: int = ANIMALS,
    seed: int = SEED,
    told: Told | None = None,
    rough: float = ROUGH,
) -> ClaimRun:
    """Run the virtual experiments of dynamic claims in one batch.

    animals: virtual animals of each arm, 3 or more. seed: of their draws. rough: the tolerance with processes
    off. The verdict on a claim depends on its own records, the model and these, and on no other claim.

    Raises:
        RecordError: with everything that is wrong with the experiments and setups of these claims.
    """
    started = perf_counter()
    plans, work = _prepared(library, tuple(claims), animals, seed, told or Told())
    work.seconds["prepare"] = perf_counter() - started
    _solve_whole(work, _readings(plans))
    results = {plan.claim.id: tuple(judged(trial, work.table) for trial in plan.trials) for plan in plans}
    held = [plan for plan in plans if plan.trials and _all_hold(results[plan.claim.id])]
    _solve_without(work, held, results, rough)
    stands = {plan.claim.id: stands_on(results[plan.claim.id], work.table) for plan in held}
    rulings = (ruled(plan, results[plan.claim.id], stands.get(plan.claim.id)) for plan in plans)
    found = tuple(rulings)
    work.seconds["all"] = perf_counter() - started
    return ClaimRun(found, animals, seed, sum(work.lanes), work.seconds)


def _prepared(
    library: Library, claims: tuple[Claim, ...], animals: int, seed: int, told: Told
) -> tuple[tuple[Plan, ...], _Work]:
    told.says("reading")
    model = with_switches(build_model(library))
    faults: list[Fault] = []
    plans = plans_of(claims, library, gauges(model, resolution), faults)
    if faults:
        raise RecordError(dict.fromkeys(faults))
    arms = arms_of([plan.claim for plan in plans if plan.trials], library, [])
    groups = grouped(arms, model, library, animals, seed)
    return plans, _Work(model, groups, Table(animals), told)


def _readings(plans: Iterable[Plan]) -> tuple[Reading, ...]:
    trials = (trial for plan in plans for trial in plan.trials)
    return tuple(dict.fromkeys(reading for trial in trials for reading in trial.all_readings))


def _all_hold(results: Sequence[Judged]) -> bool:
    return all(result.came is Came.holds for result in results)


def _solve_whole(work: _Work, wanted: Sequence[Reading]) -> None:
    """All animals of all arms, an arm never in two chunks."""
    each = work.table.animals + 1
    total = each * sum(len(group.arms) for group in work.groups)
    work.told.says("all arms")
    for group in work.groups:
        for arms in _chunks(group.arms, max(1, CHUNK // each)):
            lanes = [Lane(arm, animal) for arm in arms for animal in range(each)]
            _solve(work, group, lanes, wanted, (float(group.problem.times[-1]), total))


def _solve_without(
    work: _Work, held: Sequence[Plan], results: Mapping[str, tuple[Judged, ...]], rough: float
) -> None:
    """The claims that hold once more, with processes switched off, no longer than needed."""
    lanes: dict[Lane, None] = {}
    ends: dict[str, float] = {}
    for plan in held:
        for result in results[plan.claim.id]:
            lanes.update(dict.fromkeys(lanes_without(result, work.table)))
            for reading in result.trial.all_readings:
                ends[reading.arm] = max(ends.get(reading.arm, 0.0), _end(reading))
    wanted, total = _readings(held), sum(work.lanes) + len(lanes)
    work.told.says("switching off")
    for group in work.groups:
        own = [lane for lane in lanes if lane.arm in group.arms]
        for end in sorted({ends[lane.arm] for lane in own}):
            # Lanes of one process take steps alike, and a group of lanes waits for the one with the most.
            alike = sorted((lane for lane in own if ends[lane.arm] == end), key=lambda lane: lane.off or "")
            for chunk in _chunks(alike, CHUNK):
                _solve(work, group, chunk, wanted, (end, total), rough)


def _end(reading: Reading) -> float:
    """How long a reading must be followed: events are told by the whole course."""
    return float("inf") if reading.gauge.kind == "event" else reading.stop


def _solve(
    work: _Work,
    group: Group,
    lanes: Sequence[Lane],
    wanted: Sequence[Reading],
    limits: tuple[float, int],
    rtol: float | None = None,
) -> None:
    """Solve and read some lanes. limits: the day to which, and how many lanes there are in all."""
    end, total = limits
    before, started = sum(work.lanes), perf_counter()

    def tell(fraction: float) -> None:
        work.told.done((before + fraction * len(lanes)) / total)

    problem = group.problem_of(lanes, end, 1 if rtol is None else SPARSE)
    solution = solve(problem, rtol=rtol, progress=tell)
    solved = perf_counter()
    work.table.add(work.model, solution, lanes, wanted)
    if rtol is None:
        work.table.note_active(work.model, solution, lanes)
    work.lanes.append(len(lanes))
    _spend(work, "compile", solution.seconds["compile"])
    _spend(work, "arms" if rtol is None else "switches", solution.seconds["run"])
    _spend(work, "read", perf_counter() - solved)
    _spend(work, "pose", solved - started - sum(solution.seconds.values()))


def _spend(work: _Work, what: str, seconds: float) -> None:
    work.seconds[what] = work.seconds.get(what, 0.0) + seconds


def _chunks(members: Sequence[Member], size: int) -> Iterator[Sequence[Member]]:
    return (members[start : start + size] for start in range(0, len(members), size))
