"""An experiment as one problem: all animals of all arms side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._population import animal_quantities, batches
from osteon.cohort._schedule import changed, given, impulses
from osteon.domain import Domain
from osteon.knowledge import Library
from osteon.model import Model, prune, start_amounts
from osteon.scenario import DEFECT_VOLUME, Arm, Experiment, drawn_quantities
from osteon.solve import Problem

Array = NDArray[np.float64]


def pose(
    experiment: Experiment, model: Model, library: Library, domains: Sequence[Domain] | None = None
) -> Problem:
    """The problem of an experiment; its model lacks the states that no arm can reach.

    Lane = arm * animals + animal. domains: of the lanes, in space; what is given spreads over their volume.
    Raises ExperimentError where an arm's effects, changes or products make no sense.
    """
    arms, animals = experiment.arms, experiment.animals
    population = drawn(arms, model, library, animals, experiment.seed)
    if domains is not None and DEFECT_VOLUME in model.quantities:
        _set_volumes(population.own[model.quantity_index(DEFECT_VOLUME)], domains)
    return posed(arms, model, population, experiment.times)


@final
@dataclass(frozen=True, eq=False)
class Population:
    """Virtual animals: lane = arm * animals + animal.

    own: their quantities [P, arms * animals], coherent. batch: the quantities of the batches of products that
    each gets, [animals] by path.
    """

    own: Array
    batch: Mapping[str, Array]


def drawn(
    arms: Sequence[Arm], model: Model, library: Library, animals: int, seed: int, *, typical: bool = False
) -> Population:
    """The animals of some arms. typical: after those of each arm, its typical animal as one more.

    Raises ExperimentError where an arm's effects make no sense.
    """
    batch = batches(arms, library, animals, seed)
    own = _animals(arms, model, library, batch, animals, seed)
    if not typical:
        return Population(own, batch)
    alone = _animals(arms, model, library, {}, 1, seed)
    shape = (len(own), len(arms), -1)
    both = np.concatenate([own.reshape(shape), alone.reshape(shape)], axis=2)
    usual = {each.path: each.coherent for record in library.modifiers.values() for each in record.quantities}
    with_usual = {path: np.append(values, usual[path]) for path, values in batch.items()}
    return Population(both.reshape(len(own), -1), with_usual)


def _set_volumes(volumes: Array, domains: Sequence[Domain]) -> None:
    """The volumes of lanes in three dimensions are those of their voxels.

    A line or a section is a part of the defect: it gets of a dose what is its own, so that the volume of the
    whole, as the record gives it, counts there.
    """
    for lane, domain in enumerate(domains):
        if domain.grid.kind == "volume":
            volumes[lane] = domain.volumes.sum()


def _animals(
    arms: Sequence[Arm], model: Model, library: Library, batch: Mapping[str, Array], animals: int, seed: int
) -> Array:
    found = [drawn_quantities(arm, model, library, batch) for arm in arms]
    return animal_quantities(model, found, animals, seed)


def posed(
    arms: Sequence[Arm], model: Model, population: Population, times: Array, *, whole: bool = False
) -> Problem:
    """The problem of animals with known quantities, kept at `times` [T].

    whole: states that no arm can reach stay in, so that the program does not depend on which arms there are.
    Raises ExperimentError where an arm's changes or products make no sense.
    """
    animals = population.own.shape[1] // len(arms)
    parameters, switches = changed(arms, model, population.own, animals)
    initial = started(model, parameters)
    amounts = given(arms, model, parameters, population.batch)
    dosed = {id for (_, id), amount in amounts.items() if amount.any()}
    alive = dosed | {id for id, amount in initial.items() if amount.any()}
    reached = model if whole else prune(model, alive)
    kept = tuple(state.id for state in reached.states)
    return Problem(
        model=reached,
        parameters=parameters,
        initial=np.stack([initial[id] for id in kept]),
        times=times,
        impulses=impulses(amounts, reached),
        changes=switches,
    )


def started(model: Model, parameters: Array) -> dict[str, Array]:
    """The amount of each state at day 0 in every lane [B]. parameters [P, B]."""
    amounts = start_amounts(model, dict(zip(model.quantities, parameters, strict=True)))
    lanes = parameters.shape[1:]
    return {id: np.broadcast_to(np.asarray(amount, dtype=float), lanes) for id, amount in amounts.items()}
