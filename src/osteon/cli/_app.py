"""The `osteon` program: its options and its list of commands."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, final

import typer
from typer.core import TyperGroup

from osteon import __version__

COMMANDS = {
    "run": ("_run:run", "Run an experiment and write report.html, tables, figures and the solution."),
    "resume": (
        "_resume:resume",
        "Go on with a run in space from its newest checkpoints, and write its report.",
    ),
    "branch": ("_branch:branch", "Go on from a day of a run with other treatments, into a new folder."),
    "view": ("_view:view", "Look at a run in space in three dimensions (needs the extra 'view')."),
    "check": ("_check:check", "Check the built-in catalogue, and PATH on top of it; every fault is listed."),
    "explain": ("_explain:explain", "Say in words, equations, numbers and sources what NAME means."),
    "evidence": ("_evidence:evidence", "Find what is claimed, by whom, and what contradicts it."),
    "claims": ("_claims:claims", "Run the virtual experiments of claims and print a verdict on each."),
    "trials": (
        "_trials:trials",
        "Replay clinical studies as virtual trials, check the direction that each states, and pool them.",
    ),
    "identify": (
        "_identify:identify",
        "Judge a panel by the ISCT criteria, and say which source of stromal cells it is most like.",
    ),
    "record": (
        "_record:record",
        "Show the record of a paper or a document, or a table in which each cell names its claims.",
    ),
    "cite": ("_cite:cite", "List the sources of a result, and how many of its numbers rest on each."),
    "models": ("_models:models", "List the models of the catalogue, a line each."),
    "export": (
        "_export:export",
        "Write a model with the numbers of one arm, or the evidence base, for other programs.",
    ),
    "import": (
        "_import:import_model",
        "Turn a model in SBML into records that can be checked, explained and run.",
    ),
    "critical-size": (
        "_critical:critical_size",
        "Compare the size of a defect with the published sizes above which such defects do not heal.",
    ),
}
"""By name: module and function of a command, and the first line of its help.

A command is imported when it is called, so that the list of them costs nothing.
"""

PLAIN: dict[str, Any] = {
    "add_completion": False,
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
}
"""Plain help text: it is quick to print."""


@final
class LateGroup(TyperGroup):
    """A group that imports the command it is asked for, in the place of what only names it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Name, command and remaining arguments; the program's own message where there is no such command."""
        name, named, rest = TyperGroup.resolve_command(self, ctx, args)
        return name, named if name is None else _imported(name), rest


def _imported(name: str) -> Any:
    home, _, function = COMMANDS[name][0].partition(":")
    alone = typer.Typer(**PLAIN)
    alone.command(name)(getattr(import_module(f"osteon.cli.{home}"), function))
    return typer.main.get_command(alone)


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
    """Return the program with the names of its commands; each is imported when it is called."""
    app = typer.Typer(cls=LateGroup, no_args_is_help=True, **PLAIN)
    app.callback()(osteon)
    for name, (_, help_line) in COMMANDS.items():
        app.command(name, help=help_line)(_named)
    return app


def _named() -> None:
    """Stand for a command in the list of them."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program on `arguments` (default: those of the process) and exit with its code."""
    # A start makes many values and few circles of them; to look for circles less often saves a tenth of it.
    gc.set_threshold(100_000)
    build_app()(args=None if arguments is None else list(arguments), prog_name="osteon")
