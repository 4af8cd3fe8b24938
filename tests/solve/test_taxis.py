"""What movement along an attractant promises: second order, positive, conservative, no new highs."""

from __future__ import annotations

from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osteon.solve._taxis import advect

FREE = 1e9
"""A limit of the speed that nothing comes near."""

Field = np.ndarray


@cache
def _program() -> Any:
    return jax.jit(advect)


def walls(shape: tuple[int, ...], spacing: float) -> tuple[Field, ...]:
    """Conductances of a closed box of cubes."""
    made = tuple(np.full(shape, spacing) for _ in range(3))
    for axis, conductance in enumerate(made):
        conductance[tuple(-1 if number == axis else slice(None) for number in range(3))] = 0.0
    return made


def moved(u: Field, a: Field, h: float, spacing: float, *, dtype: str = "float64", **more: Any) -> Field:
    shape, one = u.shape[1:], np.ones_like(u)
    given = (
        h,
        u,
        a,
        one * more.get("rate", 1.0),
        one * more.get("limit", FREE),
        more.get("conductances", walls(shape, spacing)),
        np.full(3, spacing),
        more.get("volumes", np.full(shape, spacing**3)),
    )
    with jax.enable_x64(dtype == "float64"), jax.numpy_dtype_promotion("strict"):
        made = _program()(*jax.tree.map(lambda x: jnp.asarray(x, dtype), given))
    assert made.dtype == dtype
    return np.asarray(made)


def along(values: Field, axis: int = 0) -> Field:
    """A profile as one mover on a grid that has voxels along one axis only."""
    return values.reshape([1, *(-1 if number == axis else 1 for number in range(3))])


def hill(x: Field) -> Field:
    return 0.01 + np.sin(np.pi * np.clip(x / 0.7, 0.0, 1.0)) ** 4


def rough(shape: tuple[int, ...], seed: int) -> tuple[Field, Field, dict[str, Any]]:
    draw = np.random.default_rng(seed)
    full = (2, *shape)
    conductances = tuple(c * (draw.random(shape) > 0.2) * draw.random(shape) for c in walls(shape, 0.1))
    more = {
        "rate": draw.standard_normal(full),
        "limit": 2.0 * draw.random(full),
        "conductances": conductances,
        "volumes": 1e-3 * (0.5 + draw.random(shape)),
    }
    return draw.random(full) ** 6, 5.0 * draw.standard_normal(full), more


def test_it_is_of_second_order() -> None:
    # v = x, so that u(t, x) = u(0, x exp(-t)) exp(-t); space and time are refined together.
    def error(n: int) -> float:
        x = (np.arange(n) + 0.5) / n
        end = moved(along(hill(x)), along(x**2 / 2.0), 0.4, 1.0 / n).ravel()
        inner = x < 0.9
        return float(np.abs(end - hill(x * np.exp(-0.4)) * np.exp(-0.4))[inner].mean())

    errors = [error(n) for n in (50, 100, 200)]
    assert np.log2(errors[0] / errors[1]) > 1.85
    assert np.log2(errors[1] / errors[2]) > 1.95


def test_a_slanted_stream_is_of_second_order() -> None:
    def error(n: int) -> float:
        x, y = np.meshgrid(*[(np.arange(n) + 0.5) / n] * 2, indexing="ij")

        def exact(t: float) -> Field:
            r = np.hypot(x - 0.35 - t, y - 0.4 - 0.5 * t)
            return np.where(r < 0.3, np.cos(np.pi * np.clip(r / 0.6, 0.0, 0.5)) ** 4, 0.0)

        end = moved(exact(0.0).reshape(1, n, n, 1), (x + 0.5 * y).reshape(1, n, n, 1), 0.25, 1.0 / n)
        return float(np.abs(end.reshape(n, n) - exact(0.25)).mean())

    assert np.log2(error(32) / error(64)) > 1.6


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), h=st.floats(1e-4, 3.0), dtype=st.sampled_from(["float64", "float32"]))
def test_it_is_positive_and_loses_nothing(seed: int, h: float, dtype: str) -> None:
    u, a, more = rough((5, 6, 4), seed)
    end = moved(u, a, h, 0.1, dtype=dtype, **more)
    assert (end >= 0.0).all()
    before, after = ((more["volumes"] * v).sum((1, 2, 3)) for v in (u, end.astype(float)))
    np.testing.assert_allclose(after, before, rtol=1e-12 if dtype == "float64" else 1e-4)


def test_a_jump_stays_without_new_highs_and_lows() -> None:
    x = (np.arange(80) + 0.5) / 80
    end = moved(along(np.where((x > 0.3) & (x < 0.6), 1.0, 0.2)), along(x), 0.3, 1.0 / 80).ravel()
    inner = end[36:-1]  # short of the walls, which are emptied and filled
    assert inner.max() <= 1.0 + 1e-12
    assert inner.min() >= 0.2 - 1e-12
    rises = np.diff(inner)
    assert (rises[: inner.argmax()] >= -1e-12).all()
    assert (rises[inner.argmax() :] <= 1e-12).all()


def test_speed_nears_its_limit_smoothly() -> None:
    x = (np.arange(100) + 0.5) / 100
    u = along(np.exp(-(((x - 0.3) / 0.08) ** 2)))
    for steepness, speed in ((1.0, 0.5), (1000.0, 1000.0 / 1001.0)):
        end = moved(u, along(steepness * x), 0.3, 0.01, limit=1.0).ravel()
        assert (end * x).sum() / end.sum() == pytest.approx(0.3 + 0.3 * speed, abs=1e-3)


def test_nothing_moves_where_nothing_attracts() -> None:
    u, a, more = rough((5, 6, 4), 1)
    assert (moved(u, np.full_like(a, 0.7), 1.0, 0.1, **more) == u).all()
    still = moved(u, a, 1.0, 0.1, conductances=tuple(np.zeros((5, 6, 4)) for _ in range(3)))
    assert (still == u).all()
    assert (moved(u, a, 1.0, 0.1, **{**more, "limit": 0.0}) == u).all()


def test_movers_do_not_see_each_other() -> None:
    u, a, more = rough((5, 6, 4), 2)
    alone = {key: value[:1] if key in ("rate", "limit") else value for key, value in more.items()}
    together, single = moved(u, a, 0.5, 0.1, **more)[:1], moved(u[:1], a[:1], 0.5, 0.1, **alone)
    np.testing.assert_allclose(together, single, rtol=1e-12)


def test_no_axis_and_no_direction_comes_before_another() -> None:
    x = (np.arange(40) + 0.5) / 40
    end = [moved(along(hill(x), axis), along(x**2, axis), 0.2, 0.025).ravel() for axis in range(3)]
    np.testing.assert_allclose(end[1], end[0], rtol=1e-13)
    np.testing.assert_allclose(end[2], end[0], rtol=1e-13)
    back = moved(along(hill(x)[::-1]), along((x**2)[::-1]), 0.2, 0.025).ravel()
    np.testing.assert_allclose(back[::-1], end[0], rtol=1e-12)


def test_a_call_that_would_never_end_is_refused() -> None:
    x = (np.arange(10) + 0.5) / 10
    assert np.isnan(moved(along(hill(x)), along(1e9 * x), 1.0, 0.1)).all()
