"""`[design]`: how long, how often, how many animals."""

from dataclasses import dataclass
from typing import final

from osteon.scenario._faults import Faults
from osteon.scenario._schema import DesignTable

MOST_SAMPLES = 20_000
"""Sample days in one experiment."""


@final
@dataclass(frozen=True)
class Design:
    """Length and sampling step, day. A value that could not be read is stood in for by a harmless one."""

    days: float
    every: float
    animals: int
    at: tuple[float, ...] = ()


def read_design(table: DesignTable, faults: Faults) -> Design:
    """The design, with its faults told."""
    days = _duration("days", table.days, faults)
    every = _duration("every", table.every, faults)
    if days and every and not days / every <= MOST_SAMPLES:
        fix = "sample less often, or make the experiment shorter"
        faults.add(("design", "every"), f"{days / every:.3g} samples", f"at most {MOST_SAMPLES}", fix)
    if days and every and every > days:
        fix = "sample more often, or make the experiment longer"
        faults.add(("design", "every"), f"every = {every:g} day", f"a step within the {days:g} days", fix)
    at = [_sample(number, value, days, faults) for number, value in enumerate(table.at)]
    return Design(
        days or 1.0, every or 1.0, table.animals, tuple(sorted({day for day in at if day is not None}))
    )


def _sample(number: int, value: object, days: float | None, faults: Faults) -> float | None:
    """A sample day within the experiment."""
    keys = ("design", "at", str(number))
    day = faults.amount(keys, value, "day")
    if day is not None and days and not 0 <= day <= days:
        faults.add(keys, f"at = {value}", f"days from 0 to the last, {days:g}")
        return None
    return day


def _duration(key: str, value: object, faults: Faults) -> float | None:
    keys = ("design", key)
    if value is None:
        faults.missing(
            keys, "the length of the experiment", 'add `days = 84` or `days = "12 week"` under [design]'
        )
        return None
    days = faults.amount(keys, value, "day")
    if days is not None and days <= 0:
        faults.add(keys, f"{key} = {value}", "a time longer than zero", 'for instance 84 or "12 week"')
        return None
    return days
