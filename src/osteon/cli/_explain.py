"""`osteon explain`: what a name of the catalogue means."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

import typer

from osteon.cli._guard import guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders
from osteon.errors import RecordError, near

if TYPE_CHECKING:
    from osteon.knowledge import Library
    from osteon.model import Explanation


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
    try:
        found = explanation(library) if name is None else explanation(library, name)
    except RecordError as error:
        found = _outcome(library, name or "", error)
    typer.echo(json.dumps(asdict(found), indent=1, ensure_ascii=False) if as_json else "\n".join(found.lines))
    if name is None and not as_json:
        typer.echo("\nAny name above can be explained: osteon explain NAME")


def _outcome(library: Library, name: str, error: RecordError) -> Explanation:
    """What instruments read of natural healing is no name of a record, and explained all the same."""
    from osteon.knowledge import NATURAL_HEALING
    from osteon.model import build_model
    from osteon.observe import explain_outcome, outcomes

    if NATURAL_HEALING not in library.chapters or any(fault.where for fault in error.faults):
        raise error
    model = build_model(library)
    found = explain_outcome(model, name)
    if found is None:
        fix = near(name, [outcome.id for outcome in outcomes(model)])
        raise RecordError(replace(fault, fix=fix or fault.fix) for fault in error.faults)
    return found
