"""The verdict on a claim, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import final

from osteon.claims._contrast import Wanted
from osteon.claims._effect import MARGIN
from osteon.claims._judge import EFFECTS, Came, Judged
from osteon.claims._necessity import Stand
from osteon.claims._plan import Plan
from osteon.claims._words import effect_text, number_text
from osteon.text import counted

NAMED = 4
"""Processes that a line names; the others are counted."""

EXPECTED: Mapping[Wanted, str] = MappingProxyType(
    {
        "above": "more",
        "below": "less",
        "apart": "a difference",
        "within": "the same",
        "not_above": "no more",
        "not_below": "no less",
    }
)
"""What was expected of a difference, in words."""


@final
class Verdict(StrEnum):
    """How a claim holds, or why not.

    by_construction: one process alone, or the arms' start values, encode it. emergent: several processes must
    act together. quantitative: a published number is met. contradicted: the model gives the opposite, no
    effect beyond the margin, or another number. not_yet: something is missing.
    """

    by_construction = "by construction"
    emergent = "emergent"
    quantitative = "quantitative"
    contradicted = "contradicted"
    not_yet = "not yet"


@final
@dataclass(frozen=True, eq=False)
class Ruling:
    """A claim, what came of each of its tests, what it stands on, and the verdict on it with its reason."""

    plan: Plan
    verdict: Verdict
    why: str
    results: tuple[Judged, ...] = ()
    stand: Stand = field(default_factory=Stand)

    @property
    def deciding(self) -> Judged | None:
        """The test that decides: the first that fails, else the one with the smallest effect."""
        failing = (result for result in self.results if result.came is not Came.holds)
        held = sorted((result for result in self.results if result.parts), key=_size)
        return next(iter((*failing, *held, *self.results)), None)


def ruled(plan: Plan, results: Sequence[Judged], stand: Stand | None = None) -> Ruling:
    """The verdict on a claim. stand: what it stands on, where all of its tests hold."""
    results, stand = tuple(results), stand or Stand()
    if plan.missing:
        return Ruling(plan, Verdict.not_yet, f"the model lacks {', '.join(plan.missing)}")
    if any(result.came is Came.failed for result in results):
        reasons = dict.fromkeys(reason for result in results for reason in result.lost)
        return Ruling(plan, Verdict.not_yet, f"not solved: {'; '.join(list(reasons)[:2])}", results)
    failing = [at for at, result in enumerate(results) if result.came is not Came.holds]
    if failing:
        why = "; ".join(_failed(results[at], at, len(results)) for at in failing)
        return Ruling(plan, Verdict.contradicted, why, results)
    numbers = [_met(result) for result in results if result.trial.number is not None]
    compared = any(result.parts for result in results)
    verdict, why = _held(stand) if compared else (Verdict.quantitative, "")
    notes = dict.fromkeys(note for result in results for note in _notes(result))
    told = "; ".join(filter(None, [*numbers, why, *notes]))
    return Ruling(plan, Verdict.quantitative if numbers else verdict, told, results, stand)


def _size(result: Judged) -> tuple[bool, float]:
    wanted, effect = result.parts[0]
    return wanted not in EFFECTS, abs(effect.standardised[0])


def _held(stand: Stand) -> tuple[Verdict, str]:
    names = [name for name, _ in stand.necessary]
    unsolved = f"; not solved without {_listed(stand.unsolved)}" if stand.unsolved else ""
    if stand.alone:
        return Verdict.by_construction, f"holds with every process off: it is in the start values{unsolved}"
    if len(names) == 1:
        return Verdict.by_construction, f"{names[0]} alone decides{unsolved}"
    if names:
        return Verdict.emergent, f"needs {_listed(names)}{unsolved}"
    if stand.absence:
        return Verdict.by_construction, f"no process, taken away, makes a difference{unsolved}"
    most = f"; {stand.strongest[0]} carries most" if stand.strongest else ""
    return Verdict.emergent, f"no process alone decides{most}{unsolved}"


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    return ", ".join(names) if rest <= 0 else f"{', '.join(names[:NAMED])} and {counted(rest, 'other')}"


def _failed(result: Judged, at: int, tests: int) -> str:
    place = f"test {at + 1} ({result.trial.test.outcome}): " if tests > 1 else ""
    if result.came is Came.missed:
        return f"{place}{'the direction holds, but ' if result.parts else ''}{_met(result, 'not ')}"
    wanted, effect = result.parts[result.shown]
    size, low, high = effect.standardised
    given = f"{effect_text(effect)}, {size:+.2g} SD{_never(result)}"
    if result.came is Came.none or (result.came is Came.opposite and wanted == "apart"):
        return f"{place}no effect beyond {MARGIN:g} SD: {given}"
    if result.came is Came.opposite:
        return f"{place}the opposite: {given}, where {EXPECTED[wanted]} was expected"
    interval = f"{given} ({low:+.2g} to {high:+.2g})"
    return f"{place}too little or too uncertain: {interval}, where {EXPECTED[wanted]} was expected"


def _never(result: Judged) -> str:
    """Says so where what was waited for came in no animal of any arm."""
    if not result.late or min(result.late) < result.animals:
        return ""
    return f" (in no animal of any arm by day {number_text(result.trial.readings[0].stop)})"


def _met(result: Judged, negation: str = "") -> str:
    number, value = result.trial.number, result.met
    assert number is not None
    assert value is not None
    unit = "" if number.unit == "1" else f" {number.unit}"
    ends = f"{number_text(number.low)} to {number_text(number.high)}{unit}"
    return f"{number_text(value)}{unit} is {negation}within {ends} ({number.row} of {number.study})"


def _notes(result: Judged) -> Iterator[str]:
    """What a reader must know beside the verdict."""
    if result.trial.test.read == "event" and any(result.late):
        day = number_text(result.trial.readings[0].stop)
        share = f"up to {max(result.late)} of {result.animals} animals of an arm"
        yield f"{result.trial.test.outcome} counts as day {day} where it had not come ({share})"
    if result.lost:
        yield f"animals left out: {result.lost[0]}"
