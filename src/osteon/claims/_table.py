"""What was read of every animal, and what could not be solved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._gauge import Gauge, read_gauges
from osteon.claims._lanes import Lane
from osteon.claims._reading import Reading, read_off
from osteon.model import Model
from osteon.observe import along
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
        self.failures.update(
            (lane, solution.reason(at)) for at, lane in enumerate(lanes) if not solution.ok[at]
        )
        columns = _columns(lanes)
        by_arm: dict[str, list[Reading]] = {}
        for reading in wanted:
            if reading.arm in columns:
                by_arm.setdefault(reading.arm, []).append(reading)
        # Arms of which the same is read are read together; of an arm, nothing that no test asks for.
        alike: dict[frozenset[Gauge], list[str]] = {}
        for arm, readings in by_arm.items():
            alike.setdefault(frozenset(reading.gauge for reading in readings), []).append(arm)
        for asked, arms in alike.items():
            own = np.concatenate([columns[arm] for arm in arms])
            part = of_lanes(solution, own)
            values = read_gauges(asked, model, part)
            starts = np.cumsum([0, *(len(columns[arm]) for arm in arms)])
            for arm, start, stop in zip(arms, starts, starts[1:], strict=False):
                rows, found = slice(start, stop), [lanes[at] for at in columns[arm]]
                for reading in by_arm[arm]:
                    read = read_off(reading, part.times, values[reading.gauge][..., rows])
                    self._keep(reading, np.where(part.ok[rows], read, np.nan), found)

    def note_active(self, model: Model, solution: Solution, lanes: Sequence[Lane]) -> None:
        """Note which processes run in the arms of some lanes."""
        for arm, own in _columns(lanes).items():
            names = running(model, of_lanes(solution, own))
            self.active[arm] = self.active.get(arm, frozenset()) | names

    def _keep(self, reading: Reading, read: Array, lanes: Sequence[Lane]) -> None:
        for lane, number in zip(lanes, read, strict=True):
            key = (reading, lane.off)
            if key not in self.rows:
                self.rows[key] = np.full(self.animals + 1, np.nan)
            self.rows[key][lane.animal] = number


def running(model: Model, solution: Solution) -> frozenset[str]:
    """The processes whose rate is not zero at every sample of every lane; all of them where a lane failed."""
    if not solution.ok.all():
        return frozenset(rate.name for rate in model.rates)
    there = (solution.states != 0.0).any(axis=(0, 2))
    found_there = {id for id, any_of_it in zip(solution.state_ids, there, strict=True) if any_of_it}
    # What leaves a state that is never there is a share of nothing.
    rates = [rate for rate in model.rates if rate.per_capita is None or rate.source in found_there]
    found: set[str] = set()
    last = solution.states.shape[-1] - 1
    # Most processes that run at all do so in any one animal, which is soon looked at.
    for part in (of_lanes(solution, [last]), solution):
        rates = [rate for rate in rates if rate.name not in found]
        flows = along(model, part, [rate.expression for rate in rates])
        found |= {rate.name for rate, flow in zip(rates, flows, strict=True) if (flow != 0.0).any()}
    return frozenset(found)


def of_lanes(solution: Solution, lanes: Sequence[int] | NDArray[np.intp]) -> Solution:
    """Some lanes of a solution."""
    own = np.asarray(lanes)
    return replace(
        solution,
        states=solution.states[..., own],
        parameters=solution.parameters[:, own],
        status=solution.status[own],
        accepted=solution.accepted[own],
        rejected=solution.rejected[own],
        reached=solution.reached[own],
        changes=tuple(replace(change, value=change.value[own]) for change in solution.changes),
    )


def _columns(lanes: Sequence[Lane]) -> dict[str, list[int]]:
    """The places of each arm's lanes."""
    found: dict[str, list[int]] = {}
    for at, lane in enumerate(lanes):
        found.setdefault(lane.arm, []).append(at)
    return found
