"""`osteon run`: an experiment file in, a folder with a report out."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, final

import typer

from osteon.cli._guard import UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders, experiment_file
from osteon.cli._progress import progress_bar
from osteon.cli._work import Quiet, Vtk, Why, tell, work
from osteon.errors import ExperimentError, Fault

if TYPE_CHECKING:
    from osteon.knowledge import Library
    from osteon.scenario import Experiment


@final
class Method(StrEnum):
    """How the equations are stepped: the positive scheme, the general one, or the referee."""

    patankar = "patankar"
    rosenbrock = "rosenbrock"
    kvaerno5 = "kvaerno5"


@final
class Space(StrEnum):
    """How a defect is laid out: not at all, along a line, as a section or cylinder, or whole."""

    point = "point"
    radial = "radial"
    plane = "plane"
    volume = "volume"


Tolerance = Annotated[
    float | None,
    typer.Option(
        help="Relative tolerance of the integration, below 1: at a point from 1e-14, default the method's; "
        "in space from 1e-8, default 3e-2."
    ),
]
Stepper = Annotated[
    Method | None,
    typer.Option(help="How the equations are stepped; default: the experiment's, or what suits the model."),
]
Layout = Annotated[
    Space | None,
    typer.Option(help="How the defect is laid out in space; default: the experiment's, or a point."),
]
Edge = Annotated[
    str | None,
    typer.Option(help='Edge of a voxel, such as "100 um"; default: the experiment\'s.', metavar="LENGTH"),
]

Without = Annotated[
    list[str] | None,
    typer.Option(
        metavar="SOURCE",
        help="Run the same animals without a source as well, and show what changed: the id of a source, a "
        "citation, a DOI, a study or a claim; repeatable. At a point only.",
    ),
]


@guarded()
def run(
    experiment: Annotated[
        Path, typer.Argument(help="An experiment file (.toml), or a model's name.", metavar="EXPERIMENT")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Folder of the result; by default results/ and the experiment's name.")
    ] = None,
    domain: Layout = None,
    voxel: Edge = None,
    animals: Annotated[
        int | None, typer.Option(min=1, max=100_000, help="Virtual animals an arm, instead of the file's.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of the draws, instead of the file's.")] = None,
    rtol: Tolerance = None,
    method: Stepper = None,
    without: Without = None,
    vtk: Vtk = None,
    why: Why = True,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
    quiet: Quiet = False,
) -> None:
    """Run an experiment and write report.html, tables, figures and the solution.

    In space it takes minutes to hours; `osteon resume` goes on with a run that was stopped.
    """
    from osteon.report import check_output, run_note

    _refuse(rtol)
    folder = out or Path("results") / (experiment.stem + ("-without" if without else ""))
    folders = catalog_folders(catalog)
    check_output(folder)
    with progress_bar(hidden=quiet) as progress:
        library, plan = _plan(experiment, folders, animals, seed)
        plan = _laid_out(plan, domain, voxel)
        stepper = None if method is None else method.value
        note = run_note(plan, library, folders, rtol, stepper, without or ())
        record = work(plan, library, folder, note, progress, vtk, why)
    tell(record, folder, as_json=as_json, quiet=quiet)


def _refuse(rtol: float | None) -> None:
    if rtol is not None and not 1e-14 <= rtol < 1.0:
        expected = "a number from 1e-14 to below 1"
        raise UsageError(Fault("--rtol", f"{rtol:g}", expected, "1e-3 suits most experiments"))


def _laid_out(plan: Experiment, domain: Space | None, voxel: str | None) -> Experiment:
    from osteon.scenario import with_domain

    if domain is None and voxel is None:
        return plan
    try:
        return with_domain(plan, None if domain is None else domain.value, voxel)
    except ExperimentError as error:
        raise UsageError(error.faults) from None


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
