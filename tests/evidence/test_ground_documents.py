"""What the documents print wrongly: identifiers as they stand, and errors recorded with what is right."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from osteon.errors import RecordError
from osteon.evidence import errata, printed_ids
from osteon.evidence._ground_errata import read_errata
from osteon.knowledge import EvidenceBase, load_evidence
from tests.house.source import ROOT

PRINTED = {
    "MONDO:0005298": "osteoporosis",
    "MESH:D010024": "osteoporosis",
    "MESH:D016301": "inflammatory bone loss",
    "MESH:D007249": "inflammation",
    "MESH:C563468": "impaired fracture healing",
    "MESH:D002908": "chronic",
}
"""What document 002 prints, and for what."""

SOUND = '[erratum.D01]\ndocument = "900"\nplace = "p"\nkind = "k"\nsays = "s"\nright = "r"\n'


@cache
def catalogue() -> EvidenceBase:
    """The built-in evidence base."""
    return load_evidence()


def test_the_six_printed_identifiers_stand_as_printed() -> None:
    printed = printed_ids(catalogue())
    assert {id.curie: id.name for id in printed} == PRINTED
    assert {id.document for id in printed} == {"002"}


def test_three_of_them_are_flagged_with_what_they_are() -> None:
    flagged = {id.curie: id.label for id in printed_ids(catalogue()) if id.mismatch}
    assert flagged == {
        "MESH:C563468": "Cleft Lip, Congenital Healed",
        "MESH:D016301": "Alveolar Bone Loss",
        "MESH:D002908": "Chronic Disease",
    }


def test_printed_identifiers_agree_with_their_entities_and_claims() -> None:
    for id in printed_ids(catalogue()):
        concept = catalogue().concepts[id.entity]
        assert id.curie in (concept.curie, *concept.xrefs)
        assert concept.certainty == "printed"
        assert concept.name == id.name
        if concept.curie == id.curie:
            assert concept.label == id.label
        claim = catalogue().claims[id.claim]
        assert claim.objects[0].name == id.curie
        assert claim.subjects[0].name == id.name


def test_a_base_without_the_document_has_no_printed_identifiers() -> None:
    assert printed_ids(EvidenceBase()) == ()


def test_every_error_of_the_documents_is_recorded() -> None:
    found = errata()
    assert [erratum.id for erratum in found] == [f"D{number:02}" for number in range(1, len(found) + 1)]
    assert len(found) >= 16
    for erratum in found:
        assert erratum.document in catalogue().documents, erratum
        assert set(erratum.entities) <= set(catalogue().concepts), erratum
        assert {catalogue().claims[claim].document for claim in erratum.claims} == {erratum.document}, erratum
        assert erratum.where.startswith("catalog/errata/errata.toml:")


def test_an_erratum_is_read() -> None:
    (erratum,) = read_errata((SOUND + 'claims = ["C001"]\n').encode(), "x.toml")
    assert (erratum.says, erratum.right, erratum.claims, erratum.where) == ("s", "r", ("C001",), "x.toml:1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[erratum.D01\n", "x.toml:1: given text that is not TOML"),
        ("erratum = 5\n", "x.toml:1: given erratum = 5; expected tables [erratum.D01]"),
        ("[erratum]\nD01 = 5\n", "x.toml:2: given D01 = 5; expected a table [erratum.D01]"),
        (SOUND.replace('says = "s"', ""), "x.toml:1: given no says in [erratum.D01]; expected a text"),
        (SOUND.replace('"s"', "3"), "x.toml:5: given says = 3; expected a text"),
        (SOUND + "claims = 'C001'\n", "given claims = 'C001'; expected a list of ids"),
        (SOUND + "claim = ['C001']\n", "given unknown key 'claim'; expected one of document, place"),
        (SOUND + "claim = ['C001']\n", "did you mean 'claims'"),
    ],
)
def test_a_wrong_erratum_is_explained(text: str, message: str) -> None:
    with pytest.raises(RecordError) as raised:
        read_errata(text.encode(), "x.toml")
    assert message in str(raised.value)


def test_all_faults_come_at_once() -> None:
    with pytest.raises(RecordError) as raised:
        read_errata(b"[erratum.D01]\nsays = 1\n", "x.toml")
    assert len(raised.value.faults) == 5


def test_the_table_of_printed_identifiers_is_beside_the_errors() -> None:
    folder = Path(ROOT / "src" / "osteon" / "catalog" / "errata")
    assert {path.name for path in folder.iterdir()} == {"errata.toml", "printed_ids.csv"}
