"""What a compiled program depends on: the equations of a model without its numbers, hashable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import final

from osteon.knowledge import Entity, Quantity
from osteon.model import TIME, Call, Expression, Model, Number, names, signals_for, walk
from osteon.units import Dimension, coherent

RESOLUTION: Mapping[Dimension, float] = MappingProxyType(
    {
        (("cell", Fraction(1)), ("mm", Fraction(-3))): 1.0,
        (("mm", Fraction(-3)), ("pg", Fraction(1))): 1e-3,
        (("mmHg", Fraction(1)),): 0.1,
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
@dataclass(frozen=True, eq=False)
class Structure:
    """The equations of a model: equal structures share one compiled program, whatever their numbers.

    The days since the start are a state, too, where an expression uses them: the last one, whose rate is 1.

    signed: names of states and quantities that may be negative. resolutions: for each state the amount below
    which its error does not matter (coherent unit). stated: whether its record says so. alike: a number that
    states of one dimension share. units: the size of each state's declared unit (coherent). conditions: those
    of the `events` events, then the comparisons with a clock at which rates and signals jump.
    """

    states: tuple[str, ...]
    quantities: tuple[str, ...]
    signals: tuple[tuple[str, Expression], ...]
    processes: tuple[Process, ...]
    signed: tuple[str, ...]
    resolutions: tuple[float, ...]
    stated: tuple[bool, ...]
    alike: tuple[int, ...]
    units: tuple[float, ...]
    conditions: tuple[Expression, ...] = ()
    events: int = 0

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Structure) and self._parts == other._parts)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # Kept, because it takes a walk through all trees, and a program is looked up at every solve.
        return hash(self._parts)

    @property
    def _parts(self) -> tuple[object, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))

    @property
    def timed(self) -> bool:
        """Whether the last state is the time."""
        return self.states[-1:] == (TIME,)


@lru_cache(maxsize=32)
def structure(model: Model) -> Structure:
    """The equations of a model, with states as numbers."""
    rows: dict[str | None, int | None] = {state.id: row for row, state in enumerate(model.states)}
    processes = [
        Process(rows.get(rate.source), rows.get(rate.target), rate.expression, rate.per_capita)
        for rate in model.rates
    ]
    timed = any(TIME in names(tree) for tree in model.expressions)
    clock = [Process(None, len(model.states), Number(1.0), None)] if timed else []
    signed = [state.id for state in model.states if state.entity.signed]
    signed += [path for path, quantity in model.quantities.items() if _may_be_negative(quantity)]
    dimensions = [coherent(state.entity.unit).dimension for state in model.states]
    alike = [dimensions.index(dimension) for dimension in dimensions]
    return Structure(
        states=(*(state.id for state in model.states), *([TIME] if timed else [])),
        quantities=tuple(model.quantities),
        signals=tuple(model.signals),
        processes=(*processes, *clock),
        signed=tuple(signed),
        resolutions=(*(resolution(state.entity) for state in model.states), *([1.0] if timed else [])),
        stated=(*(state.entity.resolution is not None for state in model.states), *([True] if timed else [])),
        alike=(*alike, *([len(alike)] if timed else [])),
        units=(*(state.factor for state in model.states), *([1.0] if timed else [])),
        conditions=(*(event.condition for event in model.events), *_jumps(model)),
        events=len(model.events),
    )


def _jumps(model: Model) -> tuple[Expression, ...]:
    """The comparisons in rates and signals that turn with the time or with a clock alone, each once.

    Those are located. Of one with other states the control of errors takes care: an amount that rests at its
    threshold crosses it with every rounding, and to find each crossing would take forever. A clock is a state
    whose rate is the same whatever the states are.
    """
    states = {state.id for state in model.states}

    def used(tree: Expression) -> set[str]:
        return set(names(tree)).union(*(names(signal) for _, signal in signals_for([tree], model)))

    coupled = [rate for rate in model.rates if not states.isdisjoint(used(rate.expression))]
    others = {id for rate in coupled for id in (rate.source, rate.target)}

    def with_time_alone(jump: Expression) -> bool:
        found = used(jump)
        return not found.isdisjoint(states | {TIME}) and found.isdisjoint(others)

    trees = [*(tree for _, tree in model.signals), *(rate.expression for rate in model.rates)]
    calls = (part for tree in trees for part in walk(tree) if isinstance(part, Call))
    jumps = dict.fromkeys(call for call in calls if call.law in ("above", "at_least"))
    return tuple(filter(with_time_alone, jumps))


def resolution(entity: Entity) -> float:
    """The smallest amount of an entity that matters, in the coherent unit: its record's, or an assay's."""
    unit = coherent(entity.unit)
    if entity.resolution is not None:
        return entity.resolution * unit.factor
    return RESOLUTION.get(unit.dimension, SMALLEST)


def _may_be_negative(quantity: Quantity) -> bool:
    return min(quantity.value, quantity.value if quantity.low is None else quantity.low) < 0
