"""What a test compares: one or several differences, each with what is expected of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._effect import MARGIN, Effect
from osteon.claims._reading import Reading
from osteon.claims._trial import Trial

Array = NDArray[np.float64]
Wanted: TypeAlias = Literal["above", "below", "apart", "within", "not_above", "not_below"]

WANTED: Mapping[str, Wanted] = {
    "higher": "above",
    "lower": "below",
    "different": "apart",
    "same": "within",
    "not_higher": "not_above",
    "not_lower": "not_below",
}
"""What is wanted of (arm - against) for each expectation of a comparison."""


@final
@dataclass(frozen=True, eq=False)
class Contrast:
    """A difference [n] between readings `compared` [n] each, and what is wanted of it."""

    difference: Array
    compared: tuple[Array, ...]
    readings: tuple[Reading, ...]
    wanted: Wanted


def contrasts(trial: Trial, values: Callable[[Reading], Array], turn: int | None = None) -> list[Contrast]:
    """The differences of a trial, the main one first; none where only a number is to be met.

    values: one number an animal of each reading. turn: the arm at which a sweep turns; see `turning`.
    """
    if trial.test.sweep:
        return _along(trial, values, turn)
    if len(trial.readings) < 2:
        return []
    own, other = values(trial.readings[0]), trial.factor * values(trial.readings[1])
    compared, difference = [own, other], own - other
    if trial.gain:
        first, second = values(trial.gain[0]), trial.factor * values(trial.gain[1])
        compared, difference = [*compared, first, second], difference - (first - second)
    return [Contrast(difference, tuple(compared), trial.all_readings, WANTED[trial.test.expect])]


def turning(trial: Trial, values: Callable[[Reading], Array]) -> int | None:
    """The arm, from 1, at which a sweep that should turn is highest or lowest between its ends; else None."""
    if not trial.test.sweep or trial.test.expect not in ("rises_then_falls", "falls_then_rises"):
        return None
    if len(trial.readings) < 3:
        return None
    inner = [float(values(reading).mean()) for reading in trial.readings[1:-1]]
    best = np.argmax(inner) if trial.test.expect == "rises_then_falls" else np.argmin(inner)
    return int(best) + 1


def _along(trial: Trial, values: Callable[[Reading], Array], turn: int | None) -> list[Contrast]:
    """A sweep: each stretch from end to end, and no step on the way the other way."""
    last = len(trial.readings) - 1
    rising = trial.test.expect in ("rises", "rises_then_falls")
    if turn is None:
        return _stretch(trial, values, 0, last, rising)
    first, second = _stretch(trial, values, 0, turn, rising), _stretch(trial, values, turn, last, not rising)
    return [first[0], second[0], *first[1:], *second[1:]]


def _stretch(
    trial: Trial, values: Callable[[Reading], Array], start: int, end: int, rising: bool
) -> list[Contrast]:
    def between(low: int, high: int, wanted: Wanted) -> Contrast:
        readings = (trial.readings[low], trial.readings[high])
        before, after = values(readings[0]), values(readings[1])
        return Contrast(after - before, (before, after), readings, wanted)

    whole: Wanted = "above" if rising else "below"
    step: Wanted = "not_below" if rising else "not_above"
    steps = [between(at, at + 1, step) for at in range(start, end)] if end - start > 1 else []
    return [between(start, end, whole), *steps]


def holds(wanted: Wanted, effect: Effect) -> bool:
    """Whether an effect is what is wanted: at least MARGIN with an interval beyond zero; or all within it."""
    size, low, high = effect.standardised
    match wanted:
        case "above":
            return size >= MARGIN and low > 0.0
        case "below":
            return size <= -MARGIN and high < 0.0
        case "apart":
            return abs(size) >= MARGIN and (low > 0.0 or high < 0.0)
        case "within":
            return low > -MARGIN and high < MARGIN
        case "not_above":
            return high < MARGIN
        case "not_below":
            return low > -MARGIN


def opposed(wanted: Wanted, effect: Effect) -> bool:
    """Whether an effect is clearly the opposite of what is wanted."""
    match wanted:
        case "above" | "not_below":
            return holds("below", effect)
        case "below" | "not_above":
            return holds("above", effect)
        case "within":
            return holds("apart", effect)
        case "apart":
            return holds("within", effect)


def absent(effect: Effect) -> bool:
    """Whether there is clearly no effect beyond MARGIN."""
    return holds("within", effect)


def weakest(parts: Sequence[tuple[Wanted, Effect]]) -> int:
    """Which of some effects is the least of what is wanted: the one to show."""
    return int(np.argmin([_slack(wanted, effect) for wanted, effect in parts]))


def _slack(wanted: Wanted, effect: Effect) -> float:
    """How far an effect is on the side that is wanted, in standard deviations; below 0 where it is not."""
    size, low, high = effect.standardised
    match wanted:
        case "above":
            return size - MARGIN
        case "below":
            return -size - MARGIN
        case "apart":
            return abs(size) - MARGIN
        case "within":
            return MARGIN - max(-low, high)
        case "not_above":
            return MARGIN - high
        case "not_below":
            return MARGIN + low
