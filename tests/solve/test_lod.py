"""What diffusion on the voxel grid promises: positive, conservative, second order, no axis before another."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from osteon.solve._lod import diffuse, faces, implicit_step

SHAPES = [(40, 1, 1), (1, 1, 9), (8, 7, 1), (7, 1, 8), (1, 6, 5), (5, 4, 6)]
STEPS = {"diffuse": diffuse, "implicit_step": implicit_step}
Field = np.ndarray


def walls(shape: tuple[int, ...]) -> tuple[Field, Field, Field]:
    """Conductances of 1 between all voxels."""
    made = [np.ones(shape) for _ in range(3)]
    for axis, conductance in enumerate(made):
        conductance[tuple(-1 if number == axis else slice(None) for number in range(3))] = 0.0
    return made[0], made[1], made[2]


@cache
def compiled(step: str, dtype: str) -> Callable[..., Any]:
    """A step for arrays of any shape, compiled in its precision with strict promotion."""
    run = jax.jit(lambda h, u, d, c, v: STEPS[step](h, u, faces(d, c), v))

    def call(h: float, u: Field, d: Field, c: tuple[Field, ...], v: Field) -> Field:
        with jax.enable_x64(dtype == "float64"), jax.numpy_dtype_promotion("strict"):
            given = jax.tree.map(lambda x: jnp.asarray(x, dtype), (h, u, d, c, v))
            made = run(*given)
        assert made.dtype == dtype
        return np.asarray(made)

    return call


def stepped(
    u: Field, *, h: float, count: int = 1, step: str = "diffuse", dtype: str = "float64", **grid: Any
) -> Field:
    d, c, v = (
        grid.get("d", np.ones_like(u)),
        grid.get("c", walls(u.shape[1:])),
        grid.get("v", np.ones(u.shape[1:])),
    )
    for _ in range(count):
        u = compiled(step, dtype)(h, u, d, c, v)
    return u


def rough(shape: tuple[int, ...], seed: int = 0, kinds: int = 2) -> dict[str, Any]:
    """A field, diffusivities, conductances and volumes that differ from voxel to voxel."""
    draw = np.random.default_rng(seed)
    c = tuple(draw.random(shape) + 0.2 for _ in range(3))
    whole = (kinds, *shape)
    return {"u": draw.random(whole), "d": draw.random(whole) + 0.01, "c": c, "v": draw.random(shape) + 0.5}


def exact(u: Field, d: Field, c: tuple[Field, ...], v: Field, days: float) -> Field:
    """The matrix exponential of the whole grid, a substance at a time."""
    number, size = np.arange(v.size).reshape(v.shape), v.size
    ends = []
    for field, diffusivity in zip(u, d, strict=True):
        a = np.zeros((size, size))
        for axis, n in enumerate(v.shape):
            i, j = (number.take(range(*ends), axis).ravel() for ends in ((0, n - 1), (1, n)))
            here, beyond = diffusivity.ravel()[i], diffusivity.ravel()[j]
            g = c[axis].take(range(n - 1), axis).ravel() * 2 * here * beyond / (here + beyond)
            for x, y in ((i, j), (j, i)):
                a[x, y] += g
                a[x, x] -= g
        ends.append((expm(days * a / v.ravel()[:, None]) @ field.ravel()).reshape(v.shape))
    return np.stack(ends)


@pytest.mark.parametrize("shape", SHAPES)
def test_second_order_in_time_on_a_grid_that_differs_everywhere(shape: tuple[int, ...]) -> None:
    given = rough(shape)
    end = exact(**given, days=0.4)
    errors = [np.abs(stepped(**given, h=0.4 / count, count=count) - end).max() for count in (16, 32, 64)]
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (orders > 1.85).all()
    assert errors[-1] < 5e-5


def test_the_cheap_step_is_of_first_order() -> None:
    given = rough((5, 4, 6))
    end = exact(**given, days=0.4)
    errors = [
        np.abs(stepped(**given, h=0.4 / count, count=count, step="implicit_step") - end).max()
        for count in (16, 32)
    ]
    assert np.log2(errors[0] / errors[1]) == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("layout", ["plane", "cylinder", "sphere"])
def test_second_order_in_space_with_a_made_up_solution(layout: str) -> None:
    """cos(pi x) in a box, and the eigenfunctions J0(j r) and sin(k r) / (k r) whose slope at r = 1 is 0."""
    errors = []
    for n in (8, 16, 32):
        h = 1.0 / n
        edges = np.arange(n + 1) * h
        centres = edges[:-1] + h / 2
        power = ("plane", "cylinder", "sphere").index(layout)
        volumes, areas = np.diff(edges ** (power + 1)) / (power + 1), edges[1:] ** power
        areas[-1] = 0.0
        shape, rate = mode(layout)
        u = 1.0 + 0.5 * shape(centres)
        if layout == "plane":
            grid = (n, n, 1)
            u = 1.0 + 0.5 * np.multiply.outer(shape(centres), shape(centres))[..., None]
            ones = np.full(grid, 1.0)
            made = stepped(
                u[None], h=0.05 / (2 * n), count=2 * n, c=(ones, ones, ones), v=np.full(grid, h * h)
            )
            end = 1.0 + (u - 1.0) * np.exp(-2 * rate * 0.05)
        else:
            c = (areas / h)[:, None, None]
            u = u[:, None, None]
            made = stepped(u[None], h=0.05 / (2 * n), count=2 * n, c=(c, c, c), v=volumes[:, None, None])
            end = 1.0 + (u - 1.0) * np.exp(-rate * 0.05)
        errors.append(np.abs(made[0] - end).max())
    assert (np.log2(np.array(errors[:-1]) / errors[1:]) > 1.8).all()


def mode(layout: str) -> tuple[Callable[[Field], Field], float]:
    from scipy.special import j0, jn_zeros

    if layout == "plane":
        return lambda x: np.cos(np.pi * x), np.pi**2
    if layout == "cylinder":
        k = float(jn_zeros(1, 1)[0])
        return lambda r: j0(k * r), k**2
    k = 4.493409457909064  # tan k = k
    return lambda r: np.sin(k * r) / (k * r), k**2


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_layers_in_series_carry_the_flux_of_the_harmonic_mean(axis: int) -> None:
    """Between two reservoirs the steady profile is piecewise linear, with slopes as 1 / D, to rounding."""
    n, huge = 12, 1e9
    d = np.ones(n)
    d[5:9], d[9:] = 0.05, 3.0
    between = 2 * d[:-1] * d[1:] / (d[:-1] + d[1:])
    drops = np.concatenate([[0.0], np.cumsum(1 / between)])
    profile = 1.0 - 0.5 * drops / drops[-1]
    lay = [np.newaxis] * 3
    lay[axis] = slice(None)
    line = lambda x: np.asarray(x)[tuple(lay)]  # noqa: E731
    volumes = np.ones(n)
    volumes[[0, -1]] = huge
    c = [np.ones(n), np.ones(n), np.ones(n)]
    end = stepped(
        line(profile)[None], h=0.7, count=20, d=line(d)[None], c=tuple(line(x) for x in c), v=line(volumes)
    )
    assert end.ravel() == pytest.approx(profile, rel=1e-7)


def test_a_face_beside_a_voxel_without_diffusion_lets_nothing_through() -> None:
    d = np.ones((1, 6, 1, 1))
    d[0, 3] = 0.0
    u = np.array([1.0, 2.0, 3.0, 7.0, 0.0, 0.0]).reshape(1, 6, 1, 1)
    end = stepped(u, h=1e6, d=d).ravel()
    assert end == pytest.approx([2.0, 2.0, 2.0, 7.0, 0.0, 0.0], rel=1e-5)
    assert (end[4:] == 0).all()


@pytest.mark.parametrize("step", STEPS)
@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1), power=st.floats(-12, 12), spread=st.floats(0, 8), empty=st.floats(0, 0.98)
)
def test_positive_and_conservative_at_any_step(
    step: str, seed: int, power: float, spread: float, empty: float
) -> None:
    draw = np.random.default_rng(seed)
    given = rough((5, 4, 6), seed)
    given["u"] = np.where(
        draw.random(given["u"].shape) < empty, 0.0, 10 ** draw.uniform(-30, 6, given["u"].shape)
    )
    given["d"] = 10 ** draw.uniform(-spread, spread, given["d"].shape)
    end = stepped(**given, h=10**power, step=step)
    assert (end >= 0).all()
    assert (end[given["u"] > 0] > 0).all()
    whole = [(given["v"] * field).sum(axis=(1, 2, 3)) for field in (given["u"], end)]
    assert whole[1] == pytest.approx(whole[0], rel=1e-12)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("h", [1e-3, 1.0, 1e9])
def test_a_lone_source_in_nothing_stays_finite_and_positive(h: float, dtype: str) -> None:
    """Far from it a and b of the weights vanish beside each other; their ratio is bounded."""
    u = np.zeros((1, 200, 1, 1))
    u[0, 0] = 1e5
    end = stepped(u, h=h, dtype=dtype)
    assert np.isfinite(end).all()
    assert (end >= 0).all()
    assert end.sum() == pytest.approx(1e5, rel=1e-12 if dtype == "float64" else 1e-5)


@pytest.mark.parametrize("shape", [(6, 6, 1), (5, 5, 5)])
def test_a_turned_or_mirrored_field_gives_the_turned_or_mirrored_result(shape: tuple[int, ...]) -> None:
    draw = np.random.default_rng(3)
    u, d = draw.random((2, *shape)), draw.random((2, *shape)) + 0.01
    end = stepped(u, h=0.8, d=d)
    planes = [(1, 2)] if shape[2] == 1 else [(1, 2), (1, 3), (2, 3)]
    for plane in planes:
        turned = stepped(np.rot90(u, 1, plane), h=0.8, d=np.rot90(d, 1, plane))
        assert turned == pytest.approx(np.rot90(end, 1, plane), rel=1e-13)
    for axis in (1, 2, 3):
        assert stepped(np.flip(u, axis), h=0.8, d=np.flip(d, axis)) == pytest.approx(
            np.flip(end, axis), rel=1e-13
        )


def test_substances_and_grids_do_not_depend_on_how_lines_are_cut_into_blocks() -> None:
    """A grid of more lines than a block has, beside each of its substances alone."""
    given = rough((20, 23, 26), kinds=3)
    whole = stepped(**given, h=0.3)
    for kind in range(3):
        one = given | {"u": given["u"][kind : kind + 1], "d": given["d"][kind : kind + 1]}
        assert stepped(**one, h=0.3)[0] == pytest.approx(whole[kind], rel=1e-13)


def test_rough_fields_are_smoothed_by_long_steps() -> None:
    """A chequered field loses its roughness in one long step; the weights of MPRK22 would turn it over."""
    checks = np.indices((16, 16, 1)).sum(axis=0) % 2
    for h in (1.0, 10.0, 1e3, 1e6):
        end = stepped(1.0 + 0.1 * checks[None], h=h) - 1.05
        assert np.abs(end).max() < 0.012
        assert np.abs(end).max() < 0.3 / h


def test_single_precision_follows_double() -> None:
    given = rough((8, 7, 6))
    assert stepped(**given, h=0.3, dtype="float32") == pytest.approx(stepped(**given, h=0.3), rel=2e-5)


def test_a_single_voxel_stays_as_it_is() -> None:
    u = np.full((3, 1, 1, 1), 2.5)
    assert (stepped(u, h=5.0) == u).all()
