"""The numbers that only products bring into an arm's gain, and what else each of them may be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort._gain_bench import Variation
from osteon.cohort._population import quantiles
from osteon.knowledge import Library, Modifier, Quantity
from osteon.model import Model, names, parse, signals_for
from osteon.scenario import Arm
from osteon.units import coherent

Array = NDArray[np.float64]


@final
@dataclass(frozen=True)
class ProductNumber:
    """A number with a range that takes no part without products.

    quantity: its record. origin: the path of the number that a product has it from, where it is like another
    and has no own; else its own path. arms: those whose gain it may change.
    """

    quantity: Quantity
    origin: str
    arms: frozenset[str]

    @property
    def path(self) -> str:
        """Its path."""
        return self.quantity.path

    @property
    def ends(self) -> tuple[float, float]:
        """Both ends of its range, coherent."""
        factor = coherent(self.quantity.unit).factor
        low, high = self.quantity.low, self.quantity.high
        middle = self.quantity.value
        return (middle if low is None else low) * factor, (middle if high is None else high) * factor

    def at(self, quantile: Array) -> Array:
        """Its value, coherent, at some quantiles (0 to 1): the record's at one half.

        It is as likely below the record's value as above, and between there and each end of the range any
        factor is as likely as any other (any difference, where the range ends at or below zero).
        """
        low, high = self.ends
        middle = self.quantity.coherent
        below = _between(low, middle, 2.0 * quantile)
        return np.where(quantile < 0.5, below, _between(middle, high, 2.0 * quantile - 1.0))


def _between(low: float, high: float, share: Array) -> Array:
    share = np.clip(share, 0.0, 1.0)
    if low > 0.0:
        return np.asarray(low * (high / low) ** share)
    return np.asarray(low + (high - low) * share)


def product_numbers(
    arms: Mapping[str, tuple[Arm, Model]], bare: Model, library: Library
) -> tuple[ProductNumber, ...]:
    """All of them. What products and conditions set is not among them: where none does, it is as it is by
    definition (no cargo of a kind, no inhibitor).

    arms: by name, arms with products and the model as far as each reaches. bare: as far as all arms of the
    experiment reach without products; both without switches.
    """
    known = used_by(bare) | set_by_records(library)
    where: dict[str, set[str]] = {}
    records: dict[str, tuple[Quantity, str]] = {}
    for name, (arm, reached) in arms.items():
        for path in used_by(reached) - known:
            records[path] = (reached.quantities[path], path)
            where.setdefault(path, set()).add(name)
        for record in _products(arm, library):
            for quantity in _in_use(record, arm):
                records[quantity.path] = (quantity, _origin(quantity, record, library))
                where.setdefault(quantity.path, set()).add(name)
    return tuple(
        ProductNumber(quantity, origin, frozenset(where[path]))
        for path, (quantity, origin) in sorted(records.items())
        if _has_range(quantity)
    )


def set_by_records(library: Library) -> set[str]:
    """The quantities of the model that a product or a condition of the catalogue sets."""
    records = (record for (kind, _), record in library.modifiers.items() if kind in ("product", "condition"))
    effects = (effect for record in records for effect in record.effects if effect.op == "set")
    return {target for effect in effects for target in effect.targets}


def used_by(reached: Model) -> set[str]:
    """The quantities that the processes use, also through signals."""
    trees = [rate.expression for rate in reached.rates]
    trees += [tree for _, tree in signals_for(trees, reached)]
    return {name for tree in trees for name in names(tree)} & reached.quantities.keys()


def _products(arm: Arm, library: Library) -> list[Modifier]:
    return [library.modifiers["product", id] for id in dict.fromkeys(use.product for use in arm.products)]


def _in_use(record: Modifier, arm: Arm) -> Iterator[Quantity]:
    """The numbers of a product that its effects use, or its deliveries by the routes of the arm."""
    routes = {use.route for use in arm.products if use.product == record.id}
    texts = [effect.by for effect in record.effects]
    for route in record.product.routes if record.product else ():
        texts += [each.amount for each in route.deliveries if route.name in routes]
    used = {name for text in texts for name in names(parse(text))}
    for agreement in record.product.agreements if record.product else ():
        if any(use.follows for use in arm.products if use.product == record.id):
            used.add(agreement.ratio)
    return (quantity for quantity in record.quantities if quantity.name in used)


def _origin(quantity: Quantity, record: Modifier, library: Library) -> str:
    """The path of the number that a product took over as it is, from the first that has it."""
    parent = record.product.like if record.product else None
    if parent is None:
        return quantity.path
    beside = library.modifiers["product", parent]
    same = next((each for each in beside.quantities if each.name == quantity.name), None)
    if same is None or replace(same, path=quantity.path, where=quantity.where) != quantity:
        return quantity.path
    return _origin(same, beside, library)


def _has_range(quantity: Quantity) -> bool:
    low, high = quantity.low, quantity.high
    return low is not None and high is not None and low < high


def end_variations(numbers: Iterable[ProductNumber]) -> list[Variation]:
    """Each number at the low and at the high end of its range, in turn."""
    return [Variation(numbers={number.path: end}) for number in numbers for end in number.ends]


def drawn_variations(numbers: Sequence[ProductNumber], draws: int, seed: int) -> list[Variation]:
    """All numbers drawn at once, so many times; each from its own stream of (seed, path).

    What products that are alike have in common is one number.
    """
    values = {number.path: number.at(quantiles(seed, number.origin, draws)) for number in numbers}
    return [
        Variation(numbers={path: float(drawn[draw]) for path, drawn in values.items()})
        for draw in range(draws)
    ]


def wanted_of(numbers: Sequence[ProductNumber], arms: Collection[str], each: int) -> NDArray[np.bool_]:
    """Which arms [A] each number [N * each] may change."""
    table = [[arm in number.arms for number in numbers] for arm in arms]
    return np.repeat(np.array(table, dtype=bool).reshape(len(arms), len(numbers)), each, axis=1)
