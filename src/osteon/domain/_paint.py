"""A scene on a layout: a domain."""

import numpy as np
from numpy.typing import NDArray

from osteon.domain._domain import Domain
from osteon.domain._faces import host_faces
from osteon.domain._layout import Layout
from osteon.domain._scene import Scene
from osteon.errors import ExperimentError, Fault


def paint(layout: Layout, scene: Scene) -> NDArray[np.uint8]:
    """The part in each voxel, [nx, ny, nz]."""
    parts = np.zeros(layout.grid.shape, dtype=np.uint8)
    for slab, points in layout.slabs():
        parts[slab] = scene.paint(points)
    return parts


def finish(
    layout: Layout, scene: Scene, parts: NDArray[np.uint8], says: str, axis: int | None, where: str
) -> Domain:
    """The domain of a painted layout, with its faces.

    Raises:
        ExperimentError: nothing heals.
    """
    if not scene.heals[parts].any():
        fix = "use smaller voxels, or other dials"
        raise ExperimentError(Fault(where, f"{says}, in which nothing heals", "a voxel of defect", fix))
    faces = host_faces(layout, scene, parts)
    return Domain(layout.grid, scene.tissues[parts], says, axis, faces.contacts, faces.exchange)
