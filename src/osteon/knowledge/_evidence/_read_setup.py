"""Files of `setups/` to readouts, and to setups whose `like` is still to be followed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

from osteon.errors import near, shown
from osteon.knowledge._evidence._schema import ReadoutTable, SetupTable
from osteon.knowledge._evidence._setup import Readout, Setup
from osteon.knowledge._page import Page
from osteon.knowledge._positions import KeyPath


@final
@dataclass(frozen=True)
class Sketch:
    """A setup as it was written, and the page and path where it stands."""

    table: SetupTable
    page: Page
    path: KeyPath

    @property
    def id(self) -> str:
        """The name of its table."""
        return self.path[-1]

    @property
    def where(self) -> str:
        """File and line of its table."""
        return self.page.where(self.path)


def read_setups(page: Page) -> Iterator[Sketch]:
    """The setups on this page. Faults are noted on the page."""
    for path, table in page.tables(SetupTable, ("setup",)):
        if table is not None:
            yield Sketch(table, page, path)


def read_readouts(page: Page) -> Iterator[Readout]:
    """The readouts on this page. Faults are noted on the page."""
    for path, table in page.tables(ReadoutTable, ("readout",)):
        if table is None:
            continue
        if (table.outcome is None) == (table.missing is None):
            given = "neither outcome nor missing" if table.outcome is None else "both outcome and missing"
            page.fault(path, given, "outcome (what is read), or missing (what the model lacks for it)")
        yield Readout(path[-1], table.says, table.outcome, table.missing, page.where(path))


def followed(sketches: Mapping[str, Sketch], failed: set[str]) -> dict[str, Setup]:
    """Each setup with what it inherits. failed: ids of records that did not fit.

    Faults are noted on the pages of the setups.
    """
    setups = {}
    for sketch in sketches.values():
        chain = _chain(sketch, sketches, failed)
        if chain:
            setups[sketch.id] = _filled(sketch, [member.table for member in chain])
        else:
            sketch.page.failed.add(sketch.id)
    return setups


def _chain(sketch: Sketch, sketches: Mapping[str, Sketch], failed: set[str]) -> list[Sketch]:
    """The setup and those it is like, from the last to itself; empty where that has no end."""
    chain, place = [sketch], (*sketch.path, "like")
    while (name := chain[-1].table.like) is not None:
        if name == sketch.id:
            circle = " -> ".join([*(member.id for member in chain), name])
            sketch.page.fault(
                place, f"like in a circle: {circle}", "a setup that is like no other at its end"
            )
        elif name not in sketches and name not in failed and chain == [sketch]:
            sketch.page.fault(place, f"like = {shown(name)}", "the id of a setup", near(name, sketches))
        if name not in sketches or any(member.id == name for member in chain):
            return []
        chain.append(sketches[name])
    return chain[::-1]


def _filled(sketch: Sketch, tables: Sequence[SetupTable]) -> Setup:
    days = next((table.days for table in reversed(tables) if table.days is not None), None)
    missing = next((table.missing for table in reversed(tables) if table.missing is not None), None)
    if days is None and missing is None:
        fix = "give days, be like a setup that has them, or say what is missing"
        sketch.page.fault(sketch.path, f"setup {shown(sketch.id)} without days", "a number of days", fix)
    return Setup(
        id=sketch.id,
        says=sketch.table.says,
        days=float(days or 0.0),
        subject=_merged([table.subject for table in tables]),
        defect=_merged([table.defect for table in tables]),
        conditions=_merged([table.conditions for table in tables]),
        product=tuple(_last([table.product for table in tables])),
        dose=tuple(_last([table.dose for table in tables])),
        change=tuple(_last([table.change for table in tables])),
        off=tuple(_last([table.off for table in tables])),
        missing=missing,
        where=sketch.where,
    )


def _merged(tables: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: value for table in tables for key, value in table.items()}


def _last(lists: list[list[Any] | None]) -> list[Any]:
    return next((members for members in reversed(lists) if members is not None), [])
