"""What a command does with an error: a clear message, the exit code of the contract, no traceback."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import final

import typer

from osteon.errors import OsteonError, OutputError

FAULTS = 1
WRONG_USE = 2
BUG = 70
STOPPED = 130


@final
class UsageError(OsteonError):
    """The command was given something that it cannot work on, such as a file that is not there."""


@contextmanager
def guarded() -> Iterator[None]:
    """Decorate a command: turn what it raises into one message on stderr and an exit code.

    Exit codes: 1 the work found faults, 2 wrong use, 70 a bug in Osteon, 130 stopped with Ctrl-C.
    `OSTEON_TRACEBACK=1` lets the traceback of a bug through.
    """
    try:
        yield
    except (typer.Exit, typer.Abort, typer.BadParameter, BrokenPipeError):
        raise
    except KeyboardInterrupt:
        _leave("Stopped by Ctrl-C; nothing half-written was left behind.", STOPPED)
    except OsteonError as error:
        _leave(f"osteon: {error}", WRONG_USE if isinstance(error, UsageError | OutputError) else FAULTS)
    except Exception as error:
        if os.environ.get("OSTEON_TRACEBACK"):
            raise
        _leave(
            f"osteon: unexpected {type(error).__name__}: {error}\n"
            "This is a bug in Osteon; set OSTEON_TRACEBACK=1 and run again to see where.",
            BUG,
        )


def _leave(message: str, code: int) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(code) from None
