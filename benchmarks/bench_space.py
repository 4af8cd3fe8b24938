"""How fast space is: diffusion beside the memory's speed, a day beside py-pde and FiPy, whole experiments.

    python benchmarks/bench_space.py                # all; peers: pip install -e '.[bench]'
    python benchmarks/bench_space.py --quick        # small grids and few days, no peers
    python benchmarks/bench_space.py --only NAME    # step, day, calvaria, volume, growth-32 ... growth-256;
                                                    # large: all experiments, growth: those that grow

Each part runs in a process of its own. Prints the speed of the memory and the time of a step of diffusion per
voxel and substance for larger and larger grids, the time of one day of a reaction-diffusion problem of four
fields at one error in each program, and time, steps and memory of whole experiments, with tables for
RESULTS.md. What is not at hand is "not measured". For a GPU, set JAX_PLATFORMS.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from bench_space_day import day, fipy, pypde
from bench_space_runs import HEADING, calvaria, growth, volume
from jax import lax

from osteon.solve import diffuse, faces, implicit_step

GROWTH = (32, 64, 128, 256)


def main() -> None:
    """Runs what is asked for and prints it."""
    parts = all_parts()
    large = [name for name in parts if name not in ("step", "day")]
    groups = {"large": large, "growth": [name for name in large if name.startswith("growth")]}
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small grids and few days, no peers")
    parser.add_argument("--only", choices=(*parts, *groups), help="one part, or all of the large ones")
    options = parser.parse_args()
    if options.only not in parts:
        names = groups.get(options.only, list(parts))
        small = [name for name in names if name not in ("growth-128", "growth-256")]
        in_turn(small if options.quick else names, options.quick)
        return
    jax.config.update("jax_enable_compilation_cache", False)
    print(
        f"device    {jax.devices()[0].device_kind}, {os.cpu_count()} cores, {platform.machine()}, "
        f"load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    parts[options.only](options.quick)


def all_parts() -> dict[str, Callable[[bool], None]]:
    """What can be run, by name; each is told whether it is to be quick."""
    sizes = {f"growth-{n}": partial(growth, n) for n in GROWTH}
    return {"step": steps, "day": a_day, "calvaria": calvaria, "volume": volume, **sizes}


def in_turn(names: list[str], quick: bool) -> None:
    """Runs parts one after another, each in a process of its own, and prints the table of the experiments."""
    rows = []
    for name in names:
        print(f"--        {name}", flush=True)
        command = [sys.executable, __file__, "--only", name, *(["--quick"] if quick else [])]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            for line in process.stdout or ():
                if name not in ("step", "day") and line.startswith("|"):
                    rows.append(line)
                else:
                    print(line, end="", flush=True)
        if process.returncode:
            print(f"{name:9s} not measured: it ended with {process.returncode}", flush=True)
    if rows:
        print(f"\n{HEADING}\n{''.join(rows)}", flush=True)


def a_day(quick: bool) -> None:
    """One day of four fields; quick: on 32^2 voxels, without the peers."""
    day(32 if quick else 64, () if quick else (pypde, fipy))


def steps(quick: bool) -> None:
    """The speed of the memory and of steps of diffusion."""
    speed = bandwidth()
    for dtype in ("float64", "float32"):
        for n in (32, 64) if quick else (32, 64, 96, 128):
            grid_step(n, dtype, speed)


def bandwidth(repeats: int = 5) -> float:
    """Prints and gives the speed of the memory, bytes a second: a = b + 0.3 c on arrays of 256 MiB."""
    with jax.enable_x64(True):
        b, c = jnp.ones(2**25), jnp.ones(2**25)
        triad = jax.jit(lambda b, c: lax.fori_loop(0, 4, lambda _, b: b + 0.3 * c, b))
        seconds = fastest(partial(triad, b, c), repeats) / 4
    speed = 3 * b.nbytes / seconds
    print(f"memory    {speed / 1e9:.1f} GB/s (triad)")
    return float(speed)


def grid_step(n: int, dtype: str, speed: float, kinds: int = 4, count: int = 4) -> None:
    """Prints nanoseconds per voxel and substance of the cheap step and of the one of second order."""
    draw = np.random.default_rng(1)
    with jax.enable_x64(dtype == "float64"):
        fields = [jnp.asarray(draw.random((kinds, n, n, n)), dtype) for _ in range(2)]
        between = tuple(jnp.ones((n, n, n), dtype) for _ in range(3))
        links, volumes, h = faces(fields[1], between), jnp.ones((n, n, n), dtype), jnp.asarray(0.3, dtype)
        size, took = kinds * n**3, []
        for step in (implicit_step, diffuse):
            run = jax.jit(
                lambda h, u, f, v, step=step: lax.fori_loop(0, count, lambda _, u: step(h, u, f, v), u)
            )
            started = perf_counter()
            program = run.lower(h, fields[0], links, volumes).compile()
            compiled = perf_counter() - started
            took.append(
                (1e9 * fastest(partial(program, h, fields[0], links, volumes)) / count / size, compiled)
            )
    # An axis reads u, its faces and (a share of) the volumes once and writes u once.
    least = 3 * (3 + 1 / kinds) * fields[0].dtype.itemsize
    print(
        f"step      {n:4d}^3 {dtype}: implicit {took[0][0]:6.2f} ns (compile {took[0][1]:.1f} s), "
        f"second order {took[1][0]:6.1f} ns (compile {took[1][1]:.1f} s); memory alone "
        f"{1e9 * least / speed:.2f} ns for {least:.0f} bytes; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def fastest(call: Callable[[], Any], repeats: int = 7) -> float:
    """Seconds of the quickest of some calls, after one to warm up."""
    jax.block_until_ready(call())
    took = []
    for _ in range(repeats):
        started = perf_counter()
        jax.block_until_ready(call())
        took.append(perf_counter() - started)
    return min(took)


if __name__ == "__main__":
    main()
