"""SBML in: a model of another program as a catalogue folder that can be checked and run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import final

from osteon.errors import Fault, RecordError
from osteon.knowledge import Chapter, Source
from osteon.standards._sbml_in._build import Built, build
from osteon.standards._sbml_in._document import read_document
from osteon.standards._sbml_in._elements import compact
from osteon.standards._sbml_in._names import model_name
from osteon.standards._sbml_in._read import read_sheet
from osteon.standards._sbml_in._sheet import Sheet
from osteon.standards._sbml_in._toml import chapter_text, experiment_text, source_text
from osteon.standards._sbml_in._write import written

UNTIL, POINTS, MOST_POINTS = 100.0, 200, 20_000
RTOL = 1e-7
"""The tolerance at which an imported model is run where nobody asks for another."""

DRAWN = 12


@final
@dataclass(frozen=True, eq=False)
class Imported:
    """A model that was read from SBML.

    name: of the model. label: of the file. level: of SBML, as the file was written. chapter, source: its
    records. found: how many elements of each kind the file has. became: how many records of each kind they
    are. renamed: ids that the rate language does not allow, and their names. units: "carried" or "plain
    numbers". why: why they are plain. time: the file's unit of time, and day: how many days that is. notes:
    what was left out or assumed. until: end of its experiment. points: its samples. files: the text of each
    file by its path in the catalogue folder. species: of each species the name of its record, that of its
    compartment ("" where that has no size) and whether its id means an amount.
    """

    name: str
    label: str
    level: tuple[int, int]
    chapter: Chapter
    source: Source
    found: Mapping[str, int]
    became: Mapping[str, int]
    renamed: Mapping[str, str]
    units: str
    why: str
    time: str
    day: float
    notes: tuple[str, ...]
    until: float
    points: int
    files: Mapping[str, str]
    species: Mapping[str, tuple[str, str, bool]]

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Write the records into a catalogue folder; return the paths of the files.

        Raises:
            OutputError: there is a model of that name already, or the folder cannot be written.
        """
        return written(folder, self.name, self.files)


def read_sbml(
    path: Path | str,
    *,
    name: str | None = None,
    until: float | None = None,
    points: int | None = None,
    plain_numbers: bool = False,
) -> Imported:
    """Read a core SBML model, Level 1 to 3.

    Equation: what the specification of Level 3 Version 2 says that the file means. Amounts of species follow
    dn/dt = sum over reactions of stoichiometry * rate (* conversion factor); where an id means a
    concentration, it is n / V with the size V of the compartment at that time.

    Arguments:
        name: of the model; default: that of the file. until, points: length of its experiment in the file's
            unit of time (100), and number of samples (200). plain_numbers: take no units from the file.

    Raises:
        RecordError: what is wrong with the file or cannot be carried, element by element, with lines.
        OutputError: libSBML is not installed.
    """
    path = Path(path)
    length, samples = _design(until, points)
    sheet = read_sheet(read_document(path, plain_numbers=plain_numbers))
    chosen = _name(name, path)
    source = _source(chosen, sheet, path)
    built = build(sheet, chosen, source.id, plain_numbers=plain_numbers)
    chapter = replace(built.chapter, source=source.id, unchecked=(_unchecked(sheet),))
    imported = Imported(
        name=chosen,
        label=sheet.label,
        level=sheet.level,
        chapter=chapter,
        source=source,
        found=_found(sheet),
        became=_became(chapter),
        renamed=dict(built.draft.names.renamed),
        units="carried" if built.units.carried else "plain numbers",
        why=built.why,
        time=_time(built),
        day=built.units.day,
        notes=(*sheet.notes, *built.notes),
        until=length,
        points=samples,
        files={},
        species=_species(sheet, built),
    )
    return replace(imported, files=_files(imported, built))


def _design(until: float | None, points: int | None) -> tuple[float, int]:
    length, samples = UNTIL if until is None else until, POINTS if points is None else points
    faults = []
    if not (isfinite(length) and length > 0):
        faults.append(Fault("until", f"{length:g}", "a time above zero, in the file's unit of time"))
    if not 1 <= samples <= MOST_POINTS:
        faults.append(Fault("points", str(samples), f"a number from 1 to {MOST_POINTS}"))
    if faults:
        raise RecordError(faults)
    return float(length), samples


def _name(name: str | None, path: Path) -> str:
    if name is None:
        return model_name(path.name.removesuffix(".xml").removesuffix(".sbml"))
    if model_name(name) != name:
        fix = f"for instance '{model_name(name)}'"
        raise RecordError(Fault("name", f"'{name}'", "letters, digits, - and _, as a folder is named", fix))
    return name


def _source(name: str, sheet: Sheet, path: Path) -> Source:
    """The file as the source of all numbers."""
    level, version = sheet.level
    told = [f"SBML Level {level} Version {version}, sha256 {sha256(path.read_bytes()).hexdigest()[:16]}."]
    for qualifier, listed in sheet.references.items():
        ids = [compact(address) or address for address in listed]
        told.append(f"It says of itself: {qualifier} {', '.join(ids[:6])}.")
    told.append("Equations and numbers were read from the file; no publication was opened.")
    title = f"{sheet.name or sheet.id or name} (SBML file {sheet.label})"
    return Source(f"sbml:{name}", title, kind="code", seen="code", note=" ".join(told))


def _unchecked(sheet: Sheet) -> str:
    return f"No publication was opened: equations and numbers are those of the SBML file {sheet.label}."


def _found(sheet: Sheet) -> dict[str, int]:
    things = list(sheet.things.values())
    counts = {
        "species": sum(thing.element == "species" for thing in things),
        "compartments": sum(thing.element == "compartment" for thing in things),
        "parameters": sum(thing.element == "parameter" for thing in things)
        + sum(len(reaction.locals) for reaction in sheet.reactions.values()),
        "reactions": len(sheet.reactions),
        "assignment rules": sum(thing.rule is not None for thing in things),
        "rate rules": sum(thing.slope is not None for thing in things),
        "initial assignments": sum(thing.start is not None for thing in things),
        "functions": len(sheet.functions),
        "events": len(sheet.events),
    }
    return {what: count for what, count in counts.items() if count}


def _became(chapter: Chapter) -> dict[str, int]:
    counts = {
        "entities": len(chapter.entities),
        "quantities": len(chapter.quantities) + sum(len(entity.quantities) for entity in chapter.entities),
        "signals": len(chapter.signals),
        "processes": len(chapter.processes),
        "events": len(chapter.events),
    }
    return {what: count for what, count in counts.items() if count}


def _time(built: Built) -> str:
    return built.units.time if built.units.span == 1.0 else f"{built.units.span:g} {built.units.time}"


def _species(sheet: Sheet, built: Built) -> dict[str, tuple[str, str, bool]]:
    of = built.draft.names.of
    return {
        id: (of(id), of(role.compartment) if role.compartment else "", role.amount)
        for id, role in sheet.roles.items()
    }


def _files(imported: Imported, built: Built) -> dict[str, str]:
    """The text of each file by its path in the catalogue folder."""
    name, chapter = imported.name, imported.chapter
    span, time = built.units.span, built.units.time
    days = f"{imported.until * span!r} {time}"
    every = f"{imported.until * span / imported.points!r} {time}"
    curves = [entity.id for entity in chapter.entities] + [s.name for s in chapter.signals if s.outcome]
    experiment = experiment_text(chapter.title, name, days, every, RTOL, curves[:DRAWN])
    return {
        f"models/{name}/model.toml": chapter_text(chapter, _head(imported)),
        f"models/{name}/experiment.toml": experiment,
        f"sources/{name}.toml": source_text(imported.source),
    }


def _head(imported: Imported) -> list[str]:
    """What a reader of the chapter should know of how it was made."""
    level, version = imported.level
    plain = f"Units: {imported.units}{f', because {imported.why}' if imported.why else ''}."
    lines = [
        f"Written by osteon import from {imported.label} (SBML Level {level} Version {version}).",
        f"{plain} Time of the file: {imported.time}.",
    ]
    lines += [f"Renamed: {id} is {name} here." for id, name in imported.renamed.items()]
    return [*lines, *(f"Note: {note}." for note in imported.notes)]
