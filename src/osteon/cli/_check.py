"""`osteon check`: are the records and experiments sound?"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, final

import typer

from osteon.cli._guard import FAULTS, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders, existing_file
from osteon.cli._record_file import as_given, is_experiment, shelved
from osteon.errors import Fault, OsteonError
from osteon.text import aligned, counted

if TYPE_CHECKING:
    from osteon.evidence import Coverage
    from osteon.knowledge import Library


@final
@dataclass(frozen=True)
class Findings:
    """What a check found. `counts`, `others`: numbers per class of evidence; empty where none could be read.

    `counts` are those of natural healing and of what changes it, `others` those of all other models.
    coverage: the rules of the evidence base; their faults are in `faults`, too.
    """

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)
    coverage: tuple[Coverage, ...] = ()


@guarded()
def check(
    path: Annotated[
        Path | None,
        typer.Argument(help="A catalogue folder, an experiment file or one record file, to check as well."),
    ] = None,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
) -> None:
    """Check the built-in catalogue, and PATH on top of it; every fault is listed."""
    look = _chosen(path, catalog_folders(catalog))
    try:
        findings = look()
    except OsteonError as error:
        findings = Findings(error.faults)
    typer.echo(_json(findings) if as_json else "\n".join(_lines(findings)))
    if findings.faults:
        raise typer.Exit(FAULTS)


def _chosen(path: Path | None, folders: list[Path]) -> Callable[[], Findings]:
    if path is None:
        return lambda: _catalogue(folders)
    if path.is_dir():
        return lambda: _catalogue([*folders, path])
    existing_file(path, "a catalogue folder, an experiment file or a record file")
    return lambda: (_experiment if is_experiment(path) else _record)(path, folders)


def _catalogue(folders: list[Path]) -> Findings:
    from osteon.evidence import check_evidence
    from osteon.knowledge import load_library
    from osteon.model import check_library

    library = load_library(folders)
    found, coverage = check_library(library), check_evidence(library)
    if not found.faults:
        coverage = (*coverage, _experiments(library), _trials(library))
    faults = (*found.faults, *(fault for rule in coverage for fault in rule.faults))
    return Findings(faults, found.warnings, found.counts, found.others, coverage)


def _experiments(library: Library) -> Coverage:
    from osteon.claims import check_experiments
    from osteon.evidence import Coverage

    base = library.evidence
    missing = [*(each.missing for each in base.setups.values()), *(r.missing for r in base.readouts.values())]
    return Coverage(
        rule="arms and readouts",
        says="what the model can express is an arm that can be solved, or a reading that it has",
        checked=missing.count(None),
        of=len(missing),
        things="setups and readouts",
        faults=check_experiments(library),
    )


def _trials(library: Library) -> Coverage:
    from osteon.claims import check_trials
    from osteon.evidence import Coverage

    base = library.evidence
    ready = [t for t in base.trials.values() if all(base.setups[a.setup].missing is None for a in t.arms)]
    return Coverage(
        rule="trials",
        says="a trial whose arms the model can express recruits patients, and reads what it asks for",
        checked=len(ready),
        of=len(base.trials),
        things="trials",
        faults=check_trials(library),
    )


def _record(path: Path, folders: list[Path]) -> Findings:
    with shelved(path) as folder:
        try:
            found = _catalogue([*folders, folder])
        except OsteonError as error:
            found = Findings(error.faults)
        faults, warnings = (
            tuple(as_given(fault, folder, path) for fault in faults)
            for faults in (found.faults, found.warnings)
        )
        return replace(found, faults=faults, warnings=warnings)


def _experiment(path: Path, folders: list[Path]) -> Findings:
    from osteon.knowledge import load_library
    from osteon.scenario import load_experiment

    findings = _catalogue(folders)
    if not findings.faults:
        load_experiment(path, load_library(folders))
    return findings


def _lines(findings: Findings) -> list[str]:
    lines = [f"fault: {fault}" for fault in findings.faults]
    lines += [f"note: {warning}" for warning in findings.warnings]
    lines += aligned([rule.cells for rule in findings.coverage]) if findings.coverage else []
    for counts, where in ((findings.counts, ""), (findings.others, " in other models")):
        if any(counts.values()):
            classes = ", ".join(f"{count} {name}" for name, count in counts.items())
            lines.append(f"{counted(sum(counts.values()), 'number')}{where}: {classes}")
    notes = f", {counted(len(findings.warnings), 'note')}" if findings.warnings else ""
    return [*lines, f"{counted(len(findings.faults), 'fault') if findings.faults else 'no fault'}{notes}"]


def _json(findings: Findings) -> str:
    coverage = [{**asdict(rule), "faults": len(rule.faults)} for rule in findings.coverage]
    said = {"ok": not findings.faults, **asdict(findings), "coverage": coverage}
    return json.dumps(said, indent=1, ensure_ascii=False)
