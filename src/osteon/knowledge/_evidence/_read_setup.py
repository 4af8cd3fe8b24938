"""Files of `setups/` to readouts, and to setups whose `like` is still to be followed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, final

from osteon.errors import Fault, near, shown
from osteon.knowledge._evidence._schema import ReadoutTable, SetupTable
from osteon.knowledge._evidence._setup import Readout, Setup
from osteon.knowledge._page import Page


@final
@dataclass(frozen=True)
class Sketch:
    """A setup as it was written. id, where: of its record; like_where: of its key `like`."""

    id: str
    table: SetupTable
    where: str
    like_where: str


def read_setups(page: Page) -> Iterator[Sketch]:
    """The setups on this page. Faults are noted on the page."""
    for path, table in page.tables(SetupTable, ("setup",)):
        if table is not None:
            place = page.where((*path, "like")) if table.like else ""
            yield Sketch(path[-1], table, page.where(path), place)


def read_readouts(page: Page) -> Iterator[Readout]:
    """The readouts on this page. Faults are noted on the page."""
    for path, table in page.tables(ReadoutTable, ("readout",)):
        if table is None:
            continue
        if (table.outcome is None) == (table.missing is None):
            given = "neither outcome nor missing" if table.outcome is None else "both outcome and missing"
            page.fault(path, given, "outcome (what is read), or missing (what the model lacks for it)")
        yield Readout(path[-1], table.says, table.outcome, table.missing, page.where(path))


def followed(sketches: Mapping[str, Sketch], failed: set[str], faults: list[Fault]) -> dict[str, Setup]:
    """Each setup with what it inherits. failed: ids of records that did not fit. faults: grows."""
    setups = {}
    for sketch in sketches.values():
        chain = _chain(sketch, sketches, failed, faults)
        if chain is not None:
            setups[sketch.id] = _filled(sketch, chain, faults)
    return setups


def _chain(
    sketch: Sketch, sketches: Mapping[str, Sketch], failed: set[str], faults: list[Fault]
) -> list[Sketch] | None:
    """The setup and those it is like, from the last to itself; None where that has no end."""
    chain = [sketch]
    while (name := chain[-1].table.like) is not None:
        if name in (member.id for member in chain):
            if name == sketch.id:
                circle = " -> ".join([*(member.id for member in chain), name])
                given = f"like in a circle: {circle}"
                faults.append(Fault(sketch.like_where, given, "a setup that is like no other at the end"))
            return None
        if name not in sketches:
            if name not in failed and chain[-1] is sketch:
                given = f"like = {shown(name)}"
                faults.append(Fault(sketch.like_where, given, "the id of a setup", near(name, sketches)))
            return None
        chain.append(sketches[name])
    return chain[::-1]


def _filled(sketch: Sketch, chain: list[Sketch], faults: list[Fault]) -> Setup:
    tables = [member.table for member in chain]
    days = next((table.days for table in reversed(tables) if table.days is not None), None)
    missing = next((table.missing for table in reversed(tables) if table.missing is not None), None)
    if days is None and missing is None:
        fix = "give days, be like a setup that has them, or say what is missing"
        faults.append(Fault(sketch.where, f"setup {shown(sketch.id)} without days", "a number of days", fix))
    return Setup(
        id=sketch.id,
        says=sketch.table.says,
        days=float(days or 0.0),
        subject=_merged([table.subject for table in tables]),
        defect=_merged([table.defect for table in tables]),
        conditions=_merged([table.conditions for table in tables]),
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
