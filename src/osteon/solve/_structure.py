"""What a compiled program depends on: the equations of a model without its numbers, hashable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import final

from osteon.knowledge import Quantity
from osteon.model import Expression, Model
from osteon.units import Dimension, coherent

RESOLUTION: Mapping[Dimension, float] = MappingProxyType(
    {
        (("cell", 1), ("mm", -3)): 1.0,  # type: ignore[dict-item]  # ints equal the Fractions of a Dimension
        (("mm", -3), ("pg", 1)): 1e-3,  # type: ignore[dict-item]
        (("mmHg", 1),): 0.1,  # type: ignore[dict-item]
    }
)
"""The smallest amount that an assay can tell from zero: 1 cell/mm^3 (one cell in a field of histology), 1e-3
ng/mL (ELISA), 0.1 mmHg (oxygen probe)."""

SMALLEST = 1e-3
"""The same for every other unit, among them fractions of a tissue section."""


@final
@dataclass(frozen=True)
class Process:
    """A rate between numbered states (None: outside). `per_capita` is rate / source, where known."""

    source: int | None
    target: int | None
    rate: Expression
    per_capita: Expression | None


@final
@dataclass(frozen=True)
class Structure:
    """The equations of a model: equal structures share one compiled program, whatever their numbers.

    signed: quantities that may be negative. resolutions: for each state the amount below which its error does
    not matter (coherent unit).
    """

    states: tuple[str, ...]
    quantities: tuple[str, ...]
    signals: tuple[tuple[str, Expression], ...]
    processes: tuple[Process, ...]
    signed: tuple[str, ...]
    resolutions: tuple[float, ...]


def structure(model: Model) -> Structure:
    """The equations of a model, with states as numbers."""
    rows: dict[str | None, int | None] = {state.id: row for row, state in enumerate(model.states)}
    return Structure(
        states=tuple(state.id for state in model.states),
        quantities=tuple(model.quantities),
        signals=tuple(model.signals),
        processes=tuple(
            Process(rows.get(rate.source), rows.get(rate.target), rate.expression, rate.per_capita)
            for rate in model.rates
        ),
        signed=tuple(path for path, quantity in model.quantities.items() if _may_be_negative(quantity)),
        resolutions=tuple(resolution(state.entity.unit) for state in model.states),
    )


def resolution(unit: str) -> float:
    """The smallest amount of a state declared in `unit` that matters, in the coherent unit."""
    return RESOLUTION.get(coherent(unit).dimension, SMALLEST)


def _may_be_negative(quantity: Quantity) -> bool:
    return min(quantity.value, quantity.value if quantity.low is None else quantity.low) < 0
