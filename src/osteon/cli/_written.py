"""Files that a command writes: nothing foreign is replaced, and nothing appears half."""

from __future__ import annotations

import os
from pathlib import Path

from osteon.errors import Fault, OutputError

MARK = "<!-- Written by Osteon"
"""Near the start of a file of markup that may be replaced."""

_START = 200
"""So many signs of a file are looked at for its mark."""

_OTHER_PLACE = "give another --out"


def check_place(path: Path, mark: str = MARK, within: int = _START) -> None:
    """Refuse what is not to be replaced: a folder, a link, a file without `mark` near its start.

    within: signs from the start. Raises OutputError.
    """
    expected = "a new file, or one that Osteon has written"
    if path.is_symlink() or path.is_dir():
        raise refused(path, "a link" if path.is_symlink() else "a folder", expected)
    try:
        if path.exists():
            with path.open(encoding="utf-8", errors="replace") as file:
                own = mark in file.read(within)
            if not own:
                raise refused(path, "a file with something else in it", expected)
    except OSError as error:
        raise refused(path, error.strerror or str(error), expected) from error


def write_text(path: Path, text: str) -> None:
    """Write a file, which appears whole or not at all. Raises OutputError."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        fix = "choose a place that you may write to with --out"
        given = error.strerror or str(error)
        raise OutputError(Fault(str(path), given, "a file that can be written", fix)) from error


def refused(path: Path, given: str, expected: str) -> OutputError:
    """The error for a place that is not to be written to."""
    return OutputError(Fault(str(path), given, expected, _OTHER_PLACE))
