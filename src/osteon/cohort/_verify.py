"""Whether a model gives the published numbers: its derivatives, and its curves at two tolerances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import final

import jax
import numpy as np

from osteon.cohort._pose import Array, pose, started
from osteon.cohort._reference import Point, Probe, read_curves, read_limits, read_probes
from osteon.errors import Fault, RecordError, near
from osteon.knowledge import Library
from osteon.model import TIME, Evaluator, Model, build_model
from osteon.observe import measure
from osteon.scenario import Experiment, load_experiment
from osteon.solve import RTOL, derivative, solve
from osteon.units import coherent

TIGHT = 1e-10
"""The relative tolerance of a tight run."""

PROBE_LIMIT, DEFAULT_LIMIT, TIGHT_LIMIT = 1e-9, 1e-3, 1e-6
"""How far derivatives, curves at default tolerance and curves at tight tolerance may be off, relatively."""

MOST_STEPS = 10_000_000
"""Many events and a tight tolerance take more steps than a usual run may."""

ROUNDING = 1e-12
"""The share of a state's turnover to which a derivative is known in double precision."""

FLOOR = 1e-5
"""Below this share of the largest number of its curve, a value counts as zero and its error as a share of
that floor; or below the resolution of its entity, where its record states one that is larger."""


@final
@dataclass(frozen=True)
class Worst:
    """The largest of some relative errors, how many there were, and where it is."""

    error: float = 0.0
    count: int = 0
    where: str = ""


@final
@dataclass(frozen=True)
class Verification:
    """How well a model meets its references; `limits` are those for probes, default and tight runs."""

    model: str
    probes: Worst
    default: Worst
    tight: Worst
    limits: tuple[float, float, float] = (PROBE_LIMIT, DEFAULT_LIMIT, TIGHT_LIMIT)

    @property
    def met(self) -> bool:
        """Whether there is something to compare with, and all of it is met."""
        found = (self.probes, self.default, self.tight)
        some = any(worst.count for worst in found)
        return some and all(w.error <= limit for w, limit in zip(found, self.limits, strict=True))

    @property
    def where(self) -> str:
        """Where the worst of the tight curves is; of the derivatives where those alone are missed, or all."""
        alone = self.tight.error <= self.limits[2] and self.probes.error > self.limits[0]
        worst = self.probes if alone or not self.tight.count else self.tight
        return worst.where if worst.error else ""


def verify(library: Library, model_id: str) -> Verification:
    """Compare a model with `probes.csv` and `reference.csv` of its folder.

    A curve's error is |model - reference| less half a unit of the last digit that the reference prints, over
    the reference's size (see FLOOR). Limits other than the usual ones stand in `reference.csv` itself.

    Raises:
        RecordError: the model does not exist, or its references name what it does not have.
    """
    folder = folder_of(library, model_id)
    model = build_model(library, model_id)
    experiment = load_experiment(library.experiments[model_id], library)
    points = read_curves(folder)
    return Verification(
        model_id,
        probe_errors(model, read_probes(folder)),
        curve_errors(library, model, experiment, points, None),
        curve_errors(library, model, experiment, points, TIGHT),
        limits_of(folder),
    )


def reference_points(library: Library, model_id: str) -> tuple[Point, ...]:
    """The points of a model's reference curves. RecordError if there is no such model, or they are faulty."""
    return read_curves(folder_of(library, model_id))


def limits_of(folder: Path) -> tuple[float, float, float]:
    """How far the derivatives, the curves and the tight curves of a model in `folder` may be off."""
    limits = read_limits(folder)
    return (
        PROBE_LIMIT,
        limits.get("default_limit", DEFAULT_LIMIT),
        limits.get("tight_limit", TIGHT_LIMIT),
    )


def folder_of(library: Library, model_id: str) -> Path:
    """Where the records of a model stand. RecordError if it does not come with an experiment."""
    if model_id not in library.experiments:
        fix = near(model_id, library.experiments)
        raise RecordError(Fault("", f"model '{model_id}'", "a model that comes with an experiment", fix))
    return library.experiments[model_id].parent


def probe_errors(model: Model, probes: Sequence[Probe]) -> Worst:
    """The worst relative error of the derivatives of some probes."""
    slope = derivative(model)
    found = []
    with jax.enable_x64(True):
        for probe in probes:
            y, p = _probed(model, probe)
            slopes = np.asarray(slope(y, p))
            turnover = _turnover(model, y, p)
            for id, wanted in probe.derivative.items():
                row = model.state_index(id)
                given = float(slopes[row]) / model.states[row].factor
                # Where gains and losses cancel, what is left of them is rounding and has no relative error.
                slack = ROUNDING * turnover[row] / model.states[row].factor
                error = max(abs(given - wanted) - slack, 0.0) / max(abs(wanted), np.finfo(float).tiny)
                found.append((error, f"{probe.name}: d{id}/dt = {given:.12g}, reference {wanted:.12g}"))
    return _worst(found)


def curve_errors(
    library: Library, model: Model, experiment: Experiment, points: Sequence[Point], rtol: float | None
) -> Worst:
    """The worst relative error of the reference's points; rtol None: the method's default tolerance."""
    if not points:
        return Worst()
    days = tuple(sorted({point.day for point in points}))
    names = {point.arm for point in points}
    arms = tuple(arm for arm in experiment.arms if arm.name in names)
    _known(names, [arm.name for arm in arms], "an arm of the experiment")
    plan = replace(experiment, arms=arms, animals=1, at=days, days=max(*days, 1e-9), every=max(*days, 1e-9))
    problem = pose(plan, model, library)
    solution = solve(problem, rtol=rtol or RTOL["rosenbrock"], method="rosenbrock", max_steps=MOST_STEPS)
    read = measure(model, solution)
    _known({point.outcome for point in points}, read.curves, "an outcome of the model")
    lanes = {arm.name: lane for lane, arm in enumerate(arms)}
    floors = _floors(model, points)
    found = []
    for point in points:
        row = int(np.argmin(np.abs(solution.times - point.day)))
        given = float(read.curves[point.outcome][row, lanes[point.arm]])
        size = max(abs(point.value), floors[point.arm, point.outcome])
        error = max(abs(given - point.value) - point.slack, 0.0) / size if np.isfinite(given) else np.inf
        where = f"{point.arm}, day {point.day:g}: {point.outcome} = {given:.9g}, reference {point.value:.9g}"
        found.append((error, where))
    return _worst(found)


def _probed(model: Model, probe: Probe) -> tuple[np.ndarray, np.ndarray]:
    """States and parameters of a probe, coherent; states that it does not name are at their start."""
    p = np.array([quantity.coherent for quantity in model.quantities.values()])
    for path, value in probe.changes.items():
        p[model.quantity_index(path)] = value * coherent(model.quantities[path].unit).factor
    start = started(model, p[:, None])
    y = np.array([float(start[state.id][0]) for state in model.states])
    for id, value in probe.state.items():
        row = model.state_index(id)
        y[row] = value * model.states[row].factor
    return y, p


def _turnover(model: Model, y: Array, p: Array) -> Array:
    """The sum of all gains and losses of each state [S], coherent unit per day."""
    evaluator = Evaluator(
        dict(zip((state.id for state in model.states), y, strict=True))
        | dict(zip(model.quantities, p, strict=True))
        | {TIME: 0.0}
    )
    total = np.zeros(len(model.states))
    with np.errstate(all="ignore"):
        for name, tree in model.signals:
            evaluator.define(name, tree)
        for rate in model.rates:
            size = abs(float(evaluator.value(rate.expression)))
            for id in (rate.source, rate.target):
                if id is not None:
                    total[model.state_index(id)] += size
    return total


def _floors(model: Model, points: Sequence[Point]) -> dict[tuple[str, str], float]:
    largest: dict[tuple[str, str], float] = {}
    for point in points:
        key = (point.arm, point.outcome)
        largest[key] = max(largest.get(key, 0.0), abs(point.value))
    stated = {state.id: state.entity.resolution or 0.0 for state in model.states}
    tiny = np.finfo(float).tiny
    return {key: max(FLOOR * size, stated.get(key[1], 0.0), tiny) for key, size in largest.items()}


def _worst(found: Sequence[tuple[float, str]]) -> Worst:
    if not found:
        return Worst()
    error, where = max(found, key=lambda pair: pair[0])
    return Worst(error, len(found), where)


def _known(names: set[str], known: Iterator[str] | Sequence[str] | Mapping[str, object], what: str) -> None:
    listed = list(known)
    missing = sorted(names - set(listed))
    if missing:
        raise RecordError(Fault("reference.csv", name, what, near(name, listed)) for name in missing)
