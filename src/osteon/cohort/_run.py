"""An experiment from file to result."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from osteon.cohort._pose import pose
from osteon.cohort._result import Result
from osteon.errors import ExperimentError, Fault, near, shown
from osteon.knowledge import Library
from osteon.model import Model, build_model
from osteon.observe import measure, outcomes
from osteon.scenario import Experiment
from osteon.solve import solve

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


def run_experiment(
    experiment: Experiment,
    library: Library,
    *,
    rtol: float = 1e-3,
    method: Literal["patankar", "kvaerno5"] = "patankar",
    progress: Callable[[float], None] | None = None,
) -> Result:
    """Draw the animals, solve all lanes in one batch, and read the instruments.

    Arguments:
        rtol, method, progress: as in `solve`.

    Raises:
        ExperimentError: an outcome that the model does not have, or an arm whose effects or changes make no
        sense.
    """
    model = build_model(library, experiment.model)
    experiment = replace(experiment, outcomes=_outcomes(experiment, model))
    problem = pose(experiment, model, library)
    solution = solve(problem, rtol=rtol, method=method, progress=progress)
    return Result(experiment, model, library, solution, measure(model, solution))


def _outcomes(experiment: Experiment, model: Model) -> tuple[str, ...]:
    """The outcomes to draw first, each one the instruments can read on this model."""
    known = {outcome.id for outcome in outcomes(model)}
    if not experiment.outcomes:
        return tuple(id for id in DRAWN_FIRST if id in known)
    unknown = [id for id in experiment.outcomes if id not in known]
    if unknown:
        expected = "an outcome that an instrument reads"
        listing = f"outcomes are {', '.join(sorted(known))}"
        where = experiment.outcomes_where
        raise ExperimentError(Fault(where, shown(id), expected, near(id, known) or listing) for id in unknown)
    return experiment.outcomes
