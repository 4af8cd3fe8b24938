"""The graph of claims: what its nodes and edges are, and that GraphML and CX2 hold all of it."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx
import pytest

from osteon.evidence import SIGNS, Sign, evidence_graph, write_cx2, write_graphml
from osteon.evidence._exchange._cells import joined
from osteon.knowledge import RELATIONS, EvidenceBase, Term, load_evidence
from tests.evidence.exchanged import NASTY, base, claim, concept

Graph = nx.MultiDiGraph


@pytest.fixture(scope="module")
def whole() -> EvidenceBase:
    return load_evidence()


def flat(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes as GraphML can hold them."""
    return {key: joined(value) if isinstance(value, list) else value for key, value in attributes.items()}


def from_cx2(text: str) -> Graph[str]:
    """A graph as CX2 describes it: declared types are checked, names of its own are turned back."""
    blocks = json.loads(text)
    assert blocks[0] == {"CXVersion": "2.0", "hasFragments": False}
    assert blocks[-1] == {"status": [{"error": "", "success": True}]}
    names = [next(iter(block)) for block in blocks[1:-1]]
    assert names == [
        "metaData",
        "attributeDeclarations",
        "networkAttributes",
        "nodes",
        "edges",
        "visualProperties",
    ]
    aspects = {name: block[name] for name, block in zip(names, blocks[1:-1], strict=True)}
    counts = {entry["name"]: entry["elementCount"] for entry in aspects.pop("metaData")}
    assert counts == {name: len(members) for name, members in aspects.items()}
    [declared] = aspects["attributeDeclarations"]
    graph: Graph[str] = nx.MultiDiGraph(
        **checked(aspects["networkAttributes"][0], declared["networkAttributes"])
    )
    back = {"name": "label", "represents": "curie", "alias": "synonyms"}
    ids: dict[int, str] = {}
    for node in aspects["nodes"]:
        attributes = checked(node["v"], declared["nodes"])
        ids[node["id"]] = attributes.pop("shared name")
        graph.add_node(ids[node["id"]], **{back.get(key, key): value for key, value in attributes.items()})
    assert len(ids) == len(aspects["nodes"]) == len(graph)
    assert len({edge["id"] for edge in aspects["edges"]}) == len(aspects["edges"])
    for edge in aspects["edges"]:
        attributes = checked(edge["v"], declared["edges"])
        graph.add_edge(ids[edge["s"]], ids[edge["t"]], key=attributes.pop("shared name"), **attributes)
    return graph


def checked(attributes: dict[str, Any], declared: dict[str, Any]) -> dict[str, Any]:
    kinds = {"string": str, "integer": int, "list_of_string": list}
    assert "id" not in attributes
    for key, value in attributes.items():
        assert isinstance(value, kinds[declared[key]["d"]]), key
    return dict(attributes)


def test_graphml_holds_the_same_graph(whole: EvidenceBase) -> None:
    for original in (whole, base()):
        graph, text = evidence_graph(original), write_graphml(original)
        read = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
        assert dict(read.nodes(data=True)) == {node: flat(found) for node, found in graph.nodes(data=True)}
        edges = {(s, t, key): found for s, t, key, found in read.edges(keys=True, data=True)}
        assert edges == {(s, t, key): flat(found) for s, t, key, found in graph.edges(keys=True, data=True)}
        assert (read.graph["name"], read.graph["digest"]) == (graph.graph["name"], original.digest)


def test_cx2_holds_the_same_graph_in_the_form_that_its_specification_asks_for(whole: EvidenceBase) -> None:
    for original in (whole, base()):
        graph, read = evidence_graph(original), from_cx2(write_cx2(original))
        assert dict(read.nodes(data=True)) == dict(graph.nodes(data=True))
        assert list(read.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))
        assert read.graph == graph.graph


def test_the_same_base_gives_the_same_files() -> None:
    assert write_graphml(base()) == write_graphml(base())
    assert write_cx2(base()) == write_cx2(base())


def test_ids_are_names_that_xml_allows(whole: EvidenceBase) -> None:
    graph = evidence_graph(whole)
    keys = [key for _, _, key in graph.edges(keys=True)]
    assert len(set(keys)) == len(keys)
    assert all(name.replace(".", "").isalnum() and name.isascii() for name in [*graph, *keys])


def test_every_entity_and_every_pair_of_a_claim_is_there(whole: EvidenceBase) -> None:
    graph = evidence_graph(whole)
    assert set(whole.concepts) == {node for node, kind in graph.nodes(data="kind") if kind == "entity"}
    pairs = sum(len(found.subjects) * len(found.objects) for found in whole.claims.values())
    assert pairs == sum("claim" in found for _, _, found in graph.edges(data=True))


def test_a_term_is_an_entity_only_under_one_of_its_names() -> None:
    made = EvidenceBase(
        concepts={
            "E001": concept("E001", name="MSC", synonyms=("MSCs",)),
            "E003": concept("E003", name="exosome"),
        },
        claims={
            "C001": claim(
                "C001", subjects=(Term("mscs", ("E001",)),), objects=(Term("exosome", ("E003", "E001")),)
            ),
            "C002": claim("C002", subjects=(Term("MSC exosome", ("E003", "E001")),), objects=(Term("calm"),)),
            "C003": claim("C003", subjects=(Term("msc-exosome", ("E003", "E001")),), objects=(Term("calm"),)),
        },
    )
    graph = evidence_graph(made)
    assert graph.has_edge("E001", "E003", "C001.1.1")
    terms = {found["label"]: node for node, found in graph.nodes(data=True) if found["kind"] == "term"}
    assert set(terms) == {"MSC exosome", "calm"}
    between = graph.get_edge_data(terms["MSC exosome"], terms["calm"])
    assert set(between) == {"C002.1.1", "C003.1.1"}
    parts = {t for _, t, found in graph.out_edges(terms["MSC exosome"], data=True) if found["sign"] == "part"}
    assert parts == {"E001", "E003"}


def test_some_claims_give_their_own_things_and_no_other() -> None:
    graph = evidence_graph(base(), ["C001"])
    assert {found["claim"] for _, _, found in graph.edges(data=True) if "claim" in found} == {"C001"}
    assert {node for node, kind in graph.nodes(data="kind") if kind == "entity"} == {"E001", "E002", "E003"}
    with pytest.raises(KeyError):
        evidence_graph(base(), ["C999"])


def test_every_relation_has_a_sign() -> None:
    assert set(SIGNS) == set(RELATIONS)
    assert set(SIGNS.values()) == set(Sign)


def test_signs_that_xml_cannot_hold_are_replaced() -> None:
    made = EvidenceBase(concepts={"E001": concept("E001", name=f"bell\x07{NASTY}")})
    read = nx.read_graphml(io.BytesIO(write_graphml(made).encode()))
    assert read.nodes["E001"]["label"] == f"bell\ufffd{NASTY}"


def test_an_empty_base_is_an_empty_graph() -> None:
    assert not evidence_graph(EvidenceBase())
    assert not from_cx2(write_cx2(EvidenceBase()))
    assert not nx.read_graphml(io.BytesIO(write_graphml(EvidenceBase()).encode()))
