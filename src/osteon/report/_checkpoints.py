"""Checkpoints of a run in space as files: whole or not at all, and checked when they are read."""

from __future__ import annotations

import json
import math
import os
import zipfile
from collections.abc import Callable, Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, final

import numpy as np

from osteon.cohort import Checkpoint
from osteon.errors import Fault, OsteonError
from osteon.report._atomic import written

CHECKPOINTS = "checkpoints"
KEPT = 2
"""So many of the newest checkpoints stay, besides those on days of frames."""

_META, _SIGN = "meta", 64


@final
class DamagedError(OsteonError):
    """A checkpoint is not what was written."""


def checkpoint_path(folder: Path, lane: int, day: float) -> Path:
    """`checkpoints/<lane>/day-XXXXX.X.npz`."""
    return folder / CHECKPOINTS / str(lane) / f"day-{day_text(day)}.npz"


def day_text(day: float) -> str:
    """XXXXX.X, so that names sort by day; as many decimals as the day needs to be told exactly."""
    whole, _, rest = np.format_float_positional(day, trim="0").partition(".")
    return f"{whole:0>5}.{rest}"


def write_checkpoint(folder: Path, lane: int, point: Checkpoint, states: tuple[str, ...]) -> None:
    """Write a checkpoint with the SHA-256 of its content; states: the ids of the rows of "y"."""
    path = checkpoint_path(folder, lane, point.day)
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {name: np.asarray(value) for name, value in point.arrays.items()}
    meta = json.dumps({"day": point.day, "lane": lane, "states": states})
    with written(path) as file:
        np.savez(file, allow_pickle=False, **{_META: np.array(meta)}, **arrays)
        _sign(file)


def read_checkpoint(path: Path) -> tuple[Checkpoint, tuple[str, ...]]:
    """A checkpoint and the ids of its states. DamagedError if a single bit is not as it was written."""
    with path.open("rb") as file:
        if _content_digest(file) != file.read(_SIGN):
            given = "a checkpoint that was cut, or is not what its SHA-256 says"
            raise DamagedError(Fault(str(path), given, "a checkpoint as it was written"))
        file.seek(0)
        with np.load(file, allow_pickle=False) as kept:
            arrays = {name: kept[name] for name in kept.files if name != _META}
            meta = json.loads(kept[_META].item())
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


def _is_sound(folder: Path, lane: int, day: float) -> bool:
    try:
        read_checkpoint(checkpoint_path(folder, lane, day))
    except DamagedError:
        return False
    return True


def _day(name: str) -> float | None:
    try:
        return float(name.removeprefix("day-").removesuffix(".npz"))
    except ValueError:
        return None


def _sign(file: BinaryIO) -> None:
    """End the archive with the SHA-256 of all before it: a comment to zip, which `np.load` passes over."""
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"0" * _SIGN
    digest = _content_digest(file)
    file.seek(-_SIGN, os.SEEK_END)
    file.write(digest)


def _content_digest(file: BinaryIO) -> bytes:
    """The SHA-256 of all but the last bytes of a file, as text; the file is then at those."""
    left = file.seek(0, os.SEEK_END) - _SIGN
    file.seek(0)
    total = sha256()
    while left > 0:
        block = file.read(min(left, 1 << 20))
        total.update(block)
        left -= len(block)
    return total.hexdigest().encode()
