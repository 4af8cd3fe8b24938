"""`osteon trials`: clinical studies replayed as virtual trials, and what is pooled over them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from osteon.cli._guard import UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders
from osteon.cli._progress import progress_bar
from osteon.cli._trial_lines import listed_lines, pool_lines, table_lines, trial_lines
from osteon.errors import Fault, near

if TYPE_CHECKING:
    from osteon.knowledge import ClinicalTrial, EvidenceBase

Names: TypeAlias = Annotated[
    list[str] | None, typer.Argument(help="Trials or pools by name; none: all.", metavar="NAME")
]
Patients: TypeAlias = Annotated[
    int | None, typer.Option(min=3, max=10_000, help="Patients in each arm, instead of the records'.")
]
Start: TypeAlias = Annotated[
    int | None, typer.Option(min=0, max=2**63 - 1, help="What their draws start from; by default 1.")
]
Out: TypeAlias = Annotated[Path | None, typer.Option(help="Folder for a report with its figures and tables.")]
ListFlag: TypeAlias = Annotated[bool, typer.Option("--list", help="Only say which there are; run none.")]


@guarded()
def trials(
    names: Names = None,
    patients: Patients = None,
    seed: Start = None,
    out: Out = None,
    only_list: ListFlag = False,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
) -> None:
    """Replay clinical studies as virtual trials, check the direction that each states, and pool them.

    Every patient is solved in every arm: these twins tell the direction, without the luck of a small trial.
    The estimates, intervals and tests are those of a trial in which each patient is allotted to one arm.
    """
    from osteon.knowledge import load_evidence, load_library

    folders = catalog_folders(catalog)
    if only_list:
        base = load_evidence(folders)
        typer.echo("\n".join(listed_lines(_chosen(names or [], base), base)))
        return
    if out is not None:
        from osteon.report import check_output

        check_output(out)
    with progress_bar(hidden=False) as progress:
        library = load_library(folders)
        chosen = _chosen(names or [], library.evidence)
        from osteon.claims import SEED, Told, run_trials, trials_plain

        start = SEED if seed is None else seed
        told = Told(progress.says, progress.done)
        found = run_trials(library, chosen, patients=patients, seed=start, told=told)
        plain = trials_plain(found, library)
    if out is not None:
        from osteon.report import write_trials

        write_trials(plain, out)
    if as_json:
        typer.echo(json.dumps(plain, indent=1, ensure_ascii=False))
        return
    lines = trial_lines(plain) if names else table_lines(plain)
    typer.echo("\n".join([*lines, *pool_lines(plain), *([f"report: {out / 'report.html'}"] if out else [])]))


def _chosen(names: list[str], base: EvidenceBase) -> list[ClinicalTrial]:
    """The trials that are asked for; of a pool all that are in it. UsageError where a name is none."""
    known = {**base.trials, **base.pools}
    faults = [
        Fault(
            name, "no such trial or pool", "one of them, as `osteon trials --list` shows", near(name, known)
        )
        for name in names
        if name not in known
    ]
    if faults:
        raise UsageError(faults)
    if not names:
        return list(base.trials.values())
    wanted = [
        trial
        for name in names
        for trial in base.trials.values()
        if trial.id == name or any(endpoint.pool == name for endpoint in trial.endpoints)
    ]
    return list({trial.id: trial for trial in wanted}.values())
