"""An output folder that appears whole or not at all."""

from __future__ import annotations

import errno
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from osteon.errors import Fault, OutputError

RESULT = "result.json"


def check_output(folder: Path) -> None:
    """Refuse `folder` before the long work begins if a result could not be written there.

    Allowed: a folder that does not exist, an empty one, or one that Osteon made (it holds result.json), in a
    place where a sibling can be written. OutputError otherwise.
    """
    _refuse_foreign(folder)
    with _explained(folder):
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        _sibling(folder).rmdir()


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty temporary sibling of `folder`, which takes its place when the block ends well.

    If the block raises (a full disk, Ctrl-C, a bug) the sibling is removed and `folder` stays as it was.
    OSError becomes OutputError.
    """
    _refuse_foreign(folder)
    with _explained(folder):
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        temporary = _sibling(folder)
        try:
            yield temporary
            _swap(temporary, folder)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise


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
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise OutputError(
            [Fault(str(folder), "a file or a link", "a folder to write into", "give another --out")]
        )
    with _explained(folder):
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
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        fix = "free some space" if full else "choose a folder that you may write to with --out"
        given = error.strerror or str(error)
        raise OutputError(
            [Fault(str(folder), given, "a folder with room that can be written", fix)]
        ) from error
