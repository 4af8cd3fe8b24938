"""`osteon view`: the fields of a run in space, to be turned and looked into."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from osteon.cli._guard import UsageError, guarded
from osteon.cli._inputs import JsonFlag, existing_folder
from osteon.errors import Fault


@guarded()
def view(
    result: Annotated[Path, typer.Argument(help="The folder of a run in space.", metavar="RESULT")],
    arm: Annotated[str | None, typer.Option(help="An arm; by default the first.", metavar="ARM")] = None,
    animal: Annotated[int, typer.Option(help="An animal, from 0.", min=0)] = 0,
    day: Annotated[float | None, typer.Option(help="The frame nearest to it; by default the last.")] = None,
    field: Annotated[
        str | None, typer.Option(help="A state on three planes, such as oxygen.", metavar="STATE")
    ] = None,
    share: Annotated[
        float | None,
        typer.Option(
            help="Mineralised share from which on a voxel is bone, per cent; by default the model's own."
        ),
    ] = None,
    png: Annotated[
        Path | None, typer.Option(help="Write a picture instead of opening a window.", metavar="FILE")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Look at a run in space in three dimensions (needs the extra 'view')."""
    from osteon.report import Look, view_result

    if share is not None and not 0.0 < share <= 100.0:
        raise UsageError(Fault("--share", f"{share:g}", "a share above 0 and up to 100 per cent"))
    if png is not None and png.suffix.lower() != ".png":
        raise UsageError(Fault("--png", f"'{png.name}'", "the name of a picture that ends in .png"))
    folder = existing_folder(result, "the folder of a run in space")
    look = Look(None if share is None else share / 100.0, day, field)
    shown = view_result(folder, arm, animal, look, png)
    line = f"{shown['arm']}, animal {shown['animal']}, day {shown['day']:g}" + (f": {png}" if png else "")
    typer.echo(json.dumps(shown, indent=1) if as_json else line)
