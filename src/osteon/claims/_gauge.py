"""What can be read off an arm: outcomes of the instruments, and signals of the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, final

import numpy as np
from numpy.typing import NDArray

from osteon.model import Model, Name
from osteon.observe import Measurements, along, outcomes
from osteon.solve import Solution, resolution
from osteon.units import coherent

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


def gauges(model: Model) -> Mapping[str, Gauge]:
    """Everything that can be read on a model, by name."""
    units = {s.name: s.unit for chapter in model.library.chapters[model.id] for s in chapter.signals}
    found = {name: Gauge(name, "curve", units[name], signal=True) for name, _ in model.signals}
    smallest = {state.id: _smallest(model, state.id) for state in model.states}
    for each in outcomes(model):
        found[each.id] = Gauge(each.id, each.kind, each.unit, smallest.get(each.id, 0.0))
    return found


def _smallest(model: Model, id: str) -> float:
    """The smallest amount of a state that matters, in the unit in which instruments report it."""
    state = model.states[model.state_index(id)]
    amount = resolution(state.entity)
    return 100.0 * amount if state.entity.kind == "tissue" else amount / state.factor
