"""Rules on identifiers: they have the form of their kind, and one gene is one entity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from osteon.errors import Fault
from osteon.evidence._check_names import allowed
from osteon.evidence._coverage import Coverage
from osteon.evidence._ground_genes import genes, hidden_conflicts, same_gene
from osteon.evidence._ground_printed import printed_ids
from osteon.evidence._prefix import check_curie
from osteon.knowledge import Concept, EvidenceBase


def identifier_rule(base: EvidenceBase) -> Coverage:
    """Each identifier has a known prefix, and the form that its prefix asks for."""
    grounded = [concept for concept in base.concepts.values() if any(_identifiers(concept))]
    faults = [fault for concept in grounded for fault in _malformed(concept)]
    says = "each identifier has a known prefix, and the form that its prefix asks for"
    return Coverage("identifiers", says, len(grounded), len(base.concepts), "entities", tuple(faults))


def printed_rule(base: EvidenceBase) -> Coverage:
    """Identifiers that a document prints for something else are listed, and kept as they stand."""
    printed = printed_ids(base)
    listed = [
        f"{id.curie}, printed for {id.name!r} in document {id.document}, is {id.label!r}"
        for id in printed
        if id.mismatch
    ]
    says = "identifiers that a document prints for something else are listed; they are no fault of the base"
    total = len(printed)
    return Coverage("printed identifiers", says, total, total, "identifiers", listed=tuple(listed))


def certainty_rule(base: EvidenceBase) -> Coverage:
    """An entity has a term exactly if its certainty says so."""
    faults = [
        Fault(
            concept.where,
            f"{concept.id} with certainty = {concept.certainty!r} and {concept.curie or 'no curie'}",
            "no curie with certainty 'none', and one with every other",
        )
        for concept in base.concepts.values()
        if (concept.curie is None) != (concept.certainty == "none")
    ]
    grounded = sum(concept.curie is not None for concept in base.concepts.values())
    says = "an entity has a term exactly if its certainty says so"
    total = len(base.concepts)
    listed = (f"{grounded} of {total} entities have a term",) if total else ()
    return Coverage("certainty", says, total, total, "entities", tuple(faults), listed)


def gene_rule(base: EvidenceBase) -> Coverage:
    """No gene is that of two entities, unless a note or a conflict says what sets them apart."""
    faults, listed = [], []
    for group in same_gene(base):
        for one, two in combinations((base.concepts[id] for id in group.entities), 2):
            reason = allowed(base, one, two)
            line = f"{group.gene} for {one.id} ({one.name}) and {two.id} ({two.name})"
            if reason:
                listed.append(f"{line}: {reason}")
            else:
                fix = "join them, or note on one what sets it apart from the other"
                faults.append(Fault(two.where, line, "each gene for one entity", fix))
    says = "no gene is that of two entities, unless a note or a conflict says so"
    return Coverage("genes", says, *_with_gene(base), "entities", tuple(faults), tuple(listed))


def alias_rule(base: EvidenceBase) -> Coverage:
    """Genes that claims call by different names are listed: their claims speak of one thing."""
    between: dict[str, list[str]] = {}
    for hidden in hidden_conflicts(base):
        between.setdefault(hidden.gene, []).append(hidden.conflict.id)
    listed = [
        f"{group.gene} ({', '.join(group.entities)}) is "
        + "; ".join(f"{name!r} in {', '.join(claims)}" for name, claims in group.called.items())
        + (f": conflict {', '.join(between[group.gene])}" if group.gene in between else "")
        for group in same_gene(base)
        if len(group.called) > 1
    ]
    says = "genes that claims call by different names are listed; it is no fault"
    return Coverage("one gene, several names", says, *_with_gene(base), "entities", listed=tuple(listed))


def _with_gene(base: EvidenceBase) -> tuple[int, int]:
    """How many entities are grounded to a gene, and how many there are."""
    return sum(any(genes(concept)) for concept in base.concepts.values()), len(base.concepts)


def _identifiers(concept: Concept) -> Iterator[str]:
    yield from filter(None, (concept.curie, concept.gene, *concept.xrefs))


def _malformed(concept: Concept) -> Iterator[Fault]:
    for identifier in _identifiers(concept):
        fault = check_curie(identifier, concept.where)
        if fault is not None:
            yield replace(fault, given=f"{fault.given} of {concept.id}")
