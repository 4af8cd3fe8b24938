"""What a voxel may hold."""

from enum import IntEnum
from typing import final


@final
class Tissue(IntEnum):
    """Defect and scaffold heal and carry states; the others are the host, which acts through faces."""

    OUTSIDE = 0
    BONE = 1
    MARROW = 2
    PERIOSTEUM = 3
    DURA = 4
    MUSCLE = 5
    DEFECT = 6
    SCAFFOLD = 7


HEALING = (Tissue.DEFECT, Tissue.SCAFFOLD)
"""Tissues whose voxels carry states."""

HOST = (Tissue.BONE, Tissue.MARROW, Tissue.PERIOSTEUM, Tissue.DURA, Tissue.MUSCLE)
"""Tissues that bring something through their faces."""


def contact_path(tissue: Tissue) -> str:
    """The quantity that says how much of a tissue a volume touches: 'contact_bone' and its like, 1/mm."""
    return f"contact_{tissue.name.lower()}"
