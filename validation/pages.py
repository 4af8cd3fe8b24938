"""Tables that the scripts of this folder keep up to date in the documentation."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

DOCS = Path(__file__).resolve().parents[1] / "docs"


def markdown(rows: pd.DataFrame | Iterable[Sequence[Any]]) -> str:
    """A table in Markdown; of bare rows the first is the head. Floats are shown with three digits."""
    if isinstance(rows, pd.DataFrame):
        rows = [list(rows.columns), *rows.itertuples(index=False)]
    head, *body = (f"| {' | '.join(_shown(cell) for cell in row)} |" for row in rows)
    return "\n".join([head, "|" + "---|" * (head.count(" | ") + 1), *body])


def _shown(cell: Any) -> str:
    return f"{cell:.3g}" if isinstance(cell, float) else str(cell)


def write(page: str, name: str, text: str) -> None:
    """Put a text between the marks `<!-- name:begin -->` and `<!-- name:end -->` of a page of docs/.

    Raises:
        ValueError: the page does not have both marks, once each and in this order.
    """
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    path = DOCS / page
    head, rest = path.read_text(encoding="utf-8").split(begin)
    _, tail = rest.split(end)
    path.write_text(f"{head}{begin}\n{text}\n{end}{tail}", encoding="utf-8")
