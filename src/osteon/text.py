"""Plain text for a terminal, a pipe and a log alike."""

from collections.abc import Sequence

__all__ = ["aligned", "counted"]


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells as lines, with each column as wide as its longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def counted(count: int, noun: str) -> str:
    """A number of things: `1 number`, `2 numbers`."""
    return f"{count} {noun}{'' if count == 1 else 's'}"
