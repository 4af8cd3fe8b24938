"""What `osteon run` prints when it is done."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap
from typing import Any

from osteon.cli._combination_lines import combination_lines
from osteon.cli._prose import WIDTH, number
from osteon.text import aligned, counted

_LISTED = 6
"""Names that a line gives before it only counts; the report has all."""


def summary_lines(record: dict[str, Any], folder: Path) -> list[str]:
    """Return the headline table, how the measurements fared, what it rests on, and where the report is."""
    return [
        record["title"],
        "",
        *_therapy(record),
        *combination_lines(record),
        *_headline(record),
        *_without(record),
        *_measured(record),
        *_failures(record),
        "",
        _evidence(record),
        f"Report: {folder / 'report.html'}",
        record["notice"],
    ]


def _therapy(record: dict[str, Any]) -> list[str]:
    """Which arm heals, by which mechanism, on what evidence, how sure; and the arms, the highest first."""
    therapy = record.get("therapy")  # results of earlier versions have none
    if therapy is None:
        return []
    lines = []
    for row in therapy["answer"]:
        lines += [*wrap(f"{row['asked']}: {row['says']}", WIDTH), ""]
    apart = any(row["drawn"] is not None for row in therapy["ranking"])
    head = ["arm", f"against {therapy['control']}", "95 % interval", "highest in"]
    head += ["95 % of draws", "highest in draws"] if apart else []
    rows = [_ranked(row, apart) for row in therapy["ranking"]]
    return [*lines, *aligned([head, *rows]), ""]


def _ranked(row: dict[str, Any], apart: bool) -> list[str]:
    cells = [row["arm"], number(row["mean"]), _range(row), _percent(row["best"])]
    if apart:
        drawn = row["drawn"]
        cells += ["-", "-"] if drawn is None else [_range(drawn), _percent(drawn["best"])]
    return cells


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _headline(record: dict[str, Any]) -> list[str]:
    head = ["outcome", "arm", "day", "mean", "95 % interval", "unit"]
    rows = [
        [row["name"], row["arm"], number(row["day"]), number(row["mean"]), _range(row), row["unit"]]
        for row in record["headline"]
    ]
    return aligned([head, *rows]) if rows else []


def _without(record: dict[str, Any]) -> list[str]:
    """What changed where some sources were set aside, and what fell with them."""
    found = record.get("without")
    if not found:
        return []
    names = " and ".join(source["id"] for source in found["sources"])
    head = ["outcome", "arm", "day", "", "with", "without", "difference", "95 % interval", "unit"]
    numbers = ("with", "without", "difference")
    cells = [
        [
            row["name"],
            row["arm"],
            number(row["day"]),
            row["when"],
            *(number(row[key]) for key in numbers),
            _range(row),
            row["unit"],
        ]
        for row in found["rows"]
    ]
    fallen = [
        _fallen("Drawn from what they may be", [row["path"] for row in found["numbers"]]),
        _fallen("Off", [row["process"] for row in found["off"]]),
        _fallen("Must stay", found["fixed"]),
    ]
    return ["", f"Without {names}:", *(aligned([head, *cells]) if cells else []), *filter(None, fallen)]


def _fallen(what: str, names: list[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"{what} ({len(names)}): {', '.join(names[:_LISTED])}{more}" if names else ""


def _measured(record: dict[str, Any]) -> list[str]:
    rows = record["residuals"]
    if not rows:
        return []
    head = ["measured", "arm", "day", "value", "model", "difference", "unit", ""]
    numbers = ("day", "measured", "model", "residual")
    cells = [
        [row["name"], row["arm"], *(number(row[key]) for key in numbers), row["unit"], row["note"] or ""]
        for row in rows
    ]
    return ["", *aligned([head, *cells]), *_covered(rows)]


def _covered(rows: list[dict[str, Any]]) -> list[str]:
    known = [row["covered"] for row in rows if row["covered"] is not None]
    intervals = counted(len(known), "published interval")
    return [f"The model's mean lies within {sum(known)} of {intervals}."] if known else []


def _failures(record: dict[str, Any]) -> list[str]:
    failed = len(record["failures"])
    return ["", f"{failed} of {record['lanes']} animals failed; the report says why."] if failed else []


def _evidence(record: dict[str, Any]) -> str:
    counts = record["evidence"]["counts"]
    total = counted(sum(counts.values()), "number")
    return f"Rests on {total}: " + ", ".join(f"{count} {name}" for name, count in counts.items())


def _range(row: dict[str, Any]) -> str:
    return f"{number(row['low'])} to {number(row['high'])}"
