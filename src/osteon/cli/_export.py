"""`osteon export`: a model of the catalogue as a file for other programs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from osteon.cli._guard import FAULTS, UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders, existing_file
from osteon.errors import Fault, OsteonError, OutputError, near
from osteon.text import counted

if TYPE_CHECKING:
    from osteon.knowledge import Library
    from osteon.scenario import Experiment

MARK = "<!-- Written by Osteon"


@guarded()
def export(
    model: Annotated[
        str, typer.Argument(help="A model's name, or an experiment file (.toml).", metavar="MODEL")
    ],
    as_sbml: Annotated[bool, typer.Option("--sbml", help="As SBML Level 3 Version 2.")] = False,
    arm: Annotated[
        str | None, typer.Option(help="An arm of the experiment; by default its first.", metavar="ARM")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The file; by default MODEL.xml, or MODEL-ARM.xml.", metavar="FILE")
    ] = None,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
) -> None:
    """Write a model with the numbers of one arm for other programs."""
    from osteon.knowledge import load_library
    from osteon.standards import write_sbml

    if not as_sbml:
        fix = f"type 'osteon export {model} --sbml'"
        raise UsageError(
            Fault("--sbml", "no format", "a format to write, of which SBML is the only one", fix)
        )
    library = load_library(catalog_folders(catalog))
    model_id, experiment = _chosen(model, library)
    path = out or Path(f"{model_id}-{arm}.xml" if arm else f"{model_id}.xml")
    _check_place(path)
    arm = arm or (experiment.arms[0].name if experiment else None)
    text = write_sbml(library, model_id, arm, experiment=experiment)
    _write(path, text)
    record = _record(model_id, arm, path, text)
    typer.echo(json.dumps(record, indent=1) if as_json else "\n".join(_lines(record)))
    if any(": Error" in fault or ": Fatal" in fault for fault in record["faults"] or ()):
        raise typer.Exit(FAULTS)


def _chosen(model: str, library: Library) -> tuple[str, Experiment | None]:
    """The model and the experiment: that of a file, or the one that comes with the model, if any does."""
    from osteon.scenario import load_experiment

    path = Path(model)
    if model in library.chapters and not path.is_file():
        own = library.experiments.get(model)
        return model, None if own is None else load_experiment(own, library)
    if path.suffix or path.exists() or len(path.parts) > 1:
        experiment = load_experiment(existing_file(path), library)
        return experiment.model, experiment
    fix = near(model, library.chapters) or f"models are {', '.join(library.chapters)}"
    raise UsageError(
        Fault(model, "no such model or file", "a model of the catalogue or an experiment file", fix)
    )


def _check_place(path: Path) -> None:
    """Refuse what is not to be replaced: a folder, a link, a file that Osteon has not written."""
    expected, fix = "a new file, or one that Osteon has written", "give another --out"
    if path.is_symlink() or path.is_dir():
        raise OutputError(Fault(str(path), "a link" if path.is_symlink() else "a folder", expected, fix))
    try:
        if path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace")[:200]:
            raise OutputError(Fault(str(path), "a file with something else in it", expected, fix))
    except OSError as error:
        raise OutputError(Fault(str(path), error.strerror or str(error), expected, fix)) from error


def _write(path: Path, text: str) -> None:
    """The file appears whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        fix = "choose a place that you may write to with --out"
        raise OutputError(
            Fault(str(path), error.strerror or str(error), "a file that can be written", fix)
        ) from error


def _record(model_id: str, arm: str | None, path: Path, text: str) -> dict[str, Any]:
    """What was written. faults: what libSBML says, None where it is not installed."""
    from osteon.standards import check_sbml

    faults: list[str] | None
    try:
        faults = list(check_sbml(text))
    except OsteonError:
        faults = None
    counts = {tag: text.count(f"<{tag} ") for tag in ("parameter", "rateRule", "assignmentRule", "event")}
    return {"model": model_id, "arm": arm, "file": str(path), "bytes": len(text), **counts, "faults": faults}


def _lines(record: dict[str, Any]) -> list[str]:
    faults = record["faults"]
    kinds = {
        "parameter": "parameter",
        "rateRule": "rate rule",
        "assignmentRule": "assignment rule",
        "event": "event",
    }
    written = ", ".join(counted(record[tag], noun) for tag, noun in kinds.items())
    if faults is None:
        found = ["Not checked: libSBML is not installed (pip install 'osteon[standards]')."]
    else:
        found = [*faults, f"Checked by libSBML: {counted(len(faults), 'fault') if faults else 'no fault'}."]
    name = record["model"] + (f", arm {record['arm']}" if record["arm"] else "")
    return [f"{name}: {written}", *found, f"SBML: {record['file']}"]
