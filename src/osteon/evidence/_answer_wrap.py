"""Lines of a width on a terminal, where Chinese characters take two columns and break anywhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from unicodedata import east_asian_width


def wrapped(text: str, width: int, head: str = "", indent: str = "") -> list[str]:
    """A text in lines of at most `width` columns. head: what the first begins with; indent: all others."""
    if text.isascii():
        return textwrap.wrap(
            text, width, initial_indent=head, subsequent_indent=indent, break_long_words=False,
            break_on_hyphens=False,
        ) or [head.rstrip()]  # fmt: skip
    lines, line = [], head
    for atom in _atoms(text):
        if columns(line) + columns(atom.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line = indent
        line += atom
    return [*lines, line.rstrip()]


def columns(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _atoms(text: str) -> Iterator[str]:
    """What no line may break within: words with the space after them, and single wide characters."""
    atom = ""
    for character in " ".join(text.split()):
        if _width(character) == 2:
            yield from filter(None, (atom, character))
            atom = ""
        else:
            atom += character
            if character == " ":
                yield atom
                atom = ""
    if atom:
        yield atom


def _width(character: str) -> int:
    return 2 if east_asian_width(character) in "WF" else 1
