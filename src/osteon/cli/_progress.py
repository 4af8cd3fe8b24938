"""A progress bar on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import final

import typer


@final
@dataclass(frozen=True)
class Progress:
    """`says` names the work now under way; `done` hears which fraction of it is done, 0 to 1.

    `notes` prints a line on stderr that stays, unless nothing but errors is wanted; `warns` in any case.
    """

    says: Callable[[str], None]
    done: Callable[[float], None]
    notes: Callable[[str], None]
    warns: Callable[[str], None]


@contextmanager
def progress_bar(*, hidden: bool) -> Iterator[Progress]:
    """Yield a Progress that draws on stderr if that is a terminal and `hidden` is false."""
    if hidden or not sys.stderr.isatty():
        notes = _silent if hidden else _printed
        yield Progress(says=_silent, done=lambda fraction: None, notes=notes, warns=_printed)
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description:<10}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def printed(text: str) -> None:
            bar.console.print(text, markup=False, highlight=False)

        yield Progress(
            says=lambda text: bar.update(task, description=text, total=None, completed=0),
            done=lambda fraction: bar.update(task, total=1.0, completed=fraction),
            notes=printed,
            warns=printed,
        )


def _silent(text: str) -> None:
    """Say nothing."""


def _printed(text: str) -> None:
    typer.echo(text, err=True)
