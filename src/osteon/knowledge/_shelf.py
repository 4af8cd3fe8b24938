"""A shelf: one catalogue folder, the built-in one or a user's, read file by file."""

from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import final

from osteon.errors import Fault
from osteon.knowledge._chapter import Chapter
from osteon.knowledge._evidence._shelf import EvidenceShelf, read_evidence
from osteon.knowledge._folders import (
    BESIDE,
    CHAPTERS,
    EXPERIMENT,
    IDENTITY,
    MATERIALS,
    MODELS,
    MODIFIERS,
    PARAMETER_COLUMNS,
    PARAMETERS,
    PRODUCTS,
    SOURCES,
    STATIC_FOLDERS,
    STUDIES,
    VERIFIED,
    VERIFIED_COLUMNS,
)
from osteon.knowledge._library import NATURAL_HEALING
from osteon.knowledge._modifier import Modifier
from osteon.knowledge._page import Page
from osteon.knowledge._product import Form
from osteon.knowledge._read_chapter import read_chapter
from osteon.knowledge._read_modifier import read_modifiers
from osteon.knowledge._read_product import read_forms
from osteon.knowledge._read_source import read_sources
from osteon.knowledge._read_study import read_study
from osteon.knowledge._reading import Reading, entries
from osteon.knowledge._source import Source
from osteon.knowledge._study import Study
from osteon.knowledge._table import Row


@final
@dataclass(frozen=True)
class Shelf:
    """The records of one catalogue folder, in the order of reading. Filled while it is read.

    reading: the files. evidence: the records of the evidence base. identity: the pages of `identity/`.
    static: the pages of STATIC_FOLDERS.
    experiments: by model, the experiment that comes with it; it is read when it is run.
    """

    reading: Reading
    evidence: EvidenceShelf
    chapters: dict[str, list[Chapter]] = field(default_factory=dict)
    modifiers: list[Modifier] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    studies: list[Study] = field(default_factory=list)
    parameters: list[Row] = field(default_factory=list)
    verified: list[Row] = field(default_factory=list)
    experiments: dict[str, Path] = field(default_factory=dict)
    identity: list[Page] = field(default_factory=list)
    static: list[Page] = field(default_factory=list)


def read_shelf(folder: Traversable, label: str, faults: list[Fault]) -> Shelf:
    """Read every record of a catalogue folder. label: put before each path in messages. faults: grows."""
    reading = Reading(label, faults)
    shelf = Shelf(reading, read_evidence(folder, reading))
    _read_chapters(shelf, folder / CHAPTERS, CHAPTERS, NATURAL_HEALING)
    for model in entries(folder / MODELS):
        if model.is_dir():
            _read_chapters(shelf, model, f"{MODELS}/{model.name}", model.name)
            _read_beside(shelf, model)
    for name in MODIFIERS:
        for page, _ in reading.each_page(folder / name, name):
            shelf.modifiers.extend(read_modifiers(page))
    for name in (PRODUCTS, MATERIALS):
        _read_products(shelf, folder / name, name)
    for page, _ in reading.each_page(folder / SOURCES, SOURCES):
        shelf.sources.extend(read_sources(page))
    _read_studies(shelf, folder / STUDIES)
    shelf.identity.extend(page for page, _ in reading.each_page(folder / IDENTITY, IDENTITY))
    for name in STATIC_FOLDERS:
        shelf.static.extend(page for page, _ in reading.each_page(folder / name, name))
    shelf.parameters.extend(reading.table(folder / PARAMETERS, PARAMETERS, PARAMETER_COLUMNS))
    shelf.verified.extend(reading.table(folder / VERIFIED, VERIFIED, VERIFIED_COLUMNS))
    return shelf


def _read_chapters(shelf: Shelf, folder: Traversable, path: str, model: str) -> None:
    for page, name in shelf.reading.each_page(folder, path, but=(EXPERIMENT,)):
        shelf.chapters.setdefault(model, []).append(read_chapter(page, name))


def _read_products(shelf: Shelf, folder: Traversable, path: str) -> None:
    for page, _ in shelf.reading.each_page(folder, path):
        shelf.modifiers.extend(read_modifiers(page))
        shelf.forms.extend(read_forms(page))
    for entry in entries(folder):
        if entry.is_dir():
            _read_products(shelf, entry, f"{path}/{entry.name}")


def _read_studies(shelf: Shelf, folder: Traversable) -> None:
    for page, name in shelf.reading.each_page(folder, STUDIES):
        path = f"{STUDIES}/{name}.csv"
        table = folder / f"{name}.csv"
        content = shelf.reading.content(table, path) if table.is_file() else None
        study = read_study(page, name, content, f"{shelf.reading.label}/{path}")
        if study is not None:
            shelf.studies.append(study)


def _read_beside(shelf: Shelf, model: Traversable) -> None:
    for name in BESIDE:
        if (model / name).is_file():
            shelf.reading.content(model / name, f"{MODELS}/{model.name}/{name}")
    if (model / EXPERIMENT).is_file():
        shelf.experiments[model.name] = Path(str(model / EXPERIMENT))
