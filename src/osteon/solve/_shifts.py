"""Neighbours on a grid of voxels."""

from __future__ import annotations

from typing import Any, TypeAlias

import jax
import jax.numpy as jnp

Array: TypeAlias = Any
"""A traced array."""


def ahead(values: Array, axis: int) -> Array:
    """The value of the next voxel along an axis (counted from the end where negative), 0 past the end."""
    return _shifted(values, axis % values.ndim, 1, (0, 1))


def behind(values: Array, axis: int) -> Array:
    """The value of the voxel before along an axis, 0 past the end."""
    return _shifted(values, axis % values.ndim, 0, (1, 0))


def _shifted(values: Array, axis: int, start: int, pad: tuple[int, int]) -> Array:
    part = jax.lax.slice_in_dim(values, start, start + values.shape[axis] - 1, axis=axis)
    return jnp.pad(part, [pad if i == axis else (0, 0) for i in range(values.ndim)])
