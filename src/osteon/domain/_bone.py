"""Where the bone of an image is: a level in the defect's own coordinates."""

from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from osteon.domain._grid import Array
from osteon.domain._read_image import Picture
from osteon.domain._scene import Points
from osteon.errors import ExperimentError, Fault
from osteon.scenario import ImageUse

FEW = 64
"""Different values up to which an image of whole numbers is taken for a segmentation."""

LOOKED_AT = 5_000_000
"""Voxels looked at for the bone nearest to a defect that misses it."""

LABEL_BLUR = 0.5
"""Standard deviation, in voxels of the image, by which a label is smoothed to have a slope."""


@final
@dataclass(frozen=True)
class Threshold:
    """What counts as bone: a label, or grey values from `bone`; below `air` there is nothing at all."""

    label: int | None
    bone: float
    air: float | None


def threshold(picture: Picture, use: ImageUse) -> Threshold:
    """What counts as bone in an image.

    Raises:
        ExperimentError: an empty image, one without that bone, two labels where one is meant.
    """
    low, high = float(picture.values.min()), float(picture.values.max())
    named = f"'{use.file.name}'"
    if low == high:
        given = f"{named}, in which every voxel is {low:g}"
        raise ExperimentError(Fault(use.where, given, "an image that shows something"))
    if use.bone is not None:
        if high < use.bone or low >= use.bone:
            given = f"bone = {use.bone:g} for {named}, whose values go from {low:g} to {high:g}"
            raise ExperimentError(Fault(use.where, given, "a grey value between bone and the rest"))
        return Threshold(None, use.bone, use.air)
    return Threshold(_label(picture, use), 0.5, None)


def _label(picture: Picture, use: ImageUse) -> int:
    whole = np.issubdtype(picture.values.dtype, np.integer)
    found = [int(v) for v in np.unique(picture.values)] if whole else []
    labels = [value for value in found if value]
    listed = ", ".join(map(str, labels[:8])) + (", ..." if len(labels) > 8 else "")
    if not whole or len(found) > FEW:
        given = f"'{use.file.name}', an image of many grey values"
        fix = "add `bone = ...`, the grey value from which it is bone"
        raise ExperimentError(Fault(use.where, given, "a threshold", fix))
    if use.label is None and len(labels) > 1:
        given = f"'{use.file.name}' with the labels {listed}"
        raise ExperimentError(Fault(use.where, given, "one label", "add `label = ...`, that of bone"))
    if use.label is not None and use.label not in labels:
        given = f"label = {use.label} for '{use.file.name}', which has {listed or 'none'}"
        raise ExperimentError(Fault(use.where, given, "a label of the image"))
    return labels[0] if use.label is None else use.label


def is_bone(picture: Picture, limit: Threshold) -> NDArray[np.bool_]:
    """Which voxels of an image are bone."""
    if limit.label is not None:
        return np.asarray(picture.values == limit.label)
    return np.asarray(picture.values >= limit.bone)


@final
@dataclass(frozen=True, eq=False)
class Sampler:
    """An image, cropped and smoothed, at points of the defect. frame: columns are the defect's axes."""

    picture: Picture
    full: tuple[int, int, int]
    corner: Array
    frame: Array
    centre: Array

    def value(self, points: Points) -> Array:
        """The grey value, or the share of a label, between voxels by straight lines."""
        index = self._index(points) - self.corner
        flat = np.moveaxis(index, -1, 0).reshape(3, -1)
        found = ndimage.map_coordinates(self.picture.values, flat, order=1, mode="nearest")
        return np.asarray(found, dtype=np.float64).reshape(index.shape[:-1])

    def beyond(self, points: Points) -> Array:
        """How far a point is outside the image, in voxels; below 0 inside."""
        index = self._index(points)
        last = np.array(self.full) - 0.5
        return np.asarray(np.maximum(-0.5 - index, index - last).max(axis=-1) - 1e-9)

    def _index(self, points: Points) -> Array:
        spread = np.stack(np.broadcast_arrays(*points), axis=-1)
        return self.picture.index(self.centre + spread @ self.frame.T)


def sampler(
    picture: Picture, limit: Threshold, frame: Array, centre: Array, corners: Array, voxel: float
) -> Sampler:
    """The image around a defect: cropped to `corners` ([8, 3], patient), blurred to the size of a voxel."""
    spots = picture.index(corners)
    full = np.array(picture.values.shape)
    low = np.clip(np.floor(spots.min(axis=0)).astype(int) - 4, 0, full - 1)
    high = np.clip(np.ceil(spots.max(axis=0)).astype(int) + 5, low + 1, full)
    cropped = picture.values[tuple(slice(a, b) for a, b in zip(low, high, strict=True))]
    values = (cropped == limit.label if limit.label is not None else cropped).astype(np.float32)
    blur = np.maximum(0.5 * voxel / picture.spacing, 0.0) * (voxel > picture.spacing)
    if limit.label is not None:
        blur = np.maximum(blur, LABEL_BLUR)
    smooth = ndimage.gaussian_filter(values, blur, mode="nearest")
    kept = Picture(smooth, picture.spacing, picture.origin, picture.direction)
    return Sampler(kept, (int(full[0]), int(full[1]), int(full[2])), low.astype(float), frame, centre)


def nearest_bone(picture: Picture, limit: Threshold, centre: Array) -> Array:
    """Patient coordinates of the bone nearest to a point, mm."""
    step = max(1, round((picture.values.size / LOOKED_AT) ** (1.0 / 3.0)))
    mask = is_bone(picture, limit)[::step, ::step, ::step]
    places = picture.place(np.argwhere(mask).astype(np.float64) * step)
    if not len(places):
        return centre
    return np.asarray(places[int(np.argmin(((places - centre) ** 2).sum(axis=1)))])
