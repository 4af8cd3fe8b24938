"""An experiment from file to result."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from osteon.cohort._gain_bench import with_all_switches, without_switches
from osteon.cohort._in_space import Options, domains_of, run_in_space, with_samples
from osteon.cohort._keeper import Keeper, MemoryKeeper
from osteon.cohort._pose import pose
from osteon.cohort._result import Result
from osteon.errors import ExperimentError, Fault, near, shown
from osteon.knowledge import NATURAL_HEALING, Library
from osteon.model import Model, build_model
from osteon.observe import measure, outcomes, space_outcomes
from osteon.scenario import Experiment
from osteon.solve import Method, Precision, solve

DRAWN_FIRST = (
    "callus_bone",
    "defect_closure",
    "bridge_share",
    "callus_cartilage",
    "relative_stiffness",
    "union",
    "vessel",
    "oxygen",
    "M1",
    "M2",
)
"""Outcomes of an experiment that does not say which it wants; those that its model lacks are left out."""

MOST_DRAWN = 12
"""Of a model that is not natural healing, so many are drawn: the first."""


def run_experiment(
    experiment: Experiment,
    library: Library,
    *,
    rtol: float | None = None,
    method: Method | None = None,
    progress: Callable[[float], None] | None = None,
    keeper: Keeper | None = None,
    dtype: Precision | None = None,
    switched: bool = False,
) -> Result:
    """Draw the animals, solve all lanes, as points in one batch or each in its own space, and read them.

    Arguments:
        rtol, method, dtype: as in `solve` and `solve_space`; default: what the experiment says. progress: as
        in `solve`. keeper: where a run in space keeps frames and checkpoints, and goes on from; default: a
        new one in memory. switched: of a point with products, with the program that `attribute` uses, so that
        there is one for both; the numbers are the same.

    Raises:
        ExperimentError: an outcome that the model does not have, or an arm whose effects or changes make no
        sense.
    """
    model = build_model(library, experiment.model)
    method = method or cast("Method | None", experiment.method)
    rtol = rtol or experiment.rtol
    if experiment.space is not None:
        _refuse_in_space(method)
        own: Precision = "float32" if experiment.space.single else "float64"
        options = Options(rtol, dtype or own, progress)
        return _run_in_space(experiment, model, library, keeper or MemoryKeeper(), options)
    experiment = replace(experiment, outcomes=chosen_outcomes(experiment, model, ()))
    switched = switched and any(arm.products for arm in experiment.arms)
    whole = with_all_switches(experiment, model, library)[0] if switched else model
    problem = pose(experiment, whole, library)
    solution = solve(problem, rtol=rtol, method=method, dtype=dtype or "float64", progress=progress)
    if switched:
        solution = without_switches(solution, model)
    return Result(experiment, model, library, solution, measure(model, solution))


def _run_in_space(
    experiment: Experiment, model: Model, library: Library, keeper: Keeper, options: Options
) -> Result:
    experiment = with_samples(experiment)
    domains = domains_of(experiment, library)
    extra = dict.fromkeys(each.id for domain in domains for each in space_outcomes(model, domain))
    experiment = replace(experiment, outcomes=chosen_outcomes(experiment, model, tuple(extra)))
    problem = pose(experiment, model, library, domains)
    space, solution, measured = run_in_space(experiment, model, domains, problem, keeper, options)
    return Result(experiment, model, library, solution, measured, space)


def _refuse_in_space(method: Method | None) -> None:
    if method not in (None, "patankar"):
        fix = "leave the method out"
        raise ExperimentError(Fault("method", f"'{method}' in space", "'patankar', the positive scheme", fix))


def chosen_outcomes(experiment: Experiment, model: Model, in_space: tuple[str, ...]) -> tuple[str, ...]:
    """The outcomes to draw first, each one the instruments can read on this model."""
    known = [*(outcome.id for outcome in outcomes(model)), *in_space]
    if not experiment.outcomes:
        usual = tuple(id for id in DRAWN_FIRST if id in known)
        return usual if model.id == NATURAL_HEALING else tuple(known)[:MOST_DRAWN]
    unknown = [id for id in experiment.outcomes if id not in known]
    if unknown:
        expected = "an outcome that an instrument reads"
        listing = f"outcomes are {', '.join(sorted(known))}"
        where = experiment.outcomes_where
        raise ExperimentError(Fault(where, shown(id), expected, near(id, known) or listing) for id in unknown)
    return experiment.outcomes
