"""The accurate option: Kvaerno's fifth-order implicit Runge-Kutta method (diffrax), each lane on its own.

It solves dy/dt = F(y) as it stands: it neither keeps states positive nor conserves exactly. A state that
stands inside a power, a logarithm or a saturating law has no meaning below zero, so rates see it as zero
where rounding has taken it there; all other states may be negative.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import diffrax
import jax
import jax.numpy as jnp

from osteon.solve._advance import Lanes, Limits, Matrix
from osteon.solve._lower import Lowered, Row
from osteon.solve._status import Status

MOST = 100_000
"""Steps in one segment, whatever the user allows: diffrax must know a limit when it compiles."""


def kvaerno5(
    lowered: Lowered, resolutions: Sequence[float], lanes: Lanes, p: Matrix, length: Row, limits: Limits
) -> Lanes:
    """Carries every lane that has not failed to the end of the segment; arguments as for `patankar`.

    States are measured in their resolutions, so that the tolerance is rtol (|y_i| + resolution_i) for each.
    """
    healthy = lanes.status == int(Status.done)
    run = jax.vmap(_integrator(lowered, resolutions, limits.rtol), in_axes=(1, 1, 0))
    y, code, accepted, rejected = run(lanes.y, p, jnp.where(healthy, length, 0.0))
    whole = lanes.status.dtype
    accepted, rejected = lanes.accepted + accepted.astype(whole), lanes.rejected + rejected.astype(whole)
    spent = (code == int(Status.done)) & (accepted + rejected > limits.steps)
    status = jnp.where(healthy, jnp.where(spent, int(Status.step_limit), code), lanes.status).astype(whole)
    going = status == int(Status.done)
    t, y = jnp.where(going, length, lanes.t), jnp.where(going, y.T, lanes.y)
    return lanes._replace(t=t, y=y, accepted=accepted, rejected=rejected, status=status)


def _integrator(lowered: Lowered, resolutions: Sequence[float], rtol: Row) -> Callable[..., tuple[Row, ...]]:
    """One lane: (y [S], parameters [P], days) -> y after them, status, good and repeated steps."""

    def integrate(y: Row, p: Row, days: Row) -> tuple[Row, ...]:
        scale = jnp.asarray(resolutions, y.dtype)
        floor = jnp.asarray([0.0 if i in lowered.amounts else -jnp.inf for i in range(len(y))], y.dtype)

        def slope(_t: Row, z: Row, used: Row) -> Row:
            return jnp.stack(lowered.derivative(tuple(jnp.maximum(z * scale, floor)), used)) / scale

        solution = diffrax.diffeqsolve(
            diffrax.ODETerm(slope),
            diffrax.Kvaerno5(),
            t0=jnp.zeros_like(days),
            t1=days,
            dt0=None,
            y0=y / scale,
            args=tuple(p[row] for row in lowered.used),
            saveat=diffrax.SaveAt(t1=True),
            stepsize_controller=_controller(rtol, days),
            max_steps=MOST,
            throw=False,
        )
        end, count = cast("Row", solution.ys)[0] * scale, solution.stats
        return end, _status(solution.result, end), count["num_accepted_steps"], count["num_rejected_steps"]

    return integrate


def _controller(rtol: Row, days: Row) -> diffrax.PIDController:
    return diffrax.PIDController(
        rtol=rtol,
        atol=rtol,
        norm=lambda z: jnp.max(jnp.abs(z)),
        pcoeff=0.3,
        icoeff=0.4,
        dtmin=16.0 * jnp.finfo(days.dtype).eps * days,
        force_dtmin=False,
    )


def _status(result: diffrax.RESULTS, y: Row) -> Row:
    status = jnp.where(jnp.all(jnp.isfinite(y)), int(Status.done), int(Status.not_finite))
    status = jnp.where(result == diffrax.RESULTS.successful, status, int(Status.step_too_small))
    return jnp.where(result == diffrax.RESULTS.max_steps_reached, int(Status.step_limit), status)
