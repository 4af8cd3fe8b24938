"""Markdown for pages that GitHub shows: text of records made safe, tables, folded parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# Signs that would begin markup inside a line; an underscore does so only at the edge of a word.
_MARKUP = re.compile(r"[\\`*<|~$\[\]]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")


def plain(text: str) -> str:
    """Return text of a record as one line in which nothing is markup."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def code(text: str) -> str:
    """Return text of the rate language, or a name, as code; nothing for nothing."""
    # The rate language has neither of the signs that would end the code or the cell.
    kept = " ".join(text.replace("`", "'").replace("|", "/").split())
    return f"`{kept}`" if kept else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; its cells are Markdown already."""
    return [_row(head), "|" + "---|" * len(head), *map(_row, rows)]


def folded(summary: str, lines: Sequence[str]) -> list[str]:
    """Return a part that opens on a click."""
    return ["<details>", f"<summary>{summary}</summary>", "", *lines, "", "</details>"]


def fenced(lines: Sequence[str]) -> list[str]:
    """Return lines as a block of text that keeps its spaces."""
    return ["```text", *lines, "```"]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
