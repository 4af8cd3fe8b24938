"""What is solved to take gains apart, and how it is read: parts, ends of ranges, draws, one after another."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._gain_bench import Bench, Variation, typical, untreated
from osteon.cohort._gain_numbers import (
    ProductNumber,
    drawn_variations,
    end_variations,
    product_numbers,
    wanted_of,
)
from osteon.cohort._gain_parts import Part, acting_in, parts_of
from osteon.cohort._result import Result
from osteon.model import Model
from osteon.scenario import DEFECT_VOLUME, Arm, deliveries

Array = NDArray[np.float64]

DRAWS = 100
"""Times that all numbers of products are drawn at once."""


@final
@dataclass(frozen=True, eq=False)
class Loss:
    """What is lost without a part.

    lost: by arm, the share of its gain (1: all of it; below 0: the gain is larger without). control: the
    share of the control's outcome.
    """

    part: Part
    lost: Mapping[str, float]
    control: float = 0.0


@final
@dataclass(frozen=True, eq=False)
class Swing:
    """The gain with one number at the low and at the high end of its range, by arm."""

    number: ProductNumber
    gains: Mapping[str, tuple[float, float]]

    def variance(self, arm: str, gain: float) -> float:
        """Of an arm's gain, from this number alone: the gain is taken as straight between the ends and the
        record's value, below and above which the number is equally likely."""
        if arm not in self.gains:
            return 0.0
        low, high = self.gains[arm]
        mean = (low + 2.0 * gain + high) / 4.0
        square = (low**2 + low * gain + 2.0 * gain**2 + gain * high + high**2) / 6.0
        return max(square - mean**2, 0.0)


@final
@dataclass(frozen=True, eq=False)
class Plan:
    """What is solved: the arms as they are, without each part, with each number's ends, and draws.

    wanted [A, V]: where a variation may make a difference.
    """

    parts: tuple[Part, ...]
    numbers: tuple[ProductNumber, ...]
    variations: tuple[Variation, ...]
    wanted: NDArray[np.bool_]

    def losses(self, found: Array, kept: Mapping[str, int]) -> tuple[Loss, ...]:
        """What is lost without each part."""
        losses = []
        for place, part in enumerate(self.parts, start=1):
            control = 1.0 - found[0, place] / found[0, 0] if found[0, 0] else 0.0
            lost = {
                name: float(1.0 - (found[row, place] - found[0, place]) / (found[row, 0] - found[0, 0]))
                for name, row in kept.items()
                if self.wanted[row, place]
            }
            losses.append(Loss(part, lost, float(control)))
        return tuple(losses)

    def swings(self, found: Array, kept: Mapping[str, int]) -> tuple[Swing, ...]:
        """The gains at both ends of each number, where both could be solved."""
        gains = found - found[0]
        swings = []
        for place, number in enumerate(self.numbers):
            at = 1 + len(self.parts) + 2 * place
            ends = {name: (float(gains[row, at]), float(gains[row, at + 1])) for name, row in kept.items()}
            own = {n: pair for n, pair in ends.items() if n in number.arms and np.isfinite(pair).all()}
            swings.append(Swing(number, own))
        return tuple(swings)

    def drawn(self, gains: Array) -> Array:
        """Of the gains [V] of an arm, those of the draws."""
        return gains[len(gains) - DRAWS :]


def planned(result: Result, bench: Bench, brought: frozenset[str]) -> Plan:
    """Everything that is solved for the arms of a bench. brought: the states that only products bring."""
    experiment, model, library = result.experiment, result.model, result.library
    reached = {
        arm.name: typical([arm], model, library, experiment.times).model for arm in bench.arms if arm.products
    }
    bare = typical([untreated(arm) for arm in experiment.arms], model, library, experiment.times).model
    acting = {name: acting_in(own, brought) for name, own in reached.items()}
    given = {arm.name: _given(arm, bench, reached) for arm in bench.arms}
    parts = parts_of(
        bench.model,
        [rate for rate in bench.reached.rates if any(rate.name in names for names in acting.values())],
        bare.rates,
        {id for ids in given.values() for id in ids},
        brought,
    )
    treated = {arm.name: (arm, reached[arm.name]) for arm in bench.arms if arm.products}
    numbers = product_numbers(treated, bare, library)
    names = [arm.name for arm in bench.arms]
    matters = [[_matters(part, name, acting, given) for part in parts] for name in names]
    wanted = np.concatenate([
        np.ones((len(names), 1), bool),
        np.array(matters, dtype=bool).reshape(len(names), len(parts)),
        wanted_of(numbers, names, 2),
        np.repeat([[arm.name in treated] for arm in bench.arms], DRAWS, axis=1),
    ], axis=1)  # fmt: skip
    variations = (
        Variation(),
        *(part.variation(bench.model) for part in parts),
        *end_variations(numbers),
        *drawn_variations(numbers, DRAWS, experiment.seed),
    )
    return Plan(parts, numbers, variations, wanted)


def _given(arm: Arm, bench: Bench, reached: Mapping[str, Model]) -> frozenset[str]:
    """What the products of an arm deliver."""
    if arm.name not in reached:
        return frozenset()
    volume = bench.model.quantities.get(DEFECT_VOLUME)
    found = deliveries(arm, bench.model, None if volume is None else volume.coherent)
    return frozenset(each.entity for each in found if np.any(each.amount))


def _matters(
    part: Part, arm: str, acting: Mapping[str, Collection[str]], given: Mapping[str, Collection[str]]
) -> bool:
    """Whether an arm can differ without a part."""
    if part.kind == "host":
        return True
    if part.kind == "delivery":
        return part.name in given.get(arm, ())
    return not set(part.processes).isdisjoint(acting.get(arm, ()))
