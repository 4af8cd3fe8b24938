"""The part of a report that shows a run in space: where it ran, its pictures, one of them moving."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from osteon.report._figures import Plate
from osteon.report._page import PagePlate
from osteon.report._sheet import Sheet
from osteon.report._space_album import Album
from osteon.report._space_animation import animation
from osteon.report._space_plates import space_plates

MOVING = "space_healing.gif"


class SpacePage(TypedDict):
    """domains: an arm and the line that says where it ran. moving: a GIF as a data address, or nothing."""

    domains: list[tuple[str, str]]
    plates: list[PagePlate]
    moving: str


def space_page(sheet: Sheet, folder: Path, draw: Callable[[Plate, Path], PagePlate]) -> SpacePage | None:
    """Draw the pictures of a run in space into `folder`; None for a run of points."""
    space = sheet.result.space
    if space is None:
        return None
    album = Album(space, sheet.result.model)
    drawn = [draw(plate, folder) for plate in space_plates(sheet, album)]
    moving = ""
    if album.tissues and album.flat:
        picture = animation(album)
        (folder / MOVING).write_bytes(picture)
        moving = f"data:image/gif;base64,{b64encode(picture).decode('ascii')}"
    return SpacePage(domains=_domains(album), plates=drawn, moving=moving)


def _domains(album: Album) -> list[tuple[str, str]]:
    lines = []
    for arm, name in enumerate(album.arms):
        domain = album.domain(arm)
        sides = " × ".join(f"{side:.3g}" for side in domain.grid.spacing)
        lines.append((name, f"{domain.says.rstrip('.')}; {domain.voxels} voxels that heal, {sides} mm each"))
    return lines
