"""The evidence base as a graph: things and the claims between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx

from osteon.evidence._exchange._signs import SIGNS
from osteon.evidence._exchange._things import Thing, entity_thing, thing
from osteon.evidence._prefix import check_curie
from osteon.evidence._prefix_uri import expand
from osteon.knowledge import Claim, EvidenceBase

ENTITY, TERM = "entity", "term"
PART, PART_SIGN = "in_term", "part"
"""The relation from a term to each of its entities, and its sign; all others are relations of claims."""


def evidence_graph(base: EvidenceBase, claims: Iterable[str] | None = None) -> nx.MultiDiGraph[str]:
    """Return claims as edges from each of their subjects to each of their objects.

    claims: ids; None for all, with every entity, also those of no claim. A node is an entity, under its id,
    or a term that is no single entity ("MSC exosome"); edges with the relation `in_term` lead from a term to
    its entities. The key of an edge says which claim, subject and object it is. Attributes are texts, numbers
    and lists of texts, none of them empty; nodes and edges are sorted.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="Osteon evidence base", digest=base.digest)
    chosen = sorted(base.claims if claims is None else set(claims))
    edges = [edge for id in chosen for edge in _edges(base, base.claims[id])]
    found: dict[str, Thing] = {}
    for source, target, _, _ in edges:
        found.setdefault(source.id, source)
        found.setdefault(target.id, target)
    everyone = base.concepts if claims is None else {id for node in found.values() for id in node.entities}
    found |= {id: entity_thing(base, id) for id in everyone if id in base.concepts}
    for id in sorted(found, key=lambda id: (not found[id].is_entity, id)):
        graph.add_node(id, **_filled(_node(base, found[id])))
    for source, target, key, attributes in edges:
        graph.add_edge(source.id, target.id, key=key, **_filled(attributes))
    for node in [found[id] for id in graph if not found[id].is_entity]:
        for part in dict.fromkeys(id for id in node.entities if id in graph):
            key = f"{node.id}.{part}"
            graph.add_edge(node.id, part, key=key, label="in", interaction=PART, sign=PART_SIGN)
    return graph


def _edges(base: EvidenceBase, claim: Claim) -> Iterator[tuple[Thing, Thing, str, dict[str, Any]]]:
    attributes = _claim(base, claim)
    for at, subject in enumerate(claim.subjects, start=1):
        for number, object in enumerate(claim.objects, start=1):
            key = f"{claim.id}.{at}.{number}"
            yield thing(base, subject), thing(base, object), key, attributes


def _node(base: EvidenceBase, node: Thing) -> dict[str, Any]:
    if not node.is_entity:
        return {"label": node.name, "kind": TERM, "entities": list(node.entities)}
    concept = base.concepts[node.id]
    address = concept.curie and check_curie(concept.curie) is None
    return {
        "label": concept.name,
        "kind": ENTITY,
        "type": concept.type,
        "curie": concept.curie,
        "iri": expand(concept.curie) if concept.curie and address else None,
        "term": concept.label or None,
        "certainty": concept.certainty,
        "synonyms": list(concept.synonyms),
        "chinese": list(concept.chinese),
        "xrefs": list(concept.xrefs),
        "gene": concept.gene,
        "model": list(concept.model),
        "claims": len(base.claims_with(node.id)),
    }


def _claim(base: EvidenceBase, claim: Claim) -> dict[str, Any]:
    return {
        "label": claim.relation.replace("_", " "),
        "interaction": claim.relation,
        "sign": SIGNS[claim.relation].name,
        "claim": claim.id,
        "says": claim.says,
        "context": claim.context,
        "evidence": claim.evidence,
        "kind": claim.kind,
        "document": claim.document,
        "cites": list(claim.cites),
        "systems": list(claim.systems),
        "conflicts": [conflict.id for conflict in base.conflicts_of(claim.id)],
    }


def _filled(attributes: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in attributes.items() if value not in (None, "", [])}
