"""What is where: parts that paint over each other, each with a level that is 0 or more inside it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias, final

import numpy as np
from numpy.typing import NDArray

from osteon.domain._grid import Array
from osteon.domain._tissue import HEALING, Tissue

Points: TypeAlias = tuple[Array, Array, Array]
"""x, y, z in the defect's own coordinates, mm; they broadcast."""
Level: TypeAlias = Callable[[Points], Array]


@final
@dataclass(frozen=True, eq=False)
class Part:
    """A region. shares: of its surface, by tissue number, [8]; what is missing to 1 gives nothing."""

    tissue: Tissue
    shares: tuple[float, ...]
    level: Level


@final
@dataclass(frozen=True, eq=False)
class Scene:
    """Parts in the order in which they paint; part 0 is what is there before: outside.

    reach: half the distance over which levels are differenced, mm.
    """

    parts: tuple[Part, ...]
    reach: float

    def paint(self, points: Points) -> NDArray[np.uint8]:
        """The number of the part at each point: that of the last one that it is inside of."""
        x, y, z = points
        found = np.zeros(np.broadcast_shapes(x.shape, y.shape, z.shape), dtype=np.uint8)
        for number, part in enumerate(self.parts):
            if number:
                found[np.broadcast_to(part.level(points) >= 0.0, found.shape)] = number
        return found

    @property
    def tissues(self) -> NDArray[np.uint8]:
        """The tissue of each part."""
        return np.array([part.tissue for part in self.parts], dtype=np.uint8)

    @property
    def heals(self) -> NDArray[np.bool_]:
        """Whether each part heals."""
        return np.isin(self.tissues, HEALING)

    @property
    def shares(self) -> Array:
        """[parts, 8]."""
        return np.array([part.shares for part in self.parts], dtype=np.float64)


def whole(tissue: Tissue) -> tuple[float, ...]:
    """The shares of a surface that is all of one tissue."""
    return tuple(float(number == tissue) for number in range(len(Tissue)))


def nothing() -> Part:
    """Part 0: outside, everywhere."""
    return Part(Tissue.OUTSIDE, whole(Tissue.OUTSIDE), lambda points: np.zeros(points[0].shape))
