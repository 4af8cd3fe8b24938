"""States written by hand, as a solution of the tiny model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from osteon.model import Model, build_model
from osteon.observe import Measurements, measure
from osteon.solve import Solution, Status
from tests.scenario.tiny import library


def tiny_model() -> Model:
    return build_model(library())


def solution(
    times: Sequence[float], lanes: int = 1, failed: Sequence[int] = (), **states: object
) -> Solution:
    """A solution whose named states [T] or [T, B] are given; the others were pruned."""
    days = np.asarray(times, dtype=float)
    curves = [np.asarray(curve, dtype=float).reshape(days.size, -1) for curve in states.values()]
    values = np.stack([np.broadcast_to(curve, (days.size, lanes)) for curve in curves], axis=1)
    quantities = tiny_model().quantities
    status = np.full(lanes, int(Status.done), dtype=np.int32)
    status[list(failed)] = int(Status.step_limit)
    steps = np.zeros(lanes, dtype=np.int32)
    own = np.array([quantity.coherent for quantity in quantities.values()])
    return Solution(
        times=days,
        states=values,
        parameters=np.repeat(own[:, None], lanes, axis=1),
        status=status,
        accepted=steps,
        rejected=steps,
        reached=np.full(lanes, days[-1]),
        state_ids=tuple(states),
        quantity_paths=tuple(quantities),
        seconds={"compile": 0.0, "run": 0.0},
    )


def read(
    times: Sequence[float], lanes: int = 1, failed: Sequence[int] = (), **states: object
) -> Measurements:
    """What the instruments make of such states."""
    return measure(tiny_model(), solution(times, lanes, failed, **states))
