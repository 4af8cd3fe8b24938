"""What can be read off an arm: outcomes of the instruments, and signals of the model."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, final

import numpy as np
from numpy.typing import NDArray

from osteon.knowledge import Entity
from osteon.model import Model, Name
from osteon.observe import along, measure_some, outcomes
from osteon.units import coherent

if TYPE_CHECKING:
    from osteon.solve import Solution

Array = NDArray[np.float64]


@final
@dataclass(frozen=True)
class Gauge:
    """One thing that can be read. outcome: its name in the model.

    kind: a curve [T, B] in `unit`, or the day of an event [B]. signal: it is one, which no instrument reads.
    resolution: of a state, the smallest amount that matters, in `unit`; else 0.
    """

    outcome: str
    kind: Literal["curve", "event"]
    unit: str
    resolution: float = 0.0
    signal: bool = False


def gauges(model: Model, resolution: Callable[[Entity], float] | None = None) -> Mapping[str, Gauge]:
    """Everything that can be read on a model, by name.

    resolution: the smallest amount of an entity that matters, coherent; none is needed to check a record.
    """
    units = {s.name: s.unit for chapter in model.library.chapters[model.id] for s in chapter.signals}
    found = {name: Gauge(name, "curve", units[name], signal=True) for name, _ in model.signals}
    smallest: dict[str, float] = {}
    for state in model.states:
        # Instruments report tissues in per cent, all else in the unit of its record.
        amount = 0.0 if resolution is None else resolution(state.entity)
        smallest[state.id] = 100.0 * amount if state.entity.kind == "tissue" else amount / state.factor
    for each in outcomes(model):
        found[each.id] = Gauge(each.id, each.kind, each.unit, smallest.get(each.id, 0.0))
    return found


def read_gauges(wanted: Collection[Gauge], model: Model, solution: Solution) -> Mapping[Gauge, Array]:
    """The curve [T, B] or the days [B] (nan: it has not happened) of every lane, for some gauges."""
    signals = [gauge for gauge in wanted if gauge.signal]
    curves = along(model, solution, [Name(gauge.outcome) for gauge in signals])
    worked_out = {
        gauge: curve / coherent(gauge.unit).factor for gauge, curve in zip(signals, curves, strict=True)
    }
    others = [gauge for gauge in wanted if not gauge.signal]
    found = measure_some(model, solution, {gauge.outcome for gauge in others})
    return worked_out | {gauge: found[gauge.outcome] for gauge in others}
