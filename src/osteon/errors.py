"""Mistakes as values: what was given, what was expected, and what to do about it."""

from abc import ABC
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import final

__all__ = [
    "LONGEST_SHOWN",
    "ExperimentError",
    "Fault",
    "OsteonError",
    "OutputError",
    "RecordError",
    "SolveError",
    "UnitError",
    "near",
    "shown",
]

LONGEST_SHOWN = 60
"""Characters of an offending text that a message repeats; the rest adds nothing a reader could use."""


@final
@dataclass(frozen=True)
class Fault:
    """One mistake in one place.

    where: file and line (`macrophages.toml:12`), option or argument. given: what stands there.
    expected: what should. fix: what to do, if that is known.
    """

    where: str
    given: str
    expected: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}given {self.given}; expected {self.expected}" + (f"; {self.fix}" if self.fix else "")


class OsteonError(Exception, ABC):
    """Abstract: what every error of Osteon is; the doors (command line, app) catch it.

    faults: all mistakes found in one look, so that a user mends them in one go.
    """

    faults: tuple[Fault, ...]

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults = (faults,) if isinstance(faults, Fault) else tuple(faults)

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return str(self.faults[0])
        return "\n".join([f"{len(self.faults)} faults:", *(f"  {fault}" for fault in self.faults)])


@final
class RecordError(OsteonError):
    """A record of the catalogue, or a set of them, is wrong."""


@final
class UnitError(OsteonError):
    """A unit or an amount cannot be read or converted."""


@final
class ExperimentError(OsteonError):
    """An experiment file asks for something that is not there or makes no sense."""


@final
class SolveError(OsteonError):
    """A problem cannot be posed or solved as asked."""


@final
class OutputError(OsteonError):
    """A result cannot be written where it should go."""


def near(name: str, known: Iterable[str]) -> str:
    """The known names most like `name`, as a question: "did you mean 'TNF'?"; empty when none is like it."""
    if len(name) > LONGEST_SHOWN:
        return ""
    lowered: dict[str, str] = {}
    for candidate in known:
        lowered.setdefault(candidate.casefold(), candidate)
    # One letter in a name of two is half of it, and still the likeliest slip.
    cutoff = 0.5 if len(name) <= 2 else 0.65
    matches = [lowered[match] for match in get_close_matches(name.casefold(), lowered, n=3, cutoff=cutoff)]
    return f"did you mean {' or '.join(repr(match) for match in matches)}?" if matches else ""


def shown(value: object) -> str:
    """`value` as a message repeats it: quoted, on one line, cut at LONGEST_SHOWN characters."""
    if isinstance(value, dict):
        return "a table"
    text = repr(value[:LONGEST_SHOWN] if isinstance(value, str) else value)
    cut = len(text) > LONGEST_SHOWN + 2 or (isinstance(value, str) and len(value) > LONGEST_SHOWN)
    return text[:LONGEST_SHOWN] + "..." if cut else text
