"""Where the things of a figure stand: in columns, so that most arrows go from left to right and few cross.

Sugiyama, Tagawa and Toda (1981): break circles, give each node a layer, order the layers, then set heights.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

import networkx as nx

Node: TypeAlias = str | tuple[str, str, int]
"""A thing's id; of a place where a long arrow passes a column, the arrow's ends and the column."""

Edge: TypeAlias = tuple[str, str]
Columns: TypeAlias = list[list[Node]]

_SWEEPS = 12


def columns(nodes: Iterable[str], edges: Collection[Edge]) -> tuple[Columns, dict[Edge, list[Node]]]:
    """Return the nodes in columns from left to right, each from top to bottom, and the path of each edge.

    Edges between the same two nodes share one path, which has a place in every column that it passes. An edge
    against the order of the columns has its path from right to left.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(edges)
    forward = _forward(graph)
    layers = _layers(forward)
    paths: dict[Edge, list[Node]] = {}
    links: list[tuple[Node, Node]] = []
    for source, target in sorted(set(edges)):
        path = _path(source, target, layers)
        paths[source, target] = path
        links += list(pairwise(path))
    found: Columns = [[] for _ in range(max(layers.values(), default=-1) + 1)]
    for node in forward:
        found[layers[node]].append(node)
    for path in paths.values():
        for place in path:
            if isinstance(place, tuple) and place not in found[place[2]]:
                found[place[2]].append(place)
    return _sorted_columns(found, links), paths


def _forward(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """The graph with few edges turned round, so that there are no circles."""
    rank = {node: at for at, node in enumerate(_order(graph))}
    forward: nx.DiGraph[str] = nx.DiGraph()
    forward.add_nodes_from(rank)
    pairs = [(one, two) if rank[one] < rank[two] else (two, one) for one, two in graph.edges]
    forward.add_edges_from(sorted(pairs))
    return forward


def _order(graph: nx.DiGraph[str]) -> list[str]:
    """An order in which few edges go back. Eades, Lin and Smyth (1993)."""
    left, right = [], []
    rest = graph.copy()
    while rest:
        sinks = [node for node in rest if not rest.out_degree(node)]
        sources = [node for node in rest if not rest.in_degree(node)]
        if sinks:
            right.append(sinks[0])
            rest.remove_node(sinks[0])
        elif sources:
            left.append(sources[0])
            rest.remove_node(sources[0])
        else:
            best = max(rest, key=lambda node: rest.out_degree(node) - rest.in_degree(node))
            left.append(best)
            rest.remove_node(best)
    return [*left, *reversed(right)]


def _layers(graph: nx.DiGraph[str]) -> dict[str, int]:
    """The longest way to each node, then nodes moved towards what they lead to."""
    layers: dict[str, int] = {}
    for node in nx.lexicographical_topological_sort(graph):
        layers[node] = max((layers[before] + 1 for before in graph.predecessors(node)), default=0)
    for node in reversed(list(nx.lexicographical_topological_sort(graph))):
        after = [layers[target] for target in graph.successors(node)]
        if after and not graph.in_degree(node):
            layers[node] = min(after) - 1
    return layers


def _path(source: str, target: str, layers: Mapping[str, int]) -> list[Node]:
    ends = sorted((source, target))
    step = 1 if layers[source] < layers[target] else -1
    between = range(layers[source] + step, layers[target], step)
    return [source, *((ends[0], ends[1], at) for at in between), target]


def _sorted_columns(found: Columns, links: Sequence[tuple[Node, Node]]) -> Columns:
    """Each column in the order of the means of its neighbours, swept forth and back; the best order stays."""
    near: dict[Node, list[Node]] = {}
    for one, two in links:
        near.setdefault(one, []).append(two)
        near.setdefault(two, []).append(one)
    best, fewest = [list(column) for column in found], crossings(found, links)
    for sweep in range(_SWEEPS):
        order = range(1, len(found)) if sweep % 2 == 0 else range(len(found) - 2, -1, -1)
        for at in order:
            side = found[at - 1] if sweep % 2 == 0 else found[at + 1]
            place = {node: number for number, node in enumerate(side)}
            own = {node: number for number, node in enumerate(found[at])}
            found[at].sort(key=lambda node: _mean(near.get(node, ()), place, own[node], len(own), len(side)))
        count = crossings(found, links)
        if count < fewest:
            best, fewest = [list(column) for column in found], count
    return best


def _mean(
    others: Iterable[Node], place: Mapping[Node, int], own: int, among: int, beside: int
) -> tuple[float, int]:
    places = [place[other] for other in others if other in place]
    return (sum(places) / len(places) if places else own * beside / max(among, 1), own)


def crossings(found: Columns, links: Iterable[tuple[Node, Node]]) -> int:
    """Return how many pairs of links between two columns cross."""
    place = {node: (at, number) for at, column in enumerate(found) for number, node in enumerate(column)}
    spans: dict[int, list[tuple[int, int]]] = {}
    for one, two in set(map(frozenset, links)):
        (left, above), (_, below) = sorted((place[one], place[two]))
        spans.setdefault(left, []).append((above, below))
    return sum(
        (one[0] - two[0]) * (one[1] - two[1]) < 0
        for pairs in spans.values()
        for at, one in enumerate(pairs)
        for two in pairs[:at]
    )
