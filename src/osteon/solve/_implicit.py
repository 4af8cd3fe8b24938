"""The accurate option: Kvaerno's fifth-order implicit Runge-Kutta method (diffrax), one adaptive integration a lane.

It solves dy/dt = F(y) as it stands: it neither keeps states positive nor conserves exactly. A state that stands inside
a power, a logarithm or a saturating law has no meaning below zero, so rates see it as zero where rounding has taken it
there; all other states may be negative.
"""

from __future__ import annotations

from collections.abc import Sequence

import diffrax
import jax
import jax.numpy as jnp

from osteon.solve._advance import Lanes, Limits, Matrix
from osteon.solve._lower import Lowered, Row
from osteon.solve._status import Status

MOST = 100_000
"""Steps in one segment, whatever the user allows: diffrax must know a limit when it compiles."""


def kvaerno5(lowered: Lowered, resolutions: Sequence[float], lanes: Lanes, p: Matrix, length: Row, limits: Limits) -> Lanes:
    """Carries every lane that has not failed to the end of the segment; arguments as for `patankar`.

    States are measured in their resolutions, so that the tolerance is rtol (|y_i| + resolution_i) for each.
    """
    scale = jnp.asarray(resolutions, lanes.y.dtype)
    used = jnp.stack([p[row] for row in lowered.used]) if lowered.used else p[:0]
    floor = jnp.asarray([0.0 if row in lowered.amounts else -jnp.inf for row in range(lowered.states)], lanes.y.dtype)
    healthy = lanes.status == int(Status.done)

    def slope(_: Row, z: Row, parameters: Row) -> Row:
        return jnp.stack(lowered.derivative(tuple(jnp.maximum(z * scale, floor)), tuple(parameters))) / scale

    def one(y: Row, parameters: Row, days: Row) -> diffrax.Solution:
        return diffrax.diffeqsolve(
            diffrax.ODETerm(slope), diffrax.Kvaerno5(), jnp.zeros_like(days), days, None, y / scale, parameters,
            saveat=diffrax.SaveAt(t1=True), stepsize_controller=_controller(limits.rtol, days),
            max_steps=MOST, throw=False,
        )  # fmt: skip

    run = jax.vmap(one, in_axes=(1, 1, 0))(lanes.y, used, jnp.where(healthy, length, 0.0))
    assert run.ys is not None and run.stats is not None
    y = run.ys[:, 0, :].T * scale[:, None]
    status = jnp.where(healthy, _status(run.result, y), lanes.status).astype(lanes.status.dtype)
    count = {name: run.stats[f"num_{name}_steps"].astype(lanes.status.dtype) for name in ("accepted", "rejected")}
    accepted, rejected = lanes.accepted + count["accepted"], lanes.rejected + count["rejected"]
    spent = (status == int(Status.done)) & (accepted + rejected > limits.steps)
    status = jnp.where(spent, int(Status.step_limit), status).astype(lanes.status.dtype)
    going = status == int(Status.done)
    return lanes._replace(
        t=jnp.where(going, length, lanes.t), y=jnp.where(going, y, lanes.y),
        accepted=accepted, rejected=rejected, status=status,
    )  # fmt: skip


def _controller(rtol: Row, days: Row) -> diffrax.PIDController:
    smallest = 16.0 * jnp.finfo(days.dtype).eps * days
    return diffrax.PIDController(
        rtol=rtol, atol=rtol, norm=lambda z: jnp.max(jnp.abs(z)), pcoeff=0.3, icoeff=0.4,
        dtmin=smallest, force_dtmin=False,
    )  # fmt: skip


def _status(result: diffrax.RESULTS, y: Row) -> Row:
    limit = result == diffrax.RESULTS.max_steps_reached
    small = jnp.where(result == diffrax.RESULTS.successful, int(Status.done), int(Status.step_too_small))
    status = jnp.where(limit, int(Status.step_limit), small)
    finite = jnp.all(jnp.isfinite(y), axis=0)
    return jnp.where((status == int(Status.done)) & ~finite, int(Status.not_finite), status)
