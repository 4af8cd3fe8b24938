"""The folder of a run in space while it goes on: fields, checkpoints, and what it was started with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort import Checkpoint, SpacePlan
from osteon.errors import Fault, OutputError
from osteon.report._atomic import check_output, explained, is_unfinished, step_aside, step_back
from osteon.report._checkpoints import KEPT, checkpoint_days, newest, thin_out, write_checkpoint
from osteon.report._run_note import RunNote, write_note
from osteon.report._space_arrays import Stored, frame_values, lane_arrays


@final
@dataclass(frozen=True)
class _Opened:
    """A run that has begun. arrays: of each lane's states. is_new: the folder was made for it."""

    plan: SpacePlan
    states: tuple[str, ...]
    factors: NDArray[np.float64]
    arrays: Mapping[int, list[Stored]]
    is_new: bool


@final
@dataclass(frozen=True, eq=False)
class FolderKeeper:
    """A Keeper that writes into `folder`, where the report will come; see osteon.cohort.Keeper.

    The folder is made when the run begins, after all that can be refused has been. run.json without
    result.json marks it as one that can go on. said: hears of damaged checkpoints. sized: hears how many
    bytes fields and checkpoints may take. Frames and checkpoints may be written again; the same ones give
    the same files. Lanes may be written at once, each by one thread.
    """

    folder: Path
    note: RunNote
    said: Callable[[str], None] = lambda text: None
    sized: Callable[[int], None] = lambda size: None
    opened: list[_Opened] = field(default_factory=list)

    def begin(self, plan: SpacePlan) -> None:
        """Make the folder, or open it. OutputError where it cannot be made, or will not hold the run."""
        going_on = is_unfinished(self.folder)
        if not going_on:
            check_output(self.folder)
        self._check_room(plan)
        try:
            with explained(self.folder):
                if not going_on:
                    step_aside(self.folder)
                    self.folder.mkdir(parents=True, exist_ok=True)
                    write_note(self.folder, self.note)
                self.opened[:] = [self._open(plan, not going_on)]
        except BaseException:
            if not going_on:
                step_back(self.folder)
            raise

    def _open(self, plan: SpacePlan, is_new: bool) -> _Opened:
        states, lanes, until = plan.model.states, range(len(plan.domains)), self.note.branch.get("day")
        return _Opened(
            plan=plan,
            states=tuple(state.id for state in states),
            factors=np.array([state.factor for state in states], dtype=float),
            arrays={lane: lane_arrays(self.folder, plan, lane, until) for lane in lanes},
            is_new=is_new,
        )

    def frame(self, lane: int, index: int, y: NDArray[np.float64]) -> None:
        """Write the fields of a lane at a frame day, in the declared unit of each state."""
        run = self.opened[-1]
        values = np.asarray(y, dtype=float) / run.factors[:, None]
        with explained(self.folder):
            for row, array in enumerate(run.arrays[lane]):
                array[index] = frame_values(values[row], run.plan.domains[lane])

    def checkpoint(self, lane: int, point: Checkpoint) -> None:
        """Write a checkpoint; of the older ones, those on days of frames stay."""
        run = self.opened[-1]
        with explained(self.folder):
            write_checkpoint(self.folder, lane, point, run.states)
            thin_out(self.folder, lane, run.plan.days)

    def latest(self, lane: int, before: float = inf) -> Checkpoint | None:
        """The newest sound checkpoint at or before a day; a damaged one is told, and passed over."""
        found = newest(self.folder, lane, before, self.said)
        return None if found is None else found[0]

    def fields(self, lane: int, index: int) -> NDArray[np.float32]:
        """The states [S, N] of a frame, coherent; nan where it has not been written."""
        run = self.opened[-1]
        domain = run.plan.domains[lane]
        rows = [np.asarray(array[index], dtype=float) for array in run.arrays[lane]]
        kept = np.stack([domain.gather(row) for row in rows])
        return np.asarray(kept * run.factors[:, None], dtype=np.float32)

    def reached(self) -> tuple[float, float] | None:
        """The first and the last of the days from which the lanes would go on; None without a checkpoint."""
        lanes = range(self.note.options["animals"])
        if self.opened:
            lanes = range(len(self.opened[-1].plan.domains))
        days = [max(checkpoint_days(self.folder, lane), default=0.0) for lane in lanes]
        return (min(days), max(days)) if any(days) else None

    def abandon(self) -> None:
        """Remove the folder if this run made it and could not go on from it; bring back what was there."""
        made = bool(self.opened) and self.opened[-1].is_new
        if made and is_unfinished(self.folder) and self.reached() is None:
            step_back(self.folder)

    def _check_room(self, plan: SpacePlan) -> None:
        needed = expected_bytes(plan)
        place = next(
            path for path in [self.folder.absolute(), *self.folder.absolute().parents] if path.exists()
        )
        free = shutil.disk_usage(place).free + _size(self.folder)
        if needed > free:
            fix = "keep fewer frames, take larger voxels, or choose a larger disk with --out"
            expected = f"room for the run, up to {size_text(needed)}"
            raise OutputError(Fault(str(self.folder), f"{size_text(free)} free", expected, fix))
        self.sized(needed)


def _size(folder: Path) -> int:
    """Bytes that a run which goes on has written already."""
    if not is_unfinished(folder):
        return 0
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def expected_bytes(plan: SpacePlan) -> int:
    """The most that fields (before compression) and checkpoints of a run take on disk."""
    cells: int = sum(domain.voxels for domain in plan.domains) * len(plan.model.states)
    return cells * (4 * len(plan.days) + 8 * (len(plan.days) + KEPT))


def size_text(size: float) -> str:
    """Bytes as a person says them, in decimal units."""
    for unit in ("bytes", "kB", "MB"):
        if size < 999.5:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} GB"
