"""`osteon models`: the models of the catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from osteon.cli._guard import guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders
from osteon.text import aligned

if TYPE_CHECKING:
    from osteon.knowledge import Library


@guarded()
def models(catalog: Catalogs = None, as_json: JsonFlag = False) -> None:
    """List the models of the catalogue, a line each."""
    from osteon.knowledge import load_library

    rows = _rows(load_library(catalog_folders(catalog)))
    typer.echo(json.dumps(rows, indent=1, ensure_ascii=False) if as_json else "\n".join(_lines(rows)))


def _rows(library: Library) -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "chapters": [chapter.title for chapter in chapters],
            "entities": sum(len(chapter.entities) for chapter in chapters),
            "processes": sum(len(chapter.processes) for chapter in chapters),
        }
        for name, chapters in library.chapters.items()
    ]


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    head = ["model", "entities", "processes", "chapters"]
    cells = [
        [row["id"], str(row["entities"]), str(row["processes"]), "; ".join(row["chapters"])] for row in rows
    ]
    return aligned([head, *cells])
