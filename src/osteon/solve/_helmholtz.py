"""Diffusion in a stage of the stepper: one linear system for each field, over all voxels.

In a stage the fast fields x are coupled across the faces f of the voxels,

    d_i x_i + (h / V_i) sum_f G_f (w_i x_i - w_j x_j) = b_i        d >= 1, b >= 0, w > 0, G >= 0

with d = 1 + h loss, the Patankar weights w, the conductances G (mm^3/day) and volumes V. For z = w x, with
rows times V, that is A z = V b with A symmetric and positive definite; A is an M-matrix, so z >= 0. It is
solved by conjugate gradients with one multigrid V-cycle as preconditioner. The V-cycle takes boxes of 2 x 2 x
2 voxels together, each with the sum of its amounts; voxels that nothing enters or leaves are left out, so any
shape of defect will do. The cycle is symmetric (the same damped Jacobi sweeps before and after), which the
gradients need.

As the V-cycle of a residual estimates the error, the iteration stops where that is small beside every z.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

import jax
import jax.numpy as jnp

from osteon.solve._shifts import ahead, behind

Array: TypeAlias = Any
"""A traced array."""

_DAMPINGS = (0.56, 1.39)
"""Of two Jacobi sweeps: Chebyshev's for the upper three quarters of their spectrum, which lies in 0 to 2."""

TOGETHER = 2**16
"""Voxels of all fields that are solved at once, about: enough to hide what the call of a kernel costs, few
enough for a core's cache."""

_COARSEST = 2
_GRID = (-3, -2, -1)
_RANGE = 1e6


class Level(NamedTuple):
    """One grid of the hierarchy: A z = mass z + sum_f faces (z_i - z_j), all [K, nx, ny, nz].

    faces: between a voxel and its next along x, y and z (last entry along the axis: 0). inverse: of the
    diagonal of A, 0 where A is empty.
    """

    mass: Array
    faces: tuple[Array, ...]
    behind: tuple[Array, ...]
    inverse: Array


class _Search(NamedTuple):
    """The state of the conjugate gradients; energy, error: [K, 1, 1, 1]."""

    z: Array
    residual: Array
    direction: Array
    image: Array
    energy: Array
    error: Array
    count: Array


def solve_fields(
    h: Array,
    d: Array,
    w: Array,
    b: Array,
    guess: Array,
    faces: Sequence[Array],
    volumes: Array,
    tol: float,
    most: int,
    floor: Array | None = None,
) -> tuple[Array, Array]:
    """Solves d x + (h / V) sum_f G (w_i x_i - w_j x_j) = b for K fields: (x [K, nx, ny, nz], error [K]).

    h: step, a scalar (day). d, w, b, guess: [K, nx, ny, nz]. faces: G along x, y and z (mm^3/day), each
    [K, nx, ny, nz], between a voxel and its next, 0 at the last. volumes: [nx, ny, nz] (mm^3). tol: the error
    to reach, relative to x + floor. floor: [K], the smallest amount that matters; default: the amount if well
    mixed. most: iterations. The error returned is the estimate before the last iteration; above tol where it
    did not suffice. x >= 0 always. Where b / d is already the solution within tol it is returned as it is.
    """
    if floor is None:
        floor = jnp.sum(volumes * b, (1, 2, 3)) / jnp.sum(volumes * d, (1, 2, 3))
    one = partial(_solve, h, volumes, tol, most)
    count, side_by_side = len(b), max(1, TOGETHER // volumes.size)
    if count <= side_by_side:
        return one(d, w, b, guess, tuple(faces), floor)
    rounds = -(-count // side_by_side)
    side_by_side = -(-count // rounds)
    last = rounds * side_by_side - count

    def grouped(field: Array) -> Array:
        """[K, ...] as [rounds, K / rounds, ...], filled up with the last field."""
        filled = jnp.concatenate([field, jnp.repeat(field[-1:], last, axis=0)])
        return filled.reshape(rounds, side_by_side, *field.shape[1:])

    groups = jax.tree.map(grouped, (d, w, b, guess, tuple(faces), floor))
    x, error = jax.lax.map(lambda group: one(*group), groups)
    return x.reshape(-1, *b.shape[1:])[:count], error.reshape(-1)[:count]


def weights(y: Array, y1: Array) -> Array:
    """The weights (1 + y / y1) / 2 of the second stage, 1 where both are empty, bounded where y1 is."""
    tiny = float(jnp.finfo(y.dtype).tiny) ** 0.5
    ratio = jnp.where(y1 > tiny, y / jnp.maximum(y1, tiny), jnp.where(y > tiny, _RANGE, 1.0))
    return 0.5 * (1.0 + jnp.minimum(ratio, _RANGE))


def _solve(
    h: Array,
    volumes: Array,
    tol: float,
    most: int,
    d: Array,
    w: Array,
    b: Array,
    guess: Array,
    faces: tuple[Array, ...],
    floor: Array,
) -> tuple[Array, Array]:
    """Some fields at once: see `solve_fields`."""
    w, plain = jnp.clip(w, 1.0 / _RANGE, _RANGE), b / d
    # Voxels without faces are at b / d; among the boxes of the cycle they would only be in the way.
    linked = (
        sum(
            (face + behind(face, axis) for axis, face in zip(_GRID, faces, strict=True)),
            start=jnp.zeros_like(b),
        )
        > 0.0
    )
    mass, right = jnp.where(linked, volumes * d / w, 0.0), jnp.where(linked, volumes * b, 0.0)
    fine = _level(mass, tuple(h * face for face in faces))
    # A is an M-matrix: a residual below tol (right + mass floor) everywhere bounds the error by
    # tol (z + floor).
    floor = floor[:, None, None, None]
    off = jnp.abs(_spread(fine, _settled(w * plain))) / (right + mass * floor + jnp.finfo(b.dtype).tiny)
    off = jnp.max(off, axis=_GRID, keepdims=True)
    direct = off <= tol
    search = _gradients(fine, right, w * guess, tol, most, floor, direct)
    x = _swept(fine, right, jnp.maximum(search.z, 0.0)) / w
    x = jnp.where(direct | ~linked, plain, x)
    return x, jnp.where(direct, off, search.error)[:, 0, 0, 0]


def _gradients(
    fine: Level, right: Array, z: Array, tol: float, most: Array, floor: Array, direct: Array
) -> _Search:
    """Conjugate gradients with a V-cycle, from z, until the estimated error is below tol (z + floor).

    direct: fields [K, 1, 1, 1] that need none. The cycle works in single precision, which is enough for it.
    """
    single: Level = jax.tree.map(lambda part: part.astype(jnp.float32), fine)
    levels = _hierarchy(single)

    def turned(
        z: Array, residual: Array, direction: Array, image: Array, before: Array, count: Array
    ) -> _Search:
        """With the next direction and its image; the last ones may be anything where `before` is 0."""
        # Scaled, so that nothing is too small or too large for single precision.
        size = jnp.max(jnp.abs(residual), axis=_GRID, keepdims=True)
        scaled = _ratio(residual, size).astype(jnp.float32)
        estimate = _settled(size * _cycle(levels, scaled).astype(z.dtype))
        off = jnp.abs(estimate) / (jnp.abs(z + estimate) + floor + jnp.finfo(z.dtype).tiny)
        error = jnp.max(off, axis=_GRID, keepdims=True)
        energy = _dot(residual, estimate)
        share = _ratio(energy, before)
        # A is linear: the image of the new direction needs A on the estimate alone.
        direction, image = estimate + share * direction, _apply(fine, estimate) + share * image
        return _Search(z, residual, direction, image, energy, error, count)

    def step(search: _Search) -> _Search:
        length = _ratio(search.energy, _dot(search.direction, search.image))
        z = search.z + length * search.direction
        residual = search.residual - length * search.image
        return turned(z, residual, search.direction, search.image, search.energy, search.count + 1)

    def going(search: _Search) -> Array:
        return (search.count < most) & jnp.any((search.error > tol) & ~direct)

    nothing, none = jnp.zeros_like(z), jnp.zeros((), jnp.int32)
    start = turned(z, right - _apply(fine, z), nothing, nothing, jnp.zeros_like(floor), none)
    found: _Search = jax.lax.while_loop(going, step, start)
    return found


def _dot(a: Array, b: Array) -> Array:
    """The product of each field with its counterpart, [K, 1, 1, 1]."""
    return jnp.sum(a * b, axis=_GRID, keepdims=True)


def _ratio(a: Array, b: Array) -> Array:
    return jnp.where(b > 0.0, a / jnp.where(b > 0.0, b, 1.0), 0.0)


def _swept(level: Level, right: Array, z: Array) -> Array:
    """One Jacobi sweep; only sums of numbers >= 0, so that nothing can be negative."""
    return (right + _inflow(level, z)) * level.inverse


def _apply(level: Level, z: Array) -> Array:
    """A z. By differences, as small masses would be lost in single precision beside large faces."""
    return level.mass * z + _spread(level, z)


def _spread(level: Level, z: Array) -> Array:
    """sum_f faces (z_i - z_j), by differences: 0 to the last bit where z is uniform."""
    flow = jnp.zeros_like(z)
    for axis, after, before in zip(_GRID, level.faces, level.behind, strict=True):
        flow = flow + after * (z - ahead(z, axis)) + before * (z - behind(z, axis))
    return flow


def _inflow(level: Level, z: Array) -> Array:
    """sum_f faces z_j over the neighbours j."""
    flow = jnp.zeros_like(z)
    for axis, after, before in zip(_GRID, level.faces, level.behind, strict=True):
        flow = flow + after * ahead(z, axis) + before * behind(z, axis)
    return flow


def _level(mass: Array, faces: tuple[Array, ...]) -> Level:
    before = tuple(behind(face, axis) for axis, face in zip(_GRID, faces, strict=True))
    diagonal = sum((*faces, *before), start=mass)
    inverse = jnp.where(diagonal > 0.0, 1.0 / jnp.where(diagonal > 0.0, diagonal, 1.0), 0.0)
    return Level(mass, faces, before, inverse)


def _hierarchy(fine: Level) -> tuple[Level, ...]:
    levels = [fine]
    while max(levels[-1].mass.shape[1:]) > _COARSEST:
        levels.append(_coarser(levels[-1]))
    return tuple(levels)


def _coarser(level: Level) -> Level:
    """The same equation over boxes of two voxels along every axis that has them."""
    shape = level.mass.shape
    faces = []
    for axis, face in zip(_GRID, level.faces, strict=True):
        if shape[axis] == 1:
            faces.append(_boxes(face))
            continue
        # The face between two boxes is that after the second voxel; its flow has twice as far to go.
        second = (jnp.arange(shape[axis]) % 2 == 1).reshape([-1 if i == axis else 1 for i in _GRID])
        faces.append(0.5 * _boxes(jnp.where(second, face, 0.0)))
    return _level(_boxes(level.mass), tuple(faces))


def _boxes(fine: Array) -> Array:
    """The sum over each box."""
    for axis in _GRID:
        if (size := fine.shape[axis]) > 1:
            fine = jnp.pad(fine, [(0, 0), *((0, size % 2 if i == axis else 0) for i in _GRID)])
            fine = fine[_every_other(axis, 0)] + fine[_every_other(axis, 1)]
    return _settled(fine)


def _every_other(axis: int, first: int) -> tuple[slice, ...]:
    return (slice(None), *(slice(first, None, 2) if i == axis else slice(None) for i in _GRID))


def _unboxed(coarse: Array, shape: tuple[int, ...]) -> Array:
    """The value of its box for each voxel of a finer grid."""
    coarse = _settled(coarse)
    for axis in _GRID:
        if (size := shape[axis]) > 1:
            coarse = jax.lax.slice_in_dim(jnp.repeat(coarse, 2, axis=axis), 0, size, axis=axis % 4)
    return coarse


def _cycle(levels: tuple[Level, ...], residual: Array) -> Array:
    """One V-cycle: an estimate of A^-1 residual, symmetric and positive definite as a matrix."""
    level, coarser = levels[0], levels[1:]
    z = _DAMPINGS[0] * level.inverse * residual
    z = _settled(_relaxed(level, residual, z, _DAMPINGS[1]))
    if coarser:
        rest = residual - _apply(level, z)
        step = _unboxed(_cycle(coarser, _boxes(rest)), level.mass.shape)
        z = z + jnp.where(level.inverse > 0.0, step, 0.0)
    z = _settled(_relaxed(level, residual, z, _DAMPINGS[0]))
    return _relaxed(level, residual, z, _DAMPINGS[1])


def _relaxed(level: Level, right: Array, z: Array, damping: float) -> Array:
    return z + damping * level.inverse * (right - _apply(level, z))


def _settled(values: Array) -> Array:
    """The same numbers, kept in memory: what is read seven times must not be worked out seven times.

    XLA heeds `optimization_barrier` on a GPU; on a CPU it fuses across it, but not into a branch that it
    cannot foresee.
    """

    def branch(values: Array) -> Array:
        first = values[(0,) * values.ndim]
        lost = partial(jnp.full_like, fill_value=jnp.nan)
        return jax.lax.cond(first == first, lambda same: same, lost, values)

    kept: Array = jax.lax.platform_dependent(values, cpu=branch, default=jax.lax.optimization_barrier)
    return kept
