"""What a result was also run without: the words and the rows that its record and page show."""

from __future__ import annotations

from typing import Any

from osteon.cohort import Prior, Result
from osteon.evidence import Loss
from osteon.report._arms import ArmWords, arm_words
from osteon.report._sheet import Sheet
from osteon.text import counted

DROPPED = "dropped"
"""The class of a number whose source is set aside."""


def without_record(sheet: Sheet) -> dict[str, Any] | None:
    """The sources that were set aside, what fell with them and what changed; None where none was.

    numbers: those that are drawn from low to high. off: processes that do not happen. kept: those that lost
    support and go on. fixed: paths that must stay. rows: each outcome with and without.
    """
    result = sheet.result
    without = result.without
    if without is None:
        return None
    running = {rate.name for rate in result.model.rates}
    losses = [loss for loss in without.dropped.losses if loss.process in running]
    says = {rate.name: " ".join(rate.process.says.split()) for rate in result.model.rates}
    reached = set(without.off)
    return {
        "sources": [
            {"id": each.id, "kind": each.kind, "title": each.title} for each in without.dropped.origins
        ],
        "numbers": [_number(each) for each in without.priors],
        "off": [_loss(loss, says) for loss in losses if loss.process in reached],
        "kept": [_loss(loss, says) for loss in losses if not loss.off],
        "fixed": list(without.fixed),
        "rows": [
            {**row, "name": sheet.outcomes[row["outcome"]].name}
            for row in result.differences().to_dict("records")
        ],
    }


def all_arms(result: Result) -> list[ArmWords]:
    """The arms in words; of one without, what it is and nothing that it shares with its own."""
    arms = result.experiment.arms
    if result.without is None:
        return [arm_words(arm, result.model) for arm in arms]
    count = len(arms) // 2
    own = [arm_words(arm, result.model) for arm in arms[:count]]
    numbers, off = len(result.without.priors), len(result.without.off)
    drawn = f"{counted(numbers, 'number')} drawn from what {'it' if numbers == 1 else 'they'} may be"
    lines = [f"{drawn} without the source", f"{off} process{'' if off == 1 else 'es'} off"]
    return [*own, *(ArmWords(name=arm.name, says=f"As {arm.says}.", lines=lines) for arm in arms[count:])]


def _number(each: Prior) -> dict[str, Any]:
    quantity = each.quantity
    return {
        "path": quantity.path,
        "value": quantity.value,
        "unit": quantity.unit,
        "class": DROPPED,
        "was": quantity.evidence,
        "source": quantity.source,
        "low": each.low,
        "high": each.high,
        "logarithmic": each.logarithmic,
        "assumed": each.assumed,
    }


def _loss(loss: Loss, says: dict[str, str]) -> dict[str, Any]:
    return {
        "process": loss.process,
        "says": says[loss.process],
        "numbers": list(loss.numbers),
        "claims": list(loss.claims),
        "rest": list(loss.rest),
    }
