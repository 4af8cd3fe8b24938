"""What the gain of each arm with products rests on: which processes carry it, and which numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast, final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._gain_bench import Options, bench_of
from osteon.cohort._gain_plan import Loss, Swing, planned
from osteon.cohort._ranking import main_outcome, ranked
from osteon.cohort._result import Result
from osteon.observe import outcomes
from osteon.scenario import Arm
from osteon.solve import Method

Array = NDArray[np.float64]

MOST_ARMS = 6
"""Arms with products whose gain is taken apart: those with the largest."""

NOISE = 2.5e-3
"""The largest error of an outcome at the solver's own tolerance, as a share (`benchmarks/RESULTS.md`)."""


@final
@dataclass(frozen=True, eq=False)
class Attribution:
    """The gains of some arms over the control, taken apart in the typical animal of a defect without space.

    outcome: the id of what is read on the last day. control: the first arm; level: its outcome. gains: by
    arm, the largest first. drawn: by arm, the gain in each draw of all numbers of products at once; nan where
    a draw could not be solved. left_out: arms with products that are not taken apart, because they gain no
    more than the solver may err, or because MOST_ARMS others gain or lose more. lanes: animals that were
    solved for it.
    """

    outcome: str
    control: str
    level: float
    gains: Mapping[str, float]
    losses: tuple[Loss, ...]
    swings: tuple[Swing, ...]
    drawn: Mapping[str, Array]
    left_out: tuple[str, ...]
    lanes: int


def attribute(
    result: Result,
    *,
    rtol: float | None = None,
    method: Method | None = None,
    progress: Callable[[float], None] | None = None,
) -> Attribution | None:
    """Take the gains of a result's arms with products apart; None where there is nothing to take apart.

    That is so too of a result that was also run without some source: its arms are then twice there.
    Every part and every number is a lane of one program, whatever the domain of the result: a defect without
    space. Arguments: as in `solve`.
    """
    if result.without is not None or not any(arm.products for arm in result.experiment.arms[1:]):
        return None
    outcome = main_outcome(result, [each.id for each in outcomes(result.model)])
    arms = _chosen(result, outcome) if outcome else []
    if outcome is None or not arms:
        return None
    experiment = result.experiment
    control = experiment.arms[0]
    method = method or cast("Method | None", experiment.method)
    options = Options(rtol or experiment.rtol, method, progress)
    bench, brought = bench_of(experiment, [control, *arms], result.model, result.library, options)
    plan = planned(result, bench, brought)
    found = bench.read(outcome, plan.variations, plan.wanted)
    kept = _told_apart(found, bench.arms)
    if not kept:
        return None
    treated = [arm.name for arm in experiment.arms[1:] if arm.products]
    return Attribution(
        outcome=outcome,
        control=control.name,
        level=float(found[0, 0]),
        gains={name: float(found[row, 0] - found[0, 0]) for name, row in kept.items()},
        losses=plan.losses(found, kept),
        swings=plan.swings(found, kept),
        drawn={name: plan.drawn(found[row] - found[0]) for name, row in kept.items()},
        left_out=tuple(name for name in treated if name not in kept),
        lanes=int(plan.wanted.sum()) + len(bench.arms),
    )


def _chosen(result: Result, outcome: str) -> list[Arm]:
    """The arms with products whose gain is largest, in the order of the experiment."""
    treated = [arm for arm in result.experiment.arms[1:] if arm.products]
    sizes = {row.arm: abs(row.mean) for row in ranked(result, outcome)}
    largest = sorted((arm.name for arm in treated if sizes.get(arm.name)), key=lambda name: -sizes[name])
    return [arm for arm in treated if arm.name in largest[:MOST_ARMS]]


def _told_apart(found: Array, arms: Sequence[Arm]) -> dict[str, int]:
    """The rows of arms whose gain is more than the solver's error could be, the largest gain first."""
    least = 2.0 * NOISE * float(np.nanmax(np.abs(found[:, 0])))
    gains = {arm.name: float(found[row, 0] - found[0, 0]) for row, arm in enumerate(arms)}
    rows = {arm.name: row for row, arm in enumerate(arms) if row and abs(gains[arm.name]) > least}
    return dict(sorted(rows.items(), key=lambda item: -gains[item[0]]))
