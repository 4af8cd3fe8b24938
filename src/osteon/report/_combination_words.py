"""What a combination comes to, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from osteon.cohort import Estimate, Interaction
from osteon.report._therapy_words import points, signed
from osteon.text import counted


def says(rows: Sequence[Interaction], name: str, day: float) -> str:
    """A combination in the main outcome: on the last day, then what else there is to say.

    rows: its interactions, the main outcome's first. name: of the main outcome. day: the last.
    """
    first = rows[0]
    told = [_verdict(first, name, day), _beside(first)]
    over = next((row for row in rows if row.outcome == first.outcome and row.read == "mean"), None)
    if over is not None and over.verdict != first.verdict:
        told.append(f"Over the whole time it is {_word(over)} (excess {_interval(over.excess)}).")
    return " ".join(text for text in told if text)


def _verdict(row: Interaction, name: str, day: float) -> str:
    together, unit = row.combination, points(row.unit)
    parts = _joined(list(together.singles))
    own = ", ".join(f"{arm} {signed(row.gains[arm].mean)}" for arm in together.singles)
    unit = f" {unit}" if unit else ""
    return (
        f"{parts} together ({together.arm}): {_word(row)}. On day {day:.4g} {name} is "
        f"{signed(row.gains[together.arm].mean)}{unit} against {together.control}, where the single arms "
        f"({own}) add up to {signed(row.expected.mean)}. The excess is {_interval(row.excess)}; within "
        f"{row.margin:.3g} of 0 it counts as none.{_index(row)}"
    )


def _word(row: Interaction) -> str:
    if row.verdict != "undecided":
        return row.verdict
    return f"undecided with {counted(row.n, 'animal')}, where the mean looks {row.leans}"


def _index(row: Interaction) -> str:
    if row.index.mean != row.index.mean:
        return ""
    ends = f" ({row.index.low:.3g} to {row.index.high:.3g})" if _known(row.index) else ""
    return f" The index of additivity is {row.index.mean:.3g}{ends}."


def _beside(row: Interaction) -> str:
    """What other ideas of "no interaction" say, where they differ, and whether the best part is beaten."""
    told = []
    if row.bliss is not None and row.bliss_verdict not in (None, row.verdict):
        told.append(
            f"As independent shares of what is left to win (Bliss) it would be {row.bliss_verdict} "
            f"(excess {_interval(row.bliss)})."
        )
    over = row.over_best
    direction = -1.0 if row.expected.mean < 0.0 else 1.0
    beats = direction * over.mean > 0.0 and (not _known(over) or over.low * over.high > 0.0)
    if not beats:
        told.append(f"It does no more than {row.best} alone ({_interval(over)}).")
    return " ".join(told)


def _interval(estimate: Estimate) -> str:
    if not _known(estimate):
        return f"{signed(estimate.mean)} (one animal: no interval)"
    return f"{signed(estimate.mean)} (95 % interval {signed(estimate.low)} to {signed(estimate.high)})"


def _known(estimate: Estimate) -> bool:
    return estimate.low == estimate.low


def untold_says(arms: Sequence[str]) -> str:
    """What is missing to say how the products of these arms act together; nothing where there are none."""
    if not arms:
        return ""
    return (
        f"Whether the products of {_joined(arms)} are additive is not told: that takes an arm with each "
        "alone and one with neither, all else alike."
    )


def _joined(names: Sequence[str]) -> str:
    """A, B and C."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
