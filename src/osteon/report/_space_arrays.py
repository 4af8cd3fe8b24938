"""The fields of one lane of a run in space as labelled arrays of a Zarr store."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import zarr
from numpy.typing import NDArray
from zarr.codecs import ZstdCodec

from osteon.cohort import SpacePlan
from osteon.report._atomic import SOLUTION, SPACE
from osteon.report._space_threshold import bone_threshold

if TYPE_CHECKING:
    from osteon.domain import Domain

Stored: TypeAlias = "zarr.Array[Any]"

CHUNK = 64
"""Edge of the largest chunk, voxels."""

_DIMENSIONS = ("day", "x", "y", "z")
_TAKEN = frozenset({*_DIMENSIONS, "tissue"})
_AWKWARD = frozenset('/\\:*?"<>|%')


def group_name(arm: str, animal: int) -> str:
    """`space/<arm>/<animal>`; signs of an arm's name that a file name cannot have are written as %XX."""
    return f"{SPACE}/{_safe(arm)}/{animal}"


def lane_name(plan: SpacePlan, lane: int) -> str:
    """`<arm>-<animal>`, as a file name."""
    arm, animal = plan.lane(lane)
    return f"{_safe(arm)}-{animal}"


def array_name(state: str) -> str:
    """The state's id, unless a coordinate has that name."""
    return f"state_{state}" if state in _TAKEN else state


def lane_arrays(folder: Path, plan: SpacePlan, lane: int, zero_until: float | None = None) -> list[Stored]:
    """The arrays of a lane's states [day, x, y, z], made where they are not there yet.

    zero_until: where some of the arrays are there, the others are zero up to this day: a branch may reach
    states that its origin could not.
    """
    root = zarr.open_group(folder / SOLUTION, mode="a", zarr_format=3)
    group = root.require_group(group_name(*plan.lane(lane)))
    domain, known = plan.domains[lane], set(group.array_keys())
    if "tissue" not in known:
        _describe(group, plan, domain)
    arrays = []
    for state in plan.model.states:
        name = array_name(state.id)
        if name in known:
            arrays.append(_opened(group, name))
            continue
        labels = {"units": state.entity.unit, "long_name": state.entity.name}
        array = _array(group, name, (len(plan.days), *domain.grid.shape), "float32", np.nan, labels)
        if zero_until is not None and known:
            for index, day in enumerate(plan.days):
                if day <= zero_until:
                    array[index] = domain.scatter(np.zeros(domain.voxels)).astype(np.float32)
        arrays.append(array)
    return arrays


def frame_days(folder: Path, group: str) -> list[float]:
    """The days of a lane's frames."""
    days: Any = zarr.open_group(folder / SOLUTION, mode="r", path=group).attrs["days"]
    return [float(day) for day in days]


def copy_fields(source: Path, target: Path, groups: Iterable[str], frames: int) -> None:
    """Copy the fields of some lanes with their first `frames` frames."""
    for name in groups:
        for entry in sorted((source / SOLUTION / name).iterdir()):
            place = target / SOLUTION / name / entry.name
            if entry.is_dir():
                shutil.copytree(entry, place, ignore=_later(entry, frames))
            else:
                _copy(entry, place)
    for path in _group_files(source, groups):
        _copy(source / SOLUTION / path, target / SOLUTION / path)


def _later(array: Path, frames: int) -> Callable[[str, list[str]], list[str]] | None:
    """Which chunks of an array are frames that come later; None where it has no frames."""
    if len(json.loads((array / "zarr.json").read_text(encoding="utf-8"))["shape"]) < 4:
        return None
    return lambda folder, names: [n for n in names if Path(folder) == array / "c" and int(n) >= frames]


def _group_files(source: Path, groups: Iterable[str]) -> Iterator[Path]:
    """The metadata of the groups around the lanes, the store's own first."""
    parents = {parent for name in groups for parent in Path(name).parents}
    for parent in sorted(parents):
        if (source / SOLUTION / parent / "zarr.json").is_file():
            yield parent / "zarr.json"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _describe(group: zarr.Group, plan: SpacePlan, domain: Domain) -> None:
    """Coordinates, tissues, and what places them in space. Tissues come last: they tell that all is there."""
    from osteon.domain import Tissue

    grid, arm = domain.grid, group.path.split("/")[-2]
    threshold = bone_threshold(plan.model)
    group.attrs.update(
        {
            "title": plan.experiment.title,
            "arm": arm,
            "domain": domain.says,
            "kind": grid.kind,
            "curvature": int(grid.curvature),
            "spacing": [float(h) for h in grid.spacing],
            "origin": [float(x) for x in grid.origin],
            "direction": np.asarray(grid.direction, dtype=float).tolist(),
            "units": "mm",
            "days": list(plan.days),
            **({} if threshold is None else {"bone_share": threshold}),
        }
    )
    _array(group, "day", (len(plan.days),), "float64", np.nan, {"units": "day"})[:] = np.array(plan.days)
    corner = np.asarray(grid.direction, dtype=float).T @ np.asarray(grid.origin, dtype=float)
    for axis, name in enumerate("xyz"):
        places = corner[axis] + grid.spacing[axis] * np.arange(grid.shape[axis])
        labels = {"units": "mm", "long_name": f"place along the grid's own {name} axis"}
        _array(group, name, places.shape, "float64", np.nan, labels, (name,))[:] = places
    flags: dict[str, Any] = {
        "flag_values": [int(tissue) for tissue in Tissue],
        "flag_meanings": " ".join(tissue.name.lower() for tissue in Tissue),
    }
    tissue = _array(group, "tissue", grid.shape, "uint8", 255, flags, _DIMENSIONS[1:])
    tissue[:] = domain.tissue


def _array(
    group: zarr.Group,
    name: str,
    shape: tuple[int, ...],
    dtype: str,
    fill: float,
    labels: dict[str, Any],
    dimensions: tuple[str, ...] = (),
) -> Stored:
    # One frame a chunk, so that a frame is written without reading another. Zstandard's checksum tells
    # of a damaged chunk, and its output does not depend on the number of threads.
    chunks = tuple(max(1, min(CHUNK, size)) for size in shape)
    return group.create_array(
        name,
        shape=shape,
        chunks=(1, *chunks[1:]) if len(shape) == 4 else chunks,
        dtype=dtype,
        fill_value=fill,
        compressors=ZstdCodec(level=3, checksum=True),
        dimension_names=dimensions or _DIMENSIONS[: len(shape)],
        attributes=labels,
        overwrite=True,
    )


def _opened(group: zarr.Group, name: str) -> Stored:
    array = group[name]
    assert isinstance(array, zarr.Array)
    return array


def frame_values(values: NDArray[np.float64], domain: Domain) -> NDArray[np.float32]:
    """One state [N] on the grid [x, y, z], nan where nothing heals."""
    return np.asarray(domain.scatter(values), dtype=np.float32)


def _safe(name: str) -> str:
    """Zarr refuses names of nothing but dots and those that begin with two underscores."""
    text = "".join(f"%{ord(sign):02X}" if sign in _AWKWARD else sign for sign in name)
    return f"%{ord(text[0]):02X}{text[1:]}" if text[0] in "._ " else text
