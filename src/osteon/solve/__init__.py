"""Numbers: a model with parameters, start values, doses and changes goes in, its states over time come out.

from osteon.solve import Impulse, Problem, solve
solution = solve(Problem(model, parameters, initial, times, impulses=(Impulse(0.0, row, amount),)))
solution.state("M1")        # [times, lanes]
solution.reason(3)          # how lane 3 ended
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Any

import jax.numpy as jnp
import numpy as np

from osteon.errors import Fault, SolveError, near, shown
from osteon.model import Model
from osteon.solve._advance import Limits
from osteon.solve._background import Progress
from osteon.solve._compile import RTOL, Method, Precision, compiled
from osteon.solve._control import FIRST
from osteon.solve._lod import diffuse, faces, implicit_step
from osteon.solve._lower import lower
from osteon.solve._parallel import called_off, run_all
from osteon.solve._problem import Impulse, Problem, Switch
from osteon.solve._run import Task, Trace, groups
from osteon.solve._solution import Solution
from osteon.solve._space import SPACE_RTOL, Ending, solve_space
from osteon.solve._space_problem import SpaceProblem
from osteon.solve._space_run import Moment
from osteon.solve._status import Status
from osteon.solve._structure import resolution, structure
from osteon.solve._sweep import Sweep

__all__ = [
    "FIRST",
    "RTOL",
    "SPACE_RTOL",
    "Ending",
    "Impulse",
    "Method",
    "Moment",
    "Precision",
    "Problem",
    "Solution",
    "SpaceProblem",
    "Status",
    "Switch",
    "derivative",
    "diffuse",
    "faces",
    "implicit_step",
    "resolution",
    "solve",
    "solve_space",
    "suited",
]


def solve(
    problem: Problem,
    *,
    rtol: float | None = None,
    method: Method | None = None,
    max_steps: int = 100_000,
    dtype: Precision = "float64",
    progress: Progress | None = None,
) -> Solution:
    """Integrates every lane of a problem with steps of its own.

    rtol: relative error of one step, as a share of a state plus the smallest amount of it that matters;
    `RTOL` has the default of each method. method: "patankar" (positive, conservative, second order, fast),
    "rosenbrock" (fifth order: tight tolerances, states of either sign, conditions, events) or "kvaerno5" (the
    referee, from diffrax); default: `suited`. max_steps: for each lane. dtype: "float64", or "float32" for
    GPUs. progress: called with the fraction done, in this thread. A lane that fails is a result: see
    Solution.status and Solution.reason.

    Raises:
        SolveError: an option outside its range, or a model that the method cannot solve.
    """
    method = suited(problem.model) if method is None else method
    rtol = RTOL.get(method, 1e-3) if rtol is None else rtol
    if faults := list(_option_faults(problem, rtol, method, max_steps, dtype)):
        raise SolveError(faults)
    equations, started = structure(problem.model), perf_counter()
    program = compiled(equations, method, dtype, problem.lanes)
    ready, stop = perf_counter(), called_off()
    limits = Limits(np.asarray(rtol, dtype), np.asarray(min(max_steps, 2**31 - 1), np.int32))
    columns = groups(problem.lanes, program.width)
    drive = Sweep if method == "rosenbrock" else Task
    tasks: list[Sweep | Task] = [drive(problem, program, group, limits, stop) for group in columns]
    traces = run_all(tasks, progress, program.workers)
    return _gathered(problem, traces, {"compile": ready - started, "run": perf_counter() - ready})


def suited(model: Model) -> Method:
    """The method for a model: "patankar", unless a state may be negative or events happen."""
    general = model.events or any(state.entity.signed for state in model.states)
    return "rosenbrock" if general else "patankar"


def derivative(model: Model) -> Callable[..., Any]:
    """dy/dt of one lane as a traceable function (states y [S], parameters p [P], day = 0), for other solvers.

    Take it through `jax.jit` inside `jax.enable_x64(True)` for a quick right-hand side in double precision.
    """
    equations = structure(model)
    lowered = lower(equations)

    def slope(y: Any, p: Any, day: Any = 0.0) -> Any:
        rows = (*y, jnp.asarray(day, y.dtype)) if equations.timed else tuple(y)
        values = lowered.derivative(rows, tuple(p[row] for row in lowered.used))
        return jnp.stack(values[: len(model.states)])

    return slope


def _gathered(problem: Problem, traces: list[Trace], seconds: dict[str, float]) -> Solution:
    def joined(name: str) -> Any:
        return np.concatenate([getattr(trace, name) for trace in traces], axis=-1)[..., : problem.lanes]

    return Solution(
        times=problem.times,
        states=joined("states"),
        parameters=problem.parameters,
        status=joined("status"),
        accepted=joined("accepted"),
        rejected=joined("rejected"),
        reached=joined("reached"),
        state_ids=tuple(state.id for state in problem.model.states),
        quantity_paths=tuple(problem.model.quantities),
        seconds=seconds,
        changes=problem.changes,
    )


def _option_faults(problem: Problem, rtol: float, method: str, max_steps: int, dtype: str) -> Iterable[Fault]:
    if not 1e-14 <= rtol < 1:
        yield Fault("rtol", f"{rtol:g}", "a number from 1e-14 to below 1", "1e-3 suits most experiments")
    if method not in RTOL:
        yield Fault("method", shown(method), f"one of {', '.join(RTOL)}", near(method, RTOL))
    if max_steps < 1:
        yield Fault("max_steps", str(max_steps), "1 or more")
    if dtype not in ("float64", "float32"):
        yield Fault("dtype", shown(dtype), "float64 or float32")
    fix = "use method 'rosenbrock'"
    if method == "patankar" and (problem.initial < 0).any():
        row, lane = (int(i) for i in np.argwhere(problem.initial < 0)[0])
        given = f"{problem.initial[row, lane]:g} for {problem.model.states[row].id} in lane {lane}"
        yield Fault("initial", given, "start values >= 0", fix)
    signed = [state.id for state in problem.model.states if state.entity.signed]
    if method == "patankar" and signed:
        given = f"'patankar' for states that may be negative: {', '.join(signed)}"
        yield Fault("method", given, "a method for states of either sign", fix)
    if method != "rosenbrock" and problem.model.events:
        given = f"{shown(method)} for a model with events: {', '.join(e.name for e in problem.model.events)}"
        yield Fault("method", given, "the method that knows events", fix)
