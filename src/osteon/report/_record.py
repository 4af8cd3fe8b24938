"""The record of a result: plain values that result.json keeps and the page shows."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from osteon.cohort import Attribution
from osteon.observe import Outcome
from osteon.report._combination import combination_record
from osteon.report._evidence import counts, quantities_used, quantity_row, source_rows, study_rows
from osteon.report._headline import headline_rows
from osteon.report._phases import phase_rows
from osteon.report._provenance import provenance
from osteon.report._remarks import remark_rows
from osteon.report._sheet import Sheet
from osteon.report._store import FORMAT
from osteon.report._therapy import therapy_record
from osteon.report._trace import claim_rows
from osteon.report._trace_without import all_arms, without_record

NOTICE = "Not for clinical decisions."


def build_record(sheet: Sheet, attribution: Attribution | None = None) -> dict[str, Any]:
    """Return the record of a result; JSON values only, None where a number does not exist.

    attribution: of the result's gains, where they were taken apart.
    """
    result, experiment = sheet.result, sheet.result.experiment
    quantities = quantities_used(result)
    record = {
        "format": FORMAT,
        "title": experiment.title or experiment.path.stem,
        "question": experiment.question,
        "notice": NOTICE,
        "days": experiment.days,
        "animals": experiment.animals,
        "lanes": experiment.animals * len(experiment.arms),
        "arms": all_arms(result),
        "remarks": remark_rows(result),
        "headline": headline_rows(sheet),
        "therapy": therapy_record(sheet, attribution),
        "combination": combination_record(sheet),
        "without": without_record(sheet),
        "union": _rows(result.union()),
        "phases": phase_rows(sheet),
        "residuals": _residuals(sheet),
        "studies": study_rows(result),
        "failures": _rows(result.failures()),
        "evidence": {"counts": counts(quantities), "quantities": [quantity_row(q) for q in quantities]},
        "claims": claim_rows(result, quantities),
        "sources": source_rows(result, quantities),
        "provenance": provenance(result),
    }
    return dict(_plain(record))


def _residuals(sheet: Sheet) -> list[dict[str, Any]]:
    """The residual table with names for ids; what is itself a day was not measured on one."""
    rows = []
    for row in _rows(sheet.residuals):
        outcome, read = _outcome(sheet, row)
        name = outcome.name if outcome and read == row["outcome"] else row["outcome"].replace("_", " ")
        day = None if outcome and outcome.kind == "event" else row["day"]
        rows.append(row | {"name": name, "day": day})
    return rows


def _outcome(sheet: Sheet, row: dict[str, Any]) -> tuple[Outcome | None, str]:
    """What the instruments read for a row, and its id: for a contrast, the outcome that it contrasts."""
    contrast = sheet.result.library.studies[row["study"]].contrasts.get(row["outcome"])
    read = contrast.outcome if contrast else row["outcome"]
    return sheet.outcomes.get(read), read


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _plain(value: Any) -> Any:
    """Return JSON values: numpy scalars as Python's, a number that is not finite as None."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value
