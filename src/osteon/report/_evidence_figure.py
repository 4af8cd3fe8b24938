"""The figure of a system as SVG: its things as boxes, what claims say of them as arrows, a legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from osteon.knowledge import EvidenceBase
from osteon.report._evidence_drawn import Drawing
from osteon.report._evidence_legend import legend
from osteon.report._evidence_looks import FILLS, HEADS, LOOKS, Fill, fill
from osteon.report._evidence_place import Arrow, Box, Point, layout
from osteon.report._evidence_text import FONT, LINE, SIZE

_MARGIN, _NARROWEST = 12.0, 520.0
_EDGE, _INK = "#4B5563", "#111827"


def system_figure(base: EvidenceBase, drawn: Drawing, title: str) -> str:
    """Return a drawing of the claims of a system as SVG. The same drawing always gives the same text."""
    placed = layout(drawn)
    fills = {id: fill(base, node) for id, node in drawn.things.items()}
    signs = {relation.sign for relation in drawn.relations}
    across = max(placed.width + 2 * _MARGIN, _NARROWEST)
    keys, bottom = legend(
        [(sign.value, look) for sign, look in LOOKS.items() if sign in signs],
        [one for one in FILLS if one in fills.values()],
        (_MARGIN, placed.height + 2 * _MARGIN + 6),
        across - _MARGIN,
    )
    shift = (across - placed.width) / 2
    parts = [
        *_head(across, bottom + _MARGIN, title),
        f'<g transform="translate({_n(shift)},{_n(_MARGIN)})">',
        *(line for arrow in placed.arrows for line in _arrow(arrow, drawn)),
        *(line for box in placed.boxes for line in _box(box, fills, drawn)),
        "</g>",
        *keys,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _head(width: float, height: float, title: str) -> Iterator[str]:
    size = f'width="{_n(width)}" height="{_n(height)}" viewBox="0 0 {_n(width)} {_n(height)}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" font-size="{_n(SIZE)}">'
    yield f"<title>{escape(title)}</title>"
    yield "<defs>"
    for sign, look in LOOKS.items():
        head = HEADS[look.head].format(look.colour)
        yield (
            f'<marker id="{sign.name}" markerUnits="userSpaceOnUse" markerWidth="9" markerHeight="9" '
            f'refX="9" refY="4.5" orient="auto">{head}</marker>'
        )
    yield "</defs>"
    yield f'<rect width="{_n(width)}" height="{_n(height)}" fill="#FFFFFF"/>'


def _arrow(arrow: Arrow, drawn: Drawing) -> Iterator[str]:
    relation, look = arrow.relation, LOOKS[arrow.relation.sign]
    ends = drawn.things[relation.source].name, drawn.things[relation.target].name
    said = f"{ends[0]}: {relation.sign.value}: {ends[1]} ({', '.join(relation.claims)})"
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    wide = min(1.3 + 0.5 * (len(relation.claims) - 1), 2.8)
    yield (
        f'<path d="{_curve(arrow.points)}" fill="none" stroke="{look.colour}" stroke-width="{_n(wide)}"'
        f'{dash} marker-end="url(#{relation.sign.name})"><title>{escape(said)}</title></path>'
    )


def _curve(points: Sequence[Point]) -> str:
    """From side to side in curves that begin and end level; straight past the boxes of a column."""
    text = f"M{_n(points[0][0])},{_n(points[0][1])}"
    for at, ((x, y), (u, v)) in enumerate(pairwise(points)):
        bend = (u - x) / 2
        curve = f"C{_n(x + bend)},{_n(y)} {_n(u - bend)},{_n(v)} {_n(u)},{_n(v)}"
        text += curve if at % 2 == 0 else f"L{_n(u)},{_n(v)}"
    return text


def _box(box: Box, fills: Mapping[str, Fill], drawn: Drawing) -> Iterator[str]:
    look = fills[box.thing]
    dash = ' stroke-dasharray="3 2"' if look.dashed else ""
    yield (
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}" rx="5" '
        f'fill="{look.colour}" stroke="{_EDGE}"{dash}>'
        f"<title>{escape(drawn.things[box.thing].name)}</title></rect>"
    )
    first = box.y + (box.height - LINE * len(box.lines)) / 2 + SIZE - 1
    for number, line in enumerate(box.lines):
        place = f'x="{_n(box.x + box.width / 2)}" y="{_n(first + number * LINE)}"'
        yield f'<text {place} text-anchor="middle" fill="{_INK}">{escape(line)}</text>'


def _n(value: float) -> str:
    """A number of pixels, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
