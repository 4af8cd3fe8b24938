"""The fields of a run in space as they lie in its folder, for pictures that are made later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final
from urllib.parse import unquote

import numpy as np
import zarr
from numpy.typing import NDArray

from osteon.errors import Fault, OutputError, near
from osteon.report._atomic import SOLUTION, SPACE

Single = NDArray[np.float32]
Vector = tuple[float, float, float]

_GRID = {"tissue", "day", "x", "y", "z"}
_BONE = 0.25
"""For a model without a share of its own."""


@final
@dataclass(frozen=True, eq=False)
class StoredLane:
    """One animal of one arm.

    Attributes:
        arm, animal: whose fields they are.
        days: of the frames.
        spacing, origin: edges of a voxel and centre of the first, mm; direction: the grid's axes as columns.
        tissue: [nx, ny, nz] of Tissue.
        arrays: by state, [day, nx, ny, nz] in its own unit; nan where nothing heals or was not computed.
        units: by state.
        bone: the mineralised share from which on a voxel is bone, a fraction, as the run's model has it.
    """

    arm: str
    animal: int
    days: tuple[float, ...]
    spacing: Vector
    origin: Vector
    direction: NDArray[np.float64]
    tissue: NDArray[np.uint8]
    arrays: Mapping[str, Any]
    units: Mapping[str, str]
    bone: float

    def field(self, names: tuple[str, ...], frame: int) -> Single:
        """The sum of some states at a frame [nx, ny, nz]."""
        rows = [np.asarray(self.arrays[name][frame], dtype=np.float32) for name in names]
        return np.asarray(np.sum(rows, axis=0), dtype=np.float32)

    def frame(self, day: float | None) -> int:
        """The frame nearest to a day; the last without one."""
        if day is None:
            return len(self.days) - 1
        return int(np.argmin(np.abs(np.array(self.days) - day)))


def stored_lane(folder: Path, arm: str | None = None, animal: int = 0) -> StoredLane:
    """Read where the fields of an animal lie; the first arm's without a name.

    OutputError where the folder holds no fields, or not that arm or animal.
    """
    arms = _children(_space(folder))
    shown = {unquote(name): group for name, group in arms.items()}
    if arm is not None and arm not in shown:
        fix = near(arm, shown) or f"arms are {', '.join(shown)}"
        raise OutputError(Fault("--arm", f"'{arm}'", f"an arm of {folder}", fix))
    name = arm if arm is not None else next(iter(shown))
    animals = _children(shown[name])
    if str(animal) not in animals:
        expected = f"an animal of arm '{name}', 0 to {len(animals) - 1}"
        raise OutputError(Fault("--animal", str(animal), expected))
    return _lane(animals[str(animal)], name, animal)


def _space(folder: Path) -> zarr.Group:
    expected = f"the folder of a run in space (holding {SOLUTION}/{SPACE})"
    fix = "a run in space has --domain plane or volume, or says so in its experiment"
    if not (folder / SOLUTION / SPACE / "zarr.json").is_file():
        raise OutputError(Fault(str(folder), "a folder without fields", expected, fix))
    return zarr.open_group(folder / SOLUTION, mode="r", path=SPACE)


def _children(group: zarr.Group) -> dict[str, zarr.Group]:
    return dict(sorted(group.groups()))


def _lane(group: zarr.Group, arm: str, animal: int) -> StoredLane:
    found: dict[str, Any] = dict(group.attrs)
    every = dict(group.arrays())
    arrays = {name: array for name, array in every.items() if name not in _GRID}
    x, y, z = (float(step) for step in found["spacing"])
    a, b, c = (float(place) for place in found["origin"])
    return StoredLane(
        arm=arm,
        animal=animal,
        days=tuple(float(day) for day in found["days"]),
        spacing=(x, y, z),
        origin=(a, b, c),
        direction=np.asarray(found["direction"], dtype=float),
        tissue=np.asarray(every["tissue"][:], dtype=np.uint8),
        arrays=arrays,
        units={name: str(array.attrs.get("units", "")) for name, array in arrays.items()},
        bone=float(found.get("bone_share", _BONE)),
    )
