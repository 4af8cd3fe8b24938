"""From what share on an instrument in space says bone: quantities of the model, most particular first."""

from osteon.model import Model
from osteon.observe._view import holds

VOXEL_BONE = ("voxel_bone", "union_bone")
"""Mineralised share at which a voxel counts as bone; without one of its own, that of union."""

CLOSURE_BONE = ("closure_bone", "union_bone")
"""Mineralised share at which a projected column counts as closed; without one of its own, that of union."""

HYPOXIC = ("hypoxia.half",)
"""Oxygen tension at which the response to hypoxia is half of its maximum."""


def known(model: Model, paths: tuple[str, ...]) -> bool:
    """Whether the model has one of the quantities."""
    return any(holds(model, quantities=(path,)) for path in paths)
