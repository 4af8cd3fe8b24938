"""Which entities a name may mean, whatever its spelling, and which of them are one gene."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from osteon.evidence._words import STOP, is_han, keys

if TYPE_CHECKING:
    from osteon.knowledge import Concept, EvidenceBase

GENES = "HGNC:"


@final
@dataclass(frozen=True)
class EntityNames:
    """Entity ids by what they are called, in the form that is compared.

    first: by the name of the record. other: by synonyms, Chinese names, the ontology's label and ids.
    genes: by gene, the entities that are its products, where there are several.
    """

    first: Mapping[str, tuple[str, ...]]
    other: Mapping[str, tuple[str, ...]]
    genes: Mapping[str, tuple[str, ...]]

    def named(self, form: str) -> tuple[str, ...]:
        """The entities that `form` may mean: those whose own name it is, else those also called so."""
        return self.first.get(form) or self.other.get(form, ())

    def also_named(self, form: str) -> tuple[str, ...]:
        """Those that are called so beside the ones whose own name it is."""
        return tuple(e for e in self.other.get(form, ()) if e not in self.named(form))

    def family(self, entities: Iterable[str]) -> tuple[str, ...]:
        """`entities`, and those that are products of the same genes."""
        given = tuple(entities)
        same = (e for members in self.genes.values() if set(members) & set(given) for e in members)
        return tuple(dict.fromkeys((*given, *same)))

    def one_gene(self, entities: Iterable[str]) -> str:
        """The gene that all of `entities` are products of; empty where there is none."""
        given = set(entities)
        return next((gene for gene, members in self.genes.items() if given <= set(members)), "")


def entity_names(base: EvidenceBase) -> EntityNames:
    """The names of all entities of an evidence base."""
    concepts = base.concepts.values()
    other = [(name, concept.id) for concept in concepts for name in _other_names(concept)]
    genes = _groups((gene_of(concept), concept.id) for concept in concepts)
    return EntityNames(
        _groups(zip(keys([c.name for c in concepts]), [c.id for c in concepts], strict=True)),
        _groups(zip(keys([name for name, _ in other]), [entity for _, entity in other], strict=True)),
        {gene: members for gene, members in genes.items() if len(members) > 1},
    )


def written_names(base: EvidenceBase) -> dict[str, str]:
    """How a reader writes a name of an entity, by the form that is compared."""
    names = [name for concept in base.concepts.values() for name in reversed(concept.names)]
    return dict(zip(keys(names), names, strict=True))


def gene_of(concept: Concept) -> str:
    """The gene that a concept is a product of, as an HGNC id; empty where none is recorded."""
    gene = concept.gene or concept.curie or ""
    return gene if gene.startswith(GENES) else ""


def says_name(piece: str) -> bool:
    """Whether a word alone may be a name: `NO` may be nitric oxide, `no` is not."""
    return is_han(piece) or piece.isupper() or piece.lower() not in STOP


def _other_names(concept: Concept) -> Iterator[str]:
    yield concept.id
    yield from (*concept.synonyms, *concept.chinese, *concept.xrefs)
    # The nearest term of an ontology is another thing, with a name of its own.
    label = "" if concept.certainty == "nearest" else concept.label
    yield from filter(None, (label, concept.curie, concept.gene))


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """By name, the entities; what has no name is left out."""
    groups: dict[str, dict[str, None]] = {}
    for name, entity in pairs:
        groups.setdefault(name, {})[entity] = None
    return {name: tuple(members) for name, members in groups.items() if name}
