"""What the linear solves of diffusion promise: exact, positive, balanced, no axis before another."""

from __future__ import annotations

from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix, diags
from scipy.sparse.linalg import spsolve

from osteon.solve._helmholtz import solve_fields, weights

SHAPES = [(33, 1, 1), (1, 12, 1), (9, 8, 1), (1, 5, 10), (7, 6, 9)]
H = 0.1
Field = np.ndarray


@cache
def _program() -> Any:
    return jax.jit(solve_fields)


def solved(
    system: dict[str, Any], *, tol: float = 1e-12, most: int = 100, dtype: str = "float64"
) -> tuple[Field, Field]:
    given = (system[key] for key in ("d", "w", "b", "guess", "faces", "volumes"))
    with jax.enable_x64(dtype == "float64"), jax.numpy_dtype_promotion("strict"):
        arrays = jax.tree.map(lambda x: jnp.asarray(x, dtype), (H, *given, tol))
        x, error = _program()(*arrays, jnp.asarray(most, "int32"))
    assert x.dtype == error.dtype == dtype
    return np.asarray(x), np.asarray(error)


def system(shape: tuple[int, ...], seed: int = 0, kinds: int = 2, holes: float = 0.25) -> dict[str, Any]:
    """Fast and slow fields on a grid with holes, everything different everywhere."""
    draw = np.random.default_rng(seed)
    full = (kinds, *shape)
    healing = draw.random(shape) > holes
    spread = 15.0 * np.exp(draw.standard_normal(full) - 2.0 * np.arange(kinds).reshape(-1, 1, 1, 1)) * healing
    faces = []
    for axis in range(3):
        other = np.roll(spread, -1, axis + 1)
        face = spread * other / np.maximum(spread + other, 1e-300)
        face[tuple(-1 if number == axis + 1 else slice(None) for number in range(4))] = 0.0
        faces.append(face)
    return {
        "d": np.where(healing, 1.0 + 20.0 * draw.random(full), 1.0),
        "w": 0.5 + 2.0 * draw.random(full),
        "b": np.where(healing, draw.random(full) ** 6, 0.0),
        "guess": draw.random(full),
        "faces": tuple(faces),
        "volumes": 1e-3 * (0.5 + draw.random(shape)),
    }


def changed(given: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return given | changes


def direct(given: dict[str, Any], kind: int) -> Field:
    """One field by elimination."""
    volumes, d, w, b = (np.broadcast_to(given[k], given["d"].shape)[kind] for k in ("volumes", "d", "w", "b"))
    number = np.arange(d.size).reshape(d.shape)
    matrix = diags((volumes * d / w).ravel()).tocsr()
    for axis, face in enumerate(given["faces"]):
        i, j, g = number.ravel(), np.roll(number, -1, axis).ravel(), H * face[kind].ravel()
        places = (np.r_[i, j, i, j], np.r_[i, j, j, i])
        matrix = matrix + csr_matrix((np.r_[g, g, -g, -g], places), shape=matrix.shape)
    return spsolve(matrix.tocsc(), (volumes * b).ravel()).reshape(d.shape) / w


@pytest.mark.parametrize("shape", SHAPES)
def test_it_finds_the_solution_of_the_equations(shape: tuple[int, ...]) -> None:
    given = system(shape)
    x, error = solved(given)
    for kind in range(2):
        right = direct(given, kind)
        assert np.abs(x[kind] - right).max() < 1e-11 * right.max()
    assert (error < 1e-12).all()


def test_the_error_told_is_the_error_made() -> None:
    given = system((12, 11, 10), seed=3, kinds=1)
    right = direct(given, 0)
    floor = (given["volumes"] * given["b"][0]).sum() / (given["volumes"] * given["d"][0]).sum()
    for most in (4, 6, 9):
        x, error = solved(given, most=most)
        made = (np.abs(x[0] - right) / (right + floor)).max()
        assert 0.3 * error[0] < made < 3.0 * error[0]


def test_a_step_that_it_cannot_solve_is_told() -> None:
    given = system((12, 11, 10), seed=3)
    assert (solved(given, tol=1e-10, most=1)[1] > 1e-10).all()


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_hard_diffusion_takes_few_iterations(dtype: str) -> None:
    # Oxygen at 0.1 mm: h D / dx^2 = 1500.
    given = system((20, 19, 17), seed=1, kinds=1, holes=0.1)
    given = changed(given, faces=tuple(150.0 / 15.0 * face for face in given["faces"]))
    assert (solved(given, tol=2e-5, most=20, dtype=dtype)[1] < 2e-5).all()


def test_single_precision_is_close_to_double() -> None:
    given = system((7, 6, 9), seed=2)
    single, double = solved(given, tol=1e-5, dtype="float32")[0], solved(given)[0]
    assert (
        np.abs(single - double).max() < 2e-4 * double.max()
    )  # a start a hundred times too large leaves that


def test_it_is_of_second_order_in_space() -> None:
    def error(n: int) -> float:
        x = (np.arange(n) + 0.5) / n
        wave = np.cos(np.pi * x)[:, None] * np.cos(2.0 * np.pi * x)
        exact, spread, d = 2.0 + wave, 0.7, 3.0
        b = d * exact + H * spread * 5.0 * np.pi**2 * wave
        faces = [np.full((1, n, n, 1), spread / n) for _ in range(2)] + [np.zeros((1, n, n, 1))]
        faces[0][:, -1], faces[1][:, :, -1] = 0.0, 0.0
        one = np.ones((1, n, n, 1))
        given = {"d": d * one, "w": one, "b": b.reshape(one.shape), "guess": one, "faces": tuple(faces)}
        made = solved(given | {"volumes": one[0] / n**3})[0]
        return float(np.abs(made.reshape(n, n) - exact).max())

    assert np.log2(error(16) / error(32)) > 1.95


@settings(max_examples=25)
@given(
    seed=st.integers(0, 10_000),
    most=st.integers(0, 4),
    reach=st.floats(-6.0, 6.0),
    dtype=st.sampled_from(["float64", "float32"]),
)
def test_nothing_is_ever_below_zero(seed: int, most: int, reach: float, dtype: str) -> None:
    given = system((6, 5, 4), seed=seed)
    given = changed(
        given,
        b=np.where(given["b"] > 0.3, given["b"], 0.0),
        w=10.0 ** (reach * (2.0 * given["w"] / 2.5 - 1.0)),
    )
    x, _ = solved(given, most=most, dtype=dtype)
    assert np.isfinite(x).all()
    assert (x >= 0.0).all()


def test_what_is_lost_is_what_came() -> None:
    given = system((7, 6, 9), seed=4)
    x, _ = solved(given)
    came, lost = ((given["volumes"] * given[a] * c).sum((1, 2, 3)) for a, c in (("b", 1.0), ("d", x)))
    np.testing.assert_allclose(lost, came, rtol=1e-10)


def test_what_is_the_same_everywhere_stays_so_to_the_last_bit() -> None:
    given = system((7, 6, 9), seed=5)
    same = {key: np.full_like(given[key], value) for key, value in (("d", 3.7), ("w", 1.3), ("b", 0.9))}
    for dtype in ("float64", "float32"):
        x, error = solved(changed(given, **same), dtype=dtype)
        assert (error == 0.0).all()
        assert (x == np.dtype(dtype).type(0.9) / np.dtype(dtype).type(3.7)).all()


def test_nothing_anywhere_is_solved_by_nothing() -> None:
    given = system((5, 4, 3))
    x, error = solved(changed(given, b=np.zeros_like(given["b"]), guess=np.zeros_like(given["b"])))
    assert (x == 0.0).all()
    assert (error == 0.0).all()


def test_no_axis_comes_before_another() -> None:
    given = system((8, 6, 5), seed=6)
    x, _ = solved(given)
    turned = {key: np.moveaxis(given[key], 1, 3) for key in ("d", "w", "b", "guess")}
    turned["faces"] = tuple(np.moveaxis(given["faces"][axis], 1, 3) for axis in (1, 2, 0))
    turned["volumes"] = np.moveaxis(given["volumes"], 0, 2)
    np.testing.assert_allclose(np.moveaxis(solved(turned)[0], 3, 1), x, rtol=1e-10, atol=1e-13)


def test_a_mirrored_field_has_a_mirrored_solution() -> None:
    given = system((8, 6, 4), seed=7)
    x, _ = solved(given)
    turned = {key: given[key][:, ::-1] for key in ("d", "w", "b", "guess")}
    along = np.roll(given["faces"][0][:, ::-1], -1, 1)
    turned["faces"] = (along, given["faces"][1][:, ::-1], given["faces"][2][:, ::-1])
    turned["volumes"] = given["volumes"][::-1]
    np.testing.assert_allclose(solved(turned)[0][:, ::-1], x, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_weights_are_sound_whatever_is_empty(dtype: str) -> None:
    with jax.enable_x64(dtype == "float64"):
        y, y1 = (jnp.asarray(v, dtype) for v in ([0.0, 0.0, 2.0, 2.0, 1e-30], [0.0, 4.0, 0.0, 4.0, 1e-38]))
        w = np.asarray(weights(y, y1))
    assert w[0] == 1.0
    assert w[1] == 0.5
    assert w[3] == 0.75
    assert ((w >= 0.5) & (w < 1e6)).all()
