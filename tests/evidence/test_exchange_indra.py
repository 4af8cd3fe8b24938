"""Claims as statements of INDRA: their form, their types, and which relations have none."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from osteon.evidence import write_indra
from osteon.knowledge import RELATIONS, EvidenceBase, Reviewed, Term, load_evidence
from tests.evidence.exchanged import base, claim, concept, made
from tests.house.source import ROOT

AGENTS = {
    "IncreaseAmount": ("subj", "obj"),
    "DecreaseAmount": ("subj", "obj"),
    "Activation": ("subj", "obj"),
    "Inhibition": ("subj", "obj"),
}
UNMAPPED = {
    "associated_with", "defined_as", "treats", "contains", "better_than", "worse_than", "equal_to",
    "migrates_to", "count_is", "expresses", "lacks", "secretes_high", "secretes_low", "has_phase",
}  # fmt: skip


@pytest.fixture(scope="module")
def statements() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(write_indra(load_evidence()))
    return found


def check_agent(agent: Any) -> None:
    assert set(agent) == {"name", "db_refs"}
    assert isinstance(agent["name"], str)
    assert all(isinstance(value, str) for value in agent["db_refs"].values())
    assert "TEXT" in agent["db_refs"]


def check_event(event: Any) -> None:
    assert set(event) == {"type", "concept", "delta", "id"}
    assert event["type"] == "Event"
    assert event["delta"]["type"] == "qualitative"
    assert event["delta"]["polarity"] in (1, -1, None)
    check_agent(event["concept"])
    UUID(event["id"])


def one(relation: str, subject: str = "E001", object: str = "E003", **changes: Any) -> list[dict[str, Any]]:
    """The statements of one claim between two entities, each under its own name."""
    concepts = {
        **base().concepts,
        "E004": concept("E004", name="angiogenesis", type="process", curie="GO:0001525"),
    }
    sides = [Term(concepts[id].name, (id,)) for id in (subject, object)]
    made = claim("C001", relation=relation, subjects=(sides[0],), objects=(sides[1],), **changes)
    found: list[dict[str, Any]] = json.loads(write_indra(EvidenceBase({"C001": made}, concepts)))
    return found


def test_each_statement_has_the_form_of_its_type(statements: list[dict[str, Any]]) -> None:
    assert statements
    for statement in statements:
        UUID(statement["id"])
        [evidence] = statement["evidence"]
        assert evidence["source_api"] == "osteon"
        assert set(evidence) <= {"source_api", "source_id", "text", "annotations", "text_refs"}
        match statement["type"]:
            case "Influence":
                check_event(statement["subj"])
                check_event(statement["obj"])
            case "Conversion":
                [before], [after] = statement["obj_from"], statement["obj_to"]
                check_agent(before)
                check_agent(after)
            case kind:
                for role in AGENTS[kind]:
                    check_agent(statement[role])
    assert len({statement["id"] for statement in statements}) == len(statements)


def test_the_documents_say_what_each_relation_becomes() -> None:
    text = (ROOT / "docs" / "exchange-evidence.md").read_text(encoding="utf-8")
    table, left_out = text.split("## Statements of INDRA")[1].split("These relations are no statement")
    assert {relation for relation in RELATIONS if f"`{relation}`" in left_out} == UNMAPPED
    assert {relation for relation in RELATIONS if f"`{relation}`" in table} == set(RELATIONS) - UNMAPPED


def test_relations_that_map_onto_no_statement_are_left_out(statements: list[dict[str, Any]]) -> None:
    mapped = {statement["evidence"][0]["annotations"]["relation"] for statement in statements}
    assert mapped == set(RELATIONS) - UNMAPPED
    assert all(one(relation) == [] for relation in UNMAPPED)


@pytest.mark.parametrize(
    ("relation", "object", "type"),
    [
        ("increases", "E003", "IncreaseAmount"),
        ("induces", "E003", "IncreaseAmount"),
        ("decreases", "E003", "DecreaseAmount"),
        ("inhibits", "E003", "Inhibition"),
        ("increases", "E004", "Activation"),
        ("inhibits", "E004", "Inhibition"),
        ("regulates", "E004", "Influence"),
        ("increases", "E002", "Influence"),
        ("reduces_incidence", "E002", "Influence"),
        ("differentiates_to", "E002", "Conversion"),
    ],
)
def test_the_object_decides_the_type(relation: str, object: str, type: str) -> None:
    [statement] = one(relation, object=object)
    assert statement["type"] == type


@pytest.mark.parametrize(
    ("relation", "polarity"),
    [("increases", 1), ("decreases", -1), ("reduces_incidence", -1), ("regulates", None)],
)
def test_an_influence_has_the_sign_of_its_relation(relation: str, polarity: int | None) -> None:
    [statement] = one(relation, object="E002")
    assert statement["obj"]["delta"]["polarity"] == polarity
    assert statement["subj"]["delta"]["polarity"] is None


def test_identifiers_are_written_as_indra_writes_them() -> None:
    [statement] = one("increases")
    assert statement["subj"]["db_refs"] == {"TEXT": "MSC", "CL": "CL:0000134", "MESH": "D059630"}
    assert statement["obj"]["name"] == "TNF"
    assert statement["obj"]["db_refs"]["HGNC"] == "11892"


def test_terms_that_are_broader_or_wrong_ground_nothing() -> None:
    concepts = {
        "E001": concept("E001", certainty="nearest"),
        "E002": concept("E002", name="x", certainty="printed"),
    }
    sides = {
        "subjects": (Term("MSC", ("E001",)),),
        "objects": (Term("x", ("E002",)), Term("MSC of x", ("E001",))),
    }
    found = json.loads(write_indra(EvidenceBase({"C001": claim("C001", **sides)}, concepts)))
    assert [s["obj"]["concept"]["db_refs"] for s in found] == [{"TEXT": "x"}, {"TEXT": "MSC of x"}]
    assert found[0]["subj"]["concept"]["db_refs"] == {"TEXT": "MSC"}


def test_evidence_says_where_it_stands() -> None:
    found = json.loads(write_indra(base()))
    [first, *_] = found
    evidence = first["evidence"][0]
    assert evidence["text_refs"] == {"DOI": "10.3390/x"}
    notes = evidence["annotations"]
    assert notes["cites"] == [{"id": "de la Paz, X. 2020", "doi": "10.1/a(b)<c>"}]
    assert (notes["sentences"], notes["conflicts"]) == (["000:2", "000:10"], ["K01"])
    without = EvidenceBase(
        base().claims, base().concepts, documents={"000": made(Reviewed, id="000", title="t")}
    )
    assert "text_refs" not in json.loads(write_indra(without))[0]["evidence"][0]


def test_a_statement_keeps_its_id() -> None:
    assert one("increases")[0]["id"] == one("decreases", note="other")[0]["id"]
    assert write_indra(base()) == write_indra(base())
