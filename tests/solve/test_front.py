"""What a moving surface promises: it goes as fast as asked, in every direction and on every grid."""

from __future__ import annotations

from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osteon.solve._front import interface

Field = np.ndarray
T = 0.3


@cache
def _program() -> Any:
    return jax.jit(interface)


@cache
def _grown(count: int) -> Any:
    """Heun's method for dphi/dt = surface (1 - phi): a speed of 1."""

    def run(phi: Any, healing: Any, spacing: Any, h: Any) -> Any:
        def slope(phi: Any) -> Any:
            return interface(phi, healing, spacing) * (1.0 - phi)

        def step(_: Any, phi: Any) -> Any:
            first = phi + h * slope(phi)
            return 0.5 * phi + 0.5 * (first + h * slope(first))

        return jax.lax.fori_loop(0, count, step, phi)

    return jax.jit(run)


def surface(phi: Field, healing: Field | None = None, dtype: str = "float64") -> Field:
    healing = np.ones(phi.shape, bool) if healing is None else healing
    with jax.enable_x64(dtype == "float64"), jax.numpy_dtype_promotion("strict"):
        made = _program()(jnp.asarray(phi, dtype), jnp.asarray(healing), jnp.asarray([0.1, 0.2, 0.3], dtype))
    assert made.dtype == dtype
    return np.asarray(made)


def grown(phi: Field, spacing: float) -> Field:
    count = int(np.ceil(T / (0.2 * spacing)))
    with jax.enable_x64(True), jax.numpy_dtype_promotion("strict"):
        given = (jnp.asarray(phi), jnp.ones(phi.shape, bool), jnp.full(3, spacing), jnp.asarray(T / count))
        return np.asarray(_grown(count)(*given))


def distances(n: int, dimensions: int) -> Field:
    """From the corner of a unit box, which is a plane of symmetry."""
    x = (np.arange(n) + 0.5) / n
    squares = np.meshgrid(*[x**2] * dimensions, indexing="ij")
    return np.sqrt(sum(squares)).reshape([n] * dimensions + [1] * (3 - dimensions))


def profile(r: Field) -> Field:
    return 0.5 * (1.0 - np.tanh((r - 0.3) / 0.08))


@pytest.mark.parametrize(
    ("dimensions", "grids", "order", "error"),
    [(1, (64, 128), 1.7, 2e-3), (2, (64, 128), 1.8, 1e-3), (3, (24, 48), 1.5, 4e-3)],
)
def test_a_front_goes_as_fast_as_asked(
    dimensions: int, grids: tuple[int, int], order: float, error: float
) -> None:
    """A plane, a circle and a sphere; mean error of the share. Order 1.8, 1.9 and 1.6 as measured."""
    errors = []
    for n in grids:
        r = distances(n, dimensions)
        errors.append(np.abs(grown(profile(r), 1.0 / n) - profile(r - T)).mean())
    assert errors[1] < error
    assert np.log2(errors[0] / errors[1]) > order


def radius(phi: Field, n: int, angle: float) -> float:
    """Where the share passes one half on a ray from the corner."""
    r = np.linspace(0.2, 0.95, 400)
    x, y = r * np.cos(angle) * n - 0.5, r * np.sin(angle) * n - 0.5
    i, j = np.clip(x.astype(int), 0, n - 2), np.clip(y.astype(int), 0, n - 2)
    s, t = x - i, y - j
    values = (1 - s) * ((1 - t) * phi[i, j] + t * phi[i, j + 1])
    values = values + s * ((1 - t) * phi[i + 1, j] + t * phi[i + 1, j + 1])
    return float(np.interp(0.5, values[::-1], r[::-1]))


def test_a_circle_stays_round() -> None:
    """Radii in seven directions differ by less than 0.1 voxels; each is off by less than 0.25."""
    n = 64
    phi = grown(profile(distances(n, 2)), 1.0 / n)[:, :, 0]
    radii = np.asarray([radius(phi, n, angle) for angle in np.linspace(0.1, np.pi / 2.0 - 0.1, 7)])
    assert np.ptp(radii) * n < 0.1
    assert np.abs(radii - 0.6).max() * n < 0.25


def test_a_sharp_edge_goes_as_fast_as_asked() -> None:
    n = 100
    x = (np.arange(n) + 0.5) / n
    end = grown(np.where(x < 0.3, 1.0, 0.0).reshape(n, 1, 1), 1.0 / n)
    assert end.sum() / n == pytest.approx(0.3 + T, abs=0.01)


def test_there_is_no_surface_where_all_is_alike() -> None:
    for share in (0.0, 0.3, 1.0):
        assert (surface(np.full((5, 4, 3), share)) == 0.0).all()


def test_a_neighbour_that_does_not_heal_is_no_neighbour() -> None:
    healing = np.random.default_rng(0).random((6, 5, 4)) > 0.4
    assert (surface(np.where(healing, 0.4, 1.0), healing) == 0.0).all()


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    sharp=st.sampled_from([0.01, 1.0, 100.0]),
    dtype=st.sampled_from(["float64", "float32"]),
)
def test_it_is_bounded_whatever_the_shares(seed: int, sharp: float, dtype: str) -> None:
    draw = np.random.default_rng(seed)
    phi = np.clip(0.5 + sharp * draw.standard_normal((6, 5, 4)), 0.0, 1.0)
    made = surface(phi, draw.random(phi.shape) > 0.2, dtype)
    assert np.isfinite(made).all()
    assert (made >= 0.0).all()
    assert (made <= 2.0 * np.sqrt(100.0 + 25.0 + 100.0 / 9.0) * (1.0 + 1e-6)).all()
    assert (made[phi == 1.0] == 0.0).all()


def test_no_direction_comes_before_another() -> None:
    phi = np.random.default_rng(1).random((6, 5, 4))
    made = surface(phi)
    for axis in range(3):
        np.testing.assert_allclose(np.flip(surface(np.flip(phi, axis)), axis), made, rtol=1e-13)
    x = np.random.default_rng(2).random(9)
    lines = [surface(np.moveaxis(x.reshape(9, 1, 1), 0, axis)).ravel() for axis in range(3)]
    np.testing.assert_allclose(2.0 * lines[1], lines[0], rtol=1e-13)
    np.testing.assert_allclose(3.0 * lines[2], lines[0], rtol=1e-13)
