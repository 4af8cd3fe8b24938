"""One record file on its own: laid over the catalogue on the shelf where its tables belong."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from osteon.errors import Fault

_SHELVES = {
    "subject": "subjects",
    "defect": "defects",
    "condition": "conditions",
    "rule": "rules",
    "source": "sources",
    "study": "studies",
    "claim": "claims",
    "conflict": "conflicts",
    "paper": "papers",
    "system": "systems",
    "setup": "setups",
    "readout": "setups",
    "document": "documents",
    "record": "records",
    "bilingual": "records",
    "difference": "records",
    "application": "applications",
    "outside": "applications",
    "concern": "safety",
    "count": "registry",
    "query": "registry",
    "table": "tables",
    "figure": "tables",
    "tissue": "tables",
    "sources": "tables",
}
_CONCEPT = re.compile(r"E\d{3}")
_EXPERIMENT_TABLES = ("arm", "design", "measured")


def is_experiment(path: Path) -> bool:
    """Whether a file has a table that only experiments have; a file that is no TOML counts as none."""
    tables = _tables(path)
    # A modifier kind holds named records, an experiment's [subject] and [defect] hold plain keys.
    return any(name in tables for name in _EXPERIMENT_TABLES)


@contextmanager
def shelved(path: Path) -> Iterator[Path]:
    """Yield a catalogue folder that holds a copy of the record file `path`, and a study's table beside it."""
    shelf = _shelf(_tables(path))
    if path.absolute().parents[1].name == "models":
        shelf = f"models/{path.absolute().parent.name}"
    with tempfile.TemporaryDirectory(prefix="osteon-") as folder:
        place = Path(folder) / shelf
        place.mkdir(parents=True)
        for file in (path, path.with_suffix(".csv")):
            if file.is_file():
                shutil.copy(file, place)
        yield Path(folder)


def as_given(fault: Fault, folder: Path, path: Path) -> Fault:
    """Return a fault found in the copy below `folder` as one of the file that the user named."""
    start = fault.where.find(str(folder))
    if start < 0:
        return fault
    return replace(fault, where=str(path.parent / Path(fault.where[start:]).name))


def _shelf(tables: dict[str, Any]) -> str:
    entities = tables.get("entity")
    if isinstance(entities, dict) and entities and all(map(_CONCEPT.fullmatch, entities)):
        return "entities"  # chapters have entities, too, with names that a rate can use
    return next((folder for name, folder in _SHELVES.items() if name in tables), "mechanisms")


def _tables(path: Path) -> dict[str, Any]:
    from osteon.knowledge import Document, read_toml

    try:
        document = read_toml(path.read_bytes(), str(path))
    except OSError:
        return {}
    return document.data if isinstance(document, Document) else {}
