"""`osteon branch`: a run goes on otherwise from a day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from osteon.cli._amend import Amendment, amended, amendments, as_options
from osteon.cli._guard import UsageError, guarded
from osteon.cli._inputs import JsonFlag, catalog_folders, existing_folder
from osteon.cli._progress import Progress, progress_bar
from osteon.cli._work import Quiet, Vtk, Why, tell, work
from osteon.errors import ExperimentError, Fault, UnitError, near
from osteon.units import parse_amount

if TYPE_CHECKING:
    from osteon.knowledge import Library
    from osteon.report import RunNote


Sets: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help='Hold a quantity at a value, in its own unit or like "a.k=2 1/day"; repeatable.',
    ),
]
Doses: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--dose", metavar="ENTITY=AMOUNT", help="Give an entity on that day; repeatable."),
]
Arms: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--arm", metavar="ARM", help="Change only this arm; repeatable. Default: all."),
]
Anyway: TypeAlias = Annotated[
    bool, typer.Option("--anyway", help="Even with another version or catalogue than the run had.")
]


@guarded()
def branch(
    folder: Annotated[
        Path, typer.Argument(help="The folder of a run, whole or stopped; it stays as it is.", metavar="DIR")
    ],
    day: Annotated[str, typer.Option(help='The day from which on: 14 or "2 week".', metavar="DAY")],
    out: Annotated[Path, typer.Option(help="Folder of the branch's result.", metavar="DIR2")],
    sets: Sets = None,
    doses: Doses = None,
    arms: Arms = None,
    anyway: Anyway = False,
    vtk: Vtk = None,
    why: Why = True,
    as_json: JsonFlag = False,
    quiet: Quiet = False,
) -> None:
    """Go on from a day of a run with other treatments, into a new folder.

    In space it starts at the checkpoint of that day; at a point the whole run is done again.
    """
    from osteon.report import check_output, noted_experiment, read_note

    existing_folder(folder, "the folder of a run")
    note = read_note(folder)
    _refuse_same(folder, out)
    check_output(out)
    when = _day(day)
    changes = amendments(when, sets or [], doses or [])
    with progress_bar(hidden=quiet) as progress:
        from osteon.knowledge import load_library

        library = load_library(catalog_folders([Path(path) for path in note.catalogs]))
        _check_versions(note, library, anyway, progress)
        new = _amended_note(note, library, changes, arms or [], folder, when)
        if note.in_space:
            _fork(folder, out, (note, new), when, library)
        with noted_experiment(new, library) as plan:
            record = work(plan, library, out, new, progress, vtk, why)
    tell(record, out, as_json=as_json, quiet=quiet)


def _refuse_same(folder: Path, out: Path) -> None:
    if folder.resolve() in (out.resolve(), *out.resolve().parents):
        raise UsageError(Fault("--out", str(out), "a folder outside the run itself", "give another --out"))


def _day(text: str) -> float:
    try:
        return parse_amount(float(text) if _is_number(text) else text, "day")
    except UnitError as error:
        raise UsageError(replace(fault, where="--day") for fault in error.faults) from None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _check_versions(note: RunNote, library: Library, anyway: bool, progress: Progress) -> None:
    """At a point all is done again, so that nothing of two versions meets."""
    from osteon.report import differences

    changed = differences(note, library)
    if changed and note.in_space and not anyway:
        raise UsageError([*changed, Fault("branch", "another version", "the same", "or say --anyway")])
    for fault in changed:
        progress.warns(f"osteon: {fault}")


def _amended_note(
    note: RunNote, library: Library, changes: list[Amendment], arms: list[str], folder: Path, day: float
) -> RunNote:
    """The note of the branch: the same options, and an experiment file that says what is changed."""
    from osteon.report import noted_experiment, versions

    with noted_experiment(note, library) as plan:
        known = [arm.name for arm in plan.arms]
    if unknown := [name for name in arms if name not in known]:
        listing = f"arms are {', '.join(known)}"
        raise UsageError(
            Fault("--arm", f"'{name}'", "an arm of the run", near(name, known) or listing) for name in unknown
        )
    text, options = amended(note.text, arms or known, changes)
    says = "; ".join(change.option.removeprefix("--") for change in changes)
    where = f" in {', '.join(arms)}" if arms else ""
    branch = {
        "from": str(folder.absolute()),
        "day": day,
        "says": f"{folder.name}, day {day:g}: {says}{where}",
    }
    new = replace(note, text=text, branch=branch, made_with=versions(library))
    try:
        with noted_experiment(new, library):
            return new
    except ExperimentError as error:
        raise as_options(error, options) from None


def _fork(folder: Path, out: Path, notes: tuple[RunNote, RunNote], day: float, library: Library) -> None:
    """Make the folder of the branch from that of the run."""
    from osteon.cohort import fork
    from osteon.report import branch_folder, noted_experiment

    with noted_experiment(notes[0], library) as before, noted_experiment(notes[1], library) as after:
        branch_folder(folder, out, notes[1], after, fork(before, after, library), day)
