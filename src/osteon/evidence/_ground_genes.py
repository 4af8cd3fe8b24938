"""One gene, several names: claims that speak of one thing without saying so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, final

if TYPE_CHECKING:
    from osteon.knowledge import Concept, Conflict, EvidenceBase

GENES = "HGNC:"


@final
@dataclass(frozen=True)
class SameGene:
    """A gene that claims call by several names, or that several entities are products of.

    gene: its HGNC id. entities: the ids of what is grounded to it. called: by name, the claims that use it.
    """

    gene: str
    entities: tuple[str, ...]
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def apart(self, claims: Iterable[str]) -> tuple[str, ...]:
        """The names under which some claims speak of the gene, where no two share one; else none."""
        names = [{name for name, users in self.called.items() if claim in users} for claim in claims]
        if not all(names) or len(names) < 2 or set.intersection(*names):
            return ()
        return tuple(min(one) for one in names)


@final
@dataclass(frozen=True)
class HiddenConflict:
    """A conflict whose two claims name one gene differently: it shows only once both names are grounded."""

    conflict: Conflict
    gene: str
    names: tuple[str, ...]


def same_gene(base: EvidenceBase) -> tuple[SameGene, ...]:
    """The genes that claims call by more than one name, and those of more than one entity."""
    owners: dict[str, list[Concept]] = {}
    for concept in base.concepts.values():
        for gene in genes(concept):
            owners.setdefault(gene, []).append(concept)
    found = (
        SameGene(gene, tuple(concept.id for concept in concepts), _called(base, concepts))
        for gene, concepts in owners.items()
    )
    return tuple(group for group in found if len(group.entities) > 1 or len(group.called) > 1)


def hidden_conflicts(base: EvidenceBase) -> tuple[HiddenConflict, ...]:
    """The conflicts of the base whose two claims speak of one gene under different names."""
    groups = same_gene(base)
    return tuple(
        HiddenConflict(conflict, group.gene, names)
        for conflict in base.conflicts.values()
        for group in groups
        if (names := group.apart(conflict.claims))
    )


def genes(concept: Concept) -> Iterator[str]:
    """The genes that an entity is grounded to, each once."""
    found = (concept.gene, concept.curie, *concept.xrefs)
    yield from dict.fromkeys(id for id in found if id is not None and id.startswith(GENES))


def _called(base: EvidenceBase, concepts: Iterable[Concept]) -> dict[str, tuple[str, ...]]:
    """By which of their names claims call some concepts: the claims by name."""
    called: dict[str, dict[str, None]] = {}
    for concept in concepts:
        for claim in base.claims_with(concept.id):
            for term in (*claim.subjects, *claim.objects):
                if concept.id in term.entities and (name := longest(term.name, concept.names)):
                    called.setdefault(name, {})[claim.id] = None
    return {name: tuple(claims) for name, claims in called.items()}


def longest(text: str, names: Iterable[str]) -> str:
    """The longest of some names that a text has, for a shorter may stand inside it; empty for none."""
    return max((name for name in names if holds(text, name)), key=len, default="")


def holds(text: str, name: str) -> bool:
    """Whether a text has a name as words of its own, with or without hyphens."""
    words = r"[\s-]*".join(re.escape(word) for word in re.split(r"[\s-]+", name))
    return bool(re.search(rf"(?<![^\W_]){words}(?![^\W_])", text, re.IGNORECASE))
