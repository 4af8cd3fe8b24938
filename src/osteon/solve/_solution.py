"""What came out: states over time, and for each lane how its integration ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.errors import Fault, SolveError, near, shown
from osteon.solve._problem import Array, Switch
from osteon.solve._status import REASONS, Status


@final
@dataclass(frozen=True, eq=False)
class Solution:
    """The states of B lanes at T days; it stands alone, without the problem.

    times [T]: days. states [T, S, B]: coherent values, NaN for a lane from where it failed. parameters [P,
    B]: the values at day 0. status [B]: members of Status. accepted, rejected [B]: steps. reached [B]: the
    last day that each lane is known to have reached. seconds: time spent in "compile" and "run". changes: the
    parameters that were switched on the way.
    """

    times: Array
    states: Array
    parameters: Array
    status: NDArray[np.int32]
    accepted: NDArray[np.int32]
    rejected: NDArray[np.int32]
    reached: Array
    state_ids: tuple[str, ...]
    quantity_paths: tuple[str, ...]
    seconds: Mapping[str, float]
    changes: tuple[Switch, ...] = ()

    def state(self, id: str) -> Array:
        """One state over time [T, B]. Raises SolveError for a state that the model does not have."""
        if id not in self.state_ids:
            raise SolveError(Fault("state", shown(id), "a state of the model", near(id, self.state_ids)))
        return self.states[:, self.state_ids.index(id)]

    @property
    def ok(self) -> NDArray[np.bool_]:
        """Whether each lane was integrated to the end [B]."""
        return np.equal(self.status, int(Status.done))

    def reason(self, lane: int) -> str:
        """How the integration of a lane ended, in words."""
        status = Status(int(self.status[lane]))
        if status is Status.done:
            return REASONS[status]
        steps = int(self.accepted[lane] + self.rejected[lane])
        return f"lane {lane} stopped after day {self.reached[lane]:g} ({steps} steps): {REASONS[status]}"
