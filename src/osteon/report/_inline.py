"""A matplotlib figure as text that may stand inside an HTML page."""

from __future__ import annotations

import io
import re

from markupsafe import Markup, escape
from matplotlib.figure import Figure

_BEFORE_ROOT = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
_SIZE = re.compile(r'<svg ([^>]*?)\s*height="[^"]*"([^>]*?)\s*width="[^"]*"', re.DOTALL)
_NAME = re.compile(r'\bid="')
_USE = re.compile(r'(xlink:href="#|url\(#)')
# Matplotlib writes the date and its home page otherwise: two runs would differ, the page would link outside.
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def svg_text(figure: Figure) -> str:
    """Return `figure` as a standalone SVG document."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=NO_METADATA)
    return buffer.getvalue()


def inline_svg(document: str, prefix: str, label: str) -> Markup:
    """Return the SVG `document` as an element for a page that holds several.

    Its ids get `prefix`, since ids must be unique in a page; its fixed size goes, so that it scales with the
    page; `label` is what a screen reader says. The result is marked safe: `document` must be matplotlib's.
    """
    root = _METADATA.sub("", _BEFORE_ROOT.sub("", document, count=1))
    root = _SIZE.sub(r"<svg \1\2", root, count=1)
    root = _NAME.sub(f'id="{prefix}-', root)
    root = _USE.sub(rf"\g<1>{prefix}-", root)
    return Markup(root.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))
