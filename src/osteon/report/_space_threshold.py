"""From what share on a picture shows bone."""

from __future__ import annotations

from osteon.model import Model

THRESHOLDS = ("voxel_bone", "union_bone")
"""Mineralised share at which a voxel counts as bone; without one of its own, that of union."""


def bone_threshold(model: Model) -> float | None:
    """The share (a fraction) that the model's own instruments go by; None where it has none."""
    found = (model.quantities.get(path) for path in THRESHOLDS)
    return next((quantity.coherent for quantity in found if quantity is not None), None)
