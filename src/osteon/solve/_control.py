"""How long a step may be: each lane has its own step, its own error and its own memory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import jax.numpy as jnp

from osteon.solve._lower import Row

FIRST = 1e-3
"""Days of the first step, and of the first after an event (1.4 minutes; soon corrected by the controller)."""

SAFETY, SHRINK, GROW = 0.9, 0.2, 5.0
"""The share taken of the step that the error allows, and the limits of a change from step to step."""

PROPORTIONAL, INTEGRAL = 0.7, 0.4
"""Exponents of the PI controller, to be divided by the order q of an error h^q (Hairer & Wanner, Solving ODEs
II, IV.2)."""


def relative(error: Sequence[Row], y: Sequence[Row], resolutions: Sequence[float]) -> Row:
    """max_i |error_i| / (y_i + resolution_i) [C]; where that is not a number, infinity.

    resolutions: below them the error of a state is measured as a share of the resolution, not of the state.
    """
    parts = [jnp.abs(e) / (jnp.abs(row) + r) for e, row, r in zip(error, y, resolutions, strict=True)]
    worst = reduce(jnp.maximum, parts)
    return jnp.where(jnp.isfinite(worst), worst, jnp.inf)


def growth(error: Row, last: Row, order: int = 3) -> Row:
    """By what the next step is longer after a good one with `error`; `last`: error of the good one before.

    order: q, where the error of a step of length h is of order h^q.
    """
    floor = 1e-4
    damped = jnp.maximum(last, floor) ** (INTEGRAL / order)
    factor = SAFETY * jnp.maximum(error, floor) ** (-PROPORTIONAL / order) * damped
    return jnp.clip(factor, SHRINK, GROW)


def retreat(error: Row, order: int = 3) -> Row:
    """By what a step that was not good (error > 1) is shorter when tried again."""
    return jnp.clip(SAFETY * error ** (-1.0 / order), SHRINK, SAFETY)
