"""How the integration of a lane ended."""

from __future__ import annotations

from enum import IntEnum
from typing import final


@final
class Status(IntEnum):
    """How a lane ended; everything but `done` is a failure, and the lane's later values are unknown."""

    done = 0
    step_limit = 1
    step_too_small = 2
    not_finite = 3


REASONS = {
    Status.done: "done",
    Status.step_limit: "it needed more than max_steps steps; raise max_steps or loosen rtol",
    Status.step_too_small: "its steps became too short to go on; a rate grows without bound or jumps",
    Status.not_finite: "a rate or a state became infinite or not a number; look for a division by zero",
}
"""Each status in words, with what to do."""
