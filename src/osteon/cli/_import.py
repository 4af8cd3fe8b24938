"""`osteon import`: a model of another program, in SBML, as a catalogue folder."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from osteon.cli._guard import guarded
from osteon.cli._inputs import JsonFlag, existing_file
from osteon.text import aligned

if TYPE_CHECKING:
    from osteon.standards import Imported

OUT = Path("imported")


@guarded()
def import_model(
    file: Annotated[Path, typer.Argument(help="An SBML file (.xml), Level 1 to 3.", metavar="FILE")],
    out: Annotated[
        Path,
        typer.Option(help="The catalogue folder to write into; more models may be in it.", metavar="DIR"),
    ] = OUT,
    name: Annotated[str | None, typer.Option(help="The model's name; default: the file's.")] = None,
    until: Annotated[
        float | None, typer.Option(help="End of its experiment in the file's unit of time; default: 100.")
    ] = None,
    points: Annotated[int | None, typer.Option(help="Samples of its experiment; default: 200.")] = None,
    plain_numbers: Annotated[
        bool, typer.Option("--plain-numbers", help="Take no units from the file, whatever it declares.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Turn a model in SBML into records that can be checked, explained and run.

    What cannot be carried is refused with a list that names each element and its line; nothing is left out
    without a word.
    """
    from osteon.standards import read_sbml

    path = existing_file(file, "an SBML file (.xml)")
    imported = read_sbml(path, name=name, until=until, points=points, plain_numbers=plain_numbers)
    files = imported.write(out)
    typer.echo(_json(imported, files, out) if as_json else "\n".join(_lines(imported, files, out)))


def _lines(imported: Imported, files: tuple[Path, ...], out: Path) -> Iterator[str]:
    level, version = imported.level
    plain = f"{imported.units}{f': {imported.why}' if imported.why else ''}"
    rows = [
        ("read", f"{imported.label}, SBML Level {level} Version {version}: {_counts(imported.found)}"),
        ("became", _counts(imported.became)),
        ("units", plain),
        ("time", f"{imported.time}; the experiment ends at {imported.until:g} (change it with --until)"),
        *(("renamed", f"{id} is {record}") for id, record in imported.renamed.items()),
        *(("note", note) for note in imported.notes),
        *(("wrote", str(path)) for path in files),
    ]
    yield from aligned(rows)
    yield from ("", "Next:")
    yield from (f"  {command}" for command in _next(imported, out))


def _next(imported: Imported, out: Path) -> list[str]:
    """What to type now."""
    folder = shlex.quote(str(out))
    return [
        f"osteon check {folder}",
        f"osteon explain {imported.name} --catalog {folder}",
        f"osteon run {imported.name} --catalog {folder}",
    ]


def _counts(counts: Mapping[str, int]) -> str:
    """`1 entity, 3 quantities`, from counts by plural."""
    told = (f"{count} {_singular(what) if count == 1 else what}" for what, count in counts.items())
    return ", ".join(told) or "nothing"


def _singular(plural: str) -> str:
    known = {"entities": "entity", "quantities": "quantity", "processes": "process", "species": "species"}
    return known.get(plural, plural.removesuffix("s"))


def _json(imported: Imported, files: tuple[Path, ...], out: Path) -> str:
    report: dict[str, Any] = {
        "name": imported.name,
        "file": imported.label,
        "level": list(imported.level),
        "found": dict(imported.found),
        "became": dict(imported.became),
        "units": imported.units,
        "why": imported.why,
        "time": imported.time,
        "until": imported.until,
        "points": imported.points,
        "renamed": dict(imported.renamed),
        "notes": list(imported.notes),
        "folder": str(out),
        "files": [str(path) for path in files],
        "next": _next(imported, out),
    }
    return json.dumps(report, indent=1, ensure_ascii=False)
