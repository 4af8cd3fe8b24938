"""An output folder that appears whole or not at all; a long run's is whole when it holds result.json."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from osteon.errors import Fault, OutputError

RESULT = "result.json"
NOTE = "run.json"
"""What a run was started with. A folder that holds it and no RESULT is that of a run that can go on."""
SOLUTION, SPACE = "solution.zarr", "space"


def check_output(folder: Path) -> None:
    """Refuse `folder` before the long work begins if a result could not be written there.

    Allowed: a folder that does not exist, an empty one, or one that Osteon made (it holds result.json), in a
    place where a sibling can be written. OutputError otherwise.
    """
    _refuse_foreign(folder)
    with explained(folder):
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        _sibling(folder).rmdir()


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty temporary sibling of `folder`, which takes its place when the block ends well.

    If the block raises (a full disk, Ctrl-C, a bug) the sibling is removed and `folder` stays as it was.
    OSError becomes OutputError.
    """
    _refuse_foreign(folder)
    with explained(folder):
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        temporary = _sibling(folder)
        try:
            yield temporary
            _swap(temporary, folder)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise


@contextmanager
def completing(folder: Path) -> Iterator[Path]:
    """Yield an empty temporary sibling of `folder`, the folder of a long run, and move all in it there.

    RESULT comes last: until then the run can go on, and its report be written again. What `folder` has under
    the same names is replaced, but for the fields in space. An earlier result that stepped aside is removed.
    """
    with explained(folder):
        temporary = _sibling(folder)
        try:
            yield temporary
            _move_in(temporary, folder)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        shutil.rmtree(earlier(folder), ignore_errors=True)


def is_finished(folder: Path) -> bool:
    """Whether `folder` holds a whole result."""
    return (folder / RESULT).is_file()


def is_unfinished(folder: Path) -> bool:
    """Whether a run in `folder` can go on."""
    return (folder / NOTE).is_file() and not (folder / RESULT).is_file()


def earlier(folder: Path) -> Path:
    """Where an earlier result in `folder` waits until the new one, which takes long, is whole."""
    place = folder.absolute()
    return place.parent / f".{place.name}.earlier"


def step_aside(folder: Path) -> None:
    """Let an earlier result in `folder` wait at `earlier(folder)`; nothing where there is none."""
    if (folder / RESULT).is_file():
        shutil.rmtree(earlier(folder), ignore_errors=True)
        folder.rename(earlier(folder))


def step_back(folder: Path) -> None:
    """Remove `folder`, and bring back the earlier result that stepped aside for it."""
    shutil.rmtree(folder, ignore_errors=True)
    if earlier(folder).is_dir():
        earlier(folder).rename(folder)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that takes the place of `path` when the block ends well, on the disk itself."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _move_in(temporary: Path, folder: Path) -> None:
    entries = [path for path in temporary.iterdir() if path.name not in (RESULT, SOLUTION)]
    if (temporary / SOLUTION).is_dir():
        (folder / SOLUTION).mkdir(exist_ok=True)
        entries += [path for path in (temporary / SOLUTION).iterdir() if path.name != SPACE]
    for path in [*sorted(entries), temporary / RESULT]:
        if path.exists():
            target = folder / path.relative_to(temporary)
            if target.is_dir():
                shutil.rmtree(target)
            path.replace(target)


def _swap(temporary: Path, folder: Path) -> None:
    """Rename `temporary` to `folder`; an older result steps aside first and returns if the renaming fails."""
    if not folder.exists():
        temporary.rename(folder)
        return
    aside = _sibling(folder) / folder.name
    try:
        folder.rename(aside)
        try:
            temporary.rename(folder)
        except BaseException:
            aside.rename(folder)
            raise
    finally:
        shutil.rmtree(aside.parent, ignore_errors=True)


def _refuse_foreign(folder: Path) -> None:
    if is_unfinished(folder):
        fix = f"`osteon resume {folder}` goes on with it; or give another --out, or remove the folder"
        raise OutputError(
            [Fault(str(folder), "a run that has not ended", "a new folder or an earlier result", fix)]
        )
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OutputError(
            [Fault(str(folder), "a file or a link", "a folder to write into", "give another --out")]
        )
    with explained(folder):
        taken = folder.is_dir() and any(folder.iterdir()) and not (folder / RESULT).is_file()
    if taken:
        fix = "give another --out, or empty the folder yourself"
        expected = f"a new folder, an empty one, or an earlier result (holding {RESULT})"
        raise OutputError([Fault(str(folder), "a folder with other files in it", expected, fix)])


def _sibling(folder: Path) -> Path:
    place = folder.absolute()
    sibling = place.parent / f".{place.name}.{secrets.token_hex(4)}.part"
    sibling.mkdir()
    return sibling


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn an OSError in the block into an OutputError about `folder`."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        fix = "free some space" if full else "choose a folder that you may write to with --out"
        given = error.strerror or str(error)
        raise OutputError(
            [Fault(str(folder), given, "a folder with room that can be written", fix)]
        ) from error
