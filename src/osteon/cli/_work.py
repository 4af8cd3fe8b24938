"""What run, resume and branch have in common: solve, write the report, say what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from osteon.cli._guard import FAULTS, STOPPED, UsageError
from osteon.cli._progress import Progress
from osteon.cli._summary import summary_lines
from osteon.errors import ExperimentError, OsteonError

if TYPE_CHECKING:
    from osteon.cohort import Attribution, Result
    from osteon.knowledge import Library
    from osteon.report import FolderKeeper, RunNote
    from osteon.scenario import Experiment
    from osteon.solve import Method

Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Vtk: TypeAlias = Annotated[
    bool | None,
    typer.Option(
        "--vtk/--no-vtk",
        help="In 2D and 3D, write the fields for ParaView as well; default: up to 2 GB of them.",
    ),
]
Why: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--why/--no-why",
        help="Where arms get products, work out which processes and numbers their gains rest on as well.",
    ),
]
LARGE = 100_000_000
"""Bytes of fields from which a run says how many they will be."""


def work(
    plan: Experiment,
    library: Library,
    folder: Path,
    note: RunNote,
    progress: Progress,
    vtk: bool | None,
    why: bool = True,
) -> dict[str, Any]:
    """Solve an experiment, write its report into `folder` and return the record.

    why: whether gains of arms with products are taken apart.

    In space the folder is made as soon as the run begins; what is in it already is not done again.
    """
    from osteon.cohort import run_experiment, run_without
    from osteon.report import FolderKeeper, size_text, write_report

    def sized(size: int) -> None:
        if size >= LARGE:
            progress.notes(f"Fields and checkpoints take up to {size_text(size)} in {folder}.")

    progress.says("solving")
    rtol, method = note.options["rtol"], note.options["method"]
    if note.without:
        with without_as_option():
            result = run_without(
                plan, library, note.without, rtol=rtol, method=method, progress=progress.done
            )
        return write_report(result, folder, progress.says, note=note)
    if plan.space is None:
        result = run_experiment(plan, library, rtol=rtol, method=method, progress=progress.done, switched=why)
        apart = _taken_apart(result, progress, rtol, method) if why else None
        return write_report(result, folder, progress.says, note=note, attribution=apart)
    keeper = FolderKeeper(folder, note, progress.warns, sized)
    with _going_on_later(keeper):
        result = run_experiment(
            plan, library, rtol=rtol, method=method, progress=progress.done, keeper=keeper
        )
        # Gains are taken apart at a point, whose tolerance is another.
        apart = _taken_apart(result, progress) if why else None
        return write_report(result, folder, progress.says, note=note, vtk=vtk, attribution=apart)


def _taken_apart(
    result: Result, progress: Progress, rtol: float | None = None, method: Method | None = None
) -> Attribution | None:
    """The gains of arms with products, by what they rest on; a run is not lost where that fails."""
    from osteon.cohort import attribute

    progress.says("why")
    try:
        return attribute(result, rtol=rtol, method=method, progress=progress.done)
    except OsteonError as error:
        progress.warns(f"osteon: gains were not taken apart: {error}")
        return None


def tell(record: dict[str, Any], folder: Path, *, as_json: bool, quiet: bool) -> None:
    """Print what came of a run; exit code 1 where no animal reached the end."""
    from osteon.report import to_json

    if as_json:
        typer.echo(to_json({**record, "folder": str(folder), "report": str(folder / "report.html")}))
    elif not quiet:
        typer.echo("\n".join(summary_lines(record, folder)))
    if len(record["failures"]) == record["lanes"]:
        typer.echo(f"osteon: no animal reached the last day: {record['failures'][0]['reason']}", err=True)
        raise typer.Exit(FAULTS)


@contextmanager
def without_as_option() -> Iterator[None]:
    """Tell what is wrong with the sources to be left out as a fault of the option that names them."""
    from osteon.evidence import SearchError

    try:
        yield
    except SearchError as error:
        raise UsageError(replace(fault, where="--without") for fault in error.faults) from None
    except ExperimentError as error:
        if any(fault.where != "without" for fault in error.faults):
            raise
        raise UsageError(replace(fault, where="--without") for fault in error.faults) from None


@contextmanager
def _going_on_later(keeper: FolderKeeper) -> Iterator[None]:
    """Say how a run that stops goes on; leave no folder where it could not."""
    try:
        yield
    except BaseException as error:
        reached = keeper.reached()
        keeper.abandon()
        if reached is None:
            raise
        how = f"`osteon resume {keeper.folder}` goes on from {_days(*reached)}."
        if isinstance(error, KeyboardInterrupt):
            typer.echo(f"Stopped by Ctrl-C; {how}", err=True)
            raise typer.Exit(STOPPED) from None
        typer.echo(how, err=True)
        raise


def _days(first: float, last: float) -> str:
    if first == last:
        return f"day {last:g}"
    return f"days {first:g} to {last:g}, each animal from where it was"
