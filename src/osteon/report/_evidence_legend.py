"""The legend of a figure: a short arrow for each kind of relation, a small box for each kind of thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from osteon.report._evidence_looks import HEADS, Fill, Look
from osteon.report._evidence_text import width

_SAMPLE, _AFTER, _ROW, _SIZE = 40.0, 20.0, 20.0, 11.0


def legend(
    relations: Sequence[tuple[str, Look]], boxes: Sequence[Fill], start: tuple[float, float], right: float
) -> tuple[list[str], float]:
    """Return the lines of a legend and its lower edge.

    relations: name and look. start: its upper left corner. right: its right edge; what does not fit goes on
    below.
    """
    x, y = start
    found = [f'<g font-size="{_SIZE:g}">']
    entries: list[tuple[str, Look | Fill]] = [*relations, *((one.name, one) for one in boxes)]
    for number, (name, look) in enumerate(entries):
        wide = _SAMPLE + 6 + width(name, _SIZE) + _AFTER
        if number in (0, len(relations)) or x + wide - _AFTER > right:
            x, y = start[0], y + (_ROW if number else 0.0)
        found += _sample(look, x, y)
        found.append(f'<text x="{x + _SAMPLE + 6:.1f}" y="{y + 13:.1f}" fill="#374151">{escape(name)}</text>')
        x += wide
    return [*found, "</g>"], y + _ROW


def _sample(look: Look | Fill, x: float, y: float) -> Iterator[str]:
    if isinstance(look, Fill):
        dash = ' stroke-dasharray="3 2"' if look.dashed else ""
        place = f'x="{x + 8:.1f}" y="{y + 3:.1f}" width="26" height="12" rx="3"'
        yield f'<rect {place} fill="{look.colour}" stroke="#4B5563"{dash}/>'
        return
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    yield f'<path d="M{x:.1f},{y + 9:.1f}h36" stroke="{look.colour}" stroke-width="1.6"{dash}/>'
    yield f'<g transform="translate({x + 28:.1f},{y + 4.5:.1f})">{HEADS[look.head].format(look.colour)}</g>'
