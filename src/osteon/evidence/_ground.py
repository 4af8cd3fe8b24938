"""A name, or an identifier, and the entities that it may mean: with their terms, and nothing guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, final

from osteon.errors import LONGEST_SHOWN, Fault, shown
from osteon.evidence._ground_error import GroundingError
from osteon.evidence._index_names import entity_names, gene_of
from osteon.evidence._prefix import check_curie, prefix_map
from osteon.evidence._words import name_key

if TYPE_CHECKING:
    from osteon.evidence._index_names import EntityNames
    from osteon.knowledge import Concept, EvidenceBase

NEAR_MISSES = 5
LIKENESS = 0.7
"""How alike two names must be, of 1, for the one to be offered for the other."""

BY = ("name", "other name", "identifier", "gene", "further identifier", "nearest term", "spelling")
"""How an entity may be called by what is looked up, the surest first."""


@final
@dataclass(frozen=True)
class Candidate:
    """An entity that a name may mean.

    entity: its id. name: its name. by: a member of BY, how it is called so; `spelling` where a name of it is
    only like what was looked up. curie, label, certainty: its term, the ontology's own name of that term, and
    how well the term fits. mismatch: the ontology's name of the term is not a name of the entity.
    gene: that it is a product of. note: what the record says of the term.
    """

    entity: str
    name: str
    by: str
    curie: str | None
    label: str
    certainty: str
    mismatch: bool
    gene: str = ""
    note: str = ""


@final
@dataclass(frozen=True)
class Grounding:
    """What a name was found to mean. name: as it was given. says: the answer in words.

    candidates: the entities that it may mean, the surest first; only alike ones where it is the name of none.
    """

    name: str
    candidates: tuple[Candidate, ...]
    says: str

    @property
    def best(self) -> tuple[Candidate, ...]:
        """The surest candidates, which nothing tells apart; none where names are only alike."""
        surest = [c for c in self.candidates if c.by == self.candidates[0].by != "spelling"]
        return tuple(surest)

    @property
    def ambiguous(self) -> bool:
        """Whether the name is that of more than one entity, and nothing tells which is meant."""
        return len(self.best) > 1

    @property
    def only(self) -> Candidate | None:
        """The entity that the name means, where nothing speaks for another."""
        return self.best[0] if len(self.best) == 1 else None


def ground(base: EvidenceBase, name: str) -> Grounding:
    """The entities that `name` may mean, with their terms.

    name: a name in any spelling, a synonym, a Chinese name, the id of an entity, or an identifier like
    `HGNC:6142`. A name that several entities have is answered with all of them, and one that none has with
    those that are spelled like it; which of them is meant is for the reader to say.
    Raises GroundingError for an empty name, one of more than LONGEST_SHOWN characters, or an identifier of a
    known prefix whose form is wrong.
    """
    bare = _checked(name)
    if check_curie(bare) is None:
        found = tuple(_with_identifier(base, bare))
    else:
        names = entity_names(base)
        form = name_key(bare)
        other = tuple(
            entity for entity in names.other.get(form, ()) if entity not in names.first.get(form, ())
        )
        found = (*_all(base, names.first.get(form, ()), "name"), *_all(base, other, "other name"))
        found = found or tuple(_all(base, _like(names, form), "spelling"))
    return Grounding(name, found, said(bare, found))


def mismatch(concept: Concept) -> bool:
    """Whether the ontology calls a concept's term by none of the concept's names.

    Of an identifier that a document prints, only the printed name counts: that is what it was printed for.
    """
    names = (concept.name,) if concept.certainty == "printed" else concept.names
    return labels_differ(concept.label, names)


def labels_differ(label: str, names: Iterable[str]) -> bool:
    """Whether a term's name is none of some names, however they are spelled; False where it has none."""
    return bool(label) and name_key(label) not in {name_key(name) for name in names}


def _checked(name: str) -> str:
    bare = name.strip() if isinstance(name, str) else ""
    if not bare or not name_key(bare):
        raise GroundingError(
            Fault("", shown(name), "a name, like 'CD49f', or an identifier, like 'HGNC:6142'")
        )
    if len(bare) > LONGEST_SHOWN:
        given = f"a name of {len(bare)} characters"
        raise GroundingError(Fault("", given, f"one of at most {LONGEST_SHOWN}", "give the name alone"))
    fault = check_curie(bare)
    if fault and bare.partition(":")[0] in prefix_map():
        raise GroundingError(fault)
    return bare


def _with_identifier(base: EvidenceBase, curie: str) -> Iterator[Candidate]:
    """The entities that have an identifier in any place, the surest first."""
    holders = [(_place(concept, curie), concept) for concept in base.concepts.values()]
    for by in BY:
        yield from (_candidate(concept, by) for place, concept in holders if place == by)


def _place(concept: Concept, curie: str) -> str:
    """How a concept has an identifier; empty if it has not."""
    if curie == concept.curie:
        return "nearest term" if concept.certainty == "nearest" else "identifier"
    if curie == concept.gene:
        return "gene"
    return "further identifier" if curie in concept.xrefs else ""


def _like(names: EntityNames, form: str) -> tuple[str, ...]:
    known = [*names.first, *names.other]
    close = get_close_matches(form, known, n=NEAR_MISSES, cutoff=LIKENESS)
    return tuple(dict.fromkeys(entity for name in close for entity in names.named(name)))[:NEAR_MISSES]


def _all(base: EvidenceBase, entities: Iterable[str], by: str) -> Iterator[Candidate]:
    return (_candidate(base.concepts[entity], by) for entity in entities)


def _candidate(concept: Concept, by: str) -> Candidate:
    return Candidate(
        entity=concept.id,
        name=concept.name,
        by=by,
        curie=concept.curie,
        label=concept.label,
        certainty=concept.certainty,
        mismatch=mismatch(concept),
        gene=gene_of(concept),
        note=concept.note,
    )


def said(name: str, found: Sequence[Candidate]) -> str:
    """The answer to a name in words. found: the candidates, the surest first."""
    if not found:
        return f"No entity is called {shown(name)}, and none is spelled like it."
    if found[0].by == "spelling":
        return f"No entity is called {shown(name)}; spelled like it are {_listed(found)}."
    best = [candidate for candidate in found if candidate.by == found[0].by]
    if len(best) > 1:
        lead = f"{shown(name)} may mean {len(best)} entities: {_listed(best)}."
    else:
        lead = _term(best[0])
    rest = {by: [c for c in found if c.by == by] for by in BY if by != found[0].by}
    also = [f"As {_OF[by]} it is that of {_listed(others)}." for by, others in rest.items() if others]
    return " ".join((lead, *also))


_OF = {
    "other name": "another name",
    "gene": "a gene",
    "further identifier": "a further identifier",
    "nearest term": "the nearest term",
}


def _listed(candidates: Sequence[Candidate]) -> str:
    return ", ".join(f"{candidate.entity} ({candidate.name})" for candidate in candidates)


def _term(candidate: Candidate) -> str:
    subject = f"{candidate.entity} ({candidate.name})"
    if candidate.curie is None:
        return f"{subject} has no term."
    term = f"{candidate.curie} ({candidate.label})" if candidate.label else candidate.curie
    fits = {"printed": ", as a document prints it", "nearest": ", the nearest term"}.get(
        candidate.certainty, ""
    )
    wrong = ", whose own name is another" if _is_misprint(candidate) else ""
    return f"{subject} is {term}{fits}{wrong}."


def _is_misprint(candidate: Candidate) -> bool:
    return candidate.mismatch and candidate.certainty == "printed"
