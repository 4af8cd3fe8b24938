"""Plain tables for a terminal, a pipe and a log alike."""

from __future__ import annotations

from collections.abc import Sequence


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return `rows` (the first is the head) as lines with columns as wide as their longest cell."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def number(value: float | None) -> str:
    """Return three significant figures, or '-' where there is no number."""
    return "-" if value is None else f"{value:.3g}"


def counted(count: int, noun: str) -> str:
    """Return '1 number', '2 numbers'."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
