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
from osteon.solve._compile import METHODS, Method, Precision, compiled
from osteon.solve._lower import lower
from osteon.solve._parallel import Progress, called_off, in_background, run_all
from osteon.solve._problem import Impulse, Problem, Switch
from osteon.solve._run import Task, Trace, grid, groups
from osteon.solve._solution import Solution
from osteon.solve._status import Status
from osteon.solve._structure import resolution, structure

__all__ = ["Impulse", "Problem", "Solution", "Status", "Switch", "derivative", "resolution", "solve"]


def solve(
    problem: Problem,
    *,
    rtol: float = 1e-3,
    method: Method = "patankar",
    max_steps: int = 100_000,
    dtype: Precision = "float64",
    progress: Progress | None = None,
) -> Solution:
    """Integrates every lane of a problem with steps of its own.

    rtol: relative error of one step, as a share of a state plus its `resolution`. method: "patankar"
    (positive, conservative, second order, fast) or "kvaerno5" (fifth order, for tight tolerances or states
    that may be negative). max_steps: for each lane. dtype: "float64", or "float32" for GPUs. progress: called
    with the fraction done, in this thread. A lane that fails is a result: see Solution.status and
    Solution.reason.

    Raises:
        SolveError: an option outside its range, or a negative start value with method "patankar".
    """
    if faults := list(_option_faults(problem, rtol, method, max_steps, dtype)):
        raise SolveError(faults)
    equations, started = structure(problem.model), perf_counter()
    program = in_background(lambda: compiled(equations, method, dtype))
    ready, stop = perf_counter(), called_off()
    limits = Limits(np.asarray(rtol, dtype), np.asarray(min(max_steps, 2**31 - 1), np.int32))
    columns = groups(problem.lanes, program.width)
    tasks = [Task(problem, program, group, limits, stop) for group in columns]
    traces = run_all(tasks, len(grid(problem)), progress, program.workers)
    return _gathered(problem, traces, {"compile": ready - started, "run": perf_counter() - ready})


def derivative(model: Model) -> Callable[[Any, Any], Any]:
    """dy/dt of one lane as a traceable function of states y [S] and parameters p [P], for other solvers.

    Take it through `jax.jit` inside `jax.enable_x64(True)` for a quick right-hand side in double precision.
    """
    lowered = lower(structure(model))
    return lambda y, p: jnp.stack(lowered.derivative(tuple(y), tuple(p[row] for row in lowered.used)))


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
    )


def _option_faults(problem: Problem, rtol: float, method: str, max_steps: int, dtype: str) -> Iterable[Fault]:
    if not 1e-14 <= rtol < 1:
        yield Fault("rtol", f"{rtol:g}", "a number from 1e-14 to below 1", "1e-3 suits most experiments")
    if method not in METHODS:
        yield Fault("method", shown(method), f"one of {', '.join(METHODS)}", near(method, METHODS))
    if max_steps < 1:
        yield Fault("max_steps", str(max_steps), "1 or more")
    if dtype not in ("float64", "float32"):
        yield Fault("dtype", shown(dtype), "float64 or float32")
    if method == "patankar" and (problem.initial < 0).any():
        row, lane = (int(i) for i in np.argwhere(problem.initial < 0)[0])
        given = f"{problem.initial[row, lane]:g} for {problem.model.states[row].id} in lane {lane}"
        fix = "use method 'kvaerno5' for states that may be negative"
        yield Fault("initial", given, "start values >= 0", fix)
