"""A run in space as a scene to turn and look into, drawn by PyVista, which is an extra.

Host bone stands around it, half transparent; new bone is a solid surface; a field, if one is asked for, lies
on three planes through the middle of the defect.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from osteon.domain import HEALING, Tissue
from osteon.errors import Fault, OutputError, near
from osteon.report._space_panels import day_title
from osteon.report._space_stored import StoredLane, stored_lane
from osteon.report._words import axis_label

BONE = ("woven_bone", "lamellar_bone")
"""The states that are drawn as new bone, where a run has them."""

_NEW, _HOST, _EDGE = "#2C95A3", "#D9D4C7", "#6B7280"
_SIZE = (1100, 850)


@final
@dataclass(frozen=True)
class Look:
    """What is shown. share: the mineralised share from which on a voxel is bone, a fraction; the model's own
    without one.

    day: the frame nearest to it; the last without one. field: a state on three planes; none without a name.
    """

    share: float | None = None
    day: float | None = None
    field: str | None = None


def view_result(
    folder: Path, arm: str | None, animal: int, look: Look, png: Path | None = None
) -> dict[str, Any]:
    """Show an animal of a result in a window with a slider over its frames, or write a picture to `png`.

    Returns what is shown. OutputError where PyVista is missing, the folder holds no fields, it has no such
    arm, animal or state, or the picture cannot be written.
    """
    lane = stored_lane(folder, arm, animal)
    bone = _bone(lane, look)
    pyvista = load_pyvista()
    frame = lane.frame(look.day)
    plotter = pyvista.Plotter(off_screen=png is not None, window_size=_SIZE)
    _stage(pyvista, plotter, lane)
    _draw(pyvista, plotter, lane, bone, look, frame)
    record = {"arm": lane.arm, "animal": animal, "day": lane.days[frame], "states": list(bone),
              "field": look.field, "png": None if png is None else str(png)}  # fmt: skip
    if png is not None:
        _save(plotter, png)
        return record
    if len(lane.days) > 1:
        plotter.add_slider_widget(
            lambda value: _draw(pyvista, plotter, lane, bone, look, round(value)),
            [0, len(lane.days) - 1], value=frame, title="frame", fmt="%.0f",
        )  # fmt: skip
    plotter.show()
    return record


def load_pyvista() -> Any:
    """The module `pyvista`. Raises OutputError, which says how to install it, where it is missing."""
    try:
        return import_module("pyvista")
    except ImportError as error:
        expected = "PyVista, which draws in three dimensions"
        fix = "pip install 'osteon[view]'"
        raise OutputError(Fault("view", "a Python without the package pyvista", expected, fix)) from error


def _bone(lane: StoredLane, look: Look) -> tuple[str, ...]:
    if look.field is not None and look.field not in lane.arrays:
        fix = near(look.field, lane.arrays) or f"fields are {', '.join(sorted(lane.arrays))}"
        raise OutputError(Fault("--field", f"'{look.field}'", "a state that the run has kept", fix))
    return tuple(name for name in BONE if name in lane.arrays)


def _stage(pyvista: Any, plotter: Any, lane: StoredLane) -> None:
    """Draw what does not change: host bone, the edge of the defect, axes."""
    host = _surface(pyvista, lane, (lane.tissue == Tissue.BONE).astype(np.float32), 0.5)
    defect = _surface(pyvista, lane, np.isin(lane.tissue, HEALING).astype(np.float32), 0.5)
    plotter.set_background("white")
    if host.n_points:
        plotter.add_mesh(host, color=_HOST, opacity=0.45, smooth_shading=True, name="host")
    if defect.n_points:
        plotter.add_mesh(defect, color=_EDGE, opacity=0.08, name="defect")
    plotter.add_axes(color="black")
    titles = {"xtitle": "x (mm)", "ytitle": "y (mm)", "ztitle": "z (mm)"}
    plotter.show_bounds(
        color=_EDGE, grid=None, location="outer", ticks="outside", minor_ticks=False, **titles
    )


def _draw(
    pyvista: Any, plotter: Any, lane: StoredLane, bone: tuple[str, ...], look: Look, frame: int
) -> None:
    """Draw a frame in place of the one before."""
    if bone:
        share = np.nan_to_num(lane.field(bone, frame))
        new = _surface(pyvista, lane, share, lane.bone if look.share is None else look.share)
        if new.n_points:
            plotter.add_mesh(new, color=_NEW, smooth_shading=True, name="new bone")
        else:
            plotter.remove_actor("new bone")
    if look.field is not None:
        label = f"{look.field} ({axis_label(lane.units[look.field])})"
        for axis, cut in enumerate(_cuts(pyvista, lane, look.field, frame, label)):
            plotter.add_mesh(
                cut, scalars=label, cmap="cividis", nan_opacity=0.0, clim=_range(lane, look.field),
                name=f"cut {axis}", scalar_bar_args={"color": "black"},
            )  # fmt: skip
    title = f"{lane.arm}, animal {lane.animal}: {day_title(lane.days[frame])}"
    plotter.add_text(title, name="title", color="black", font_size=12)


def _image(pyvista: Any, lane: StoredLane, values: NDArray[np.float32], name: str) -> Any:
    """Values at the voxels' centres, with a layer of nothing around them, so that surfaces close."""
    padded = np.pad(values, 1)
    direction = np.asarray(lane.direction, dtype=float)
    origin = np.asarray(lane.origin) - direction @ np.asarray(lane.spacing)
    image = pyvista.ImageData(dimensions=padded.shape, spacing=lane.spacing, origin=tuple(origin))
    image.direction_matrix = direction
    image.point_data[name] = padded.ravel(order="F")
    return image


def _surface(pyvista: Any, lane: StoredLane, values: NDArray[np.float32], level: float) -> Any:
    return _image(pyvista, lane, values, "share").contour([level], scalars="share")


def _cuts(pyvista: Any, lane: StoredLane, name: str, frame: int, label: str) -> list[Any]:
    """Three planes through the middle of what heals."""
    image = _image(pyvista, lane, lane.field((name,), frame), label)
    middle = np.argwhere(np.isin(lane.tissue, HEALING)).mean(axis=0)
    place = np.asarray(lane.origin) + lane.direction @ (middle * np.asarray(lane.spacing))
    return [image.slice(normal=lane.direction[:, axis], origin=place) for axis in range(3)]


def _range(lane: StoredLane, name: str) -> tuple[float, float]:
    """One scale for all frames."""
    frames = (lane.field((name,), frame) for frame in range(len(lane.days)))
    largest = max((float(np.nanmax(values)) for values in frames if np.isfinite(values).any()), default=1.0)
    return 0.0, largest or 1.0


def _save(plotter: Any, png: Path) -> None:
    try:
        plotter.screenshot(str(png))
    except (OSError, ValueError) as error:
        expected = "a picture (.png) that can be written"
        raise OutputError(Fault(str(png), str(error), expected, "give another --png")) from error
    finally:
        plotter.close()
