"""The evidence base goes out as JSON-LD and as tables, and comes back with every field."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from curies import Converter
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace
from rdflib.collection import Collection
from rdflib.namespace import OWL, SKOS

from osteon.evidence import (
    ExchangeError,
    expand,
    prefix_map,
    read_jsonld,
    read_tables,
    write_jsonld,
    write_tables,
)
from osteon.evidence._exchange._cells import from_cell, joined, parted, to_cell
from osteon.evidence._exchange._plain import KINDS
from osteon.knowledge import EvidenceBase, load_evidence
from tests.evidence.exchanged import NASTY, base, claim, same

OWN = Namespace("urn:osteon:")
QUIET = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


@pytest.fixture(scope="module")
def whole() -> EvidenceBase:
    return load_evidence()


def test_every_kind_of_record_goes_out() -> None:
    """All but virtual trials, which are experiments of this model and no evidence."""
    own = {"digest", "trials", "pools"}
    assert {field.name for field in fields(EvidenceBase)} == {*(kind.attribute for kind in KINDS), *own}


def test_json_ld_comes_back_whole(whole: EvidenceBase) -> None:
    for original in (whole, base()):
        text = write_jsonld(original)
        assert same(read_jsonld(text), original)
        assert write_jsonld(read_jsonld(text)) == text


def test_tables_come_back_whole(whole: EvidenceBase) -> None:
    for original in (whole, base()):
        tables = write_tables(original)
        assert same(read_tables(tables), original)
        assert write_tables(read_tables(tables)) == tables


def test_the_order_of_records_does_not_matter() -> None:
    one = base()
    other = replace(
        one, claims=dict(reversed(one.claims.items())), sentences=dict(reversed(one.sentences.items()))
    )
    assert write_jsonld(one) == write_jsonld(other)
    assert write_tables(one) == write_tables(other)
    numbers = [row["id"] for row in csv.DictReader(io.StringIO(write_tables(one)["sentences.csv"]))]
    assert numbers == ["000:2", "000:10"]


@QUIET
def test_another_reader_finds_the_addresses_that_the_prefixes_give(whole: EvidenceBase) -> None:
    graph = Graph().parse(data=write_jsonld(whole), format="json-ld")
    converter = Converter.from_prefix_map(
        {prefix: known.uri.removesuffix("$1") for prefix, known in prefix_map().items()}
    )
    for concept in whole.concepts.values():
        node = OWN[f"entity/{concept.id}"]
        assert str(graph.value(node, SKOS.prefLabel)) == concept.name
        found = [str(term) for term in graph.objects(node, OWN.curie)]
        assert found == ([converter.expand(concept.curie)] if concept.curie else [])
        assert {str(term) for term in graph.objects(node, OWN.xrefs)} == {expand(id) for id in concept.xrefs}
    for record in whole.claims.values():
        node = OWN[f"claim/{record.id}"]
        assert graph.value(node, OWN.relation) == OWN[record.relation]
        systems = graph.value(node, OWN.systems)
        assert list(Collection(graph, systems)) == [OWN[f"system/{id}"] for id in record.systems]
        tests = record.experiment.tests if record.experiment else ()
        described = graph.value(node, OWN.experiment)
        known = Collection(graph, graph.value(described, OWN.tests)) if described and tests else ()
        arms = [list(Collection(graph, graph.value(test, OWN.arms))) for test in known]
        assert arms == [[OWN[f"setup/{arm}"] for arm in test.arms] for test in tests]
    for conflict in whole.conflicts.values():
        sides = Collection(graph, graph.value(OWN[f"conflict/{conflict.id}"], OWN.claims))
        assert list(sides) == [OWN[f"claim/{id}"] for id in conflict.claims]


@QUIET
def test_another_reader_finds_texts_languages_papers_and_tables_of_setups() -> None:
    graph = Graph().parse(data=write_jsonld(base()), format="json-ld")
    assert graph.value(OWN["claim/C001"], OWN.chinese) == Literal("骨折愈合。", lang="zh")
    paper = OWN["paper/de%20la%20Paz%2C%20X.%202020"]
    assert str(graph.value(paper, OWL.sameAs)).startswith("https://doi.org/10.1/a")
    assert {str(node) for node in graph.objects(OWN["claim/C001"], OWN.conflicts)} == {
        "urn:osteon:conflict/K01"
    }
    kept = graph.value(OWN["setup/one"], OWN.subject)
    assert json.loads(str(kept)) == {"species": "mouse", "n": [1, 2.5, {"x": True}]}


def test_the_package_describes_the_tables() -> None:
    tables = write_tables(base())
    package = json.loads(tables["datapackage.json"])
    assert {resource["path"] for resource in package["resources"]} == set(tables) - {"datapackage.json"}
    for resource in package["resources"]:
        header, *rows = csv.reader(io.StringIO(tables[resource["path"]], newline=""))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        keys = [header.index(name) for name in resource["schema"]["primaryKey"]]
        assert len({tuple(row[at] for at in keys) for row in rows}) == len(rows)
    [tests] = [resource for resource in package["resources"] if resource["name"] == "tests"]
    kinds = {field["name"]: field["type"] for field in tests["schema"]["fields"]}
    assert (kinds["number"], kinds["sweep"], kinds["start"]) == ("integer", "boolean", "number")
    assert kinds["arms"] == "string"


def test_triples_stand_with_their_relation() -> None:
    rows = list(csv.DictReader(io.StringIO(write_tables(base())["triples.csv"], newline="")))
    assert [(row["claim"], row["subject"], row["relation"], row["object"]) for row in rows[:2]] == [
        ("C001", NASTY, "induces", "TNF"), ("C001", "x", "induces", "TNF"),
    ]  # fmt: skip
    assert [row["subject_entities"] for row in rows[:2]] == ["E001|E002", ""]


@given(st.lists(st.text(min_size=1), min_size=1))
def test_any_texts_survive_in_one_cell(members: list[str]) -> None:
    assert parted(joined(members)) == members
    assert from_cell(to_cell(tuple(members)), tuple[str, ...]) == members


def changed_node(change: Callable[[dict[str, Any]], Any]) -> str:
    document = json.loads(write_jsonld(base()))
    change(next(node for node in document["@graph"] if node["@id"] == "osteon:claim/C001"))
    return json.dumps(document)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda n: n.update(says=3), "claims C001.says: given 3; expected a valid string"),
        (lambda n: n.update(colour="red"), "C001.colour: given a field that no record of this kind has"),
        (lambda n: n.update(relation="increses"), "relation = 'increses'; expected one of increases, "),
        (lambda n: n.update(relation="increses"), "did you mean 'increases'"),
        (lambda n: n.update(sentences="000:1"), "C001.sentences: given '000:1'; expected a valid array"),
        (lambda n: n.update(subjects=[1]), "claims C001.subjects.0"),
        (lambda n: n["experiment"].update(tests=1), "claims C001.experiment.tests: given 1"),
        (lambda n: n["experiment"]["tests"][0].pop("arms"), "claims C001.experiment.tests.0.arms"),
        (lambda n: n.update({"@type": "Claims"}), "given 'Claims'; expected @type, one of Claim, Entity"),
        (lambda n: n.update({"@type": ["Claim"]}), "expected @type, one of"),
        (lambda n: n.update(id="C002"), "claims C002: given this id twice; expected each id once"),
        (lambda n: n.pop("id"), "claims number 0.id: given nothing; expected this field"),
        (lambda n: n.pop("subjects"), "claims C001.subjects: given nothing"),
    ],
)  # fmt: skip
def test_a_changed_document_is_refused_in_words(change: Callable[[dict[str, Any]], Any], told: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        read_jsonld(changed_node(change), "x.jsonld")
    assert told in str(caught.value)
    assert str(caught.value).count("x.jsonld") >= 1


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", "[" * 100_000, '{"@graph": {}}'])
def test_what_is_no_document_is_refused(text: str) -> None:
    with pytest.raises(ExchangeError, match=r"x\.jsonld"):
        read_jsonld(text, "x.jsonld")


def test_nodes_that_are_no_records_are_refused_all_at_once() -> None:
    with pytest.raises(ExchangeError) as caught:
        read_jsonld('{"@graph": [1, {"@type": "Paper"}, {"@type": "Papier"}]}')
    assert "node 1 of @graph" in str(caught.value)
    assert "did you mean 'Paper'" in str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("papers.csv", "2020,000", "MMXX,000", "row 2: given year = 'MMXX'; expected a whole number"),
        ("conflicts.csv", "true", "yes", "row 1: given hidden = 'yes'; expected true or false"),
        ("setups.csv", "84.0", "long", "setups.csv, row 1: given days = 'long'; expected a number"),
        ("setups.csv", '[{""entity"": ""TNF"", ""amount"": 1.0}]', "[", "expected JSON"),
        ("setups.csv", '[{""entity"": ""TNF"", ""amount"": 1.0}]', "{}", "expected a list of tables in JSON"),
        ("entities.csv", "a\\|b|c\\\\", "a\\|b|c\\", "expected a backslash only before a bar or a backslash"),
        ("entities.csv", "id,name", "id,called", "entities.csv:1: given the columns id, called"),
        ("sentences.csv", "000:2,bbbbbbbbbbbb", "000:2", "row 1: given 3 cells; expected 4 cells"),
        ("readouts.csv", "IL10", '"IL10', "text that is not CSV"),
        ("readouts.csv", "IL10", "TNF", "readouts TNF: given this id twice"),
        ("triples.csv", "C001,2", "C009,2", "row 2: given claim = 'C009'; expected the id of a claim"),
        ("triples.csv", "C001,2", "C001,3", "given subject 3, 'x'; expected subjects numbered"),
        ("triples.csv", "x,,induces", "x,,lacks", "relation = 'lacks'; expected induces, as in claims.csv"),
        ("experiments.csv", "C001", "C003", "experiments.csv, row 1: given claim = 'C003'"),
        ("tests.csv", "C001,2", "C001,4", "given number = 4; expected number = 2, tests being in order"),
        ("datapackage.json", "{", "", "datapackage.json: given text that is not JSON"),
    ],
)  # fmt: skip
def test_a_changed_table_is_refused_in_words(file: str, old: str, new: str, told: str) -> None:
    tables = write_tables(base())
    assert old in tables[file]
    with pytest.raises(ExchangeError) as caught:
        read_tables({**tables, file: tables[file].replace(old, new, 1)}, "folder")
    assert told in str(caught.value)


def test_a_missing_or_empty_table_is_told() -> None:
    tables = write_tables(base())
    with pytest.raises(ExchangeError, match=r"claims\.csv: given no such file"):
        read_tables({name: text for name, text in tables.items() if name != "claims.csv"})
    with pytest.raises(ExchangeError, match="given an empty file"):
        read_tables({**tables, "claims.csv": ""})


def test_names_that_lead_nowhere_are_left_to_the_check() -> None:
    lone = EvidenceBase(claims={"C001": claim("C001")}, digest="d")
    assert same(read_jsonld(write_jsonld(lone)), lone)
    assert same(read_tables(write_tables(lone)), lone)
