"""Two names of one gene: claims that speak of one thing are found, and the conflict that this hides."""

from __future__ import annotations

from functools import cache

from osteon.evidence import SameGene, hidden_conflicts, same_gene
from osteon.knowledge import Claim, Concept, Conflict, EvidenceBase, Term, load_evidence


@cache
def catalogue() -> EvidenceBase:
    """The built-in evidence base."""
    return load_evidence()


def concept(id: str, name: str, *synonyms: str, curie: str | None = None, gene: str | None = None) -> Concept:
    """An entity of a made-up base."""
    certainty = "exact" if curie else "none"
    return Concept(id, name, synonyms, (), "protein", curie, "", certainty, (), gene, (), "", "", "t.toml:1")


def claim(id: str, subject: Term) -> Claim:
    """A claim of a made-up base."""
    return Claim(
        id=id, says="", chinese="", subjects=(subject,), relation="increases", objects=(), context="",
        evidence="animal", document="900", section="", sentences=(), cites=(), cites_note="", systems=(),
        kind="static", experiment=None, note="", mended="", where="t.toml:1",
    )  # fmt: skip


def two_names(*concepts: Concept, conflict: tuple[str, str] = ("C001", "C002")) -> EvidenceBase:
    """A base in which one claim speaks of CD49f and the other of integrin alpha-6."""
    first, second = concepts[0].id, concepts[-1].id
    claims = (
        claim("C001", Term("CD49f on cells", (first,))),
        claim("C002", Term("Integrin alpha 6", (second,))),
    )
    clash = Conflict("K01", conflict, "hard", True, "One up, one down.", "The assay.", "", "t.toml:1")
    return EvidenceBase(
        claims={one.id: one for one in claims},
        concepts={one.id: one for one in concepts},
        conflicts={"K01": clash},
    )


def groups() -> dict[str, SameGene]:
    """The groups of the catalogue, by gene."""
    return {group.gene: group for group in same_gene(catalogue())}


def test_integrin_alpha_6_and_cd49f_are_one_gene() -> None:
    group = groups()["HGNC:6142"]
    assert group.entities == ("E096",)
    assert "C077" in group.called["CD49f"]
    assert "C094" in group.called["integrin alpha-6"]


def test_the_pairs_that_the_documents_use_as_two_are_found() -> None:
    pairs = {
        "HGNC:7809": {"CD271", "LNGFR"},
        "HGNC:10672": {"SDF-1", "CXCL12"},
        "HGNC:10618": {"MCP-1", "CCL2"},
    }
    found = groups()
    assert {gene: set(found[gene].called) & names for gene, names in pairs.items()} == pairs


def test_the_conflict_that_only_grounding_shows_is_found_and_is_the_only_one() -> None:
    found = {one.conflict.id: (one.gene, one.names) for one in hidden_conflicts(catalogue())}
    assert found == {"K20": ("HGNC:6142", ("CD49f", "integrin alpha-6"))}
    assert {one.id for one in catalogue().conflicts.values() if one.hidden} == set(found)


def test_two_entities_of_one_gene_are_a_group() -> None:
    base = two_names(
        concept("E001", "CD49f", curie="HGNC:6142"),
        concept("E002", "integrin alpha-6", curie="CHEBI:1", gene="HGNC:6142"),
    )
    (group,) = same_gene(base)
    assert group.entities == ("E001", "E002")
    assert group.called == {"CD49f": ("C001",), "integrin alpha-6": ("C002",)}
    (hidden,) = hidden_conflicts(base)
    assert (hidden.conflict.id, hidden.names) == ("K01", ("CD49f", "integrin alpha-6"))


def test_without_a_gene_nothing_is_found() -> None:
    base = two_names(concept("E001", "CD49f"), concept("E002", "integrin alpha-6"))
    assert same_gene(base) == ()
    assert hidden_conflicts(base) == ()


def test_a_conflict_under_one_name_is_not_hidden() -> None:
    same = two_names(
        concept("E001", "CD49f", "integrin alpha-6", curie="HGNC:6142"), conflict=("C001", "C001")
    )
    assert len(same_gene(same)) == 1
    assert hidden_conflicts(same) == ()


def test_a_name_inside_another_word_does_not_count() -> None:
    base = EvidenceBase(
        claims={
            "C001": claim("C001", Term("CD4", ("E001",))),
            "C002": claim("C002", Term("CD49f", ("E001",))),
        },
        concepts={"E001": concept("E001", "CD4", "D4", "CD49f", curie="HGNC:1678")},
    )
    assert same_gene(base)[0].called == {"CD4": ("C001",), "CD49f": ("C002",)}
