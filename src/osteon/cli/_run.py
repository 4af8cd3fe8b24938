"""`osteon run`: an experiment file in, a folder with a report out."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, final

import typer

from osteon.cli._guard import FAULTS, UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders, experiment_file
from osteon.cli._progress import Progress, progress_bar
from osteon.cli._summary import summary_lines
from osteon.errors import Fault

if TYPE_CHECKING:
    from osteon.knowledge import Library
    from osteon.scenario import Experiment
    from osteon.solve import Method as Stepping


@final
class Method(StrEnum):
    """How the equations are stepped: the positive scheme, the general one, or the referee."""

    patankar = "patankar"
    rosenbrock = "rosenbrock"
    kvaerno5 = "kvaerno5"


Tolerance = Annotated[
    float | None,
    typer.Option(help="Relative tolerance of the integration, from 1e-14 to below 1; default: the method's."),
]
Stepper = Annotated[
    Method | None,
    typer.Option(help="How the equations are stepped; default: the experiment's, or what suits the model."),
]


@guarded()
def run(
    experiment: Annotated[
        Path, typer.Argument(help="An experiment file (.toml), or a model's name.", metavar="EXPERIMENT")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Folder of the result; by default results/ and the experiment's name.")
    ] = None,
    domain: Annotated[
        str, typer.Option(help="Space: 'point' (no space) is what this version can do.")
    ] = "point",
    animals: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Virtual animals an arm, instead of the file's.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the draws, instead of the file's.")] = None,
    rtol: Tolerance = None,
    method: Stepper = None,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Run an experiment and write report.html, tables, figures and the solution."""
    from osteon.report import check_output, to_json

    _refuse(domain, rtol)
    folder = out or Path("results") / experiment.stem
    folders = catalog_folders(catalog)
    check_output(folder)
    with progress_bar(hidden=quiet) as progress:
        library, plan = _plan(experiment, folders, animals, seed)
        record = _work(plan, library, folder, progress, rtol, method)
    if as_json:
        typer.echo(to_json({**record, "folder": str(folder), "report": str(folder / "report.html")}))
    elif not quiet:
        typer.echo("\n".join(summary_lines(record, folder)))
    if len(record["failures"]) == record["lanes"]:
        typer.echo(f"osteon: no animal reached the last day: {record['failures'][0]['reason']}", err=True)
        raise typer.Exit(FAULTS)


def _refuse(domain: str, rtol: float | None) -> None:
    faults = []
    if domain != "point":
        fix = "radial, plane and volume come with a later version"
        faults.append(Fault("--domain", f"'{domain}'", "'point'", fix))
    if rtol is not None and not 1e-14 <= rtol < 1.0:
        expected = "a number from 1e-14 to below 1"
        faults.append(Fault("--rtol", f"{rtol:g}", expected, "1e-3 suits most experiments"))
    if faults:
        raise UsageError(faults)


def _plan(
    path: Path, folders: list[Path], animals: int | None, seed: int | None
) -> tuple[Library, Experiment]:
    from osteon.knowledge import load_library
    from osteon.scenario import load_experiment

    library = load_library(folders)
    plan = load_experiment(experiment_file(path, library.experiments), library)
    return library, replace(
        plan,
        animals=plan.animals if animals is None else animals,
        seed=plan.seed if seed is None else seed,
    )


def _work(
    plan: Experiment,
    library: Library,
    folder: Path,
    progress: Progress,
    rtol: float | None,
    method: Method | None,
) -> dict[str, Any]:
    from osteon.cohort import run_experiment
    from osteon.report import write_report

    progress.says("solving")
    chosen: Stepping | None = None if method is None else method.value
    result = run_experiment(plan, library, rtol=rtol, method=chosen, progress=progress.done)
    return write_report(result, folder, progress.says)
