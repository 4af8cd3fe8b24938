"""The surface of a territory that grows into its surroundings: a front that moves as fast as it should.

A territory takes the share phi of each voxel. Where its front moves at a speed c along its normal,

    dphi/dt = c |grad phi| = c surface (1 - phi)          surface = |grad phi| / (1 - phi)

|grad phi| is taken from where the front comes (Rouy & Tourin, SIAM J. Numer. Anal. 29 (1992) 867): along each
axis the steeper of the two rises to the neighbours, then the root of the sum of squares. One-sided rises are
of second order, with the smaller of two curvatures (ENO; Osher & Shu, SIAM J. Numer. Anal. 28 (1991) 907).
"""

from __future__ import annotations

from typing import Any, TypeAlias

import jax.numpy as jnp

from osteon.solve._shifts import ahead, behind

Array: TypeAlias = Any
"""A traced array."""

_STEEPEST = 2.0


def interface(phi: Array, healing: Array, spacing: Array) -> Array:
    """Surface per volume and per share not yet taken [nx, ny, nz] (1/mm), from 0 to 2 sqrt(axes) / h.

    phi: share taken [nx, ny, nz] (0 to 1). healing: voxels that count as neighbours [nx, ny, nz] (truth).
    spacing: hx, hy, hz (mm). 0 in a uniform field, where everything is taken and where nothing heals.
    """
    phi = jnp.clip(phi, 0.0, 1.0)
    left = jnp.maximum(1.0 - phi, float(jnp.finfo(phi.dtype).tiny))
    square = jnp.zeros_like(phi)
    for axis in range(3):
        # A rise is at most what is left, but for the correction; so the quotient is bounded.
        share = jnp.minimum(_rise(phi, healing, axis) / left, _STEEPEST)
        square = square + (share / spacing[axis]) ** 2
    return jnp.sqrt(square)


def _rise(phi: Array, healing: Array, axis: int) -> Array:
    """The steeper of the two rises from a voxel to its neighbours along an axis, per voxel width, >= 0."""
    step = jnp.where(healing & ahead(healing, axis), ahead(phi, axis) - phi, 0.0)
    before = behind(step, axis)
    bend = jnp.where(behind(healing, axis) & healing & ahead(healing, axis), step - before, 0.0)
    up = _corrected(step, -0.5 * _smaller(bend, ahead(bend, axis)))
    down = _corrected(-before, -0.5 * _smaller(bend, behind(bend, axis)))
    return jnp.maximum(up, down)


def _corrected(rise: Array, correction: Array) -> Array:
    """The rise at the voxel itself from that half a voxel away, 0 where it falls, at most twice as steep."""
    return jnp.clip(rise + correction, 0.0, _STEEPEST * jnp.maximum(rise, 0.0))


def _smaller(a: Array, b: Array) -> Array:
    """The one of two numbers that is nearer to 0; 0 where their signs differ (minmod)."""
    return jnp.where(a * b > 0.0, jnp.where(jnp.abs(a) < jnp.abs(b), a, b), 0.0)
