"""What `osteon run` prints of arms that hold together what others hold one by one."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from osteon.cli._prose import WIDTH, number
from osteon.text import aligned

_READ = {"last": "last day", "mean": "whole time"}


def combination_lines(record: dict[str, Any]) -> list[str]:
    """Each combination in a sentence and a table; nothing where there is none."""
    combination = record.get("combination")  # results of earlier versions have none
    if combination is None:
        return []
    lines = []
    for each in combination["found"]:
        lines += [*wrap(f"Together: {each['says']}", WIDTH), "", *_table(each), ""]
    if combination["untold_says"]:
        lines += [*wrap(f"Together: {combination['untold_says']}", WIDTH), ""]
    return lines


def _table(each: dict[str, Any]) -> list[str]:
    head = ["outcome", "read", "sum of parts", each["arm"], "excess", "95 % interval", "margin", "verdict"]
    rows = [
        [
            row["name"],
            _READ[row["read"]],
            number(row["expected"]["mean"]),
            number(row["gains"][each["arm"]]["mean"]),
            number(row["excess"]["mean"]),
            f"{number(row['excess']['low'])} to {number(row['excess']['high'])}",
            number(row["margin"]),
            row["verdict"],
        ]
        for row in each["rows"]
    ]
    return aligned([head, *rows])
