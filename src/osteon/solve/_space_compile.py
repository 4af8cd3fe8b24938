"""The compiled program of runs in space: one for all domains that fit into the largest of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast, final

import jax
import numpy as np

from osteon.domain import Domain
from osteon.solve._advance import Lanes, Limits, march
from osteon.solve._compile import ONE_THREAD, QUICKLY, Precision, built, keep_on_disk, precision, remembered
from osteon.solve._lower import Lowered, lower
from osteon.solve._motions import Motions, motions
from osteon.solve._problem import Array
from osteon.solve._scheme import Scheme, Voxels
from osteon.solve._space_problem import SpaceProblem
from osteon.solve._structure import Structure, structure

Shape = tuple[int, int, int]


@final
@dataclass(frozen=True, eq=False)
class SpaceProgram:
    """run(lanes, parameters [P], fields [F, N], voxels, length, limits) -> lanes, for grids of `shape`.

    rows: N, the most voxels that heal; domains with fewer are filled up with voxels that count for nothing.
    """

    run: Callable[..., Any]
    shape: Shape
    rows: int
    dtype: Precision

    def fixed(self, problem: SpaceProblem) -> tuple[Any, Any]:
        """What stays the same all along a run: its fields and its voxels, on the device."""
        real = np.dtype(self.dtype)
        fields = [padded(values, self.rows) for values in problem.fields.values()]
        stacked = np.stack(fields) if fields else np.zeros((0, self.rows))
        place = voxels(problem.domain, self.shape, self.rows, real)
        whole: tuple[Any, Any] = jax.device_put((stacked.astype(real), place))
        return whole

    def advance(self, lanes: Lanes, p: Array, length: Any, limits: Limits, fixed: tuple[Any, Any]) -> Lanes:
        """One call: to the end of the segment, or some thousand steps towards it. Lanes of plain arrays."""
        real, own = np.dtype(self.dtype), lanes.y.shape[1]
        y = padded(lanes.y, self.rows).astype(real)
        numbers = (np.asarray(part, real) for part in (lanes.t, lanes.h, lanes.error))
        t, h, error = numbers
        after = self.run(lanes._replace(t=t, y=y, h=h, error=error), p.astype(real), *fixed, length, limits)
        plain = Lanes(*(np.asarray(part) for part in after))
        return plain._replace(y=plain.y[:, :own])


_KNOWN: dict[tuple[Any, ...], SpaceProgram] = {}
MOST_KNOWN = 4
"""Kept in memory, fewer than of points (`_compile.MOST_KNOWN`): each takes more memory maps."""


def space_program(problems: Sequence[SpaceProblem], dtype: Precision, alone: bool) -> SpaceProgram:
    """The program for some runs. alone: it may use all cores itself, there being no other run beside it."""
    model = problems[0].model
    boxes = [domain_box(problem.domain) for problem in problems]
    shape = cast(
        Shape, tuple(np.max([[part.stop - part.start for part in box] for box in boxes], axis=0).tolist())
    )
    rows = max(problem.domain.voxels for problem in problems)
    key = (structure(model), motions(model), problems[0].field_rows, shape, rows, dtype, alone)
    return remembered(_KNOWN, MOST_KNOWN, key, lambda: _compiled(*key))


def voxels(domain: Domain, shape: Shape, rows: int, real: Any) -> Voxels:
    """What heals of a domain on a grid of `shape`, as plain arrays."""
    box = domain_box(domain)
    corner = tuple(slice(0, part.stop - part.start) for part in box)

    def laid(values: Any, fill: Any, kind: Any) -> Any:
        whole = np.full(shape, fill, kind)
        whole[corner] = values[box]
        return whole

    healing = laid(domain.healing, False, np.bool_)
    where = np.full(shape, rows, np.int32)
    where[healing] = np.arange(domain.voxels, dtype=np.int32)
    cells = np.full(rows, np.flatnonzero(healing)[0], np.int32)
    cells[: domain.voxels] = np.flatnonzero(healing)
    share = np.zeros(rows)
    share[: domain.voxels] = domain.volumes / domain.volumes.sum()
    x, y, z = (laid(part, 0.0, real) for part in domain.conductances)
    volumes = laid(domain.grid.volumes, 1.0, real)
    spacing = np.asarray(domain.grid.spacing, real)
    return Voxels(where, cells, share.astype(real), (x, y, z), volumes, spacing, healing)


def domain_box(domain: Domain) -> tuple[slice, ...]:
    """The smallest box around the voxels that heal: the host outside of it is in the fields already."""
    lines = [np.flatnonzero(domain.healing.any(axis=tuple({0, 1, 2} - {axis}))) for axis in range(3)]
    return tuple(slice(int(line[0]), int(line[-1]) + 1) for line in lines)


def padded(rows: Array, length: int) -> Array:
    """[..., n] as [..., length]: the first voxel stands in for those that there are not."""
    missing = length - rows.shape[-1]
    return (
        rows if not missing else np.concatenate([rows, np.repeat(rows[..., :1], missing, axis=-1)], axis=-1)
    )


def _compiled(
    equations: Structure,
    moves: Motions,
    field_rows: tuple[int, ...],
    shape: Shape,
    rows: int,
    dtype: Precision,
    alone: bool,
) -> SpaceProgram:
    keep_on_disk()
    lowered = lower(equations, extras=moves.expressions)

    def advance(lanes: Lanes, p: Any, fields: Any, place: Voxels, length: Any, limits: Limits) -> Lanes:
        own = _parameters(lowered, p, fields, field_rows)
        scheme = Scheme(lowered, moves, place, own, equations.resolutions, limits.rtol, lanes.accepted % 2)
        return march(scheme, lanes, length, limits)

    with precision(dtype), jax.numpy_dtype_promotion("strict"):
        shapes = _shapes(equations, len(field_rows), shape, rows, dtype)
        options = QUICKLY if alone else ONE_THREAD
        run = built(jax.jit(advance).lower(*shapes), options)
    return SpaceProgram(cast("Callable[..., Any]", run), shape, rows, dtype)


def _parameters(lowered: Lowered, p: Any, fields: Any, field_rows: tuple[int, ...]) -> tuple[Any, ...]:
    return tuple(fields[field_rows.index(row)] if row in field_rows else p[row] for row in lowered.used)


def _shapes(equations: Structure, fields: int, shape: Shape, rows: int, dtype: Precision) -> tuple[Any, ...]:
    real, whole = np.dtype(dtype), np.dtype("int32")

    def array(*sizes: int, kind: Any = real) -> jax.ShapeDtypeStruct:
        return jax.ShapeDtypeStruct(sizes, kind)

    count, number, grid = array(kind=whole), array(), array(*shape)
    lanes = Lanes(number, array(len(equations.states), rows), number, number, count, count, count)
    place = Voxels(
        array(*shape, kind=whole),
        array(rows, kind=whole),
        array(rows),
        (grid, grid, grid),
        grid,
        array(3),
        array(*shape, kind=np.dtype("bool")),
    )
    limits = Limits(number, count)
    return lanes, array(len(equations.quantities)), array(fields, rows), place, number, limits
