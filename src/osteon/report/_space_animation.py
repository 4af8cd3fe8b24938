"""Healing as a moving picture: the sections of all frames, one after the other."""

from __future__ import annotations

import io

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray
from PIL import Image

from osteon.report._space_album import Album
from osteon.report._space_panels import day_title, sheetful, to_scale
from osteon.report._space_sections import Histology

LARGEST = 3_000_000
"""Bytes that a moving picture may have; where it has more it is drawn smaller."""

_SIZES = (110, 80, 55, 40)
_STEP, _REST = 450, 2000
"""How long a frame stays, and the last one, ms."""

_COLOURS = 255


def animation(album: Album) -> bytes:
    """Return a GIF of all frames of all arms side by side, which begins again when it has ended."""
    moving = b""
    for dots in _SIZES:
        moving = _gif([_pixels(album, at, dots) for at in album.moments])
        if len(moving) <= LARGEST:
            break
    return moving


def _gif(frames: list[NDArray[np.uint8]]) -> bytes:
    # One palette for all frames: a tissue keeps its colour, and what does not change costs nothing.
    # Chosen to cover what there is, for the colours of a legend are few pixels.
    every = Image.fromarray(np.concatenate(frames[:: max(1, len(frames) // 6)]))
    palette = every.quantize(_COLOURS, method=Image.Quantize.MAXCOVERAGE)
    images = [Image.fromarray(frame).quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    times = [_STEP] * (len(images) - 1) + [_REST]
    buffer = io.BytesIO()
    images[0].save(buffer, "GIF", save_all=True, append_images=images[1:], duration=times, loop=0)
    return buffer.getvalue()


def _pixels(album: Album, at: int, dots: int) -> NDArray[np.uint8]:
    buffer = io.BytesIO()
    frame_figure(album, at).savefig(buffer, format="png", dpi=dots, metadata={"Software": None})
    return np.array(Image.open(buffer).convert("RGB"), dtype=np.uint8)


def frame_figure(album: Album, at: int) -> Figure:
    """Return one picture of the moving one: a column an arm."""
    histology = Histology(album)
    page = sheetful([""], album.arms, histology.rooms, width=2.6, foot=1.3)
    page.figure.suptitle(day_title(album.days[at]), fontweight="bold")
    for arm, ax in enumerate(page.pictures[0]):
        histology.draw(ax, arm, at)
        to_scale([ax], histology.plane(arm), histology.rooms[arm])
    histology.legend(page.figure)
    return page.figure
