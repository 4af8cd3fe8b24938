"""What can be read off an arm: outcomes of the instruments, and signals of the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, final

import numpy as np
from numpy.typing import NDArray

from osteon.knowledge import Entity
from osteon.model import Model, Name
from osteon.observe import Measurements, along, outcomes
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

    def values(self, model: Model, solution: Solution, measured: Measurements) -> Array:
        """The curve [T, B] or the days [B] (nan: it has not happened) of every lane."""
        if self.signal:
            return along(model, solution, [Name(self.outcome)])[0] / coherent(self.unit).factor
        return (measured.events if self.kind == "event" else measured.curves)[self.outcome]


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
