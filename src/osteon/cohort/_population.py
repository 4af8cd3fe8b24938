"""Virtual animals: draws of the quantities around what an arm's typical animal has."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from osteon.knowledge import Library, Quantity
from osteon.model import Model
from osteon.scenario import Arm
from osteon.units import coherent

Array = NDArray[np.float64]

BETWEEN_ANIMALS = "between_animal_cv"
"""Path of the shared quantity: the coefficient of variation of quantities without a `spread` of their own."""


def animal_quantities(
    model: Model, arms: Sequence[Mapping[str, float | Array]], animals: int, seed: int
) -> Array:
    """The quantities of every animal, coherent, [P, arms * animals]; lane = arm * animals + animal.

    Equation: x = x_arm exp(sigma z), sigma^2 = ln(1 + cv^2), z standard normal, truncated so that x stays
    within the record's range. Where x_arm lies outside that range, the range is scaled along with it.
    Animal i has the same z quantile in every arm. A single animal is the typical one: x = x_arm.

    Arguments:
        arms: for each arm, path to value (coherent) of its typical animal; [animals] where a batch of a
        product sets it for each of them.
        animals: per arm, >= 1. seed: >= 0.
    """
    drawn = np.empty((len(model.quantities), len(arms) * animals))
    for row, (path, quantity) in enumerate(model.quantities.items()):
        typical = _beside([arm[path] for arm in arms], animals)
        drawn[row] = np.broadcast_to(typical, (len(arms), animals)).ravel()
        cv = np.zeros(1) if animals == 1 else variation(quantity, model, arms)
        if cv.any():
            factors = _factors(quantity, typical, cv, quantiles(seed, path, animals))
            drawn[row] *= factors.ravel()
    return drawn


def batches(arms: Sequence[Arm], library: Library, animals: int, seed: int) -> dict[str, Array]:
    """The quantities of products that differ from batch to batch, coherent, [animals] by path.

    They are those with a `spread`, drawn as `animal_quantities` draws. Animal i gets the same batch of a
    product in every arm, each time it is given. A single animal gets the typical one: none is drawn.
    """
    found: dict[str, Array] = {}
    for product in dict.fromkeys(use.product for arm in arms for use in arm.products):
        for quantity in library.modifiers["product", product].quantities:
            if quantity.spread and animals > 1:
                typical, cv = np.array([[quantity.coherent]]), np.array([quantity.spread])
                factors = _factors(quantity, typical, cv, quantiles(seed, quantity.path, animals))
                found[quantity.path] = quantity.coherent * factors[0]
    return found


def _beside(values: Sequence[float | Array], animals: int) -> Array:
    """The values of the arms, [arms, 1], or [arms, animals] where one of them is an array."""
    if not any(isinstance(value, np.ndarray) for value in values):
        return np.array(values, dtype=float)[:, None]
    return np.stack([np.broadcast_to(value, animals) for value in values]).astype(float)


def variation(quantity: Quantity, model: Model, arms: Sequence[Mapping[str, float | Array]]) -> Array:
    """The coefficient of variation of a quantity between the animals of each arm [arms].

    The record's own where it gives one; else the arm's `between_animal_cv` (patients differ more than mice).
    Zero for what instruments read (a threshold is the same in every animal) and for the tissues at day 0
    (fractions must still sum to one).
    """
    owner, _, name = quantity.path.rpartition(".")
    tissues = {state.id for state in model.states if state.entity.kind == "tissue"}
    if name == "initial" and owner in tissues:
        return np.zeros(len(arms))
    if quantity.spread is not None:
        return np.full(len(arms), quantity.spread)
    if quantity.instrument or BETWEEN_ANIMALS not in model.quantities:
        return np.zeros(len(arms))
    return np.array([arm[BETWEEN_ANIMALS] for arm in arms])


def quantiles(seed: int, path: str, animals: int) -> Array:
    """One number strictly between 0 and 1 an animal, from a counter-based generator keyed by (seed, path).

    Animal i's number depends on nothing else: more animals, arms or quantities leave it as it is.
    """
    key = int.from_bytes(sha256(path.encode()).digest()[:8], "little")
    words = np.random.Philox(key=np.array([seed, key], dtype=np.uint64)).random_raw(animals)
    return ((words >> np.uint64(11)).astype(float) + 0.5) * 2.0**-53


def _factors(quantity: Quantity, typical: Array, cv: Array, quantile: Array) -> Array:
    """Factors [arms, animals] on the typical values [arms, 1 or animals]: the inverse distribution between
    the bounds."""
    # An arm without spread gets a tiny one: the same formula then gives a factor of 1.
    sigma = np.sqrt(np.log1p(np.maximum(cv, 1e-12) ** 2))[:, None]
    low, high = _bounds(quantity, typical)
    with np.errstate(divide="ignore"):
        below, above = ndtr(np.log(low) / sigma), ndtr(np.log(high) / sigma)
    inside = below + (above - below) * quantile
    return np.asarray(np.exp(sigma * ndtri(inside)))


def _bounds(quantity: Quantity, typical: Array) -> tuple[Array, Array]:
    """The range as factors on each value of `typical`, low <= 1 <= high; 0 and infinity where open.

    Open too where both the record and the arm are at zero: no factor moves a zero.
    """
    value = typical / coherent(quantity.unit).factor
    low = -np.inf if quantity.low is None else quantity.low
    high = np.inf if quantity.high is None else quantity.high
    inside = (value >= low) & (value <= high) & (value != 0.0)
    reference = np.where(inside, value, quantity.value or np.nan)
    ends = np.sort(np.stack([low / reference, high / reference]), axis=0)
    ends = np.where(np.isnan(ends), np.array([0.0, np.inf])[:, None, None], ends)
    return np.maximum(ends[0], 0.0), ends[1]
