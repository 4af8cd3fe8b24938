"""Elements of XML: attributes as SBML writes them, and texts without characters that XML forbids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from xml.etree.ElementTree import Element, indent, tostring

MATHML = "http://www.w3.org/1998/Math/MathML"
XHTML = "http://www.w3.org/1999/xhtml"
SBML = "http://www.sbml.org/sbml/level3/version2/core"

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, *children: Element, **attributes: str | float | bool | Fraction | None) -> Element:
    """An element; attributes that are None are left out, and an underscore in a name stands for a colon."""
    given = {
        name.replace("_", ":"): written(value) for name, value in attributes.items() if value is not None
    }
    made = Element(tag, given)
    made.extend(children)
    return made


def with_text(tag: str, text: str, **attributes: str) -> Element:
    """An element that holds a text."""
    made = element(tag, **attributes)
    made.text = plain(text)
    return made


def listed(tag: str, children: Iterable[Element]) -> list[Element]:
    """A list element with its children, or nothing where there are none."""
    found = list(children)
    return [element(tag, *found)] if found else []


def written(value: str | float | bool | Fraction) -> str:
    """A value as an attribute: `true`, a number with all digits that it needs, or a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return plain(value)
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def plain(text: str) -> str:
    """The text on one line, without characters that XML does not allow."""
    return " ".join(_FORBIDDEN.sub("", text).split())


def document(root: Element, comment: str) -> str:
    """A whole file: declaration, comment, elements with two blanks for each level."""
    indent(root)
    text = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {comment.replace("--", "-")} -->\n{text}\n'
