"""Where everything of a figure is, in pixels: boxes with their lines of text, and the paths of arrows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, final

import networkx as nx

from osteon.report._evidence_drawn import Drawing, Relation
from osteon.report._evidence_heights import heights
from osteon.report._evidence_layers import Columns, Edge, Node, columns
from osteon.report._evidence_text import LINE, lines, width

ROOM, PAD = 150.0, 8.0
"""Width of the text in a box, and space around it."""

_BETWEEN, _BESIDE, _APART = 12.0, 78.0, 30.0
"""Space between boxes of a column, between columns, and between parts that are not connected."""

_WIDEST = 900.0
_STEP = 6.0
"""Arrows end so far from each other on the side of a box."""

Point = tuple[float, float]


@final
@dataclass(frozen=True)
class Box:
    """A thing. x, y: its upper left corner."""

    thing: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


@final
@dataclass(frozen=True)
class Arrow:
    """A relation along points, from its source to its target."""

    relation: Relation
    points: tuple[Point, ...]


@final
@dataclass(frozen=True)
class Layout:
    """A figure without its legend. width, height: of all of it."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float


def layout(drawn: Drawing) -> Layout:
    """Return where the things and relations of a drawing are.

    What is connected stands together, in columns; parts that are not stand below or beside each other.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(drawn.things)
    graph.add_edges_from((relation.source, relation.target) for relation in drawn.relations)
    parts = [_part(drawn, sorted(nodes)) for nodes in nx.connected_components(graph)]
    parts.sort(key=lambda part: (part.width <= _half(), -len(part.boxes), part.boxes[0].thing))
    return _together(parts)


def _half() -> float:
    return (_WIDEST - _APART) / 2


def _together(parts: Sequence[Layout]) -> Layout:
    """Wide parts below each other, then narrow ones in two stacks."""
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    tops = [0.0, 0.0]
    widest = max((part.width for part in parts), default=0.0)
    narrow = [part for part in parts if part.width <= _half()]
    start = max((part.width for part in narrow), default=0.0) + _APART
    for part in parts:
        at = tops.index(min(tops))
        x, y = (0.0, max(tops)) if part.width > _half() else (at * start, tops[at])
        boxes += [_moved_box(box, x, y) for box in part.boxes]
        arrows += [Arrow(a.relation, tuple((px + x, py + y) for px, py in a.points)) for a in part.arrows]
        below = y + part.height + _APART
        tops = [below, below] if part.width > _half() else [*tops[:at], below, *tops[at + 1 :]]
        widest = max(widest, x + part.width)
    return Layout(tuple(boxes), tuple(arrows), widest, max(max(tops) - _APART, 0.0))


def _moved_box(box: Box, x: float, y: float) -> Box:
    return Box(box.thing, box.lines, box.x + x, box.y + y, box.width, box.height)


def _part(drawn: Drawing, nodes: Sequence[str]) -> Layout:
    relations = [relation for relation in drawn.relations if relation.source in nodes]
    found, paths = columns(nodes, [(relation.source, relation.target) for relation in relations])
    texts = {node: tuple(lines(drawn.things[node].name, ROOM)) for node in nodes}
    sizes: dict[Node, float] = {node: _height(node, texts[node], relations) for node in nodes}
    links = [link for path in paths.values() for link in pairwise(path)]
    middle = heights(found, links, sizes, _BETWEEN)
    lefts, wides = _columns_at(found, texts)
    passages = _passages(found, lefts, wides, middle)
    boxes = [
        Box(str(node), texts[node], lefts[at], middle[node] - sizes[node] / 2, wides[at], sizes[node])
        for at, column in enumerate(found)
        for node in column
        if node in texts
    ]
    arrows = _arrows(relations, paths, {box.thing: box for box in boxes}, passages)
    ends = [box.x + box.width for box in boxes], [box.y + box.height for box in boxes]
    low = max([*ends[1], *(y for arrow in arrows for _, y in arrow.points)])
    return Layout(tuple(boxes), tuple(arrows), max(ends[0]), low)


def _height(node: str, text: Sequence[str], relations: Sequence[Relation]) -> float:
    """High enough for its lines, and for the arrows that leave or meet it."""
    leaving = sum(relation.source == node for relation in relations)
    meeting = sum(relation.target == node for relation in relations)
    return max(LINE * len(text) + 2 * PAD - 4, max(leaving, meeting) * _STEP + 8)


def _columns_at(found: Columns, texts: Mapping[str, tuple[str, ...]]) -> tuple[list[float], list[float]]:
    """The left edge and the width of each column: as wide as its longest line."""
    wides = []
    for column in found:
        own = [width(line) for node in column if node in texts for line in texts[str(node)]]
        wides.append(min(max(own, default=0.0), ROOM) + 2 * PAD)
    lefts = [0.0]
    for wide in wides:
        lefts.append(lefts[-1] + wide + _BESIDE)
    return lefts, wides


def _passages(
    found: Columns, lefts: Sequence[float], wides: Sequence[float], middle: Mapping[Node, float]
) -> dict[Node, tuple[Point, Point]]:
    """Where an arrow that passes a column enters it, and where it leaves it, from left to right."""
    return {
        node: ((lefts[at], middle[node]), (lefts[at] + wides[at], middle[node]))
        for at, column in enumerate(found)
        for node in column
        if not isinstance(node, str)
    }


Ports: TypeAlias = dict[tuple[int, bool], Point]
"""By number of a relation and whether it leaves there: the point on the side of a box."""


def _arrows(
    relations: Sequence[Relation],
    paths: Mapping[Edge, Sequence[Node]],
    boxes: Mapping[str, Box],
    passages: Mapping[Node, tuple[Point, Point]],
) -> list[Arrow]:
    ports = _ports(relations, paths, boxes, passages)
    arrows = []
    for number, relation in enumerate(relations):
        start, stop = ports[number, True], ports[number, False]
        points = [start]
        for place in paths[relation.source, relation.target][1:-1]:
            near, far = passages[place]
            points += [near, far] if start[0] < stop[0] else [far, near]
        arrows.append(Arrow(relation, (*points, stop)))
    return arrows


def _ports(
    relations: Sequence[Relation],
    paths: Mapping[Edge, Sequence[Node]],
    boxes: Mapping[str, Box],
    passages: Mapping[Node, tuple[Point, Point]],
) -> Ports:
    """On one side of a box arrows are one above the other, in the order of where they lead to."""
    sides: dict[tuple[str, bool], list[tuple[float, int, bool]]] = {}
    for number, relation in enumerate(relations):
        path = paths[relation.source, relation.target]
        right = boxes[relation.source].x < boxes[relation.target].x
        leads = _level(path[1], boxes, passages), _level(path[-2], boxes, passages)
        sides.setdefault((relation.source, right), []).append((leads[0], number, True))
        sides.setdefault((relation.target, not right), []).append((leads[1], number, False))
    ports: Ports = {}
    for (id, right), members in sides.items():
        box = boxes[id]
        step = min(_STEP, (box.height - 6) / len(members))
        for at, (_, number, leaves) in enumerate(sorted(members)):
            y = box.y + box.height / 2 + (at - (len(members) - 1) / 2) * step
            ports[number, leaves] = (box.x + (box.width if right else 0.0), y)
    return ports


def _level(place: Node, boxes: Mapping[str, Box], passages: Mapping[Node, tuple[Point, Point]]) -> float:
    if place in passages:
        return passages[place][0][1]
    box = boxes[str(place)]
    return box.y + box.height / 2
