"""How sentences and numbers stand on a terminal."""

from __future__ import annotations

WIDTH = 110
"""Characters in a line of prose."""


def number(value: float | None) -> str:
    """Three significant figures, or '-' where there is no number."""
    return "-" if value is None else f"{value:.3g}"
