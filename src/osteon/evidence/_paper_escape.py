"""Text that stands in Markdown as it is: no letter of it is read as a mark."""

from __future__ import annotations

import html
import re

_MARKS = re.compile(r"&(?=#?\w+;)|[\\`*_\[\]<>|#~$]")
_FIRST = re.compile(r"^(\d+)(?=[.)](?:\s|$))|^(?=[-+=:])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")
PART = "·"
"""What parts journal, date and identifiers on a page."""


def one_line(text: str) -> str:
    """A text with runs of white space as one space, and none at its ends."""
    return " ".join(text.split())


def escaped(text: str, also: str = "") -> str:
    """A text as one line of Markdown that reads as the text. also: further marks to be escaped."""
    line = _MARKS.sub(lambda mark: f"\\{mark[0]}", one_line(text))
    for mark in also:
        line = line.replace(mark, f"\\{mark}")
    return _FIRST.sub(r"\1\\", line).replace(PART, "&middot;")


def disguised(text: str) -> str:
    """A text whose first letter is written as a number, so that the line is not taken for another thing."""
    return f"&#{ord(text[0])};{escaped(f'a{text[1:]}')[1:]}" if text else text


def plain(markdown: str) -> str:
    """What a line of Markdown reads as, where marks are escaped: the inverse of `escaped`."""
    return _ESCAPE.sub(lambda found: found[1] or html.unescape(found[0]), markdown)
