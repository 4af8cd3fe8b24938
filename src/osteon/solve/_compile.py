"""Compiled programs: made once per structure, kept in memory, and by JAX on disk for the next run."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar, cast, final

import jax
import numpy as np

from osteon.solve._advance import Lanes, Limits, patankar
from osteon.solve._background import in_background
from osteon.solve._lower import lower
from osteon.solve._rosenbrock import Course, Window, rosenbrock, samples
from osteon.solve._structure import Structure

Key = TypeVar("Key")
Made = TypeVar("Made")
Method: TypeAlias = Literal["patankar", "rosenbrock", "kvaerno5"]
Precision: TypeAlias = Literal["float64", "float32"]
QUICKLY: dict[str, str | bool] = {"xla_cpu_use_fusion_emitters": False}
"""Natural healing with given cells compiles in 11 s instead of 15 and takes 360 memory maps instead of 2800.
A run takes a third more, which outweighs that only from some thousand animals on (jaxlib 0.10, two cores)."""

ONE_THREAD = QUICKLY | {"xla_cpu_multi_thread_eigen": False}
"""XLA works in the thread that calls it: the threads are ours (`_parallel`)."""

FEW = 16
"""Up to so many lanes run one by one under "rosenbrock": a wide program costs as much for one lane as for all
of its lanes, and waits for the slowest."""

RTOL: dict[Method, float] = {"patankar": 1e-3, "rosenbrock": 1e-6, "kvaerno5": 1e-3}
"""The relative tolerance of each method where none is asked for."""


@final
@dataclass(frozen=True, eq=False)
class Program:
    """A compiled piece of the way for `width` lanes.

    run(lanes, parameters [P, width], days, limits) -> lanes; for "rosenbrock" run(course, parameters, window,
    limits) -> course. workers: groups of lanes that may run at once, None for as many as there are cores.

    An animal's numbers do not depend on how many others run beside it: every run of a structure uses the same
    program, save that "rosenbrock" has a narrow one for few lanes, which differs by rounding at most.
    """

    run: Callable[..., Any]
    width: int
    dtype: Precision
    workers: int | None


_KNOWN: dict[tuple[Structure, Method, Precision, int], Program] = {}
MOST_KNOWN = 8
"""Programs that are kept in memory; others come from the cache folder within a second.

Each of natural healing takes hundreds of memory maps (thousands without `QUICKLY`), of which Linux gives a
process 65530: beyond them the next one ends the process.
"""


def compiled(equations: Structure, method: Method, dtype: Precision, lanes: int) -> Program:
    """The program of a structure for some lanes: from memory, from the cache folder, or made now.

    While it is made, which cannot be interrupted, an interrupt is heard all the same.
    """
    key = (equations, method, dtype, lane_width(method, lanes))
    return remembered(_KNOWN, MOST_KNOWN, key, lambda: _compiled(*key))


def remembered(known: dict[Key, Made], most: int, key: Key, make: Callable[[], Made]) -> Made:
    """What `key` stands for in `known`, made now if it is new; above `most` the one not used longest goes."""
    made = known.pop(key) if key in known else in_background(make)
    while len(known) >= most:
        del known[next(iter(known))]
    known[key] = made
    return made


def _compiled(equations: Structure, method: Method, dtype: Precision, width: int) -> Program:
    keep_on_disk()
    shapes = _dense_shapes if method == "rosenbrock" else _shapes
    told = equations if method == "rosenbrock" else equations.resolutions
    function: Callable[..., Any] = partial(_stepping(method), lower(equations), told)
    with precision(dtype), jax.numpy_dtype_promotion("standard" if method == "kvaerno5" else "strict"):
        run = built(jax.jit(function).lower(*shapes(equations, width, dtype)), ONE_THREAD)
    # Two programs with diffrax's dense algebra that run at once can wait for each other for ever (seen
    # with jaxlib 0.10 on the natural healing model; never with "patankar").
    workers = 1 if method == "kvaerno5" else None
    # The compiled object is called with arrays and gives arrays; its type is that of any function.
    return Program(cast("Callable[..., Any]", run), width, dtype, workers)


def built(lowered: Any, options: dict[str, str | bool]) -> Any:
    """`lowered`, compiled. An option that this jaxlib doesn't know is left out: options change only speed."""
    try:
        return lowered.compile(options)
    except jax.errors.JaxRuntimeError as error:
        known = {name: value for name, value in options.items() if f"'{name}'" not in str(error)}
        if len(known) == len(options):
            raise
        return built(lowered, known)


def _stepping(method: Method) -> Callable[..., Any]:
    if method == "kvaerno5":
        from osteon.solve._implicit import kvaerno5  # diffrax takes longer to import than all of Osteon

        return kvaerno5
    return rosenbrock if method == "rosenbrock" else patankar


def lane_width(method: Method, lanes: int) -> int:
    """Lanes in one program: what keeps a core's cache and call overhead in balance, or fills a GPU."""
    if method == "rosenbrock" and lanes <= FEW:
        return 1
    if jax.default_backend() != "cpu":
        return 8192
    return 8 if method == "kvaerno5" else 64


def precision(dtype: Precision) -> AbstractContextManager[None]:
    """The scope in which JAX computes in `dtype`, in this thread; other users of JAX notice nothing."""
    return cast("AbstractContextManager[None]", jax.enable_x64(dtype == "float64"))


def keep_on_disk() -> None:
    """Points JAX's compilation cache to the user's cache folder, unless it is set or cannot be written."""
    if jax.config.jax_compilation_cache_dir is not None:  # type: ignore[attr-defined]
        return
    folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "osteon" / "jax"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # RuntimeError: the user has no home folder
        return
    if os.access(folder, os.W_OK | os.X_OK):
        jax.config.update("jax_compilation_cache_dir", str(folder))


def _shapes(equations: Structure, width: int, dtype: Precision) -> tuple[Any, ...]:
    real, whole = np.dtype(dtype), np.dtype("int32")

    def array(*shape: int) -> jax.ShapeDtypeStruct:
        return jax.ShapeDtypeStruct(shape, real)

    row, count = array(width), jax.ShapeDtypeStruct((width,), whole)
    lanes = Lanes(row, array(len(equations.states), width), row, row, count, count, count)
    limits = Limits(array(), jax.ShapeDtypeStruct((), whole))
    return lanes, array(len(equations.quantities), width), array(), limits


def _dense_shapes(equations: Structure, width: int, dtype: Precision) -> tuple[Any, ...]:
    lanes, parameters, number, limits = _shapes(equations, width, dtype)

    def array(*shape: int) -> jax.ShapeDtypeStruct:
        return jax.ShapeDtypeStruct(shape, number.dtype)

    truth, kept = array(len(equations.conditions), width), array(samples(width), *lanes.y.shape)
    window = Window(array(samples(width)), array(width), number)
    return Course(lanes, lanes.y, truth, kept), parameters, window, limits
