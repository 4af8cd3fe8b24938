"""Runs in space: what is to be solved, and the front door `solve_space`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeAlias, final

from numpy.typing import NDArray

from osteon.errors import Fault, SolveError, shown
from osteon.solve._background import Progress
from osteon.solve._compile import Precision
from osteon.solve._parallel import available_cores, called_off, run_all
from osteon.solve._space_compile import space_program
from osteon.solve._space_problem import SpaceProblem
from osteon.solve._space_run import Course, Moment, begun
from osteon.solve._status import REASONS, Status

SPACE_RTOL = 3e-2
"""The relative tolerance of a step in space where none is asked for. The error of a step is a root mean
square over the voxels; docs/numerics.md says what it leaves."""

Watch: TypeAlias = Callable[[int, Moment], None]
"""Hears of run number and moment at every sample day, in the thread of that run."""


@final
@dataclass(frozen=True, eq=False)
class Ending:
    """How a run in space ended: status (a member of Status), steps, the last day reached."""

    status: Status
    accepted: int
    rejected: int
    reached: float

    def reason(self) -> str:
        """In words."""
        if self.status is Status.done:
            return REASONS[self.status]
        steps = self.accepted + self.rejected
        return f"stopped after day {self.reached:g} ({steps} steps): {REASONS[self.status]}"


def solve_space(
    problems: Sequence[SpaceProblem],
    watch: Watch,
    *,
    starts: Sequence[Mapping[str, NDArray[Any]] | None] | None = None,
    rtol: float | None = None,
    max_steps: int = 100_000,
    dtype: Precision = "float64",
    progress: Progress | None = None,
) -> tuple[list[Ending], dict[str, float]]:
    """Integrates every run; all of them share one compiled program, made for the largest.

    problems: of one model, with the same quantities as fields. watch: is told the states at each sample day
    after the start (and at day 0). starts: for each run None, or the `arrays` of the moment to go on from,
    after which it is as if it had never stopped, bit for bit. Returns how each ended, and the seconds spent
    in "compile" and "run".

    Raises:
        SolveError: an option outside its range, or a model that cannot be stepped in space.
    """
    rtol = SPACE_RTOL if rtol is None else rtol
    if faults := list(_option_faults(rtol, max_steps, dtype)):
        raise SolveError(faults)
    started, stop = perf_counter(), called_off()
    workers = min(available_cores(), len(problems))
    program = space_program(problems, dtype, alone=workers == 1)
    ready = perf_counter()
    courses = [
        Course(problem, program, (rtol, max_steps), begun(problem, start), number, watch, stop)
        for number, (problem, start) in enumerate(
            zip(problems, starts or [None] * len(problems), strict=True)
        )
    ]
    ends = run_all(courses, progress, workers)
    return [Ending(*end) for end in ends], {"compile": ready - started, "run": perf_counter() - ready}


def _option_faults(rtol: float, max_steps: int, dtype: str) -> list[Fault]:
    faults = []
    if not 1e-8 <= rtol < 1:
        faults.append(Fault("rtol", f"{rtol:g}", "a number from 1e-8 to below 1", "3e-2 suits runs in space"))
    if max_steps < 1:
        faults.append(Fault("max_steps", str(max_steps), "1 or more"))
    if dtype not in ("float64", "float32"):
        faults.append(Fault("dtype", shown(dtype), "float64 or float32"))
    return faults
