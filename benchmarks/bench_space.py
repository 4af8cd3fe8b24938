"""How fast diffusion on the voxel grid is, beside the memory's speed and beside py-pde and FiPy.

    python benchmarks/bench_space.py                # all; peers: pip install -e '.[bench]'
    python benchmarks/bench_space.py --quick        # small grids, no peers

Prints the speed of the memory, the time of a step of diffusion per voxel and substance for larger and larger
grids, the time of one day of a reaction-diffusion problem of four fields (each program at the longest step
that keeps its error below ERROR), and the large runs. What is not at hand is "not measured".
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterable
from functools import partial
from time import perf_counter
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from bench_point import UNITS
from jax import lax

from osteon.knowledge import Entity
from osteon.model import Model, Rate, State, factor_out, parse
from osteon.solve import derivative
from osteon.solve._lod import diffuse, faces, implicit_step
from osteon.solve._lower import lower
from osteon.solve._patankar import stepper
from osteon.solve._structure import structure

ERROR = 5e-3
"""Of the day's problem: the largest difference from the referee, as a share of the field's largest value."""

EDGE = 6.4
"""Of the day's square, mm."""

DIFFUSIVITY = {"O": 146.9, "V": 6.0, "S": 8.6, "C": 0.02}
"""mm^2/day: oxygen (1700 um^2/s), VEGF, SDF-1, cells. Each times 0.65 + 0.35 cos(pi x / EDGE)."""

ARROWS = (
    (None, "O", "5000"),
    ("O", None, "100 * O"),
    ("O", None, "5000 * C * O / (O + 2)"),
    (None, "V", "20 * C / (1 + O / 10)"),
    ("V", None, "10 * V"),
    (None, "S", "4 * C / (1 + V)"),
    ("S", None, "2 * S"),
    (None, "C", "1.5 * C * O / (O + 5)"),
    ("C", None, "1.5 * C * C * O / (O + 5)"),
)
"""Per day, in mmHg and shares of a largest value: supply and use of oxygen, the factors of cells, growth."""

Fields = dict[str, Any]


class Run(NamedTuple):
    """A program's best run: its step in days, seconds to compile and for the day, and its error."""

    step: float
    compile: float
    seconds: float
    error: float


def main() -> None:
    """Runs what is asked for and prints it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small grids, no peers")
    parser.add_argument("--only", choices=("step", "day", "large"), help="one part alone")
    options = parser.parse_args()
    jax.config.update("jax_enable_compilation_cache", False)
    load = os.getloadavg()[0]
    print(
        f"device    {jax.devices()[0].device_kind}, {os.cpu_count()} cores, {platform.machine()}, "
        f"load {load:.1f}"
    )
    if options.only in (None, "step"):
        speed = bandwidth()
        for dtype in ("float64", "float32"):
            for n in (32, 64) if options.quick else (32, 64, 96, 128):
                grid_step(n, dtype, speed)
    if options.only in (None, "day"):
        day(32 if options.quick else 64, () if options.quick else (pypde, fipy))
    if options.only in (None, "large"):
        large()


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


def day(n: int, peers: Iterable[Callable[[int, Any], Run]]) -> None:
    """Prints what one day of the four fields takes each program on n x n voxels."""
    truth = referee(n)
    ours = osteon(n, truth)
    print(f"day       {n}^2 osteon: {told(ours)}", flush=True)
    for peer in peers:
        name = peer.__name__
        try:
            other = peer(n, truth)
        except ImportError:
            print(f"day       {n}^2 {name}: not measured (pip install -e '.[bench]')")
            continue
        print(
            f"day       {n}^2 {name}: {told(other)}, {other.seconds / ours.seconds:.0f} times ours",
            flush=True,
        )


def told(run: Run) -> str:
    """A run in words."""
    steps = f"steps of {run.step:.1e} day"
    return f"{run.seconds:.3f} s ({steps}), error {run.error:.1e}, compile {run.compile:.1f} s"


def start(n: int) -> Fields:
    """The fields [n, n] on the first day: cells on one side, SDF-1 in a wound on the other."""
    x, y = np.meshgrid(*2 * [(np.arange(n) + 0.5) * EDGE / n], indexing="ij")
    cells = 0.02 + 0.8 * np.exp(-((x - 2) ** 2 + (y - 3) ** 2))
    wound = np.exp(-2 * ((x - 4) ** 2 + (y - 2) ** 2))
    return {"O": np.full((n, n), 50.0), "V": np.zeros((n, n)), "S": wound, "C": cells}


def spread(n: int) -> Any:
    """Diffusivities [4, n, n, 1]."""
    profile = 0.65 + 0.35 * np.cos(np.pi * (np.arange(n) + 0.5) / n)
    return np.array([d * np.repeat(profile[:, None], n, 1) for d in DIFFUSIVITY.values()])[..., None]


def longest(error: Callable[[float], Run], steps: Iterable[float]) -> Run:
    """The run with the longest step that is accurate enough; the last where none is."""
    for step in steps:
        run = error(step)
        if run.error <= ERROR:
            break
    return run


def off(found: Any, truth: Any) -> float:
    """The largest difference of any field from the referee, as a share of the field's largest value."""
    found, truth = (np.asarray(fields).reshape(4, -1) for fields in (found, truth))
    return float((np.abs(found - truth).max(axis=1) / truth.max(axis=1)).max())


def osteon(n: int, truth: Any) -> Run:
    """Strang's splitting: reactions for half a step (Patankar), diffusion for a step, reactions for half."""
    with jax.enable_x64(True):
        h, u = jnp.asarray(EDGE / n), jnp.asarray(np.stack(list(start(n).values())))[..., None]
        links = faces(jnp.asarray(spread(n)), 3 * (jnp.ones((n, n, 1)),))
        volumes = jnp.full((n, n, 1), h * h)
        scheme = stepper(lower(structure(four_fields())), [])

        def reacted(h: Any, u: Any) -> Any:
            y = tuple(row.ravel() for row in u)
            return jnp.stack(scheme.step(jnp.full_like(y[0], h), y, scheme.flows_at(y)).y).reshape(u.shape)

        def once(h: Any, u: Any) -> Any:
            return reacted(0.5 * h, diffuse(h, reacted(0.5 * h, u), links, volumes))

        run = jax.jit(lambda h, count, u: lax.fori_loop(0, count, lambda _, u: once(h, u), u))
        started = perf_counter()
        program = run.lower(h, 1, u).compile()
        compiled = perf_counter() - started

        def timed(step: float) -> Run:
            call = partial(program, jnp.asarray(step), round(1 / step), u)
            return Run(step, compiled, fastest(call, 3), off(call(), truth))

        return longest(timed, (1 / count for count in (10, 20, 40, 80, 160, 320, 640, 1280, 2560)))


def referee(n: int) -> Any:
    """The fields [4, n, n] after a day: Heun's explicit steps at half their stable length, same voxels."""
    with jax.enable_x64(True):
        d, size = jnp.asarray(spread(n)[..., 0]), EDGE / n
        g = [2 * x * y / (x + y) / size**2 for x, y in ((d[:, 1:], d[:, :-1]), (d[:, :, 1:], d[:, :, :-1]))]
        reactions = derivative(four_fields())

        def slope(u: Any) -> Any:
            rate = reactions(u, ())
            x, y = g[0] * jnp.diff(u, axis=1), g[1] * jnp.diff(u, axis=2)
            rate = rate.at[:, 1:].add(-x).at[:, :-1].add(x)
            return rate.at[:, :, 1:].add(-y).at[:, :, :-1].add(y)

        count = int(2 * 4 * DIFFUSIVITY["O"] / size**2)
        h = 1.0 / count

        def heun(_: int, u: Any) -> Any:
            first = slope(u)
            return u + 0.5 * h * (first + slope(u + h * first))

        u = jnp.asarray(np.stack(list(start(n).values())))
        return np.asarray(jax.jit(lambda u: lax.fori_loop(0, count, heun, u))(u))


def four_fields() -> Model:
    """The reactions as a model."""
    states = tuple(State(name, Entity(name, name, "other", UNITS["D"]), 1.0) for name in DIFFUSIVITY)
    rates = []
    for source, target, text in ARROWS:
        expression = parse(text)
        share = factor_out(expression, source) if source else None
        form = "sink" if source else "source"
        rates.append(Rate(text, None, form, source, target, expression, share))  # type: ignore[arg-type]
    return Model("four fields", states, {}, (), tuple(rates), None)  # type: ignore[arg-type]


def pypde(n: int, truth: Any) -> Run:
    """py-pde, compiled by numba: explicit Euler at 0.9 of its largest stable step."""
    import pde

    grid = pde.CartesianGrid([[0, EDGE], [0, EDGE]], [n, n])
    shape, slope = f"(0.65 + 0.35*cos(pi*x/{EDGE}))", f"(-0.35*pi/{EDGE}*sin(pi*x/{EDGE}))"
    equations = {
        name: f"{d}*({shape}*laplace({name}) + {slope}*d_dx({name}))" + rate(name)
        for name, d in DIFFUSIVITY.items()
    }
    fields = pde.FieldCollection(
        [pde.ScalarField(grid, u) for u in start(n).values()], labels=list(DIFFUSIVITY)
    )
    solver = pde.EulerSolver(pde.PDE(equations, bc={"derivative": 0}), backend="numba")
    step = 0.9 * (EDGE / n) ** 2 / (4 * DIFFUSIVITY["O"])
    started = perf_counter()
    advance = solver.make_stepper(fields, dt=step)
    advance(fields.copy(), 0.0, 2 * step)
    compiled = perf_counter() - started
    found, started = fields.copy(), perf_counter()
    advance(found, 0.0, 1.0)
    seconds = perf_counter() - started
    return Run(step, compiled, seconds, off(found.data, truth))


def rate(name: str) -> str:
    """What the reactions do to a field, as text."""
    signs = (
        ("-", text) if name == source else ("+", text)
        for source, target, text in ARROWS
        if name in (source, target)
    )
    return "".join(f" {sign} {text}" for sign, text in signs)


def fipy(n: int, truth: Any) -> Run:
    """FiPy: implicit Euler with losses in the matrix, one sweep a step, SciPy's direct solver."""
    import fipy as fp

    mesh = fp.Grid2D(nx=n, ny=n, dx=EDGE / n, dy=EDGE / n)

    def timed(step: float) -> Run:
        # FiPy's x runs fastest: fields are turned on the way in and out.
        u = {
            name: fp.CellVariable(mesh, value=field.T.ravel(), hasOld=True)
            for name, field in start(n).items()
        }
        d = {
            name: fp.CellVariable(mesh, value=field[..., 0].T.ravel()).harmonicFaceValue
            for name, field in zip(DIFFUSIVITY, spread(n), strict=True)
        }
        o, v, _, c = u.values()
        terms = {
            "O": 5000 - fp.ImplicitSourceTerm(100 + 5000 * c / (o + 2)),
            "V": 20 * c / (1 + o / 10) - fp.ImplicitSourceTerm(10.0),
            "S": 4 * c / (1 + v) - fp.ImplicitSourceTerm(2.0),
            "C": 1.5 * c * o / (o + 5) - fp.ImplicitSourceTerm(1.5 * c * o / (o + 5)),
        }
        equations = {name: fp.TransientTerm() == fp.DiffusionTerm(d[name]) + terms[name] for name in u}
        solver, started = fp.LinearLUSolver(), perf_counter()
        for _ in range(round(1 / step)):
            for name, field in u.items():
                field.updateOld()
                equations[name].solve(field, dt=step, solver=solver)
        seconds = perf_counter() - started
        found = [np.asarray(field.value).reshape(n, n).T for field in u.values()]
        return Run(step, 0.0, seconds, off(found, truth))

    return longest(timed, (1 / count for count in (10, 20, 40, 80, 160, 320)))


def large() -> None:
    """Prints the runs of the aims; those of whole experiments are filled in where they can be run."""
    print("large     calvaria in 2D, 100 um, 12 weeks: not measured")
    print("large     64^3, 8 weeks: not measured")
    print("large     256^3: not measured" + ("" if jax.default_backend() != "cpu" else " (no accelerator)"))


if __name__ == "__main__":
    main()
