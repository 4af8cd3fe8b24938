"""The numbers and levels that a shape's expressions stand for, once the dials are set."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import final

import numpy as np

from osteon.domain._grid import Array
from osteon.domain._scene import Level, Part, Points, whole
from osteon.domain._tissue import Tissue
from osteon.errors import ExperimentError, Fault
from osteon.knowledge import AXES, Region
from osteon.model import evaluate, parse

MOST_SHARE = 10.0
"""A surface may be folded, so that a face carries more than its own area, but not without limit."""


@final
@dataclass(frozen=True)
class Terms:
    """values: dials and quantities by name, coherent, and `voxel`, mm. defect: its id, for messages."""

    values: Mapping[str, float]
    defect: str

    def number(self, text: str, where: str) -> float:
        """The value of an expression without coordinates."""
        with np.errstate(all="ignore"):
            found = float(evaluate(parse(text, where), {k: np.float64(v) for k, v in self.values.items()}))
        if not isfinite(found):
            given = f"'{text}' of defect '{self.defect}', which is {found}"
            raise ExperimentError(Fault(where, given, "a finite number", "choose other dials"))
        return found

    def interval(self, bounds: tuple[str, str], axis: str, where: str) -> tuple[float, float]:
        """Lowest and highest, mm."""
        low, high = (self.number(text, where) for text in bounds)
        if not low < high:
            given = f"a defect '{self.defect}' from {low:g} to {high:g} mm along {axis}"
            raise ExperimentError(Fault(where, given, "a length above zero", "choose other dials"))
        return low, high

    def level(self, text: str, where: str) -> Level:
        """The level of an expression over x, y, z."""
        tree = parse(text, where)
        values = {name: np.float64(value) for name, value in self.values.items()}

        def level(points: Points) -> Array:
            with np.errstate(all="ignore"):
                found = np.asarray(evaluate(tree, {**values, **dict(zip(AXES, points, strict=True))}))
            return np.nan_to_num(found.astype(np.float64), nan=-1.0)

        return level

    def part(self, region: Region) -> Part:
        """A region as a part of the scene."""
        tissue = Tissue[region.tissue.upper()]
        shares = self._shares(region) if region.shares else whole(tissue)
        if (
            region.shares
            and shares[tissue] == 0.0
            and any(name == region.tissue for name, _ in region.shares)
        ):
            # What has been stripped is not shown; what its surface is made of is.
            tissue = Tissue(int(np.argmax(shares))) if max(shares) > 0.0 else Tissue.OUTSIDE
        return Part(tissue, shares, self.level(region.inside, region.where))

    def _shares(self, region: Region) -> tuple[float, ...]:
        found = [0.0] * len(Tissue)
        for name, text in region.shares:
            share = self.number(text, region.where)
            if not -1e-12 <= share <= MOST_SHARE:
                given = f"a share of {share:g} of {name} in region '{region.name}' of defect '{self.defect}'"
                raise ExperimentError(
                    Fault(region.where, given, f"a share from 0 to {MOST_SHARE:g}", "choose other dials")
                )
            found[Tissue[name.upper()]] = max(share, 0.0)
        return tuple(found)
