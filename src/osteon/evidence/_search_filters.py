"""What a question is narrowed to: nothing is guessed, what is unknown or ambiguous is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, TypeAlias, final

from osteon.errors import Fault, near, shown
from osteon.evidence._index_names import EntityNames, entity_names
from osteon.evidence._paper_names import bare_doi, citation, papers_called
from osteon.evidence._search_error import SearchError
from osteon.evidence._words import form, name_key, parts, pieces

if TYPE_CHECKING:
    from osteon.knowledge import Claim, EvidenceBase

Names: TypeAlias = str | Sequence[str] | None
LISTED = 8
"""Matches that a message lists."""


@final
@dataclass(frozen=True)
class Asked:
    """The filters as they were asked for; `search` says what each is."""

    entity: Names = None
    relation: str | None = None
    system: Names = None
    study: Names = None
    document: str | None = None
    kind: str | None = None
    conflicts: bool = False
    ids: Names = None

    def set(self) -> dict[str, object]:
        """Those that were set, by name."""
        return {name: value for name, value in asdict(self).items() if value}


@final
@dataclass(frozen=True)
class Filters:
    """Which claims remain.

    entities: for each entity asked for, it and its siblings of one gene. systems, papers: ids. All must hold.
    relation, document, kind: of the claim. conflicts: only claims that are a side of one. ids: of records of
    any kind; only these remain. notes: how names were read.
    """

    entities: tuple[tuple[str, ...], ...] = ()
    relation: str | None = None
    systems: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    document: str | None = None
    kind: str | None = None
    conflicts: bool = False
    ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def of_claims(self) -> bool:
        """Whether they say anything of claims."""
        chosen = (self.entities, self.relation, self.systems, self.papers, self.document, self.kind)
        return self.conflicts or any(chosen)

    def claims(self, base: EvidenceBase) -> tuple[Claim, ...]:
        """The claims that remain, in the order of the evidence base."""
        disputed = {claim for conflict in base.conflicts.values() for claim in conflict.claims}
        kept = filter(self._keeps, base.claims.values())
        return tuple(claim for claim in kept if not self.conflicts or claim.id in disputed)

    def named(self) -> tuple[tuple[str, str], ...]:
        """Kind and id of the records that the filters themselves name."""
        groups = (
            ("entity", [entity for group in self.entities for entity in group]),
            ("paper", self.papers),
            ("system", self.systems),
            ("document", [self.document] if self.document else []),
        )
        return tuple((record, name) for record, names in groups for name in names)

    def _keeps(self, claim: Claim) -> bool:
        return (
            all(set(group) & set(claim.entities) for group in self.entities)
            and set(self.systems) <= set(claim.systems)
            and set(self.papers) <= set(claim.cites)
            and self.relation in (None, claim.relation)
            and self.document in (None, claim.document)
            and self.kind in (None, claim.kind)
        )


@final
@dataclass(frozen=True)
class Desk:
    """Where filters are read. faults, notes: grow."""

    base: EvidenceBase
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, where: str, given: str, expected: str, fix: str) -> None:
        """Note that a name cannot be read."""
        self.faults.append(Fault(where, shown(given), expected, fix))


def read_filters(base: EvidenceBase, asked: Asked) -> Filters:
    """The filters of a question. SearchError with every name that is unknown or ambiguous."""
    desk = Desk(base)
    claims = base.claims.values()
    names = None if asked.entity is None else entity_names(base)
    filters = Filters(
        tuple(filter(None, (_entity(desk, names, name) for name in _several(asked.entity) if names))),
        _one_of(desk, "relation", asked.relation, {claim.relation for claim in claims}),
        tuple(filter(None, (_system(desk, name) for name in _several(asked.system)))),
        tuple(filter(None, (_paper(desk, name) for name in _several(asked.study)))),
        _one_of(desk, "document", asked.document, {claim.document for claim in claims}),
        _one_of(desk, "kind", asked.kind, {claim.kind for claim in claims}),
        asked.conflicts,
        tuple(filter(None, (_any_id(desk, name) for name in _several(asked.ids)))),
        tuple(desk.notes),
    )
    if desk.faults:
        raise SearchError(desk.faults)
    return filters


def _several(names: Names) -> tuple[str, ...]:
    return () if names is None else (names,) if isinstance(names, str) else tuple(names)


def _entity(desk: Desk, names: EntityNames, name: str) -> tuple[str, ...]:
    """The entity that is meant, with its siblings of one gene; a fault where that is not clear."""
    found, others = names.named(name_key(name)), names.also_named(name_key(name))
    concepts = desk.base.concepts
    if not found:
        written = [each for concept in concepts.values() for each in (*concept.names, concept.id)]
        fix = near(name, written) or f"osteon evidence {shown(name)} searches all words"
        desk.refuse("entity", name, "the name, a synonym or the id of an entity", fix)
        return ()
    family = names.family(found)
    if not set(found) <= set(names.family(found[:1])):
        desk.refuse("entity", name, "one entity", _say_which(f"{e} ({concepts[e].name})" for e in found))
        return ()
    if len(family) > 1:
        listed = " and ".join(f"{concepts[e].name} ({e})" for e in family)
        desk.notes.append(f"{listed} are one gene, {names.one_gene(family)}: all are searched.")
    if others:
        listed = ", ".join(f"{concepts[e].name} ({e})" for e in others)
        desk.notes.append(f"{name} is {concepts[found[0]].name} ({found[0]}); {listed} is called so, too.")
    return family


def _system(desk: Desk, name: str) -> str | None:
    systems = desk.base.systems
    wanted = name_key(name)
    exact = [s.id for s in systems.values() if wanted in (name_key(s.id), name_key(s.title))]
    if len(exact) == 1:
        return exact[0]
    alike = [f"{s.id} ({s.title})" for s in systems.values() if _holds(s.title, name)]
    fix = _say_which(alike) if alike else near(name, [*systems, *(s.title for s in systems.values())])
    desk.refuse("system", name, "the id or the title of a system", fix or f"ids are {_span(systems)}")
    return None


def _paper(desk: Desk, name: str) -> str | None:
    papers = desk.base.papers
    plain = bare_doi(name) or citation(name)
    exact = papers_called(desk.base, name)
    alike = exact or tuple(id for id in papers if _holds(id, plain))
    if len(alike) == 1:
        if not exact:
            desk.notes.append(f"{name} is read as {alike[0]}, the only paper that fits.")
        return alike[0]
    fix = _say_which(map(repr, alike)) if alike else near(plain.strip(), papers)
    expected = "one paper" if alike else "a paper as the documents cite it, like 'Dominici 2006', or its DOI"
    desk.refuse("study", name, expected, fix)
    return None


def _any_id(desk: Desk, name: str) -> str | None:
    base = desk.base
    shelves = (base.claims, base.concepts, base.conflicts, base.papers, base.systems, base.documents)
    known: Mapping[str, str] = {name_key(each): each for shelf in shelves for each in shelf}
    if name_key(name) in known:
        return known[name_key(name)]
    desk.refuse("id", name, "the id of a record, like C137, E133, K05 or S34", near(name, known.values()))
    return None


def _one_of(desk: Desk, where: str, name: str | None, known: Iterable[str]) -> str | None:
    if name is None:
        return None
    listed = sorted(known)
    found = [each for each in listed if name_key(each.replace("_", " ")) == name_key(name.replace("_", " "))]
    if not found:
        desk.refuse(where, name, f"one of {', '.join(listed)}", near(name, listed))
    return found[0] if found else None


def _holds(text: str, words: str) -> bool:
    """Whether a text holds all of some words."""
    wanted = set(map(form, pieces(words)))
    return bool(wanted) and wanted <= {w for piece in pieces(text) for w in (form(piece), *parts(piece))}


def _say_which(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" or {len(listed) - LISTED} more" if len(listed) > LISTED else ""
    return f"say which: {', '.join(listed[:LISTED])}{more}"


def _span(ids: Iterable[str]) -> str:
    ordered = sorted(ids)
    return f"{ordered[0]} to {ordered[-1]}" if ordered else "none"
