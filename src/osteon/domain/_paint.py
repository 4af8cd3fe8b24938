"""A scene on a layout: a domain."""

import numpy as np

from osteon.domain._domain import Domain
from osteon.domain._faces import host_faces
from osteon.domain._layout import Layout
from osteon.domain._scene import Scene
from osteon.errors import ExperimentError, Fault


def domain_of(layout: Layout, scene: Scene, says: str, axis: int | None, where: str) -> Domain:
    """Paint a scene on a layout, and find its faces."""
    parts = np.zeros(layout.grid.shape, dtype=np.uint8)
    for slab, points in layout.slabs():
        parts[slab] = scene.paint(points)
    tissue = scene.tissues[parts]
    if not scene.heals[parts].any():
        fix = "use smaller voxels, or other dials"
        raise ExperimentError(Fault(where, f"{says}, in which nothing heals", "a voxel of defect", fix))
    faces = host_faces(layout, scene, parts)
    return Domain(layout.grid, tissue, says, axis, faces.contacts, faces.exchange)
