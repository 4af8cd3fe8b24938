"""A study's TOML file and the CSV table beside it to a Study."""

import math
from dataclasses import replace

from osteon.errors import Fault, UnitError, near, shown
from osteon.knowledge._page import Page
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._schema import ArmTable, ContrastTable, StudyFile, StudyTable
from osteon.knowledge._study import Contrast, Measurement, Study
from osteon.knowledge._table import Row, read_table
from osteon.units import check_unit

COLUMNS = ("row", "arm", "day", "outcome", "value", "low", "high", "unit", "n", "note")


def read_study(page: Page, name: str, table: bytes | None, table_label: str) -> Study | None:
    """The study on this page. name: of the file. table: the bytes of its CSV; None when it is missing."""
    page.read(StudyFile, ())
    for other in page.names(("study",)):
        if other != name:
            page.fault(("study", other), f"[study.{other}]", f"[study.{name}], as the file is named")
    if table is None:
        page.fault((), f"no table {table_label}", f"a CSV file with the columns {','.join(COLUMNS)}")
        table = b""
    path = ("study", name)
    study = page.read(StudyTable, path)
    arms = {place[-1]: arm.says for place, arm in page.tables(ArmTable, (*path, "arm")) if arm is not None}
    known = page.names((*path, "arm"))
    contrasts = _contrasts(page, (*path, "contrast"), known)
    rows = read_table(table, table_label, COLUMNS, page.faults) if table else []
    points = tuple(_measurement(row, known, page.faults) for row in rows)
    page.rows.update(point.row for point in points)
    if study is None:
        return None
    return Study(
        id=name,
        title=study.title,
        source=study.source,
        says=study.says,
        species=study.species,
        caveat=study.caveat,
        arms=arms,
        contrasts=contrasts,
        rows=points,
        where=page.where(path),
    )


def _contrasts(page: Page, path: KeyPath, arms: tuple[str, ...]) -> dict[str, Contrast]:
    contrasts = {}
    for place, table in page.tables(ContrastTable, path):
        if table is None:
            continue
        _check_arm(table.arm, arms, page.where((*place, "arm")), page.faults)
        contrasts[place[-1]] = Contrast(table.says, table.outcome, table.arm, table.day, table.how)
    return contrasts


def _check_arm(arm: str, arms: tuple[str, ...], where: str, faults: list[Fault]) -> None:
    if arm not in arms:
        expected = f"an arm of the study: {', '.join(arms) or 'it has none'}"
        faults.append(Fault(where, f"arm = {shown(arm)}", expected, near(arm, arms)))


def _measurement(row: Row, arms: tuple[str, ...], faults: list[Fault]) -> Measurement:
    arm = row.text("arm", faults)
    if arm:
        _check_arm(arm, arms, row.where, faults)
    day, value = row.number("day", faults), row.number("value", faults)
    low, high = row.optional("low", faults), row.optional("high", faults)
    if (low is not None and value < low) or (high is not None and value > high):
        given = f"value = {value:g} with low = {row.cells['low']}, high = {row.cells['high']}"
        faults.append(Fault(row.where, given, "low <= value <= high"))
    return Measurement(
        row=row.text("row", faults),
        arm=arm,
        day=day,
        outcome=row.text("outcome", faults),
        value=value,
        low=low,
        high=high,
        unit=_unit(row, faults),
        n=_count(row, faults),
        note=row.cells["note"],
    )


def _unit(row: Row, faults: list[Fault]) -> str:
    unit = row.text("unit", faults)
    try:
        check_unit(unit or "1")
    except UnitError as error:
        faults.extend(
            replace(fault, where=row.where, given=f"unit = {fault.given}") for fault in error.faults
        )
    return unit


def _count(row: Row, faults: list[Fault]) -> int | None:
    count = row.optional("n", faults)
    if count is None or math.isnan(count):
        return None
    if count < 1 or count != int(count):
        faults.append(Fault(row.where, f"n = {row.cells['n']}", "a whole number of animals, or nothing"))
        return None
    return int(count)
