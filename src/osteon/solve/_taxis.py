"""Movement along the gradient of an attractant: positive, conservative, of second order.

    du/dt = -div(v u)          v = m / (1 + |m| / limit),   m = rate grad(attractant)

The velocity is that of the faces between voxels and does not change during a call. What leaves a voxel
through a face is taken at the face, on the side that it comes from, with a slope that van Leer's limiter (J.
Comput. Phys. 32 (1979) 101) keeps between those to the two neighbours: no new highs or lows, and nothing
below 0. Time goes in equal steps of Heun's method (SSP-RK2), as many as keep what leaves a voxel below half
of what it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp

from osteon.solve._shifts import ahead, behind

Array: TypeAlias = Any
"""A traced array."""

_MOST = 1000.0


def advect(
    h: Array,
    u: Array,
    a: Array,
    rate: Array,
    limit: Array,
    conductances: Sequence[Array],
    spacing: Array,
    volumes: Array,
) -> Array:
    """u after a time h (day) [K, nx, ny, nz], for K movers at once.

    u: amounts per volume. a: the attractant of each. rate: velocity per gradient of a. limit: of the
    speed (mm/day); all [K, nx, ny, nz]. conductances: area / distance (mm) between a voxel and its next along
    x, y and z, each [nx, ny, nz], 0 where nothing passes. spacing: hx, hy, hz (mm). volumes: [nx, ny, nz]
    (mm^3). NaN where more than a thousand inner steps were needed.
    """
    one = partial(_advect, h, tuple(conductances), spacing, volumes)
    moved: Array = jax.lax.map(lambda mover: one(*mover), (u, a, rate, limit))
    return moved


def _advect(
    h: Array,
    conductances: tuple[Array, ...],
    spacing: Array,
    volumes: Array,
    u: Array,
    a: Array,
    rate: Array,
    limit: Array,
) -> Array:
    """One mover: see `advect`; all arrays [nx, ny, nz]."""
    faces = [
        _throughput(axis, conductance, spacing[axis], a, rate, limit)
        for axis, conductance in enumerate(conductances)
    ]
    open_faces = [conductance > 0.0 for conductance in conductances]
    steps = _inner_steps(h, faces, volumes)
    dt = h / steps

    def slope(u: Array) -> Array:
        u = jax.lax.optimization_barrier(u)
        return (
            sum(
                (_gain(axis, *pair, u) for axis, pair in enumerate(zip(faces, open_faces, strict=True))),
                start=jnp.zeros_like(u),
            )
            / volumes
        )

    def heun(_: Array, u: Array) -> Array:
        first = u + dt * slope(u)
        return 0.5 * u + 0.5 * (first + dt * slope(first))

    count = jnp.where(jnp.isnan(steps), 1.0, steps).astype(jnp.int32)
    moved: Array = jax.lax.fori_loop(0, count, heun, u)
    return moved


def _inner_steps(h: Array, faces: Sequence[Array], volumes: Array) -> Array:
    """The number of equal steps that keeps amounts positive, at least 1; NaN where it is beyond bounds."""
    leaving = jnp.zeros_like(volumes)
    for axis, face in enumerate(faces):
        leaving = leaving + jnp.maximum(face, 0.0) + behind(jnp.maximum(-face, 0.0), axis)
    # A limited slope at most doubles what is at the face, so half is the bound for positivity.
    wanted = jnp.ceil(2.0 * h * jnp.max(leaving / volumes))
    return jnp.where(wanted <= _MOST, jnp.maximum(wanted, 1.0), jnp.nan)


def _throughput(axis: int, conductance: Array, width: Array, a: Array, rate: Array, limit: Array) -> Array:
    """Area times velocity of the faces to the next voxels along an axis (mm^3/day)."""
    mobility = 0.5 * (rate + ahead(rate, axis))
    most = 0.5 * (limit + ahead(limit, axis))
    velocity = mobility * (ahead(a, axis) - a) / width
    tiny = float(jnp.finfo(a.dtype).tiny)
    slowed = velocity * most / jnp.maximum(most + jnp.abs(velocity), tiny)
    return jnp.where(conductance > 0.0, conductance * width * slowed, 0.0)


def _gain(axis: int, face: Array, is_open: Array, u: Array) -> Array:
    """What enters through the faces along an axis, less what leaves (amount per day)."""
    step = jnp.where(is_open, ahead(u, axis) - u, 0.0)
    half = 0.5 * _limited(step, behind(step, axis))
    flow = jnp.maximum(face, 0.0) * (u + half) + jnp.minimum(face, 0.0) * ahead(u - half, axis)
    return behind(flow, axis) - flow


def _limited(a: Array, b: Array) -> Array:
    """Van Leer's slope: the harmonic mean of two differences of one sign, else 0."""
    return jnp.where(a * b > 0.0, 2.0 * a * b / jnp.where(a * b > 0.0, a + b, 1.0), 0.0)
