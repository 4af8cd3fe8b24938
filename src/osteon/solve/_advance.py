"""From one event or save time to the next, by steps that each lane chooses for itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, TypeAlias

import jax
import jax.numpy as jnp

from osteon.solve._control import growth, relative, retreat
from osteon.solve._lower import Lowered, Row
from osteon.solve._patankar import State, Trial, stepper
from osteon.solve._status import Status

Matrix: TypeAlias = Any
"""Rows over the lanes, stacked: an array."""


CALL = 4096
"""Steps in one call of a compiled program: between calls an interrupt gets through and progress is told."""


class Lanes(NamedTuple):
    """Where the lanes are.

    t [C]: days since the start of the segment. y [S, C]: states. h [C]: next step (day). error [C]: of the
    last good step (1 = tolerance). accepted, rejected [C]: steps so far. status [C]: members of Status.
    """

    t: Row
    y: Matrix
    h: Row
    error: Row
    accepted: Row
    rejected: Row
    status: Row


class Limits(NamedTuple):
    """What a user allows: the relative tolerance, and the steps of a lane (int32)."""

    rtol: Row
    steps: Row


class Scheme(Protocol):
    """Abstract: what makes a step. Flows may be None for a scheme that carries none from step to step."""

    def flows_at(self, y: State, /) -> Any:
        """The flows to begin with."""

    def step(self, h: Row, y: State, flows: Any, /) -> Trial:
        """The outcome of a step of length h."""


class _Walk(NamedTuple):
    """The lanes inside a call: its steps so far, y as rows, the flows at y, and the rest as `lanes`."""

    steps: Row
    y: State
    flows: Any
    lanes: Lanes


def patankar(
    lowered: Lowered, resolutions: Sequence[float], lanes: Lanes, p: Matrix, length: Row, limits: Limits
) -> Lanes:
    """Carries every lane that has not failed to day `length` of the segment, or CALL steps towards it.

    p [P, C]: parameters. length: scalar, day.
    """
    parameters = [p[row] for row in lowered.used]
    return march(
        stepper(lowered, parameters, lambda error, y: relative(error, y, resolutions)), lanes, length, limits
    )


def march(scheme: Scheme, lanes: Lanes, length: Row, limits: Limits) -> Lanes:
    """What `patankar` does, with any scheme; in space t, h and the rest of the lanes are scalars."""
    y = tuple(lanes.y)
    walk = _Walk(jnp.zeros((), jnp.int32), y, scheme.flows_at(y), lanes)

    def more(walk: _Walk) -> Row:
        return jnp.any(unfinished(walk.lanes, length)) & (walk.steps < CALL)

    def once(walk: _Walk) -> _Walk:
        return _step(scheme, walk, length, limits)

    walk = jax.lax.while_loop(more, once, walk)
    return walk.lanes._replace(y=jnp.stack(walk.y))


def unfinished(lanes: Lanes, length: Row) -> Row:
    """The lanes [C] that have not failed and are not yet at day `length` of the segment."""
    return (lanes.t < length) & (lanes.status == int(Status.done))


def _step(scheme: Scheme, walk: _Walk, length: Row, limits: Limits) -> _Walk:
    active, h = unfinished(walk.lanes, length), trial_length(walk.lanes, length)
    trial = scheme.step(h, walk.y, walk.flows)
    error = trial.error / limits.rtol
    good = active & (error <= 1.0)
    lanes = controlled(walk.lanes, h, error, good, active & ~good)

    def chosen(new: Row, old: Row) -> Row:
        return jnp.where(good, new, old)

    t = chosen(jnp.where(h >= length - lanes.t, length, lanes.t + h), lanes.t)
    y, flows = jax.tree.map(chosen, (trial.y, trial.flows), (walk.y, walk.flows))
    status = judged(lanes, active & (t < length), error, length, limits.steps)
    return _Walk(walk.steps + 1, y, flows, lanes._replace(t=t, status=status))


def trial_length(lanes: Lanes, length: Row) -> Row:
    """The step to try: the lane's own, all that is left, or half of that where the rest would be a sliver."""
    left = length - lanes.t
    return jnp.where(lanes.h >= left, left, jnp.minimum(lanes.h, 0.5 * left))


def controlled(lanes: Lanes, h: Row, error: Row, good: Row, bad: Row, order: int = 3) -> Lanes:
    """The lanes with the length of their next step, after one of length h [C] was tried, and their counts.

    good, bad [C]: the lanes in which it was kept or not. order: of the error, see `growth`.
    """
    longer = h * growth(error, lanes.error, order)
    # A step cut short by the end of the segment says nothing against the longer one that was planned.
    longer = jnp.where(h < lanes.h, jnp.maximum(longer, lanes.h), longer)
    return lanes._replace(
        h=jnp.where(good, longer, jnp.where(bad, h * retreat(error, order), lanes.h)),
        error=jnp.where(good, error, lanes.error),
        accepted=lanes.accepted + good.astype(lanes.accepted.dtype),
        rejected=lanes.rejected + bad.astype(lanes.rejected.dtype),
    )


def judged(lanes: Lanes, going: Row, error: Row, length: Row, most: Row) -> Row:
    """The status [C] after a step: lanes that are `going` on may be stuck, or have spent their steps."""
    smallest = 16.0 * jnp.finfo(lanes.h.dtype).eps * length
    stuck = jnp.where(jnp.isfinite(error), int(Status.step_too_small), int(Status.not_finite))
    status = jnp.where(going & (lanes.h < smallest), stuck, lanes.status)
    spent = going & (status == int(Status.done)) & (lanes.accepted + lanes.rejected >= most)
    return jnp.where(spent, int(Status.step_limit), status).astype(lanes.status.dtype)
