"""Diffusion on the voxel grid: locally one-dimensional steps, positive and conservative for any length.

    du/dt = (1 / V) sum over faces of G (u_next - u)

u [K, nx, ny, nz] are K substances, V [nx, ny, nz] the volumes of voxels, G the conductance of a face: its
area over the distance of the two centres, times the harmonic mean of the two diffusivities, which makes the
flux through layers in series exact. A step goes along one axis after the other, each with its own
tridiagonal solves (`_tridiagonal`).

`implicit_step` is implicit Euler along x, then y, then z: first order. `diffuse` is second order. The
weights of each axis are those of the old field; with them a step S_a along axis a is linear, and the step
is the mean over all orders:

    2D   (S_x S_y + S_y S_x) / 2              3D   (S_x S_y S_z + S_x S_z S_y + ... 6 orders) / 6

In the mean, the products of two different axes come out as half of each order, which is what exp(h A) has
at second order, so that nothing but the order of the S_a counts. And no axis is before another: a field
that is turned by 90 degrees or mirrored gives the same result, turned or mirrored, but for rounding. A mean
of positive fields with one sum is positive and has that sum. Orders share what they begin with, and the sum
of what an axis comes last in is taken before that axis: 4 solves in 2D and 12 in 3D. Axes of one voxel cost
nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import NamedTuple, TypeAlias, final

import jax.numpy as jnp
from jax import Array
from jax.experimental.layout import Layout, with_layout_constraint

from osteon.solve._tridiagonal import implicit, weigh, weighted

Faces: TypeAlias = tuple[Array, Array, Array]
"""Conductance times diffusivity, mm^3/day, from a voxel to its next along x, y, z: [K, nx, ny, nz] each."""
Step: TypeAlias = Callable[[Array], Array]


def faces(diffusivity: Array, conductances: tuple[Array, Array, Array]) -> Faces:
    """The faces for diffusivities [K, nx, ny, nz] (mm^2/day) and conductances A/h (mm) [nx, ny, nz] an axis.

    Face i lies between voxel i and the next one; the last is a wall, whatever the conductance says.
    """

    def along(axis: int, conductance: Array) -> Array:
        here = diffusivity
        beyond = jnp.roll(here, -1, axis).at[_last(axis)].set(0)
        both = here + beyond
        mean = 2 * here * (beyond / jnp.where(both > 0, both, jnp.ones_like(both)))
        return mean * conductance[None]

    x, y, z = conductances
    return along(1, x), along(2, y), along(3, z)


def implicit_step(h: Array, u: Array, faces: Faces, volumes: Array) -> Array:
    """Implicit Euler over h (days) along one axis after the other: first order, positive, conservative."""
    h = jnp.asarray(h, u.dtype)
    for axis in _axes(u):
        lines = Lines(u.shape, axis)
        u = lines.back(implicit(h, lines.there(u), lines.there(faces[axis - 1]), lines.volumes(volumes)))
    return u


def diffuse(h: Array, u: Array, faces: Faces, volumes: Array) -> Array:
    """The fields after h (days): second order, positive and conservative for any h, all axes alike."""
    h = jnp.asarray(h, u.dtype)
    steps = [_weighted_step(axis, h, u, faces[axis - 1], volumes) for axis in _axes(u)]
    if len(steps) < 2:
        return steps[0](u) if steps else u
    if len(steps) == 2:
        x, y = steps
        return 0.5 * (x(y(u)) + y(x(u)))
    return _all_orders(u, steps)


def _all_orders(u: Array, steps: list[Step]) -> Array:
    """The mean of u after three linear steps in all their six orders."""
    once, total = [step(u) for step in steps], jnp.zeros_like(u)
    for last, step in enumerate(steps):
        first, second = (number for number in range(3) if number != last)
        total = total + step(0.5 * (steps[second](once[first]) + steps[first](once[second])))
    return total / 3


def _weighted_step(axis: int, h: Array, u: Array, face: Array, volumes: Array) -> Step:
    lines = Lines(u.shape, axis)
    links, held = lines.there(face), lines.volumes(volumes)
    weights = weigh(h, lines.there(u), links, held)
    return lambda u: lines.back(weighted(h, lines.there(u), links, held, weights))


@final
class Lines(NamedTuple):
    """How fields [K, nx, ny, nz] are seen as lines [K, Q, n, M] along an axis: M is 1 only where Q is.

    Along the last axis it changes places with the one before, so that neighbours in memory are of different
    lines; with the nearest one, so that a block of lines lies together.
    """

    shape: tuple[int, ...]
    axis: int

    def there(self, field: Array) -> Array:
        """A field as lines."""
        if self._swaps:
            return _by_rows(jnp.swapaxes(field.reshape(self.shape[0], *self._swapped), 2, 3))
        return field.reshape(self.shape[0], *self._kept)

    def volumes(self, volumes: Array) -> Array:
        """Volumes [nx, ny, nz] as lines [Q, n, M]."""
        if self._swaps:
            return _by_rows(jnp.swapaxes(volumes.reshape(self._swapped), 1, 2))
        return volumes.reshape(self._kept)

    def back(self, lines: Array) -> Array:
        """The field of some lines."""
        return (jnp.swapaxes(_by_rows(lines), 2, 3) if self._swaps else lines).reshape(self.shape)

    @property
    def _swaps(self) -> bool:
        return prod(self.shape[self.axis + 1 :]) == 1

    @property
    def _kept(self) -> tuple[int, int, int]:
        before, after = self.shape[1 : self.axis], self.shape[self.axis + 1 :]
        return prod(before), self.shape[self.axis], prod(after)

    @property
    def _swapped(self) -> tuple[int, int, int]:
        before = [n for n in self.shape[1 : self.axis] if n > 1] or [1]
        return prod(before[:-1]), before[-1], self.shape[self.axis]


def _by_rows(field: Array) -> Array:
    """The field, its last axis side by side in memory. XLA would rather keep it as it was and let every solve
    step over whole lines, which takes twice as long."""
    rows: Array = with_layout_constraint(field, Layout(major_to_minor=tuple(range(field.ndim))))
    return rows


def _axes(u: Array) -> list[int]:
    return [axis for axis in (1, 2, 3) if u.shape[axis] > 1]


def _last(axis: int) -> tuple[slice | int, ...]:
    return tuple(-1 if number == axis else slice(None) for number in range(4))
