"""What an instrument in space may look at: one lane at one time, voxel by voxel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import final

import numpy as np

from osteon.errors import Fault, SolveError
from osteon.model import Model
from osteon.observe._site import Site
from osteon.observe._view import Array, tissues


@final
@dataclass(frozen=True, eq=False)
class SpaceView:
    """The states of the voxels that heal, all coherent.

    Attributes:
        model: the whole model, before pruning.
        site: the defect.
        y: states [S, N], one row a name of `rows`; a state of the model without a row is zero.
        quantities: the lane's own, by path; the record's value where one is missing.
    """

    model: Model
    site: Site
    y: Array
    rows: tuple[str, ...]
    quantities: Mapping[str, float]

    def state(self, name: str) -> Array:
        """One state [N]."""
        return self.y[self.rows.index(name)] if name in self.rows else np.zeros(self.y.shape[1])

    @property
    def mineralised(self) -> Array:
        """The share of each voxel that is mineralised bone [N]."""
        names = tissues(self.model, "mineralised")
        return sum((self.state(name) for name in names), np.zeros(self.y.shape[1]))

    def quantity(self, *paths: str) -> float:
        """The first of these quantities that the lane or the model has."""
        return quantity(self.model, self.quantities, *paths)

    def mean(self, values: Array, where: Array | None = None) -> float:
        """The mean over volume of values [N], or over the voxels `where` [N]."""
        weights = np.asarray(self.site.domain.volumes, dtype=float)
        weights = weights if where is None else weights * where
        return float(values @ weights / weights.sum())


def quantity(model: Model, quantities: Mapping[str, float], *paths: str) -> float:
    """The first of these quantities that a lane or the model has, coherent."""
    for path in paths:
        if path in quantities:
            return float(quantities[path])
        if path in model.quantities:
            return float(model.quantities[path].coherent)
    raise KeyError(paths[0])


def checked(y: Array, rows: Sequence[str], voxels: int) -> Array:
    """`y` as an array [S, N]; SolveError where it has another shape or holds what is no number."""
    values = np.asarray(y, dtype=float)
    expected = (len(rows), voxels)
    if values.shape != expected:
        given, wanted = (" x ".join(map(str, shape)) for shape in (values.shape, expected))
        raise SolveError(Fault("states in space", f"an array of {given}", f"states x voxels: {wanted}"))
    bad = ~np.isfinite(values)
    if bad.any():
        row = int(np.argmax(bad.any(axis=1)))
        fix = "a lane whose integration failed has no readings"
        given = f"{int(bad[row].sum())} voxels of {rows[row]!r} without a finite value"
        raise SolveError(Fault("states in space", given, "a number in every voxel", fix))
    return values
