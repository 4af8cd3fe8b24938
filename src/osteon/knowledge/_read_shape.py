"""The `shape` table of a defect to a Shape, and its `critical` tables."""

from collections.abc import Iterator

from osteon.errors import near, shown
from osteon.knowledge._critical import Critical
from osteon.knowledge._page import Page
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._schema_shape import (
    CarvingTable,
    CriticalTable,
    CutTable,
    ExtentTable,
    RegionTable,
    ShapeTable,
)
from osteon.knowledge._shape import AXES, CUTS, Carving, Cut, Interval, Region, Shape


def read_shape(page: Page, owner: KeyPath) -> Shape | None:
    """The shape of a defect; None when it has none, or when a fault was noted on the page."""
    path = (*owner, "shape")
    if "shape" not in page.names(owner):
        return None
    if owner[0] != "defect":
        page.fault(path, f"a shape in [{'.'.join(owner)}]", "a shape in defects only", "remove it")
        return None
    for name in AXES:
        for kind in ("dial", "quantity"):
            if name in page.names((*owner, kind)):
                given = f"the name '{name}' of a {kind} beside a shape"
                page.fault((*owner, kind, name), given, "a name that is no coordinate", "rename it")
    table = page.read(ShapeTable, path)
    regions = tuple(_regions(page, path))
    extent = _extent(page, path) if table is not None else None
    cuts = tuple(_cuts(page, path))
    carving = _carving(page, path)
    if table is None or extent is None:
        return None
    if not any(region.tissue == "defect" for region in regions):
        page.fault(path, "no region of the tissue 'defect'", "a region that heals", 'add `tissue = "defect"`')
    return Shape(regions, extent, table.bridge, cuts, carving, page.where(path))


def read_criticals(page: Page, owner: KeyPath) -> Iterator[Critical]:
    """The critical sizes of a defect."""
    for path, table in page.tables(CriticalTable, (*owner, "critical")):
        if owner[0] != "defect":
            page.fault(path, f"a critical size in [{'.'.join(owner)}]", "one in defects only", "remove it")
        elif table is not None and table.dial not in page.names((*owner, "dial")):
            fix = near(table.dial, page.names((*owner, "dial")))
            page.fault((*path, "dial"), f"dial = {shown(table.dial)}", "a dial of this defect", fix)
        elif table is not None:
            yield Critical(
                path[-1],
                table.says,
                table.dial,
                table.limit,
                table.when,
                tuple(table.species),
                tuple(table.claims),
                page.where(path),
            )


def _regions(page: Page, owner: KeyPath) -> Iterator[Region]:
    for path, table in page.tables(RegionTable, (*owner, "region")):
        if table is not None:
            shares = tuple(table.shares.items())
            yield Region(path[-1], table.tissue, table.inside, shares, page.where(path))


def _extent(page: Page, owner: KeyPath) -> tuple[Interval, Interval, Interval] | None:
    table = page.read(ExtentTable, (*owner, "extent"))
    if table is None:
        return None
    return _interval(table.x), _interval(table.y), _interval(table.z)


def _interval(bounds: list[str]) -> Interval:
    return bounds[0], bounds[1]


def _cuts(page: Page, owner: KeyPath) -> Iterator[Cut]:
    for kind in CUTS:
        path = (*owner, kind)
        if kind not in page.names(owner) or (table := page.read(CutTable, path)) is None:
            continue
        named = [*table.along, *table.layers]
        if len(set(named)) < len(named):
            page.fault(path, f"axes {', '.join(named)}", "each axis once, in `along` or in `layers`")
            continue
        if kind == "radial" and len(table.along) > 1:
            page.fault((*path, "along"), f"{len(table.along)} axes", "one axis for a radial domain")
            continue
        yield Cut(
            kind,
            tuple(table.along),
            tuple(table.layers),
            tuple(table.at.items()),
            table.curvature,
            table.says,
            page.where(path),
        )


def _carving(page: Page, owner: KeyPath) -> Carving | None:
    path = (*owner, "image")
    if "image" not in page.names(owner) or (table := page.read(CarvingTable, path)) is None:
        return None
    extent = _extent(page, path)
    regions = tuple(_regions(page, path))
    return None if extent is None else Carving(table.inside, table.keeps, extent, regions, page.where(path))
