"""Which planes of a defect are shown, and how a grid is cut to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, final

import numpy as np
from numpy.typing import NDArray

from osteon.domain import Domain
from osteon.observe import view_axis

T = TypeVar("T", bound=np.generic)

_MARGIN = 0.15
"""What is shown of the host around the defect, as a share of the defect's length."""


@final
@dataclass(frozen=True)
class Plane:
    """A plane of a grid and the window of it that is shown.

    Attributes:
        across, up: the axes that run to the right and upwards.
        normal, index: the axis across the plane, and the voxel that it is cut at.
        window: what is shown along `across` and along `up`, voxels.
        spacing: width of a voxel along `across` and `up`, mm.
        mirrored: whether `across` is a radius from 0, so that the other half looks the same and is drawn too.
    """

    across: int
    up: int
    normal: int
    index: int
    window: tuple[slice, slice]
    spacing: tuple[float, float]
    mirrored: bool = False

    def cut(self, grid: NDArray[T]) -> NDArray[T]:
        """The values [..., up, across] of a grid [..., nx, ny, nz], as a picture has its rows."""
        return self.windowed(np.take(grid, self.index, axis=grid.ndim - 3 + self.normal))

    def windowed(self, flat: NDArray[T]) -> NDArray[T]:
        """The window [..., up, across] of a grid from which the axis `normal` is gone."""
        turned = flat if self.across > self.up else np.swapaxes(flat, -1, -2)
        seen = turned[..., self.window[1], self.window[0]]
        return np.concatenate([seen[..., ::-1], seen], axis=-1) if self.mirrored else seen

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the window, mm."""
        width, height = (
            (part.stop - part.start) * step for part, step in zip(self.window, self.spacing, strict=True)
        )
        return (2.0 * width if self.mirrored else width), height


def resolved(domain: Domain) -> tuple[int, ...]:
    """The axes along which the healing region has more than one voxel."""
    return tuple(axis for axis, (low, high) in enumerate(_box(domain)) if high - low > 1)


def planes(domain: Domain) -> tuple[Plane, ...]:
    """The middle planes that are shown: none of a line, one of a plane, two of a volume.

    The first is that seen along the radiograph's view. The second stands on it: it holds the view and the
    axis of the gap or, without one, the longest of the others.
    """
    axes = resolved(domain)
    if len(axes) < 2:
        return ()
    if len(axes) == 2:
        return (_plane(domain, *axes),)
    view = view_axis(domain)
    flat = [axis for axis in axes if axis != view]
    lengths = [high - low for low, high in _box(domain)]
    along = domain.axis if domain.axis in flat else max(flat, key=lambda axis: lengths[axis])
    return _plane(domain, *flat), _plane(domain, along, view)


def facing(domain: Domain) -> Plane | None:
    """The plane that a projection along the view falls on; None where it is not resolved."""
    axes = [axis for axis in range(3) if axis != view_axis(domain)]
    return _plane(domain, *axes) if set(axes) <= set(resolved(domain)) else None


def _plane(domain: Domain, across: int, up: int) -> Plane:
    box, shape = _box(domain), domain.grid.shape
    normal = 3 - across - up
    window = tuple(_window(box[axis], shape[axis]) for axis in (across, up))
    spacing = (float(domain.grid.spacing[across]), float(domain.grid.spacing[up]))
    middle = (box[normal][0] + box[normal][1] - 1) // 2
    grid = domain.grid
    mirrored = bool(grid.curvature) and across == 0 and abs(float(grid.edges(0)[0])) < 1e-9
    return Plane(across, up, normal, middle, (window[0], window[1]), spacing, mirrored)


def _window(span: tuple[int, int], count: int) -> slice:
    margin = max(2, round(_MARGIN * (span[1] - span[0])))
    return slice(max(0, span[0] - margin), min(count, span[1] + margin))


def _box(domain: Domain) -> list[tuple[int, int]]:
    """First and past-the-last healing voxel along each axis."""
    healing = np.asarray(domain.healing)
    spans = []
    for axis in range(3):
        found = np.nonzero(healing.any(axis=tuple(d for d in range(3) if d != axis)))[0]
        spans.append((int(found[0]), int(found[-1]) + 1))
    return spans
