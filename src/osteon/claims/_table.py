"""What was read of every animal, and what could not be solved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._lanes import Lane
from osteon.claims._reading import Reading, read_off
from osteon.model import Model
from osteon.observe import along, measure
from osteon.solve import Solution

Array = NDArray[np.float64]


@final
@dataclass(frozen=True, eq=False)
class Table:
    """Readings by arm and by the process that is off; it grows as lanes are solved.

    animals: the number of drawn animals; rows have one more place, for the typical animal. failures: the
    reason by lane. active: by arm, the processes whose rate is not always zero in some animal of it.
    """

    animals: int
    rows: dict[tuple[Reading, str | None], Array] = field(default_factory=dict)
    failures: dict[Lane, str] = field(default_factory=dict)
    active: dict[str, frozenset[str]] = field(default_factory=dict)

    def values(self, reading: Reading, off: str | None, animals: Sequence[int]) -> Array:
        """One number for each of some animals; nan where the animal failed or was not solved."""
        row = self.rows.get((reading, off))
        return np.full(len(animals), np.nan) if row is None else row[list(animals)]

    def add(self, model: Model, solution: Solution, lanes: Sequence[Lane], wanted: Iterable[Reading]) -> None:
        """Read `wanted` off the lanes of a solution of the whole model."""
        measured = measure(model, solution)
        self.failures.update(
            (lane, solution.reason(at)) for at, lane in enumerate(lanes) if not solution.ok[at]
        )
        columns: dict[str, list[int]] = {}
        for at, lane in enumerate(lanes):
            columns.setdefault(lane.arm, []).append(at)
        known: dict[str, Array] = {}
        for reading in wanted:
            own = columns.get(reading.arm)
            if own is None:
                continue
            name = reading.gauge.outcome
            if name not in known:
                known[name] = reading.gauge.values(model, solution, measured)
            self._keep(reading, solution, known[name], own, lanes)

    def note_active(self, model: Model, solution: Solution, lanes: Sequence[Lane]) -> None:
        """Note which processes run in the arms of some lanes."""
        flows = along(model, solution, [rate.expression for rate in model.rates])
        running = [np.where(solution.ok, (flow != 0.0).any(axis=0), True) for flow in flows]
        columns: dict[str, list[int]] = {}
        for at, lane in enumerate(lanes):
            columns.setdefault(lane.arm, []).append(at)
        for arm, own in columns.items():
            names = {rate.name for rate, runs in zip(model.rates, running, strict=True) if runs[own].any()}
            self.active[arm] = self.active.get(arm, frozenset()) | names

    def _keep(
        self, reading: Reading, solution: Solution, values: Array, own: list[int], lanes: Sequence[Lane]
    ) -> None:
        read = np.where(solution.ok[own], read_off(reading, solution.times, values[..., own]), np.nan)
        for at, number in zip(own, read, strict=True):
            key = (reading, lanes[at].off)
            if key not in self.rows:
                self.rows[key] = np.full(self.animals + 1, np.nan)
            self.rows[key][lanes[at].animal] = number
