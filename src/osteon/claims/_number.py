"""Published numbers that an arm must meet."""

from __future__ import annotations

from osteon.claims._reading import Reading
from osteon.claims._trial import Number
from osteon.errors import Fault, UnitError, near, shown
from osteon.knowledge import ClaimTest, Library, Measurement
from osteon.units import convert


def number_of(test: ClaimTest, reading: Reading, library: Library, faults: list[Fault]) -> Number | None:
    """The number of a test; None where it has none, or where it is of no use, which goes to `faults`."""
    if test.measured is None:
        return None
    study, row = test.measured
    if study not in library.studies:
        expected = "the id of a study"
        faults.append(Fault(test.where, f"study = {shown(study)}", expected, near(study, library.studies)))
        return None
    rows = {each.row: each for each in library.studies[study].rows}
    if row not in rows:
        expected = f"a row of the study '{study}'"
        faults.append(Fault(test.where, f"row = {shown(row)}", expected, near(row, rows)))
        return None
    return _number(test, study, rows[row], reading, library, faults)


def _number(
    test: ClaimTest, study: str, row: Measurement, reading: Reading, library: Library, faults: list[Fault]
) -> Number | None:
    if row.low is None or row.high is None:
        faults.append(
            Fault(test.where, f"row '{row.row}' of '{study}'", "a number with low and high to meet")
        )
        return None
    contrast = library.studies[study].contrasts.get(row.outcome)
    how = "" if contrast is None else contrast.how
    if test.sweep or (how and len(test.arms) < 2):
        expected = "an arm against another" if how else "a single arm"
        faults.append(Fault(test.where, f"the number '{row.row}' of '{study}' for a sweep", expected))
        return None
    try:
        factor = convert(1.0, "%" if how == "percent" else reading.unit, row.unit)
    except UnitError:
        given = f"'{row.row}' of '{study}' in {row.unit} for a reading in {reading.unit}"
        faults.append(Fault(test.where, given, "a number of the same dimension"))
        return None
    return Number(study, row.row, row.low, row.high, row.unit, how, factor)
