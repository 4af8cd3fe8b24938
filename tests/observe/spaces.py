"""Small defects drawn with letters, and states in them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from osteon.domain import Domain, Grid, Tissue
from osteon.observe import read_space
from tests.observe.readings import tiny_model

LETTERS = {
    " ": Tissue.OUTSIDE, "b": Tissue.BONE, "m": Tissue.MARROW, "p": Tissue.PERIOSTEUM, "d": Tissue.DURA,
    ".": Tissue.DEFECT, "#": Tissue.DEFECT, "s": Tissue.SCAFFOLD, "S": Tissue.SCAFFOLD,
}  # fmt: skip
NEW = "#S"
"""The letters of voxels that heal and hold new bone."""


def grid(
    shape: tuple[int, ...], spacing: float | tuple[float, ...] = 1.0, kind: str = "volume", curvature: int = 0
) -> Grid:
    """A grid along the axes of the patient."""
    sides = (spacing,) * 3 if isinstance(spacing, float) else spacing
    return Grid(
        shape=shape,
        spacing=sides,
        # A round grid begins at its centre.
        origin=(sides[0] / 2.0 if curvature else 0.0, 0.0, 0.0),
        kind=kind,
        curvature=curvature,
    )


def letters(*layers: str) -> np.ndarray:
    """Letters [nx, ny, nz] from one text a z-layer; rows of a text run along x, its columns along y."""
    return np.stack([np.array([list(row) for row in layer.split("|")]) for layer in layers], axis=-1)


def drawn(
    picture: np.ndarray,
    axis: int | None = None,
    spacing: float | tuple[float, ...] = 1.0,
    kind: str = "volume",
    curvature: int = 0,
) -> tuple[Domain, np.ndarray]:
    """A domain of the letters, and 1 in each healing voxel that holds new bone [N]."""
    tissue = np.vectorize(lambda letter: int(LETTERS[letter]), otypes=[np.uint8])(picture)
    domain = Domain(
        grid=grid(picture.shape, spacing, kind, curvature), tissue=tissue, says="A drawing.", axis=axis
    )
    return domain, np.asarray(domain.gather(np.isin(picture, list(NEW)).astype(float)))


def states(domain: Domain, **values: object) -> np.ndarray:
    """States [S, N] of the tiny model, those named given [N] or as one number, the others zero."""
    model = tiny_model()
    y = np.zeros((len(model.states), domain.voxels))
    for name, value in values.items():
        y[model.state_index(name)] = np.asarray(value)
    return y


def read_drawn(
    picture: np.ndarray,
    axis: int | None = None,
    quantities: Mapping[str, float] | None = None,
    **more: object,
) -> dict[str, float]:
    """What the instruments read where each voxel is bone or none."""
    domain, bone = drawn(picture, axis, **more)  # type: ignore[arg-type]
    return read_space(tiny_model(), domain, states(domain, woven_bone=bone), quantities or {})
