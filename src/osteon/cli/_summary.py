"""What `osteon run` prints when it is done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osteon.text import aligned, counted

_LISTED = 6
"""Names that a line gives before it only counts; the report has all."""


def summary_lines(record: dict[str, Any], folder: Path) -> list[str]:
    """Return the headline table, how the measurements fared, what it rests on, and where the report is."""
    return [
        record["title"],
        "",
        *_headline(record),
        *_without(record),
        *_measured(record),
        *_failures(record),
        "",
        _evidence(record),
        f"Report: {folder / 'report.html'}",
        record["notice"],
    ]


def _headline(record: dict[str, Any]) -> list[str]:
    head = ["outcome", "arm", "day", "mean", "95 % interval", "unit"]
    rows = [
        [row["name"], row["arm"], _number(row["day"]), _number(row["mean"]), _range(row), row["unit"]]
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
            _number(row["day"]),
            row["when"],
            *(_number(row[key]) for key in numbers),
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
        [row["name"], row["arm"], *(_number(row[key]) for key in numbers), row["unit"], row["note"] or ""]
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
    return f"{_number(row['low'])} to {_number(row['high'])}"


def _number(value: float | None) -> str:
    """Three significant figures, or '-' where there is no number."""
    return "-" if value is None else f"{value:.3g}"
