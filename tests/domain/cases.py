"""Arms with one defect, and domains made from them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from osteon.domain import Domain, build_domain
from osteon.knowledge import Library, load_library
from osteon.scenario import Arm, Setting, SpaceDesign

VOXELS = {
    "alveolar_socket": 0.3,
    "calvarial_disc": 0.1,
    "closed_fracture": 0.1,
    "drill_hole": 0.05,
    "femoral_head_wedge": 1.0,
    "segmental_gap": 0.8,
}
"""For each defect at its usual size, the edge of some thirty voxels across it, mm."""


@cache
def library() -> Library:
    """The built-in catalogue."""
    return load_library()


def arm(defect: str, **dials: float) -> Arm:
    """An arm with a defect, its other dials at rest."""
    record = library().modifiers["defect", defect]
    values = {dial.name: dial.default for dial in record.dials}
    return Arm("mine", "", None, (Setting("defect", defect, {**values, **dials}),))


def domain(defect: str, kind: Any, voxel: float, **dials: float) -> Domain:
    """The domain of a defect."""
    return build_domain(arm(defect, **dials), library(), SpaceDesign(kind, voxel))


def total(domain: Domain, path: str) -> float:
    """The area of a face over the whole volume, 1/mm: what a point has as its contact."""
    return float(np.sum(domain.fields()[path] * domain.volumes) / domain.volumes.sum())


def turned(values: NDArray[Any]) -> NDArray[Any]:
    """A quarter turn about z."""
    return np.rot90(values, axes=(-3, -2))
