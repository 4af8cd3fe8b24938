"""The graph as CX2, Cytoscape's exchange format in its second version.

Specification: cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2), and
cytoscape.org/cx2/cx2-visual-styles for the names of visual properties.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from osteon.evidence._exchange._graph import PART_SIGN, TERM, evidence_graph
from osteon.evidence._exchange._signs import Sign
from osteon.knowledge import EvidenceBase

_RENAMED = {"label": "name", "curie": "represents", "synonyms": "alias"}
"""Attributes of nodes for which CX2 has names of its own."""

# Okabe and Ito (2008): colours that remain distinct with any colour vision.
_COLOURS = {
    Sign.raises.name: "#0072B2",
    Sign.lowers.name: "#D55E00",
    Sign.acts.name: "#009E73",
    Sign.becomes.name: "#E69F00",
    Sign.compared.name: "#CC79A7",
}
_ARROWS = {
    Sign.lowers.name: "tee",
    Sign.lacks.name: "tee",
    Sign.compared.name: "diamond",
    Sign.has.name: "circle",
    PART_SIGN: "none",
}
_GREY = "#6B7280"


def write_cx2(base: EvidenceBase) -> str:
    """Return the base as CX2: the nodes, edges and attributes of `evidence_graph`, and how they are drawn.

    An entity's label, identifier and synonyms have the names that CX2 keeps for them: name, represents and
    alias. The same base always gives the same text.
    """
    graph = evidence_graph(base)
    numbers = {node: number for number, node in enumerate(graph)}
    nodes: list[dict[str, Any]] = [
        {"id": numbers[node], "v": {"shared name": node, **_named(attributes)}}
        for node, attributes in graph.nodes(data=True)
    ]
    edges: list[dict[str, Any]] = [
        {"id": number, "s": numbers[source], "t": numbers[target], "v": {"shared name": key, **attributes}}
        for number, (source, target, key, attributes) in enumerate(graph.edges(keys=True, data=True))
    ]
    network = {"name": graph.graph["name"], "digest": base.digest}
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [
            {
                "networkAttributes": {key: {"d": "string"} for key in network},
                "nodes": _declared(node["v"] for node in nodes),
                "edges": _declared(edge["v"] for edge in edges),
            }
        ],
        "networkAttributes": [network],
        "nodes": nodes,
        "edges": edges,
        "visualProperties": [_style()],
    }
    counts = [{"name": name, "elementCount": len(members)} for name, members in aspects.items()]
    blocks: list[dict[str, Any]] = [
        {"CXVersion": "2.0", "hasFragments": False},
        {"metaData": counts},
        *({name: members} for name, members in aspects.items()),
        {"status": [{"error": "", "success": True}]},
    ]
    return "[\n" + ",\n".join(_block(block) for block in blocks) + "\n]\n"


def _named(attributes: Mapping[str, Any]) -> dict[str, Any]:
    return {_RENAMED.get(key, key): value for key, value in attributes.items()}


def _declared(values: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """The type of each attribute."""
    found: dict[str, dict[str, str]] = {}
    for attributes in values:
        for key, value in attributes.items():
            found.setdefault(key, {"d": _type(value)})
    return dict(sorted(found.items()))


def _type(value: Any) -> str:
    if isinstance(value, list):
        return "list_of_string"
    return "integer" if isinstance(value, int) else "string"


def _block(block: Mapping[str, Any]) -> str:
    """A block with one element a line, so that two files can be compared."""
    [(name, members)] = block.items() if len(block) == 1 else [("", None)]
    if members is None:
        return json.dumps(block)
    lines = ",\n".join(json.dumps(member, ensure_ascii=False) for member in members)
    return f"{{{json.dumps(name)}: [\n{lines}\n]}}"


def _style() -> dict[str, Any]:
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {
                "NODE_SHAPE": "round-rectangle",
                "NODE_BACKGROUND_COLOR": "#DCE9F5",
                "NODE_BORDER_COLOR": "#374151",
                "NODE_BORDER_WIDTH": 1,
                "NODE_WIDTH": 120,
                "NODE_HEIGHT": 36,
                "NODE_LABEL_FONT_SIZE": 11,
                "NODE_LABEL_COLOR": "#111827",
            },
            "edge": {
                "EDGE_LINE_COLOR": _GREY,
                "EDGE_WIDTH": 1.5,
                "EDGE_LINE_STYLE": "solid",
                "EDGE_TARGET_ARROW_SHAPE": "triangle",
                "EDGE_TARGET_ARROW_COLOR": _GREY,
            },
        },
        "nodeMapping": {
            "NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "name", "type": "string"}},
            "NODE_BACKGROUND_COLOR": _discrete("kind", {TERM: "#FFFFFF"}),
        },
        "edgeMapping": {
            "EDGE_LINE_COLOR": _discrete("sign", _COLOURS),
            "EDGE_TARGET_ARROW_COLOR": _discrete("sign", _COLOURS),
            "EDGE_TARGET_ARROW_SHAPE": _discrete("sign", _ARROWS),
            "EDGE_LINE_STYLE": _discrete("sign", {Sign.lacks.name: "dashed", PART_SIGN: "dotted"}),
        },
    }


def _discrete(attribute: str, values: Mapping[str, str]) -> dict[str, Any]:
    members = [{"v": value, "vp": look} for value, look in values.items()]
    return {"type": "DISCRETE", "definition": {"attribute": attribute, "type": "string", "map": members}}
