"""The Rosenbrock method Rodas5P: eight linear solves with one matrix, no iteration.

For y' = f(y) with Jacobian J, a step of length h solves, for i = 1 ... 8,

    (I / (gamma h) - J) k_i = f(y + sum_j A_ij k_j) + sum_j C_ij k_j / h

and ends at y + sum_j A_8j k_j + k_8; k_8 is the estimate of its error. Order 5, with an estimate of order 4,
L-stable and stiffly accurate; between the ends, with s from 0 to 1, a polynomial of order 4,

    (1 - s) y_0 + s (y_1 + (1 - s) (d_1 + s (d_2 + s d_3))),     d_m = sum_j H_mj k_j.

Source: Steinebach, Construction of Rosenbrock-Wanner method Rodas5P and numerical benchmarks within the Julia
Differential Equations package, BIT Numerical Mathematics 63 (2023) 27, doi:10.1007/s10543-023-00967-x. The
paper was not read; the coefficients are facts read in a program that cites it, and the tests measure the
orders. Time enters as a state whose rate is one, so that the coefficients for explicit time are not needed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

Matrix: TypeAlias = Any
Row: TypeAlias = Any
Array: TypeAlias = NDArray[np.float64]

ORDER = 5
GAMMA = 0.21193756319429014
STAGES = 8


class Step(NamedTuple):
    """The end of a step [S, C], the estimate of its error [S, C], and d_1, d_2, d_3 [3, S, C]."""

    y: Matrix
    error: Matrix
    dense: Matrix


def step(slope: Callable[[Matrix], Matrix], jacobian: Matrix, y: Matrix, h: Row) -> Step:
    """One step of length h [C] from y [S, C]; jacobian [S, S, C] is that of `slope` at y."""
    couple, memory, dense = (jnp.asarray(part, y.dtype) for part in _tables())
    inverse = inverted(jnp.eye(y.shape[0], dtype=y.dtype)[:, :, None] / (GAMMA * h) - jacobian)

    def stage(i: Row, walk: tuple[Matrix, Matrix]) -> tuple[Matrix, Matrix]:
        k, _ = walk
        point = y + _weighted(couple[i], k)
        right = slope(point) + _weighted(memory[i], k) / h
        return k.at[i].set(times(inverse, right)), point

    k, point = jax.lax.fori_loop(0, STAGES, stage, (jnp.zeros((STAGES, *y.shape), y.dtype), y))
    return Step(point + k[-1], k[-1], jnp.stack([_weighted(row, k) for row in dense]))


def between(share: Matrix, y: Matrix, end: Step) -> Matrix:
    """The states at a share of the step from y to its end; shapes broadcast."""
    d1, d2, d3 = end.dense
    return (1.0 - share) * y + share * (end.y + (1.0 - share) * (d1 + share * (d2 + share * d3)))


def inverted(matrix: Matrix) -> Matrix:
    """The inverse of each matrix [S, S] of a stack [S, S, C] by Gauss-Jordan elimination, no row exchanged.

    The matrices here are near multiples of the unit matrix for small steps; a pivot of zero gives infinities,
    which the control of the error answers with a shorter step.
    """
    size = matrix.shape[0]
    number = jnp.arange(size)

    def eliminate(k: Row, m: Matrix) -> Matrix:
        pivot = 1.0 / m[k, k]
        here = (number == k)[:, None]
        row = jnp.where(here, pivot, m[k] * pivot)
        column = jnp.where(here, 0.0, m[:, k])
        others = jnp.where(here[None], 0.0, m) - column[:, None] * row[None]
        return jnp.where(here[:, None], row[None], others)

    result: Matrix = jax.lax.fori_loop(0, size, eliminate, matrix)
    return result


def times(matrix: Matrix, vector: Matrix) -> Matrix:
    """The product of each matrix [S, S, C] with its vector [S, C]."""
    return jnp.sum(matrix * vector[None], axis=1)


def _weighted(weights: Matrix, k: Matrix) -> Matrix:
    return jnp.sum(weights[:, None, None] * k, axis=0)


@cache
def _tables() -> tuple[Array, Array, Array]:
    """The coefficients a_ij and c_ij [STAGES, STAGES], and those of the values between steps [3, STAGES]."""
    return _lower(A), _lower(C), np.array(H)


def _lower(rows: tuple[tuple[float, ...], ...]) -> Array:
    matrix = np.zeros((STAGES, STAGES))
    for i, row in enumerate(rows):
        matrix[i, : len(row)] = row
    return matrix


_LAST = (
    -7.502846399306121,
    2.561846144803919,
    -11.627539656261098,
    -0.18268767659942256,
    0.030198172008377946,
)
A = (
    (),
    (3.0,),
    (2.849394379747939, 0.45842242204463923),
    (-6.954028509809101, 2.489845061869568, -10.358996098473584),
    (2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641),
    _LAST,
    (*_LAST, 1.0),
    (*_LAST, 1.0, 1.0),
)
C = (
    (),
    (-14.155112264123755,),
    (-17.97296035885952, -2.859693295451294),
    (147.12150275711716, -1.41221402718213, 71.68940251302358),
    (165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306),
    (
        24.854864614690072,
        -3.0009227002832186,
        47.4931110020768,
        5.5814197821558125,
        -0.6610691825249471,
    ),
    (
        30.91273214028599,
        -3.1208243349937974,
        77.79954646070892,
        34.28646028294783,
        -19.097331116725623,
        -28.087943162872662,
    ),
    (
        37.80277123390563,
        -3.2571969029072276,
        112.26918849496327,
        66.9347231244047,
        -40.06618937091002,
        -54.66780262877968,
        -9.48861652309627,
    ),
)
H = (
    (
        25.948786856663858,
        -2.5579724845846235,
        10.433815404888879,
        -2.3679251022685204,
        0.524948541321073,
        1.1241088310450404,
        0.4272876194431874,
        -0.17202221070155493,
    ),
    (
        -9.91568850695171,
        -0.9689944594115154,
        3.0438037242978453,
        -24.495224566215796,
        20.176138334709044,
        15.98066361424651,
        -6.789040303419874,
        -6.710236069923372,
    ),
    (
        11.419903575922262,
        2.8879645146136994,
        72.92137995996029,
        80.12511834622643,
        -52.072871366152654,
        -59.78993625266729,
        -0.15582684282751913,
        4.883087185713722,
    ),
)
