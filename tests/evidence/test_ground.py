"""Names and identifiers to entities: found, only alike, or refused, and nothing guessed."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.errors import LONGEST_SHOWN
from osteon.evidence import GroundingError, ground
from osteon.knowledge import Concept, EvidenceBase, load_evidence

WRONG = ("MESH:C563468", "MESH:D016301", "MESH:D002908")
"""The identifiers that a document prints for something else."""


@cache
def catalogue() -> EvidenceBase:
    """The built-in evidence base."""
    return load_evidence()


def concept(id: str, name: str, *synonyms: str, **values: str) -> Concept:
    """An entity of a made-up base."""
    curie = values.get("curie")
    return Concept(
        id=id,
        name=name,
        synonyms=synonyms,
        chinese=(),
        type="protein",
        curie=curie,
        label=values.get("label", ""),
        certainty=values.get("certainty", "exact" if curie else "none"),
        xrefs=(),
        gene=values.get("gene"),
        model=(),
        note="",
        mended="",
        where="things.toml:1",
    )


def base(*concepts: Concept) -> EvidenceBase:
    """A made-up base of some entities."""
    return EvidenceBase(concepts={concept.id: concept for concept in concepts})


@pytest.mark.parametrize(
    "name",
    ["CD49f", "cd49F", " CD49f ", "integrin alpha-6", "integrin alpha6", "Integrin α6", "ITGA6", "HGNC:6142"],
)
def test_one_gene_is_found_under_all_its_names(name: str) -> None:
    found = ground(catalogue(), name).only
    assert found is not None
    assert (found.entity, found.curie, found.label, found.certainty) == (
        "E096",
        "HGNC:6142",
        "ITGA6",
        "exact",
    )
    assert found.gene == "HGNC:6142"
    assert not found.mismatch


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("CD271", "LNGFR"),
        ("SDF-1", "CXCL12"),
        ("MCP-1", "CCL2"),
        ("HIF-1α", "HIF-1a"),
        ("miR-21-5p", "miR-21"),
    ],
)
def test_two_names_of_the_documents_are_one_entity(one: str, two: str) -> None:
    first, second = ground(catalogue(), one).only, ground(catalogue(), two).only
    assert first is not None
    assert first.entity == (second.entity if second else "")


def test_names_are_found_in_chinese() -> None:
    names = {"骨缺损": "bone defect", "细胞外囊泡": "extracellular vesicle", "血管生成": "angiogenesis"}
    assert {name: found.name for name in names if (found := ground(catalogue(), name).only)} == names


def test_the_answer_is_said_in_words() -> None:
    def says(name: str) -> str:
        return ground(catalogue(), name).says

    assert says("M1 macrophage") == "E037 (M1 macrophage) is CL:0000863 (M1 macrophage)."
    assert says("Rab001") == "E203 (Rab001) has no term."
    assert says("MIP-1") == "E151 (MIP-1) is HGNC:10627 (CCL3), the nearest term."
    assert says("impaired fracture healing") == (
        "E223 (impaired fracture healing) is MESH:C563468 (Cleft Lip, Congenital Healed), "
        "as a document prints it, whose own name is another."
    )


@pytest.mark.parametrize("curie", WRONG)
def test_an_identifier_printed_for_something_else_is_flagged(curie: str) -> None:
    found = ground(catalogue(), curie).only
    assert found is not None
    assert (found.certainty, found.mismatch) == ("printed", True)


def test_identifiers_printed_rightly_are_not_flagged() -> None:
    for curie in ("MONDO:0005298", "MESH:D007249"):
        found = ground(catalogue(), curie).only
        assert found is not None
        assert not found.mismatch


def test_the_very_term_comes_before_the_nearest() -> None:
    answer = ground(catalogue(), "CL:0000134")
    assert answer.only is not None
    assert answer.only.name == "MSC"
    assert {candidate.by for candidate in answer.candidates[1:]} == {"nearest term"}
    assert "As the nearest term it is that of E006 (PMSC), E007" in answer.says


def test_an_ambiguous_name_is_answered_with_all_that_have_it() -> None:
    answer = ground(base(concept("E001", "growth factor", "GF"), concept("E002", "gap filler", "GF")), "gf")
    assert answer.ambiguous
    assert answer.only is None
    assert [candidate.entity for candidate in answer.candidates] == ["E001", "E002"]
    assert answer.says == "'gf' may mean 2 entities: E001 (growth factor), E002 (gap filler)."


def test_an_own_name_comes_before_another_name_and_both_are_told() -> None:
    answer = ground(base(concept("E001", "gap filler", "graft"), concept("E002", "graft")), "graft")
    assert answer.only is not None
    assert answer.only.entity == "E002"
    assert answer.says == "E002 (graft) has no term. As another name it is that of E001 (gap filler)."


def test_a_near_miss_names_what_is_like_it_and_chooses_nothing() -> None:
    answer = ground(catalogue(), "osteoperosis")
    assert answer.only is None
    assert not answer.ambiguous
    assert answer.candidates[0].name == "osteoporosis"
    assert {candidate.by for candidate in answer.candidates} == {"spelling"}
    assert answer.says.startswith(
        "No entity is called 'osteoperosis'; spelled like it are E220 (osteoporosis), "
    )


def test_what_is_like_nothing_is_said_so() -> None:
    answer = ground(catalogue(), "zzzz")
    assert (answer.candidates, answer.best) == ((), ())
    assert answer.says == "No entity is called 'zzzz', and none is spelled like it."


def test_an_identifier_that_no_entity_has_is_said_so() -> None:
    assert (
        ground(catalogue(), "CL:0000000").says
        == "No entity is called 'CL:0000000', and none is spelled like it."
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "given ''; expected a name, like 'CD49f', or an identifier, like 'HGNC:6142'"),
        (" \n ", "given ' \\n '; expected a name, like 'CD49f'"),
        ("…!?", "expected a name, like 'CD49f'"),
        ("x" * 61, "given a name of 61 characters; expected one of at most 60; give the name alone"),
        ("CL:134", "given 'CL:134'; expected CL: and what \\d{7} matches (Cell Ontology)"),
        ("MESH:563468", "expected MESH: and what (C|D|Q)\\d+ matches"),
    ],
)
def test_what_cannot_be_looked_up_is_refused(name: str, message: str) -> None:
    with pytest.raises(GroundingError) as raised:
        ground(catalogue(), name)
    assert message in str(raised.value)


@given(st.text(max_size=LONGEST_SHOWN))
def test_any_text_is_answered_or_refused(name: str) -> None:
    small = base(concept("E001", "SDF-1", "CXCL12", curie="HGNC:10672", label="CXCL12"))
    try:
        answer = ground(small, name)
    except GroundingError:
        return
    assert answer.name == name
    assert answer.says.endswith(".")
    assert len(answer.best) <= 1
