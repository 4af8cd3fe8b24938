"""Measurements of a run in space: means read as before, what only space shows, and union as a bridge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from osteon.model import Model
from osteon.observe._measure import Measurements
from osteon.observe._outcome import Outcome
from osteon.observe._space import space_events
from osteon.observe._union import LATE, late_share, union_curve
from osteon.observe._view import Array, View

if TYPE_CHECKING:
    from osteon.solve import Solution


def measured_in_space(
    measured: Measurements,
    model: Model,
    solution: Solution,
    curves: Mapping[str, Array],
    outcomes: Sequence[Outcome],
) -> Measurements:
    """`measured` (of the states' means over the volume) with the `curves` [T, B] of the instruments in space.

    Where these tell whether the defect is bridged, an animal has united from that day on: a mean cannot say
    whether bone connects the stumps.
    """
    listed = {outcome.id: outcome for outcome in outcomes}
    view = View(model, solution)
    every, events = dict(measured.curves) | dict(curves), dict(measured.events)
    lanes = [
        dict(zip(solution.quantity_paths, solution.parameters[:, lane].tolist(), strict=True))
        for lane in range(view.lanes)
    ]
    events |= space_events(model, view.times, curves, lanes)
    if "bridging_time" in events and "union" in every:
        day = events["bridging_time"]
        events["union_time"] = day
        every["union"] = union_curve(view, day)
        every |= {name: late_share(view, name, day) for name in LATE if name in every}
    # An outcome that no lane could read has no row in any table.
    known = {id: outcome for id, outcome in listed.items() if id in every or id in events}
    return replace(measured, curves=every, events=events, outcomes=dict(measured.outcomes) | known)
