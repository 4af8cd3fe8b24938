"""An experiment from file to result."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from osteon.cohort._pose import pose
from osteon.cohort._result import Result
from osteon.errors import ExperimentError, Fault, near, shown
from osteon.knowledge import NATURAL_HEALING, Library
from osteon.model import Model, build_model
from osteon.observe import measure, outcomes
from osteon.scenario import Experiment
from osteon.solve import Method, solve

DRAWN_FIRST = (
    "callus_bone",
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
) -> Result:
    """Draw the animals, solve all lanes in one batch, and read the instruments.

    Arguments:
        rtol, method: as in `solve`; default: what the experiment says. progress: as in `solve`.

    Raises:
        ExperimentError: an outcome that the model does not have, or an arm whose effects or changes make no
        sense.
    """
    model = build_model(library, experiment.model)
    experiment = replace(experiment, outcomes=_outcomes(experiment, model))
    problem = pose(experiment, model, library)
    method = method or cast("Method | None", experiment.method)
    solution = solve(problem, rtol=rtol or experiment.rtol, method=method, progress=progress)
    return Result(experiment, model, library, solution, measure(model, solution))


def _outcomes(experiment: Experiment, model: Model) -> tuple[str, ...]:
    """The outcomes to draw first, each one the instruments can read on this model."""
    known = [outcome.id for outcome in outcomes(model)]
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
