"""The answer in numbers: each outcome of the experiment, in each arm, at its last day and at its highest."""

from __future__ import annotations

from typing import TypedDict

from osteon.observe import Outcome
from osteon.report._sheet import Sheet


class HeadlineRow(TypedDict):
    """One outcome in one arm on the last day, and the highest mean with its day.

    low, high: 95 % confidence interval of the mean; p2_5, p97_5: central 95 % of the animals.
    """

    arm: str
    outcome: str
    name: str
    unit: str
    day: float
    mean: float
    low: float
    high: float
    p2_5: float | None
    p97_5: float | None
    peak: float
    peak_day: float


def headline_rows(sheet: Sheet) -> list[HeadlineRow]:
    """Return a row for each of the experiment's outcomes and arms that has at least one whole animal."""
    rows = [_row(sheet, outcome, arm) for outcome in sheet.main for arm in sheet.arms]
    return [row for row in rows if row is not None]


def _row(sheet: Sheet, outcome: Outcome, arm: str) -> HeadlineRow | None:
    curve = sheet.curve(outcome.id, arm).dropna(subset=["mean"])
    if curve.empty:
        return None
    last = {name: float(curve[name].iloc[-1]) for name in ("day", "mean", "low", "high", "p2_5", "p97_5")}
    top = int(curve["mean"].to_numpy(float).argmax())
    # A yes-or-no reading has no range of animals: it would be 0, 100 or all of it.
    lowest, highest = (None, None) if outcome.binary else (last["p2_5"], last["p97_5"])
    return HeadlineRow(
        arm=arm, outcome=outcome.id, name=outcome.name, unit=outcome.unit, day=last["day"], mean=last["mean"],
        low=last["low"], high=last["high"], p2_5=lowest, p97_5=highest,
        peak=float(curve["mean"].iloc[top]), peak_day=float(curve["day"].iloc[top]),
    )  # fmt: skip
