"""Of an experiment with products: which arm comes out highest, what carries its gain, how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from osteon.cohort import Attribution, Ranked, Result, best_shares, main_outcome, ranked
from osteon.report._sheet import Sheet
from osteon.report._therapy_doubt import doubt_rows, shares_by_class
from osteon.report._therapy_evidence import claim_rows, evidence_rows
from osteon.report._therapy_mechanism import loss_rows
from osteon.report._therapy_spread import spread_rows
from osteon.report._therapy_words import answer


def therapy_record(sheet: Sheet, attribution: Attribution | None) -> dict[str, Any] | None:
    """What the section on therapies shows, as plain values; None where no arm gets a product.

    attribution: of the result, or None where its gains were not taken apart.
    """
    result = sheet.result
    outcome = main_outcome(result, sheet.outcomes)
    if outcome is None or not any(arm.products for arm in result.experiment.arms):
        return None
    rows = ranked(result, outcome)
    if not rows:
        return None
    apart = None if attribution is None else _attribution(result, attribution, sheet)
    # What numbers may make of a gain is told beside it only where it is the gain in the same outcome.
    drawn = apart["drawn"] if apart and attribution and attribution.outcome == outcome else {}
    record = {
        "outcome": outcome,
        "name": sheet.outcomes[outcome].name,
        "unit": sheet.outcomes[outcome].unit,
        "day": float(sheet.days[-1]),
        "animals": result.experiment.animals,
        "control": result.experiment.arms[0].name,
        "ranking": [_ranked(row, drawn) for row in rows],
        "attribution": apart,
        "spread": spread_rows(sheet, outcome, rows),
    }
    return record | {"answer": answer(record)}


def _ranked(row: Ranked, drawn: Mapping[str, Any]) -> dict[str, Any]:
    """An arm of the ranking; that it is the highest in a single animal says nothing."""
    found = asdict(row) | {"drawn": drawn.get(row.arm)}
    return found if row.n > 1 else found | {"best": None}


def therapy(result: Result, attribution: Attribution | None = None) -> dict[str, Any] | None:
    """Which arm of a result comes out highest, and, where its gains were taken apart, why and how sure.

    The values are those of `result.json` under "therapy"; None where no arm gets a product.
    """
    return therapy_record(Sheet(result), attribution)


def _attribution(result: Result, attribution: Attribution, sheet: Sheet) -> dict[str, Any]:
    """The gains taken apart. gains: of the typical animal in a defect without space, by arm."""
    losses = loss_rows(attribution)
    evidence = evidence_rows(result, attribution, losses["carries"])
    return {
        "outcome": sheet.outcomes[attribution.outcome].name,
        "unit": sheet.outcomes[attribution.outcome].unit,
        "level": attribution.level,
        "gains": dict(attribution.gains),
        "left_out": list(attribution.left_out),
        "lanes": attribution.lanes,
        "draws": len(next(iter(attribution.drawn.values()))),
        "drawn": _drawn(attribution),
        "in_space": result.space is not None,
        "losses": losses,
        "evidence": evidence,
        "claims": claim_rows(result, [id for row in evidence for id in row["claims"]]),
        "doubt": doubt_rows(attribution),
        "classes": {arm: shares_by_class(attribution, arm) for arm in attribution.gains},
    }


def _drawn(attribution: Attribution) -> dict[str, dict[str, float]]:
    """By arm, what the numbers of products make of its gain.

    low, high: the central 95 % of the draws; sd: their standard deviation; best: the share of them in which
    it is the highest of all arms that were taken apart and the control.
    """
    draws = list(attribution.drawn.values())
    best = best_shares(np.stack([np.zeros_like(draws[0]), *draws]))[1:]
    found = {}
    for (arm, values), share in zip(attribution.drawn.items(), best.tolist(), strict=True):
        low, high = np.nanpercentile(values, [2.5, 97.5]).tolist()
        found[arm] = {"low": low, "high": high, "sd": float(np.nanstd(values, ddof=1)), "best": share}
    return found
