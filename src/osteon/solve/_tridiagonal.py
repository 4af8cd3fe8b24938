"""Diffusion along the lines of one axis: positive and conservative tridiagonal solves without a subtraction.

Along a line of n voxels with volumes V_i and links g_i (conductance times step) between i and i + 1, a
solve is

    c_i w_i + g_i (w_i - w_(i+1)) + g_(i-1) (w_i - w_(i-1)) = V_i u_i             c_i > 0

Elimination from one end keeps e_i, what leads from voxel i and all before it to the ground, and s_i, the
amount that has come down to it. Both are sums, products and ratios of positive numbers, as Grassmann,
Taksar and Heyman do it:

    e_i = c_i + f_(i-1) e_(i-1),   f_i = g_i / (e_i + g_i),   s_i = (V_i u_i + g_(i-1) s_(i-1)) / (e_i + g_i)
    w_i = s_i + f_i w_(i+1)

so that w is exactly positive and sum c w = sum V u to rounding for any step, however large g is beside V.

Arrays are [K, Q, n, M]: K substances, the n voxels of a line, and Q x M lines; volumes are [Q, n, M]. Lines
are taken in blocks that a core's cache holds, and in a block one voxel of all its lines at a time. What a
block keeps between its passes is stored apart, so that each field is read or written once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeAlias, cast

import jax.numpy as jnp
from jax import Array, lax

LINES = 1024
"""Lines of a block, about: enough to hide what the call of a kernel costs, few enough for a core's cache."""

Slab: TypeAlias = Array
"""One voxel of each line of a block: [k, q, 1, m]."""
Walk: TypeAlias = tuple[Array, ...]
"""What goes from voxel to voxel."""


class Block(NamedTuple):
    """Where a block of lines begins (traced), and how many lines it has along K, Q and M."""

    start: tuple[Array, Array, Array]
    shape: tuple[int, int, int]

    @property
    def slab(self) -> tuple[int, int, int, int]:
        """The shape of one voxel of each line."""
        k, q, m = self.shape
        return k, q, 1, m

    def at(self, field: Array, i: Array) -> Slab:
        """Voxel i of the block's lines in a field [K, Q, n, M], or in volumes [Q, n, M]."""
        (k, q, m), (nk, nq, nm) = self.start, self.shape
        if field.ndim == 3:
            return _slice(field, (q, i, m), (nq, 1, nm))[None]
        return _slice(field, (k, q, i, m), (nk, nq, 1, nm))

    def put(self, field: Array, slab: Slab, i: Array) -> Array:
        """The field with voxel i of the block's lines replaced."""
        k, q, m = self.start
        return lax.dynamic_update_slice(field, slab, (k, q, i, m), allow_negative_indices=False)


Solve: TypeAlias = Callable[..., Walk]
"""Solves a block: (block, *fields and working arrays) -> the same arrays."""


class Weights(NamedTuple):
    """What a step along an axis needs to know of the field that its weights are of: [K, Q, n, M] each.

    pivots: 1 / (e + g) of the elimination from the last voxel of a line. ratios: b / a, the weights'
    inverses.
    """

    pivots: Array
    ratios: Array


def implicit(h: Array, u: Array, links: Array, volumes: Array) -> Array:
    """Implicit Euler along the lines: w with V w + h sum g (w - w_next) = V u. First order, L-stable."""
    return _by_blocks(partial(_implicit, h, links, volumes), u.shape, (u,), 2)[0]


def weigh(h: Array, u: Array, links: Array, volumes: Array) -> Weights:
    """The weights of u for steps of second order along the lines.

    With A the operator of diffusion along the lines, a = (1 - h/2 A)^-1 u and b = (1 - h A)^-1 u,
    `weighted` solves

        v = u + h A (a / b) v

    a is the mean over the step, and b the end of it, to first order, so that (a / b) v is the mean to
    second order: Patankar weights. Both flatten as h grows, and so does v: near the flat state, a mode that
    decays at the rate z / h is multiplied by (1 + 3z/2) / ((1 + z/2) (1 + z)^2), positive, falling, 3 / z^2
    in the end. (With the weights (u + b) / 2b of MPRK22 it would be -1/2: a rough field would flip at every
    long step.)
    """
    whole = jnp.zeros_like(u)
    made = _by_blocks(partial(_weigh, h, u, links, volumes), u.shape, (whole, whole), 4)
    return Weights(*made)


def weighted(h: Array, u: Array, links: Array, volumes: Array, weights: Weights) -> Array:
    """v with V v + h sum g (v / ratio - v_next / ratio_next) = V u: linear in u, positive, conservative."""
    return _by_blocks(partial(_weighted, h, links, volumes, weights), u.shape, (u,), 1)[0]


def _by_blocks(solve: Solve, shape: tuple[int, ...], fields: Walk, spare: int) -> Walk:
    """The fields after every block has been solved, in place; `spare` working arrays go along."""
    lines = (shape[0], shape[1], shape[3])
    size = _block(lines)
    across, down = lines[2] // size[2], lines[1] // size[1]

    def one(number: Array, walk: Walk) -> Walk:
        rest, m = number // across, number % across
        start = (rest // down * size[0], rest % down * size[1], m * size[2])
        return solve(Block(start, size), *walk)

    free = (jnp.zeros((shape[2], *size), fields[0].dtype) for _ in range(spare))
    return _loop(across * down * (lines[0] // size[0]), one, (*fields, *free))[: len(fields)]


def _block(lines: tuple[int, int, int]) -> tuple[int, int, int]:
    """How many lines of each kind make a block: divisors of the whole, innermost first."""
    taken, room = [], LINES
    for number in reversed(lines):
        part = max(d for d in range(1, number + 1) if number % d == 0 and d <= max(room, 1))
        taken.append(part)
        room = room // part if part == number else 1
    return taken[2], taken[1], taken[0]


def _implicit(
    h: Array, links: Array, volumes: Array, block: Block, u: Array, f_all: Array, s_all: Array
) -> Walk:
    n, none = u.shape[2], jnp.zeros(block.slab, u.dtype)

    def ahead(i: Array, walk: Walk) -> Walk:
        e, s, f_all, s_all = walk
        before, after, v = h * block.at(links, i - 1), h * block.at(links, i), block.at(volumes, i)
        e = v + _row(f_all, i - 1) * e
        s = (v * block.at(u, i) + before * s) / (e + after)
        return e, s, _put_row(f_all, after / (e + after), i), _put_row(s_all, s, i)

    def back(number: Array, walk: Walk) -> Walk:
        w, u = walk
        i = n - 1 - number
        w = _row(s_all, i) + _row(f_all, i) * w
        return w, block.put(u, w, i)

    _, _, f_all, s_all = _loop(n, ahead, (none, none, f_all, s_all))
    return _loop(n, back, (none, u))[1], f_all, s_all


def _weigh(h: Array, u: Array, links: Array, volumes: Array, block: Block, *walk: Array) -> Walk:
    n, tiny = u.shape[2], float(jnp.finfo(u.dtype).tiny)
    none = jnp.zeros(block.slab, u.dtype)
    pivots, ratios, *spare = walk

    def ahead(i: Array, walk: Walk) -> Walk:
        """Elimination for a and for b, from the first voxel on."""
        before, after, v = block.at(links, i - 1), block.at(links, i), block.at(volumes, i)
        amount, new = v * block.at(u, i), []
        for x, (e, s, f_all, s_all) in ((0.5 * h, walk[:4]), (h, walk[4:])):
            e = v + _row(f_all, i - 1) * e
            s = (amount + x * before * s) / (e + x * after)
            new += [e, s, _put_row(f_all, x * after / (e + x * after), i), _put_row(s_all, s, i)]
        return tuple(new)

    _, _, fa, sa, _, _, fb, sb = _loop(n, ahead, (none, none, *spare[:2], none, none, *spare[2:]))

    def back(number: Array, walk: Walk) -> Walk:
        """a and b, and with their ratio the elimination for (a / b) v, from the last voxel on."""
        a, b, passed, pivots, ratios = walk
        i = n - 1 - number
        a, b = _row(sa, i) + _row(fa, i) * a, _row(sb, i) + _row(fb, i) * b
        ratio = jnp.minimum((b + tiny) / (a + tiny), tiny**-0.5)
        before = jnp.where(i > 0, h, jnp.zeros_like(h)) * block.at(links, i - 1)
        e = block.at(volumes, i) * ratio + passed
        pivot = 1 / (e + before)
        return a, b, before * pivot * e, block.put(pivots, pivot, i), block.put(ratios, ratio, i)

    pivots, ratios = _loop(n, back, (none, none, none, pivots, ratios))[3:]
    return pivots, ratios, fa, sa, fb, sb


def _weighted(
    h: Array, links: Array, volumes: Array, weights: Weights, block: Block, u: Array, spare: Array
) -> Walk:
    n, none = u.shape[2], jnp.zeros(block.slab, u.dtype)

    def back(number: Array, walk: Walk) -> Walk:
        s, s_all = walk
        i = n - 1 - number
        amount = block.at(volumes, i) * block.at(u, i)
        s = (amount + h * block.at(links, i) * s) * block.at(weights.pivots, i)
        return s, _put_row(s_all, s, i)

    s_all = _loop(n, back, (none, spare))[1]

    def ahead(i: Array, walk: Walk) -> Walk:
        w, u = walk
        w = _row(s_all, i) + h * block.at(links, i - 1) * block.at(weights.pivots, i) * w
        return w, block.put(u, w * block.at(weights.ratios, i), i)

    return _loop(n, ahead, (none, u))[1], s_all


def _loop(count: int, body: Callable[[Array, Walk], Walk], walk: Walk) -> Walk:
    """The walk after body(0), body(1) ...; every index is of one kind, as slices ask for."""
    return cast("Walk", lax.fori_loop(0, count, lambda i, walk: body(jnp.int32(i), walk), walk))


def _slice(field: Array, start: tuple[Array, ...], sizes: tuple[int, ...]) -> Array:
    """A slice; a start beyond the field is moved to its edge (what is read there is multiplied by zero)."""
    return lax.dynamic_slice(field, start, sizes, allow_negative_indices=False)


def _row(field: Array, i: Array) -> Slab:
    row = lax.dynamic_slice_in_dim(field, i, 1, 0, allow_negative_indices=False)
    return jnp.expand_dims(row[0], 2)


def _put_row(field: Array, slab: Slab, i: Array) -> Array:
    row = jnp.expand_dims(jnp.squeeze(slab, 2), 0)
    return lax.dynamic_update_slice_in_dim(field, row, i, 0, allow_negative_indices=False)
