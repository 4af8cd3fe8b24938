"""The entities of the catalogue: types, terms, certainties and what stands for them in the model."""

from __future__ import annotations

from collections import Counter
from functools import cache

from osteon.evidence import check_curie
from osteon.evidence._ground import mismatch
from osteon.knowledge import EvidenceBase, load_evidence
from tests.house.source import ROOT

TYPES = {
    "cell", "surface antigen", "protein", "protein complex", "molecule group", "gene", "pathway", "miRNA",
    "chemical", "drug", "biomaterial", "secretome", "disease", "tissue", "procedure", "process", "species",
    "attribute", "resource",
}  # fmt: skip
HOME = {
    "cell": {"CL", "MESH"}, "surface antigen": {"HGNC", "MESH"}, "protein": {"HGNC", "MESH"},
    "tissue": {"UBERON", "GO", "MESH"}, "species": {"NCBITaxon", "MESH"}, "miRNA": {"mirbase", "MESH"},
    "disease": {"MONDO", "HP", "MESH"}, "pathway": {"GO"}, "chemical": {"CHEBI"},
}  # fmt: skip
"""The prefixes that terms of some types come from."""


@cache
def catalogue() -> EvidenceBase:
    """The built-in evidence base."""
    return load_evidence()


def test_all_entities_are_there() -> None:
    assert sorted(catalogue().concepts) == [f"E{number:03}" for number in range(1, 476)]


def test_types_are_of_one_short_list_and_files_hold_one_type() -> None:
    assert {concept.type for concept in catalogue().concepts.values()} == TYPES
    files = {(concept.where.partition(":")[0], concept.type) for concept in catalogue().concepts.values()}
    assert len(files) == len(TYPES)


def test_terms_come_from_the_ontology_of_their_type() -> None:
    strange = [
        (concept.id, concept.curie)
        for concept in catalogue().concepts.values()
        if concept.curie and concept.type in HOME
        if concept.curie.partition(":")[0].partition(".")[0] not in HOME[concept.type]
    ]
    assert not strange


def test_an_exact_term_has_the_name_of_its_entity() -> None:
    wrong = [c.id for c in catalogue().concepts.values() if c.certainty == "exact" and mismatch(c)]
    assert not wrong


def test_every_grounded_entity_names_its_term() -> None:
    without = {c.id for c in catalogue().concepts.values() if c.curie and not c.label}
    assert without == {"E435"}, "only a paper's DOI has no name of its own"


def test_a_nearest_term_says_what_it_is_not() -> None:
    silent = [c.id for c in catalogue().concepts.values() if c.certainty == "nearest" and not c.note]
    assert not silent


def test_an_entity_without_a_term_has_none() -> None:
    assert not [c.id for c in catalogue().concepts.values() if (c.certainty == "none") != (c.curie is None)]


def test_the_page_states_the_counts_as_they_are() -> None:
    page = (ROOT / "docs" / "grounding.md").read_text(encoding="utf-8")
    counts = Counter(concept.certainty for concept in catalogue().concepts.values())
    rows = [f"| `{certainty}` | {count} |" for certainty, count in counts.items()]
    assert [row for row in rows if row not in page] == []
    papers = catalogue().papers.values()
    assert f"{sum(paper.doi is not None for paper in papers)} of {len(papers)} have a DOI" in page
    mended = sum(bool(concept.mended) for concept in catalogue().concepts.values())
    assert f"{mended} records" in page


def test_genes_are_genes_and_stand_beside_another_term() -> None:
    genes = {c.id: c.gene for c in catalogue().concepts.values() if c.gene}
    assert set(genes) == {"E135", "E184", "E185", "E186"}
    assert all(gene.startswith("HGNC:") and check_curie(gene) is None for gene in genes.values())


def test_micrornas_are_grounded_in_mirbase() -> None:
    terms = {c.name: c.curie for c in catalogue().concepts.values() if c.type == "miRNA" and c.gene}
    assert terms == {
        "miR-126": "mirbase:MI0000471",
        "miR-21-5p": "mirbase.mature:MIMAT0000076",
        "miR-135b": "mirbase:MI0000810",
    }


def test_entities_of_the_chinese_document_have_chinese_names() -> None:
    used = {e for c in catalogue().claims.values() if c.document == "001" for e in c.entities}
    assert used
    assert not [entity for entity in sorted(used) if not catalogue().concepts[entity].chinese]


def test_chinese_names_are_chinese() -> None:
    names = [name for concept in catalogue().concepts.values() for name in concept.chinese]
    assert names
    assert not [name for name in names if not any("\u4e00" <= letter <= "\u9fff" for letter in name)]
