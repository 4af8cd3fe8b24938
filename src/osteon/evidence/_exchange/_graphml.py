"""The graph as GraphML, which networkx, Gephi and Cytoscape open."""

from __future__ import annotations

import re
from typing import Any

import networkx as nx

from osteon.evidence._exchange._cells import joined
from osteon.evidence._exchange._graph import evidence_graph
from osteon.knowledge import EvidenceBase

WRITTEN = "<!-- Written by Osteon -->"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Signs that XML cannot hold."""


def write_graphml(base: EvidenceBase) -> str:
    """Return the base as GraphML: the nodes, edges and attributes of `evidence_graph`.

    Lists become one text with bars between the members, since GraphML has no lists; signs that XML cannot
    hold become U+FFFD. The same base always gives the same text.
    """
    graph = evidence_graph(base)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph(**_flat(graph.graph))
    for node, attributes in graph.nodes(data=True):
        flat.add_node(_clean(node), **_flat(attributes))
    for source, target, key, attributes in graph.edges(keys=True, data=True):
        flat.add_edge(_clean(source), _clean(target), key=_clean(key), **_flat(attributes))
    lines = list(nx.generate_graphml(flat, encoding="utf-8"))
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', WRITTEN, *lines]) + "\n"


def _flat(attributes: dict[str, Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in attributes.items() if value != ""}


def _value(value: Any) -> Any:
    if isinstance(value, list):
        return _clean(joined(value))
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return _CONTROL.sub("\ufffd", text)
