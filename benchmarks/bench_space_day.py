"""One day of four fields that react and spread on a square: Osteon beside py-pde and FiPy.

A part of bench_space.py: python benchmarks/bench_space.py --only day. Each program takes the longest step, or
the loosest tolerance, that keeps its error below ERROR. Osteon is also run at tighter tolerances, to be
compared with each peer at that peer's own error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from time import perf_counter
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from bench_point import UNITS
from jax import lax

from osteon.domain import uniform_domain
from osteon.knowledge import Entity, Quantity
from osteon.knowledge import Transport as Record
from osteon.model import Model, Rate, State, Transport, factor_out, parse
from osteon.solve import Ending, SpaceProblem, Status, derivative, solve_space

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

KINDS = {"O": "gas", "V": "factor", "S": "factor", "C": "cell"}
"""Of the four, which says how they are stepped: the first three within every stage, cells between steps."""

WAYS = (
    *((rtol, 1) for rtol in (1e-3, 1e-4, 2e-5, 5e-6, 2e-6, 1e-6, 5e-7, 2e-7, 1e-7, 3e-8, 1e-8)),
    *((1e-6, count) for count in (500, 1000, 2000, 4000)),
)
"""Of running Osteon, from loose to tight: tolerance, and samples of the day. No step goes beyond a sample,
which helps where the tolerance alone does not: it leaves out the fields' own error (docs/numerics.md)."""

Fields = dict[str, Any]


class Run(NamedTuple):
    """A run of a program: how it was run, its steps, seconds to compile and for the day, and its error."""

    how: str
    steps: int
    compile: float
    seconds: float
    error: float


def day(n: int, peers: Iterable[Callable[[int, Any], Run]]) -> None:
    """Prints what one day of the four fields takes each program on n x n voxels, and the ratios."""
    truth, others = referee(n), {}
    for peer in peers:
        name = {"pypde": "py-pde", "fipy": "FiPy"}[peer.__name__]
        try:
            others[name] = peer(n, truth)
        except ImportError:
            print(f"day       {n}^2 {name}: not measured (pip install -e '.[bench]')")
        else:
            print(f"day       {n}^2 {name}: {told(others[name])}", flush=True)
    ours = osteon(n, truth, min((ERROR, *(other.error for other in others.values()))))
    print(
        f"\n| one day of four fields, {n}^2 | how | steps | error | time | compile |\n"
        "|---|---|---|---|---|---|"
    )
    for name, run in (("Osteon", quickest(ours, ERROR)), *others.items()):
        if run is not None:
            print(
                f"| {name} | {run.how} | {run.steps:,} | {run.error:.1e} | {run.seconds:.2f} s "
                f"| {run.compile:.0f} s |"
            )
    print()
    for name, other in others.items():
        for words, bound in (
            (f"each below an error of {ERROR:g}", ERROR),
            (f"Osteon at the error of {name} or below", other.error),
        ):
            print(f"ratio     {name}, {words}: {ratio(other, quickest(ours, bound))}", flush=True)


def quickest(runs: Iterable[Run], bound: float) -> Run | None:
    """The quickest of some runs that is accurate enough."""
    return min((run for run in runs if run.error <= bound), key=lambda run: run.seconds, default=None)


def ratio(other: Run, ours: Run | None) -> str:
    """How many times our time another program took."""
    if ours is None:
        return "not reached"
    return f"{other.seconds / ours.seconds:.1f} times ours ({ours.how}, error {ours.error:.1e})"


def told(run: Run) -> str:
    """A run in words."""
    return (
        f"{run.seconds:.3f} s ({run.how}, {run.steps:,} steps), error {run.error:.1e}, "
        f"compile {run.compile:.1f} s"
    )


def start(n: int) -> Fields:
    """The fields [n, n] on the first day: cells on one side, SDF-1 in a wound on the other."""
    x, y = np.meshgrid(*2 * [(np.arange(n) + 0.5) * EDGE / n], indexing="ij")
    cells = 0.02 + 0.8 * np.exp(-((x - 2) ** 2 + (y - 3) ** 2))
    wound = np.exp(-2 * ((x - 4) ** 2 + (y - 2) ** 2))
    return {"O": np.full((n, n), 50.0), "V": np.zeros((n, n)), "S": wound, "C": cells}


def profile(n: int) -> Any:
    """What the diffusivities have in common [n, n]: it falls from 1 to 0.3 along x."""
    return np.repeat(0.65 + 0.35 * np.cos(np.pi * (np.arange(n) + 0.5) / n)[:, None], n, 1)


def spread(n: int) -> Any:
    """Diffusivities [4, n, n]."""
    return np.array([d * profile(n) for d in DIFFUSIVITY.values()])


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


def osteon(n: int, truth: Any, bound: float) -> list[Run]:
    """Runs in space, tighter and tighter until the error is within `bound`; each the better of two."""
    whole = SpaceProblem(
        model=four_fields(),
        domain=uniform_domain((n, n, 1), (EDGE / n, EDGE / n, 1.0)),
        parameters=np.ones(1),
        initial=np.stack([field.ravel() for field in start(n).values()]),
        times=np.array([0.0, 1.0]),
        fields={"profile": profile(n).ravel()},
    )
    compiled = one_day(whole, 0.5)[1]["compile"]
    runs: list[Run] = []
    for rtol, samples in WAYS:
        problem = replace(whole, times=np.linspace(0, 1, samples + 1))
        end, seconds, y = min((one_day(problem, rtol) for _ in range(2)), key=lambda each: each[1]["run"])
        how = f"tolerance {rtol:g}" + (f", {samples:,} samples" if samples > 1 else "")
        error = off(y, truth) if end.status is Status.done else np.inf
        runs.append(Run(how, end.accepted + end.rejected, compiled, seconds["run"], error))
        print(f"day       {n}^2 Osteon: {told(runs[-1])}", flush=True)
        if error <= bound:
            break
    return runs


def one_day(problem: SpaceProblem, rtol: float) -> tuple[Ending, dict[str, float], Any]:
    """How a run ended, the seconds it took, and its fields [4, N] on its last day."""
    last: dict[int, Any] = {}
    (end,), seconds = solve_space([problem], lambda lane, moment: last.update({lane: moment.y}), rtol=rtol)
    return end, seconds, last[0]


def referee(n: int) -> Any:
    """The fields [4, n, n] after a day: Heun's explicit steps at half their stable length, same voxels."""
    with jax.enable_x64(True):
        d, size = jnp.asarray(spread(n)), EDGE / n
        g = [2 * x * y / (x + y) / size**2 for x, y in ((d[:, 1:], d[:, :-1]), (d[:, :, 1:], d[:, :, :-1]))]
        reactions = derivative(four_fields())

        def slope(u: Any) -> Any:
            rate = reactions(u, (1.0,))
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
    """Reactions and diffusion as a model; `profile` is what the diffusivities share, voxel by voxel."""
    states = tuple(State(name, Entity(name, name, KINDS[name], UNITS["D"]), 1.0) for name in DIFFUSIVITY)
    rates = []
    for source, target, text in ARROWS:
        expression = parse(text)
        share = factor_out(expression, source) if source else None
        form = "sink" if source else "source"
        rates.append(Rate(text, None, form, source, target, expression, share))  # type: ignore[arg-type]
    spreading = tuple(
        Transport(f"{name} spreads", Record(name, "", "diffusion", name), name, parse(f"{d} * profile"), None)
        for name, d in DIFFUSIVITY.items()
    )
    quantities = {"profile": Quantity("profile", 1.0, "1")}
    return Model("four fields", states, quantities, (), tuple(rates), None, transports=spreading)  # type: ignore[arg-type]


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
    return Run("explicit Euler, numba", round(1 / step), compiled, seconds, off(found.data, truth))


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
            name: fp.CellVariable(mesh, value=field.T.ravel()).harmonicFaceValue
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
        return Run("implicit Euler", round(1 / step), 0.0, seconds, off(found, truth))

    return longest(timed, (1 / count for count in (10, 20, 40, 80, 160, 320)))
