"""Entities as INDRA writes them: names, and identifiers by its own names of the registries."""

from __future__ import annotations

from typing import Any

from osteon.evidence._exchange._things import Thing
from osteon.knowledge import Concept, EvidenceBase

_MOLECULES = (
    "protein", "gene", "miRNA", "chemical", "drug", "surface antigen", "protein complex", "molecule group",
)  # fmt: skip
_PROCESSES = ("process", "pathway")
_EXACT = "exact"

_NAMESPACES = {
    "HGNC": "HGNC", "UniProt": "UP", "MESH": "MESH", "NCBITaxon": "TAXONOMY", "mirbase": "MIRBASE",
    "mirbase.mature": "MIRBASEM",
}  # fmt: skip
"""By prefix of the catalogue; the identifiers stand without a prefix."""

_EMBEDDED = ("CHEBI", "GO", "CL", "UBERON", "MONDO", "HP", "BTO", "PR")
"""Namespaces whose identifiers carry their prefix."""


def agent(base: EvidenceBase, node: Thing) -> dict[str, Any]:
    """Return an agent: its name, and `db_refs` with its text and, where it is one entity, its identifiers.

    A term that is no single entity has its text only: "MSC exosome" is not grounded to MSC.
    """
    concept = base.concepts[node.id] if node.is_entity else None
    if concept is None:
        return {"name": node.name, "db_refs": {"TEXT": node.name}}
    return {"name": _name(concept), "db_refs": {"TEXT": concept.name, **_references(concept)}}


def is_molecule(base: EvidenceBase, node: Thing) -> bool:
    """Whether it is a molecule, or molecules of one sort."""
    return node.is_entity and base.concepts[node.id].type in _MOLECULES


def is_process(base: EvidenceBase, node: Thing) -> bool:
    """Whether it is a process or a pathway."""
    return node.is_entity and base.concepts[node.id].type in _PROCESSES


def _name(concept: Concept) -> str:
    """The gene's symbol, as INDRA has it, where the term is a gene."""
    is_gene = concept.certainty == _EXACT and (concept.curie or "").startswith("HGNC:")
    return concept.label if is_gene and concept.label else concept.name


def _references(concept: Concept) -> dict[str, str]:
    """One identifier of each registry; those of terms that are broader, or wrong as printed, are left out."""
    exact = (concept.curie, *concept.xrefs) if concept.certainty == _EXACT else ()
    found: dict[str, str] = {}
    for curie in filter(None, (*exact, concept.gene)):
        prefix, _, rest = curie.partition(":")
        if prefix in _NAMESPACES:
            found.setdefault(_NAMESPACES[prefix], rest)
        elif prefix in _EMBEDDED:
            found.setdefault(prefix, curie)
    return found
