"""What came of the virtual experiments of claims when they were last run."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files

VERDICTS = "catalog/verdicts.csv"
"""Written by a run of all claims: one line a claim, with at least the columns `claim` and `verdict`."""


def read_verdicts() -> Mapping[str, str]:
    """The verdict on each claim that was run; empty where none was."""
    table = files("osteon") / VERDICTS
    if not table.is_file():
        return {}
    import csv

    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {row["claim"]: row["verdict"] for row in rows if row.get("claim") and row.get("verdict")}
