"""Lines of a width on a terminal, where Chinese characters take two columns and break anywhere."""

from __future__ import annotations

import re
import textwrap
from unicodedata import east_asian_width

_WIDE = "\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_ATOM = re.compile(f"[ \\t\\n]+|[{_WIDE}]|[^ \\t\\n{_WIDE}]+")


def wrapped(text: str, width: int, head: str = "", indent: str = "") -> list[str]:
    """A text in lines of at most `width` columns. head: what the first begins with; indent: all others."""
    if text.isascii():
        return textwrap.wrap(
            text, width, initial_indent=head, subsequent_indent=indent, break_long_words=False,
            break_on_hyphens=False,
        ) or [head.rstrip()]  # fmt: skip
    lines, line = [], head
    for atom in _ATOM.findall(text):
        if columns(line) + columns(atom.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = indent
            if atom.isspace():
                continue
        line += atom
    return [*lines, line.rstrip()]


def columns(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
