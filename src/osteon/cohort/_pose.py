"""An experiment as one problem: all animals of all arms side by side."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._population import animal_quantities
from osteon.cohort._schedule import changed, impulses
from osteon.knowledge import Library
from osteon.model import Model, prune, start_amounts
from osteon.scenario import Arm, Experiment, arm_quantities
from osteon.solve import Problem

Array = NDArray[np.float64]


def pose(experiment: Experiment, model: Model, library: Library) -> Problem:
    """The problem of an experiment; its model lacks the states that no arm can reach.

    Lane = arm * animals + animal. Raises ExperimentError where an arm's effects or changes make no sense.
    """
    typical = [arm_quantities(arm, model, library) for arm in experiment.arms]
    own = animal_quantities(model, typical, experiment.animals, experiment.seed)
    return posed(experiment.arms, model, own, experiment.times)


def posed(arms: Sequence[Arm], model: Model, own: Array, times: Array, *, whole: bool = False) -> Problem:
    """The problem of animals with known quantities `own` [P, arms * animals], kept at `times` [T].

    whole: states that no arm can reach stay in, so that the program does not depend on which arms there are.
    Raises ExperimentError where an arm's changes make no sense.
    """
    animals = own.shape[1] // len(arms)
    parameters, switches = changed(arms, model, own, animals)
    initial = started(model, parameters)
    dosed = {dose.entity for arm in arms for dose in arm.doses if any(dose.amounts)}
    alive = dosed | {id for id, amount in initial.items() if amount.any()}
    reached = model if whole else prune(model, alive)
    kept = tuple(state.id for state in reached.states)
    return Problem(
        model=reached,
        parameters=parameters,
        initial=np.stack([initial[id] for id in kept]),
        times=times,
        impulses=tuple(impulses(arms, reached, animals)),
        changes=switches,
    )


def started(model: Model, parameters: Array) -> dict[str, Array]:
    """The amount of each state at day 0 in every lane [B]. parameters [P, B]."""
    amounts = start_amounts(model, dict(zip(model.quantities, parameters, strict=True)))
    lanes = parameters.shape[1:]
    return {id: np.broadcast_to(np.asarray(amount, dtype=float), lanes) for id, amount in amounts.items()}
