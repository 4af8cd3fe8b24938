"""`osteon explain`: what a name of the catalogue means."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from osteon.cli._guard import guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders


@guarded()
def explain(
    name: Annotated[
        str | None,
        typer.Argument(
            help="A model, chapter, process, signal, entity, quantity, condition or law; C137, E037, K05."
        ),
    ] = None,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
) -> None:
    """Say in words, equations, numbers and sources what NAME means."""
    from osteon.knowledge import load_library
    from osteon.model import explain as explanation

    library = load_library(catalog_folders(catalog))
    found = explanation(library) if name is None else explanation(library, name)
    typer.echo(json.dumps(asdict(found), indent=1, ensure_ascii=False) if as_json else "\n".join(found.lines))
    if name is None and not as_json:
        typer.echo("\nAny name above can be explained: osteon explain NAME")
