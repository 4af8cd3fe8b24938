"""`osteon models`: the models of the catalogue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import typer

from osteon.cli._guard import guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders
from osteon.text import aligned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from osteon.knowledge import Chapter, Library


@guarded()
def models(catalog: Catalogs = None, as_json: JsonFlag = False) -> None:
    """List the models of the catalogue, a line each.

    A tick says that the published numbers beside a model were met when a test last compared them, and that
    the model has not changed since; `docs/models/` says by how much.
    """
    from osteon.knowledge import load_library

    rows = _rows(load_library(catalog_folders(catalog)))
    typer.echo(json.dumps(rows, indent=1, ensure_ascii=False) if as_json else "\n".join(_lines(rows)))


def _rows(library: Library) -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "verified": library.is_verified(name),
            "runs": name in library.experiments,
            "title": _title(chapters),
            "chapters": [chapter.title for chapter in chapters],
            "entities": sum(len(chapter.entities) for chapter in chapters),
            "processes": sum(len(chapter.processes) for chapter in chapters),
        }
        for name, chapters in library.chapters.items()
    ]


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    head = ["model", "", "entities", "processes", "what it is"]
    cells = [
        [row["id"], "✓" if row["verified"] else "", str(row["entities"]), str(row["processes"]), row["title"]]
        for row in rows
    ]
    head_line, *lines = aligned([head, *cells])
    green = typer.style("✓", fg="green")
    return [head_line, *(line.replace("✓", green, 1) for line in lines)]


def _title(chapters: Sequence[Chapter]) -> str:
    """The title of a model: that of its chapter `model`, else those of all chapters."""
    main = [chapter.title for chapter in chapters if chapter.id == "model"]
    return main[0] if main else "; ".join(chapter.title for chapter in chapters)
