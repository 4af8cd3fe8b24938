"""Prefixes of identifiers: which are known, what must follow them, and the addresses of terms."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.evidence import GroundingError, Prefix, check_curie, compress, expand, prefix_map
from osteon.knowledge import Library, load_library

SOUND = {
    "CL": "0000863", "UBERON": "0001474", "GO": "0001525", "CHEBI": "15551", "MONDO": "0005298",
    "HP": "0032537", "MESH": "C563468", "HGNC": "6142", "UniProt": "P23229", "mirbase": "MI0000471",
    "mirbase.mature": "MIMAT0000076", "NCBITaxon": "9606", "PR": "000000046", "BTO": "0002014",
    "doi": "10.3390/ijms27031155", "pmid": "25446708", "pmc": "PMC12898135",
}  # fmt: skip
"""A right identifier of each prefix."""


@pytest.mark.parametrize("prefix", SOUND)
def test_each_prefix_takes_its_form_and_has_an_address(prefix: str) -> None:
    curie = f"{prefix}:{SOUND[prefix]}"
    assert check_curie(curie) is None
    assert expand(curie).endswith(SOUND[prefix])
    assert compress(expand(curie)) == curie


def test_every_prefix_is_tried_here() -> None:
    assert set(SOUND) == set(prefix_map())


def test_the_map_is_well_formed() -> None:
    for name, known in prefix_map().items():
        assert known.prefix == name
        assert re.fullmatch(r"https?://[^$]+\$1", known.uri), name
        assert re.compile(known.pattern), name
    owners: dict[str, set[str]] = {}
    for known in prefix_map().values():
        for spelling in (known.prefix, *known.synonyms):
            owners.setdefault(spelling.casefold(), set()).add(known.prefix)
    assert not {spelling: who for spelling, who in owners.items() if len(who) > 1}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("CL:863", "given 'CL:863'; expected CL: and what \\d{7} matches (Cell Ontology)"),
        ("CL:0000863 ", "expected CL: and what \\d{7} matches"),
        ("CL:٠٠٠٠٨٦٣", "expected CL: and what \\d{7} matches"),
        ("CL:", "given 'CL:'; expected CL: and what"),
        ("MESH:D0\n", "given 'MESH:D0\\n'; expected MESH: and what"),
        ("mirbase:MIMAT0000076", "expected mirbase: and what MI\\d{7} matches (miRBase pre-miRNA)"),
        ("doi:10.1000/a b", "expected doi: and what"),
        ("cl:0000863", "did you mean 'CL:0000863'?"),
        ("CL_0000863", "did you mean 'CL:0000863'?"),
        ("miRBase:MI0000471", "did you mean 'mirbase:MI0000471'?"),
        ("http://purl.obolibrary.org/obo/CL_0000863", "did you mean 'CL:0000863'?"),
        ("https://doi.org/10.3390/ijms27031155", "did you mean 'doi:10.3390/ijms27031155'?"),
        ("HGNCC:5", "expected a prefix and a colon first, one of CL, UBERON, GO"),
        ("HGNCC:5", "did you mean 'HGNC'?"),
        ("nonsense", "given 'nonsense'; expected a prefix and a colon first"),
        ("", "given ''; expected a prefix and a colon first"),
    ],
)
def test_a_wrong_identifier_is_explained(text: str, message: str) -> None:
    fault = check_curie(text)
    assert fault is not None
    assert message in str(fault)


@pytest.mark.parametrize("thing", [None, 5, b"CL:0000863", ["CL:0000863"]])
def test_what_is_no_text_is_no_identifier(thing: object) -> None:
    assert "expected an identifier as a text, like 'CL:0000863'" in str(check_curie(thing))


def test_the_place_comes_first() -> None:
    assert str(check_curie("CL:1", "cells.toml:7")).startswith("cells.toml:7: given 'CL:1'")


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    fault = check_curie(text)
    if fault is None:
        assert compress(expand(text)) is not None
    else:
        assert fault.given


def test_a_wrong_identifier_has_no_address() -> None:
    with pytest.raises(GroundingError, match="expected MESH: and what"):
        expand("MESH:X1")
    assert compress("http://example.org/CL_0000863") is None
    assert compress("http://purl.obolibrary.org/obo/CL_863") is None


def test_a_form_is_matched_as_a_whole() -> None:
    assert not Prefix("X", "x", r"\d+", "http://x/$1").fits("1x")


def test_every_identifier_of_the_catalogue_is_well_formed() -> None:
    library = load_library()
    faults = [str(fault) for curie, where in _identifiers(library) if (fault := check_curie(curie, where))]
    assert not faults, "\n".join(faults)


def test_checking_an_identifier_does_not_load_curies() -> None:
    program = "import sys, osteon.evidence as e; e.check_curie('CL:1'); print('curies' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def _identifiers(library: Library) -> list[tuple[str, str]]:
    base = library.evidence
    found = [
        (id, concept.where)
        for concept in base.concepts.values()
        for id in (concept.curie, concept.gene, *concept.xrefs)
        if id is not None
    ]
    found += [(f"doi:{paper.doi}", paper.where) for paper in base.papers.values() if paper.doi]
    found += [
        (entity.curie, entity.where)
        for chapters in library.chapters.values()
        for chapter in chapters
        for entity in chapter.entities
        if entity.curie is not None
    ]
    return found
