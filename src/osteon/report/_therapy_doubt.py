"""How much of an arm's gain hangs on numbers of products: each in turn at the ends of what it may be."""

from __future__ import annotations

from typing import Any

from osteon.cohort import Attribution, Swing
from osteon.knowledge import EVIDENCE

MOST = 12
"""So many numbers an arm shows: those that its gain hangs on most."""


def doubt_rows(attribution: Attribution) -> list[dict[str, Any]]:
    """A row an arm and number, the arm's largest first: its range, class and source, the gain at both ends,
    and the share of the variance that all of them, one at a time, give the gain."""
    rows = []
    for arm, gain in attribution.gains.items():
        total = total_variance(attribution, arm)
        swings = sorted(attribution.swings, key=lambda swing: -swing.variance(arm, gain))
        rows += [_row(swing, arm, gain, total) for swing in swings[:MOST] if swing.variance(arm, gain) > 0.0]
    return rows


def shares_by_class(attribution: Attribution, arm: str) -> dict[str, float]:
    """The share of that variance by class of evidence, the strongest class first; sums to 1."""
    gain, total = attribution.gains[arm], total_variance(attribution, arm)
    return {
        evidence: sum(
            swing.variance(arm, gain)
            for swing in attribution.swings
            if swing.number.quantity.evidence == evidence
        )
        / total
        for evidence in EVIDENCE
        if total
    }


def total_variance(attribution: Attribution, arm: str) -> float:
    """Of an arm's gain, from all numbers one at a time."""
    return sum(swing.variance(arm, attribution.gains[arm]) for swing in attribution.swings)


def _row(swing: Swing, arm: str, gain: float, total: float) -> dict[str, Any]:
    quantity = swing.number.quantity
    low, high = swing.gains[arm]
    return {
        "arm": arm,
        "path": quantity.path,
        "says": quantity.says,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "class": quantity.evidence,
        "source": quantity.source,
        "why": quantity.why,
        "gain": gain,
        "gain_low": low,
        "gain_high": high,
        "share": swing.variance(arm, gain) / total,
    }
