"""A test of a claim, ready to be run: what is read, of which arms, and what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from osteon.claims._reading import Reading
from osteon.knowledge import ClaimTest


@final
@dataclass(frozen=True)
class Number:
    """A published number that an arm must meet: from low to high, in `unit`.

    how: "" for the reading itself, "percent" or "difference" where it is told against the other arm. factor:
    from the reading's unit to that of the number.
    """

    study: str
    row: str
    low: float
    high: float
    unit: str
    how: str
    factor: float


@final
@dataclass(frozen=True)
class Trial:
    """A test that can run.

    readings: of the arm and what it is read against (none where only a number is to be met), or of each arm
    of a sweep. gain: of two more arms. factor: from the unit of what it is read against to `unit`.
    """

    test: ClaimTest
    readings: tuple[Reading, ...]
    unit: str
    gain: tuple[Reading, ...] = ()
    factor: float = 1.0
    number: Number | None = None

    @property
    def all_readings(self) -> tuple[Reading, ...]:
        """Everything that it needs."""
        return (*self.readings, *self.gain)

    @property
    def arms(self) -> tuple[str, ...]:
        """The arms that it needs, each once."""
        return tuple(dict.fromkeys(reading.arm for reading in self.all_readings))
