"""What came of one test: its differences, whether they are as expected, and the number it had to meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import final

import numpy as np
from numpy.typing import NDArray

from osteon.claims._contrast import Contrast, Wanted, absent, contrasts, holds, opposed, turning, weakest
from osteon.claims._effect import Effect, effect_of, floor_of, pooled_spread, pseudo_values
from osteon.claims._lanes import EVERYTHING, NOTHING, Lane
from osteon.claims._reading import Reading
from osteon.claims._table import Table
from osteon.claims._trial import Number, Trial

Array = NDArray[np.float64]
Part = tuple[Wanted, Effect]

FEWEST = 3
"""Animals below which nothing is concluded."""

MOST = 0.5
"""The share of an effect that must be left where a process is off; with less the test no longer holds.

It does not depend on how large the effect is beside the spread between animals, as the margin would: what is
left of a very large effect may be beyond the margin although the process made nearly all of it.
"""

EFFECTS = ("above", "below", "apart")
"""What is wanted where there should be an effect."""


@final
class Came(StrEnum):
    """What came of a test.

    holds: as expected. opposite: clearly the other way. none: clearly no effect beyond the margin. unsure:
    neither. missed: the published number is not met. failed: it could not be solved.
    """

    holds = "holds"
    opposite = "opposite"
    none = "none"
    unsure = "unsure"
    missed = "missed"
    failed = "failed"


@final
@dataclass(frozen=True, eq=False)
class Judged:
    """A test and what came of it.

    parts: what is wanted and the effect, the main one first. shown: the part that decides. means: of each
    reading, in its own unit. late: of each reading, the animals in which it had not happened by the end of
    the window. turn: the arm at which a sweep turns. met: the reading for the published number, in its unit.
    animals: that count. lost: why others are left out.
    """

    trial: Trial
    came: Came
    parts: tuple[Part, ...] = ()
    shown: int = 0
    means: tuple[float, ...] = ()
    late: tuple[int, ...] = ()
    turn: int | None = None
    met: float | None = None
    animals: int = 0
    lost: tuple[str, ...] = ()

    @property
    def effect(self) -> Effect | None:
        """The effect that decides; None where a number alone was to be met, or nothing could be solved."""
        return self.parts[self.shown][1] if self.parts else None


def judged(trial: Trial, table: Table) -> Judged:
    """What came of a test in the drawn animals."""
    rows = {each: table.values(each, None, range(table.animals)) for each in trial.all_readings}
    kept = ~np.isnan(np.array(list(rows.values()))).any(axis=0)
    lost = _lost(trial, table, kept)
    if kept.sum() < max(FEWEST, table.animals / 2):
        return Judged(trial, Came.failed, animals=int(kept.sum()), lost=lost)
    rows = {reading: row[kept] for reading, row in rows.items()}
    values = _values(rows.__getitem__)
    turn = turning(trial, values)
    found = contrasts(trial, values, turn)
    parts = tuple((each.wanted, _effect(each, trial, rows)) for each in found)
    met = None if trial.number is None else _number(trial, trial.number, rows)
    came, shown = _came(parts, trial, met)
    return Judged(
        trial,
        came,
        parts,
        shown,
        means=tuple(float(values(reading).mean()) for reading in trial.all_readings),
        late=tuple(_late(reading, rows[reading]) for reading in trial.all_readings),
        turn=turn,
        met=met,
        animals=int(kept.sum()),
        lost=lost,
    )


def without(result: Judged, table: Table, off: str | None, animals: Sequence[int]) -> tuple[Part, ...] | None:
    """The differences of a test in some animals with a process switched off in all its arms.

    off: as of a Lane. They have no interval, and are standardised by the spread of the arms themselves. None
    where a lane failed.
    """
    trial = result.trial

    def row(reading: Reading) -> Array:
        # A process that never runs in an arm changes nothing there, and was not switched off.
        runs = off in (None, EVERYTHING, NOTHING) or off in table.active[reading.arm]
        return table.values(reading, off if runs else NOTHING, animals)

    if any(np.isnan(row(reading)).any() for reading in trial.all_readings):
        return None
    found = contrasts(trial, _values(row), result.turn)
    means = [float(each.difference.mean()) for each in found]
    spreads = [effect.spread for _, effect in result.parts]
    return tuple(
        (each.wanted, Effect(mean, mean, mean, spread, len(animals), trial.unit))
        for each, mean, spread in zip(found, means, spreads, strict=True)
    )


def remains(left: Sequence[Part], whole: Sequence[Part]) -> bool:
    """Whether a test still holds in a few animals, beside the differences that it showed as a `whole`.

    At least MOST of an effect must be left; what should not differ must differ by less than the margin.
    """
    return all(share_left(part, beside) >= MOST for part, beside in zip(left, whole, strict=True))


def share_left(left: Part, whole: Part) -> float:
    """The share of an effect that is left; where there should be none, 1 as long as there is none, else 0."""
    wanted, effect = left
    if wanted not in EFFECTS:
        return float(holds(wanted, effect))
    share = effect.mean / whole[1].mean if whole[1].mean else 0.0
    return abs(share) if wanted == "apart" else share


def _values(row: Callable[[Reading], Array]) -> Callable[[Reading], Array]:
    return lambda reading: pseudo_values(row(reading)) if reading.read == "spread" else row(reading)


def _effect(contrast: Contrast, trial: Trial, rows: dict[Reading, Array]) -> Effect:
    floor = floor_of([(each, float(rows[each].mean())) for each in contrast.readings])
    return effect_of(contrast.difference, pooled_spread(contrast.compared, floor), trial.unit)


def _came(parts: Sequence[Part], trial: Trial, met: float | None) -> tuple[Came, int]:
    failing = [at for at, (wanted, effect) in enumerate(parts) if not holds(wanted, effect)]
    if not failing:
        number = trial.number
        missed = number is not None and met is not None and not number.low <= met <= number.high
        return Came.missed if missed else Came.holds, 0
    shown = failing[weakest([parts[at] for at in failing])]
    wanted, effect = parts[shown]
    if opposed(wanted, effect):
        return Came.opposite, shown
    return Came.none if absent(effect) else Came.unsure, shown


def _number(trial: Trial, number: Number, rows: dict[Reading, Array]) -> float:
    own = float(rows[trial.readings[0]].mean())
    if not number.how:
        return own * number.factor
    other = trial.factor * float(rows[trial.readings[1]].mean())
    if number.how == "difference":
        return (own - other) * number.factor
    return (100.0 * own / other if other else float("inf")) * number.factor


def _late(reading: Reading, row: Array) -> int:
    return int((row >= reading.stop).sum()) if reading.read in ("event", "onset") else 0


def _lost(trial: Trial, table: Table, kept: NDArray[np.bool_]) -> tuple[str, ...]:
    lanes = (Lane(arm, int(animal)) for arm in trial.arms for animal in np.flatnonzero(~kept))
    reasons = (f"{lane.arm}: {table.failures[lane]}" for lane in lanes if lane in table.failures)
    return tuple(dict.fromkeys(reasons))
