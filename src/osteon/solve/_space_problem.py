"""What is to be solved in space: one animal's defect, voxel by voxel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import final

import numpy as np

from osteon.domain import Domain
from osteon.errors import Fault, SolveError, shown
from osteon.model import Model
from osteon.solve._problem import Array


@final
@dataclass(frozen=True, eq=False)
class SpaceProblem:
    """One animal's defect in space.

    domain: N voxels that heal. parameters [P], initial [S] or [S, N]: coherent values. fields: path of a
    quantity to its values in the voxels [N], in place of the parameter. times [T]: days of the samples, first
    0. impulses: (day, state, amount) added everywhere. changes: (day, quantity, value).
    """

    model: Model
    domain: Domain
    parameters: Array
    initial: Array
    times: Array
    fields: Mapping[str, Array] = field(default_factory=dict)
    impulses: tuple[tuple[float, int, float], ...] = ()
    changes: tuple[tuple[float, int, float], ...] = ()

    def __post_init__(self) -> None:
        if faults := list(_faults(self)):
            raise SolveError(faults)

    @property
    def field_rows(self) -> tuple[int, ...]:
        """Rows of the quantities that are fields, in the order of `fields`."""
        return tuple(self.model.quantity_index(path) for path in self.fields)


def _faults(problem: SpaceProblem) -> list[Fault]:
    faults = []
    states, quantities = len(problem.model.states), len(problem.model.quantities)
    voxels = problem.domain.voxels
    start = (states,) if np.ndim(problem.initial) == 1 else (states, voxels)
    arrays = [("initial", problem.initial, start), ("parameters", problem.parameters, (quantities,))]
    arrays += [(f"fields['{path}']", values, (voxels,)) for path, values in problem.fields.items()]
    for name, values, shape in arrays:
        if np.shape(values) != shape:
            faults.append(Fault(name, f"an array of shape {np.shape(values)}", f"shape {shape}"))
        elif not np.isfinite(values).all():
            faults.append(Fault(name, "numbers that are not finite", "finite numbers"))
    times = np.asarray(problem.times, dtype=float)
    if times.ndim != 1 or len(times) < 2 or times[0] != 0 or not (np.diff(times) > 0).all():
        faults.append(Fault("times", shown(times.tolist()), "two or more days that start at 0 and increase"))
    if not faults and (np.asarray(problem.initial) < 0).any():
        faults.append(Fault("initial", f"{np.min(problem.initial):g}", "start values >= 0"))
    return faults
