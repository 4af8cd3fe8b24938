"""The shape of a defect: which tissue is where, in the defect's own coordinates, and how domains are cut."""

from dataclasses import dataclass
from typing import TypeAlias, final

TISSUES = ("outside", "bone", "marrow", "periosteum", "dura", "muscle", "defect", "scaffold")
"""What a place may hold. Defect and scaffold heal; the others are the host around them."""

AXES = ("x", "y", "z")
CUTS = ("radial", "plane", "volume")

Interval: TypeAlias = tuple[str, str]


@final
@dataclass(frozen=True)
class Region:
    """A place: where `inside` (an expression over x, y, z in mm, dials and quantities) is at least 0.

    shares: of its surface, by tissue, where that is finer than a voxel or not known by place; the rest of
    the surface gives nothing. Empty: all of it is `tissue`.
    """

    name: str
    tissue: str
    inside: str
    shares: tuple[tuple[str, str], ...] = ()
    where: str = ""


@final
@dataclass(frozen=True)
class Cut:
    """How a domain of fewer dimensions is cut from the shape.

    along: axes of the shape that the grid's axes follow, in their order. layers: axes with one layer of
    voxels across the whole extent, whose neighbours count. The remaining axes are cut through and have no
    neighbours. at: where along an axis that is not followed the shape is looked at (default: the middle).
    curvature: 0, or 1 or 2 where the first axis is the radius of a cylinder or a sphere.
    """

    kind: str
    along: tuple[str, ...]
    layers: tuple[str, ...] = ()
    at: tuple[tuple[str, str], ...] = ()
    curvature: int = 0
    says: str = ""
    where: str = ""


@final
@dataclass(frozen=True)
class Carving:
    """How the shape is cut into the bone of an image, which then takes the place of the shape's own host.

    inside: where the cut goes. keeps: "bone" if only what was bone heals, "all" if everything within does.
    extent: of the block around the middle of the defect, by axis. regions: what that is which is not bone.
    """

    inside: str
    keeps: str
    extent: tuple[Interval, Interval, Interval]
    regions: tuple[Region, ...] = ()
    where: str = ""


@final
@dataclass(frozen=True)
class Shape:
    """regions: in the order in which each paints over those before. extent: of what heals, by axis.

    bridge: the axis from stump to stump; None where any part of the rim may meet any other.
    """

    regions: tuple[Region, ...]
    extent: tuple[Interval, Interval, Interval]
    bridge: str | None = None
    cuts: tuple[Cut, ...] = ()
    carving: Carving | None = None
    where: str = ""

    def cut(self, kind: str) -> Cut | None:
        """The cut of a kind; the whole shape is a volume unless it says otherwise."""
        found = next((cut for cut in self.cuts if cut.kind == kind), None)
        return Cut("volume", AXES, where=self.where) if found is None and kind == "volume" else found

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every expression, with the place where it stands."""
        regions = (*self.regions, *(self.carving.regions if self.carving else ()))
        inside = [(region.inside, region.where) for region in regions]
        shares = [(text, region.where) for region in regions for _, text in region.shares]
        at = [(text, cut.where) for cut in self.cuts for _, text in cut.at]
        extent = [(text, self.where) for interval in self.extent for text in interval]
        if self.carving:
            inside.append((self.carving.inside, self.carving.where))
            extent += [(text, self.carving.where) for interval in self.carving.extent for text in interval]
        return (*inside, *shares, *at, *extent)
