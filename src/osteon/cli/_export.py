"""`osteon export`: a model of the catalogue, or the evidence base, as a file for other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from osteon.cli._export_evidence import EVIDENCE, FORMATS, evidence_lines, export_evidence
from osteon.cli._guard import FAULTS, UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders, existing_file
from osteon.cli._written import check_place, write_text
from osteon.errors import Fault, OsteonError, near
from osteon.text import counted

if TYPE_CHECKING:
    from osteon.knowledge import Library
    from osteon.scenario import Experiment


@guarded()
def export(
    model: Annotated[
        str,
        typer.Argument(
            help="A model's name, an experiment file (.toml), or evidence.", metavar="MODEL|evidence"
        ),
    ],
    as_sbml: Annotated[bool, typer.Option("--sbml", help="As SBML Level 3 Version 2.")] = False,
    to: Annotated[
        str | None,
        typer.Option(help=f"The evidence base, as one of {', '.join(FORMATS)}.", metavar="FORMAT"),
    ] = None,
    arm: Annotated[
        str | None, typer.Option(help="An arm of the experiment; by default its first.", metavar="ARM")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="The file; by default MODEL.xml, MODEL-ARM.xml, or evidence.FORMAT.", metavar="FILE"
        ),
    ] = None,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
) -> None:
    """Write a model with the numbers of one arm, or the evidence base, for other programs."""
    if model == EVIDENCE:
        _refuse("--sbml", as_sbml, f"--to with one of {', '.join(FORMATS)}")
        _refuse("--arm", arm is not None, "no arm: the evidence base has none")
        record = export_evidence(to, out, catalog_folders(catalog))
    else:
        _refuse("--to", to is not None, "--sbml for a model; --to is for the evidence base")
        record = _export_model(model, as_sbml, arm, out, catalog_folders(catalog))
    lines = evidence_lines if model == EVIDENCE else _lines
    typer.echo(json.dumps(record, indent=1) if as_json else "\n".join(lines(record)))
    if any(": Error" in fault or ": Fatal" in fault for fault in record.get("faults") or ()):
        raise typer.Exit(FAULTS)


def _refuse(option: str, given: bool, expected: str) -> None:
    if given:
        raise UsageError(Fault(option, "this option", expected))


def _export_model(
    model: str, as_sbml: bool, arm: str | None, out: Path | None, catalogs: list[Path]
) -> dict[str, Any]:
    from osteon.knowledge import load_library
    from osteon.standards import write_sbml

    if not as_sbml:
        fix = f"type 'osteon export {model} --sbml'"
        raise UsageError(
            Fault("--sbml", "no format", "a format to write, of which SBML is the only one", fix)
        )
    library = load_library(catalogs)
    model_id, experiment = _chosen(model, library)
    path = out or Path(f"{model_id}-{arm}.xml" if arm else f"{model_id}.xml")
    check_place(path)
    arm = arm or (experiment.arms[0].name if experiment else None)
    text = write_sbml(library, model_id, arm, experiment=experiment)
    write_text(path, text)
    return _record(model_id, arm, path, text)


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
