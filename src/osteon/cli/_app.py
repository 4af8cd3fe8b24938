"""The `osteon` program: its options and its list of commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from osteon import __version__
from osteon.cli._branch import branch
from osteon.cli._check import check
from osteon.cli._cite import cite
from osteon.cli._critical import critical_size
from osteon.cli._explain import explain
from osteon.cli._export import export
from osteon.cli._import import import_model
from osteon.cli._models import models
from osteon.cli._resume import resume
from osteon.cli._run import run
from osteon.cli._view import view


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"osteon {__version__}")
        raise typer.Exit


def osteon(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Osteon: an executable, evidence-grounded model of bone-defect healing."""


def build_app() -> typer.Typer:
    """Return the program with its commands; plain help text keeps `osteon --help` quick."""
    app = typer.Typer(
        add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
    )
    app.callback()(osteon)
    for command in (run, resume, branch, view, check, explain, cite, models, export):
        app.command()(command)
    app.command("import")(import_model)
    app.command("critical-size")(critical_size)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program on `arguments` (default: those of the process) and exit with its code."""
    build_app()(args=None if arguments is None else list(arguments), prog_name="osteon")
