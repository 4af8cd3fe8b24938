"""Patients: animals each of which has an arm of its own, with its own age, sex and dials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._population import BETWEEN_ANIMALS, animal_quantities, batches
from osteon.cohort._pose import Population
from osteon.knowledge import Library
from osteon.model import Model
from osteon.scenario import Arm, drawn_quantities

Array = NDArray[np.float64]


def recruited(arms: Sequence[Sequence[Arm]], model: Model, library: Library, seed: int) -> Population:
    """The patients of some arms, each with what its own arm makes of the quantities.

    arms: [arms][patients], as many patients in each. Patient i of one arm is the same person as patient i of
    another: the same draws, and the same batch of a product. Lane = arm * patients + patient.

    Raises ExperimentError where an arm's effects make no sense.
    """
    patients = len(arms[0])
    batch = batches([own[0] for own in arms], library, patients, seed)
    own = [_typical(members, model, library, batch) for members in arms]
    return Population(animal_quantities(model, own, patients, seed), batch)


def _typical(
    members: Sequence[Arm], model: Model, library: Library, batch: Mapping[str, Array]
) -> dict[str, float | Array]:
    """What each quantity would be without a draw: a number, or [patients] where they differ in it."""
    found = [drawn_quantities(arm, model, library, batch) for arm in members]
    # How much quantities spread is one number for all patients of an arm.
    return {
        path: first if path == BETWEEN_ANIMALS else _along([each[path] for each in found], first)
        for path, first in found[0].items()
    }


def _along(values: Sequence[float | Array], first: float | Array) -> float | Array:
    """Patient i's own value; where a batch gives one for each patient, patient i's of that."""
    if any(isinstance(value, np.ndarray) for value in values):
        return np.array([np.broadcast_to(value, len(values))[at] for at, value in enumerate(values)])
    return first if all(value == first for value in values) else np.array(values, dtype=float)
