"""What `osteon run` prints of arms that hold together what others hold one by one."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from osteon.text import aligned

_WIDTH = 110
"""Characters in a line of prose."""

_READ = {"last": "last day", "mean": "whole time"}


def combination_lines(record: dict[str, Any]) -> list[str]:
    """Each combination in a sentence and a table; nothing where there is none."""
    combination = record.get("combination")  # results of earlier versions have none
    if combination is None:
        return []
    lines = []
    for each in combination["found"]:
        lines += [*wrap(f"Together: {each['says']}", _WIDTH), "", *_table(each), ""]
    if combination["untold_says"]:
        lines += [*wrap(f"Together: {combination['untold_says']}", _WIDTH), ""]
    return lines


def _table(each: dict[str, Any]) -> list[str]:
    head = ["outcome", "read", "sum of parts", each["arm"], "excess", "95 % interval", "margin", "verdict"]
    rows = [
        [
            row["name"],
            _READ[row["read"]],
            _number(row["expected"]["mean"]),
            _number(row["gains"][each["arm"]]["mean"]),
            _number(row["excess"]["mean"]),
            f"{_number(row['excess']['low'])} to {_number(row['excess']['high'])}",
            _number(row["margin"]),
            row["verdict"],
        ]
        for row in each["rows"]
    ]
    return aligned([head, *rows])


def _number(value: float | None) -> str:
    """Three significant figures, or '-' where there is no number."""
    return "-" if value is None else f"{value:.3g}"
