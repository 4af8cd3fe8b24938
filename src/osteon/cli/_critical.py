"""`osteon critical-size`: is a defect too large to heal by itself?"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osteon.cli._guard import UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders, existing_file
from osteon.errors import Fault, near

if TYPE_CHECKING:
    from osteon.domain import CriticalSize
    from osteon.knowledge import Library, Modifier
    from osteon.scenario import Setting


@guarded()
def critical_size(
    what: Annotated[
        str, typer.Argument(help="A defect of the catalogue, or an experiment file.", metavar="DEFECT|FILE")
    ],
    dials: Annotated[
        list[str] | None,
        typer.Argument(help='Dials of the defect, like "gap=30 mm".', metavar="[DIAL=VALUE]..."),
    ] = None,
    species: Annotated[
        str | None, typer.Option("--species", help="Only thresholds of this species, and general ones.")
    ] = None,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
) -> None:
    """Compare the size of a defect with the published sizes above which such defects do not heal."""
    from osteon.domain import critical_size as judge
    from osteon.knowledge import load_library

    library = load_library(catalog_folders(catalog))
    cases = _arms(what, library) if what.endswith(".toml") else [_named(what, dials or (), species, library)]
    found = [(name, judge(setting, library, animal)) for name, setting, animal in cases]
    if as_json:
        typer.echo(json.dumps({name: [asdict(one) for one in sizes] for name, sizes in found}, indent=1))
        return
    for name, sizes in found:
        typer.echo(name)
        for one in sizes or ():
            typer.echo("\n".join(f"  {line}" for line in _lines(one)))
        if not sizes:
            typer.echo("  no published threshold for this species")


def _arms(path: str, library: Library) -> list[tuple[str, Setting, str | None]]:
    from osteon.scenario import load_experiment

    experiment = load_experiment(existing_file(Path(path)), library)
    return [
        (f"arm {arm.name}", setting, arm.subject.species if arm.subject else None)
        for arm in experiment.arms
        for setting in arm.settings
        if setting.kind == "defect"
    ]


def _named(
    id: str, pairs: list[str] | tuple[()], species: str | None, library: Library
) -> tuple[str, Setting, str | None]:
    from osteon.scenario import Setting

    record = library.modifiers.get(("defect", id))
    if record is None:
        known = sorted(name for kind, name in library.modifiers if kind == "defect")
        fix = near(id, known)
        raise UsageError(Fault(id, "no such defect or file", f"one of {', '.join(known)}, or a .toml", fix))
    animals = sorted(name for kind, name in library.modifiers if kind == "subject")
    if species is not None and species not in animals:
        raise UsageError(Fault("--species", species, f"one of {', '.join(animals)}", near(species, animals)))
    values = {dial.name: dial.default for dial in record.dials}
    values |= dict(_dial(pair, record) for pair in pairs)
    return id, Setting("defect", id, values), species


def _dial(pair: str, record: Modifier) -> tuple[str, float]:
    from osteon.units import parse_amount

    name, _, text = pair.partition("=")
    dial = next((dial for dial in record.dials if dial.name == name.strip()), None)
    if dial is None:
        known = [dial.name for dial in record.dials]
        raise UsageError(Fault(pair, "no such dial", f"one of {', '.join(known)}", near(name, known)))
    value = parse_amount(text.strip() if any(c.isalpha() for c in text) else _number(text, pair), dial.unit)
    if not dial.low <= value <= dial.high:
        raise UsageError(Fault(pair, f"{value:g} {dial.unit}", f"{dial.low:g} to {dial.high:g} {dial.unit}"))
    return dial.name, value


def _number(text: str, pair: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(Fault(pair, "no number", 'DIAL=VALUE, like "gap=30 mm"')) from None


def _lines(one: CriticalSize) -> list[str]:
    verdict = "beyond" if one.beyond else "below" if one.applies else "does not apply:"
    head = f"{verdict} {one.name}: {one.dial} {one.size:g} {one.unit}, limit {one.limit:g} {one.unit}"
    sources = [
        f"{number.path} = {number.value:g} {number.unit} ({number.evidence}"
        + (f", {number.source} {number.place}" if number.source else "")
        + ")"
        for number in one.numbers
    ]
    claims = [f"claims {', '.join(one.claims)}"] if one.claims else []
    return [head, f"  {one.says}", *(f"  {line}" for line in (*sources, *claims))]
