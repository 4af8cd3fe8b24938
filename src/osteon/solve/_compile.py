"""Compiled programs: made once per structure, kept in memory, and by JAX on disk for the next run."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast, final

import jax
import numpy as np

from osteon.solve._advance import Lanes, Limits, patankar
from osteon.solve._implicit import kvaerno5
from osteon.solve._lower import lower
from osteon.solve._problem import Array
from osteon.solve._structure import Structure

Method: TypeAlias = Literal["patankar", "kvaerno5"]
Precision: TypeAlias = Literal["float64", "float32"]
ONE_THREAD: dict[str, str | bool] = {"xla_cpu_multi_thread_eigen": False}
"""XLA works in the thread that calls it: the threads are ours (`_parallel`)."""

METHODS = {"patankar": patankar, "kvaerno5": kvaerno5}


@final
@dataclass(frozen=True, eq=False)
class Program:
    """A compiled segment for `width` lanes: run(lanes, parameters [P, width], days, limits) -> lanes.

    workers: groups of lanes that may run at once, None for as many as there are cores.

    Every run of a structure uses the same program whatever its number of lanes, so an animal's numbers do not
    depend on how many others run beside it.
    """

    run: Callable[[Lanes, Array, Array, Limits], Lanes]
    width: int
    dtype: Precision
    workers: int | None


@lru_cache(maxsize=16)
def compiled(equations: Structure, method: Method, dtype: Precision) -> Program:
    """The program of a structure: from memory, from the cache folder, or made now."""
    keep_on_disk()
    width = lane_width(method)
    function = partial(METHODS[method], lower(equations), equations.resolutions)
    with precision(dtype), jax.numpy_dtype_promotion("standard" if method == "kvaerno5" else "strict"):
        shapes = _shapes(len(equations.states), len(equations.quantities), width, dtype)
        run = jax.jit(function).lower(*shapes).compile(ONE_THREAD)
    # Two programs with diffrax's dense algebra that run at once can wait for each other for ever (seen
    # with jaxlib 0.10 on the natural healing model; never with "patankar").
    workers = None if method == "patankar" else 1
    # The compiled object is called with arrays and gives arrays; its type is that of any function.
    return Program(cast("Callable[..., Lanes]", run), width, dtype, workers)


def lane_width(method: Method) -> int:
    """Lanes in one program: what keeps a core's cache and call overhead in balance, or fills a GPU."""
    if jax.default_backend() != "cpu":
        return 8192
    return 64 if method == "patankar" else 8


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


def _shapes(states: int, quantities: int, width: int, dtype: Precision) -> tuple[Any, ...]:
    real, whole = np.dtype(dtype), np.dtype("int32")
    row, count = jax.ShapeDtypeStruct((width,), real), jax.ShapeDtypeStruct((width,), whole)
    lanes = Lanes(row, jax.ShapeDtypeStruct((states, width), real), row, row, count, count, count)
    parameters, number = jax.ShapeDtypeStruct((quantities, width), real), jax.ShapeDtypeStruct((), real)
    return lanes, parameters, number, Limits(number, jax.ShapeDtypeStruct((), whole))
