"""An image file, or a folder of slices, to numbers with a place in patient space. SimpleITK is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from math import ceil
from pathlib import Path
from typing import Any, final

import numpy as np
from numpy.typing import NDArray

from osteon.domain._grid import Array
from osteon.domain._spacing import says_spacing
from osteon.errors import ExperimentError, Fault
from osteon.scenario import ImageUse

MOST_PIXELS = 200_000_000
"""Voxels of an image that are read; as 32-bit numbers they take 0.8 GB."""

SLICES = (".tif", ".tiff")


@final
@dataclass(frozen=True, eq=False)
class Picture:
    """values: [nx, ny, nz]. spacing, origin: [3], mm. direction: [3, 3], its columns are the image's axes.

    Voxel (i, j, k) stands at origin + direction (spacing * (i, j, k)) in patient space.
    """

    values: NDArray[Any]
    spacing: Array
    origin: Array
    direction: Array

    def place(self, index: Array) -> Array:
        """Patient coordinates of indices, [..., 3], mm."""
        return np.asarray(self.origin + (index * self.spacing) @ self.direction.T)

    def index(self, place: Array) -> Array:
        """Indices (not whole) of patient coordinates, [..., 3]."""
        return np.asarray(((place - self.origin) @ np.linalg.inv(self.direction).T) / self.spacing)


def read_image(use: ImageUse) -> Picture:
    """Read an image, after its header has said that it can be used.

    Raises:
        ExperimentError: SimpleITK is missing; no such file; no image; not three-dimensional; not grey; too
        large; or without spacing.
    """
    sitk = _library(use.where)
    names = _names(use, sitk)
    header = _header(sitk, names[0], use)
    size = list(header.GetSize())
    if len(names) > 1:
        size = [*size[:2], len(names)]
    _check(header, size, use)
    spacing = _spacing(use, names)
    try:
        image = sitk.ReadImage(names[0] if len(names) == 1 else names)
    except RuntimeError as error:
        raise _unreadable(use, error) from None
    values = np.ascontiguousarray(sitk.GetArrayFromImage(image).transpose(2, 1, 0))
    direction = np.array(image.GetDirection(), dtype=np.float64).reshape(3, 3)
    own = np.array(image.GetSpacing(), dtype=np.float64)
    return Picture(values, own if spacing is None else spacing, np.array(image.GetOrigin()), direction)


def _library(where: str) -> Any:
    try:
        return import_module("SimpleITK")
    except ImportError:
        fix = "pip install 'osteon[image]'"
        raise ExperimentError(Fault(where, "an image, without SimpleITK", "the extra 'image'", fix)) from None


def _names(use: ImageUse, sitk: Any) -> list[str]:
    """The file, or the slices of a folder in their order."""
    if use.file.is_file():
        return [str(use.file)]
    if not use.file.is_dir():
        raise ExperimentError(
            Fault(
                use.where, f"file = '{use.file}', which is not there", "an image file or a folder of slices"
            )
        )
    series = sitk.ImageSeriesReader.GetGDCMSeriesIDs(str(use.file))
    if len(series) > 1:
        given = f"{len(series)} DICOM series in '{use.file.name}'"
        raise ExperimentError(Fault(use.where, given, "one series", "put each in a folder of its own"))
    if series:
        return list(sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(use.file), series[0]))
    slices = sorted(str(path) for path in use.file.iterdir() if path.suffix.lower() in SLICES)
    if not slices:
        given = f"the folder '{use.file.name}', without DICOM or TIFF files"
        raise ExperimentError(Fault(use.where, given, "a DICOM series or a stack of TIFF slices"))
    return slices


def _header(sitk: Any, name: str, use: ImageUse) -> Any:
    """The reader of the first file, which has read its header and nothing else."""
    reader = sitk.ImageFileReader()
    reader.SetFileName(name)
    try:
        reader.ReadImageInformation()
    except RuntimeError as error:
        raise _unreadable(use, error) from None
    return reader


def _check(header: Any, size: list[int], use: ImageUse) -> None:
    named = f"'{use.file.name}'"
    if len(size) != 3 or min(size) < 2:
        given = f"{named} of {' x '.join(map(str, size))} voxels"
        raise ExperimentError(Fault(use.where, given, "a three-dimensional image", "give a volume"))
    if header.GetNumberOfComponents() != 1:
        given = f"{named}, whose voxels have {header.GetNumberOfComponents()} numbers"
        raise ExperimentError(Fault(use.where, given, "one grey value or label in each voxel"))
    count = int(np.prod(np.array(size, dtype=np.float64)))
    if count > MOST_PIXELS:
        factor = ceil((count / MOST_PIXELS) ** (1.0 / 3.0))
        given = f"{named} of {' x '.join(map(str, size))} = {count:.2g} voxels"
        fix = f"crop it around the defect, or coarsen it {factor} times along each axis"
        raise ExperimentError(Fault(use.where, given, f"at most {MOST_PIXELS:,} voxels", fix))


def _spacing(use: ImageUse, names: Sequence[str]) -> Array | None:
    """The spacing of the experiment file where the image has none; None where the image has its own."""
    own = says_spacing(Path(names[0]))
    if own and use.spacing is not None:
        given = f"spacing for '{use.file.name}', which has its own"
        raise ExperimentError(Fault(use.where, given, "spacing only where a file has none", "leave it out"))
    if own:
        return None
    if use.spacing is None:
        given, fix = f"'{use.file.name}' without spacing", 'add `spacing = ["20 um", "20 um", "20 um"]`'
        raise ExperimentError(Fault(use.where, given, "the distance between voxels", fix))
    return np.array(use.spacing)


def _unreadable(use: ImageUse, error: RuntimeError) -> ExperimentError:
    reason = str(error).strip().splitlines()[-1].strip()[:120] if str(error).strip() else "no reason given"
    given = f"'{use.file.name}', which cannot be read ({reason})"
    return ExperimentError(Fault(use.where, given, "NIfTI, NRRD, MHA, a DICOM series or a TIFF stack"))
