"""Checkpoints of a run in space as files: whole or not at all, and checked when they are read."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from osteon.cohort import Checkpoint
from osteon.errors import Fault, OsteonError
from osteon.report._atomic import written

CHECKPOINTS = "checkpoints"
KEPT = 2
"""So many of the newest checkpoints stay, besides those on days of frames."""

_META = "meta"


@final
class DamagedError(OsteonError):
    """A checkpoint is not what was written."""


def checkpoint_path(folder: Path, lane: int, day: float) -> Path:
    """`checkpoints/<lane>/day-XXXXX.X.npz`; as many decimals as the day needs."""
    text = np.format_float_positional(day, trim="0")
    return folder / CHECKPOINTS / str(lane) / f"day-{text.partition('.')[0]:0>5}.{text.partition('.')[2]}.npz"


def write_checkpoint(folder: Path, lane: int, point: Checkpoint, states: tuple[str, ...]) -> None:
    """Write a checkpoint with the SHA-256 of its content; states: the ids of the rows of "y"."""
    path = checkpoint_path(folder, lane, point.day)
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {name: np.asarray(value) for name, value in point.arrays.items()}
    meta = {"day": point.day, "lane": lane, "states": states}
    meta["sha256"] = _digest(meta, arrays)
    with written(path) as file:
        np.savez(file, allow_pickle=False, **{_META: np.array(json.dumps(meta))}, **arrays)


def read_checkpoint(path: Path) -> tuple[Checkpoint, tuple[str, ...]]:
    """A checkpoint and the ids of its states. DamagedError if a single bit is not as it was written."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files if name != _META}
            meta = json.loads(kept[_META].item())
        told = meta.pop("sha256")
        sound = told == _digest(meta, arrays)
    except MemoryError:
        raise
    except Exception as error:  # A flipped bit can end in any error of zip, NumPy or JSON.
        raise DamagedError(_damage(path, "a cut or damaged checkpoint")) from error
    if not sound:
        raise DamagedError(_damage(path, "a checkpoint with another SHA-256 than it was written with"))
    return Checkpoint(float(meta["day"]), arrays), tuple(meta["states"])


def newest(
    folder: Path, lane: int, before: float, said: Callable[[str], None]
) -> tuple[Checkpoint, tuple[str, ...]] | None:
    """The newest sound checkpoint of a lane at or before a day; damaged ones are told to `said`."""
    for day in sorted(checkpoint_days(folder, lane), reverse=True):
        if day <= before:
            try:
                return read_checkpoint(checkpoint_path(folder, lane, day))
            except DamagedError as error:
                said(f"{error}; the one before it is used")
    return None


def checkpoint_days(folder: Path, lane: int) -> list[float]:
    """The days of a lane's checkpoints, sound or not, in order."""
    names = (path.name for path in (folder / CHECKPOINTS / str(lane)).glob("day-*.npz"))
    return sorted(day for name in names if (day := _day(name)) is not None)


def sound_days(folder: Path, lanes: Iterable[int]) -> list[float]:
    """The days at which every one of some lanes has a sound checkpoint."""
    found = [{day for day in checkpoint_days(folder, lane) if _is_sound(folder, lane, day)} for lane in lanes]
    return sorted(set.intersection(*found)) if found else []


def thin_out(folder: Path, lane: int, frames: Collection[float]) -> None:
    """Remove a lane's older checkpoints, but for those on days of frames."""
    for day in checkpoint_days(folder, lane)[:-KEPT]:
        if not any(math.isclose(day, frame, rel_tol=1e-12, abs_tol=1e-12) for frame in frames):
            checkpoint_path(folder, lane, day).unlink(missing_ok=True)


def copy_checkpoints(source: Path, target: Path, lanes: Iterable[int], day: float) -> None:
    """Copy the checkpoints of a day."""
    for lane in lanes:
        path = checkpoint_path(target, lane, day)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(checkpoint_path(source, lane, day), path)


def with_states(point: Checkpoint, had: tuple[str, ...], wanted: tuple[str, ...]) -> Checkpoint:
    """The checkpoint with the rows of "y" that another set of states has; what was not there is zero.

    A branch that doses something new reaches states that its origin could not, whose amount was zero.
    """
    if had == wanted:
        return point
    y = point.arrays["y"]
    rows = [y[had.index(id)] if id in had else np.zeros_like(y[0]) for id in wanted]
    return Checkpoint(point.day, {**point.arrays, "y": np.stack(rows)})


def _is_sound(folder: Path, lane: int, day: float) -> bool:
    try:
        read_checkpoint(checkpoint_path(folder, lane, day))
    except DamagedError:
        return False
    return True


def _damage(path: Path, given: str) -> Fault:
    return Fault(str(path), given, "a checkpoint as it was written")


def _day(name: str) -> float | None:
    try:
        return float(name.removeprefix("day-").removesuffix(".npz"))
    except ValueError:
        return None


def _digest(meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> str:
    total = sha256(json.dumps(meta, sort_keys=True).encode())
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        total.update(f"{name} {array.dtype.str} {arrays[name].shape}".encode())
        total.update(array.reshape(-1).view(np.uint8))
    return total.hexdigest()
