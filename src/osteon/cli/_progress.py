"""A progress bar on a terminal; nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True)
class Progress:
    """`says` names the work now under way; `done` hears which fraction of it is done, 0 to 1."""

    says: Callable[[str], None]
    done: Callable[[float], None]


@contextmanager
def progress_bar(*, hidden: bool) -> Iterator[Progress]:
    """Yield a Progress that draws on stderr if that is a terminal and `hidden` is false."""
    if hidden or not sys.stderr.isatty():
        yield Progress(says=lambda text: None, done=lambda fraction: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description:<10}"), BarColumn(), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield Progress(
            says=lambda text: bar.update(task, description=text, total=None, completed=0),
            done=lambda fraction: bar.update(task, total=1.0, completed=fraction),
        )
