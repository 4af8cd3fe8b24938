"""`osteon resume`: a run in space that was stopped goes on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osteon.cli._guard import UsageError, guarded
from osteon.cli._inputs import JsonFlag, catalog_folders, existing_folder
from osteon.cli._progress import progress_bar
from osteon.cli._work import Quiet, Vtk, Why, tell, work

if TYPE_CHECKING:
    from osteon.errors import Fault


@guarded()
def resume(
    folder: Annotated[Path, typer.Argument(help="The folder of a run that was stopped.", metavar="DIR")],
    vtk: Vtk = None,
    why: Why = True,
    as_json: JsonFlag = False,
    quiet: Quiet = False,
) -> None:
    """Go on with a run in space from its newest checkpoints, and write its report.

    The result is the one that the run would have had without the stop, to the last bit.
    """
    from osteon.report import differences, is_finished, noted_experiment, read_note, read_result

    existing_folder(folder, "the folder of a run that was stopped")
    if is_finished(folder):
        record = read_result(folder)
        if not as_json and not quiet:
            typer.echo(f"{folder} is whole; there is nothing to resume.")
        tell(record, folder, as_json=as_json, quiet=quiet or not as_json)
        return
    note = read_note(folder)
    with progress_bar(hidden=quiet) as progress:
        from osteon.knowledge import load_library

        library = load_library(catalog_folders([Path(path) for path in note.catalogs]))
        _refuse(differences(note, library))
        with noted_experiment(note, library) as plan:
            record = work(plan, library, folder, note, progress, vtk, why)
    tell(record, folder, as_json=as_json, quiet=quiet)


def _refuse(changed: list[Fault]) -> None:
    """Numbers of two versions are not to meet in one result."""
    if changed:
        raise UsageError(changed)
