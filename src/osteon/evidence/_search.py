"""Questions to the evidence base: words and filters to records, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from osteon.evidence._answer import Answer, Hit, Reading, shelf
from osteon.evidence._index import opened_index
from osteon.evidence._index_rows import COLUMNS, MEANING, RECORDS, TELLING
from osteon.evidence._search_filters import Asked, Filters, Names, read_filters
from osteon.evidence._search_rank import Match, Place, matches
from osteon.evidence._search_spelling import Question, read_question
from osteon.text import counted

if TYPE_CHECKING:
    from osteon.knowledge import EvidenceBase

NAMED = "named in a filter"
NOTHING = Match(0, 0, 0.0, ())


def search(
    base: EvidenceBase,
    query: str = "",
    *,
    entity: Names = None,
    relation: str | None = None,
    system: Names = None,
    study: Names = None,
    document: str | None = None,
    kind: str | None = None,
    conflicts: bool = False,
    ids: Names = None,
    limit: int | None = 10,
) -> Answer:
    """Records that hold what `query` asks for and pass every filter, the best first.

    query: words in English or Chinese. A word that names an entity also finds the claims that hold it under
    any other name. A record must hold all words; where none does, those that hold most are given, and it is
    said. Records that speak of a word in subject, object or sentence come before those that only mention it;
    then BM25 decides. A word that no record has is replaced by the nearest that one has, and it is said.
    entity, system, study: names or ids; all must hold. ids: of records of any kind. limit: hits of each kind
    of record, None for all.
    A filter on claims leaves only claims, and the records that the filters name.
    Raises SearchError with every filter that is unknown or ambiguous, and where SQLite lacks FTS5.
    """
    asked = Asked(entity, relation, system, study, document, kind, conflicts, ids)
    filters = read_filters(base, asked)
    allowed = _allowed(base, filters)
    if query.strip():
        with opened_index(base) as index:
            question = read_question(index, query)
            found = matches(index, question.units)
        hits, notes = _ranked(base, filters, question, allowed, found)
    else:
        question, notes = Question(), ()
        hits = tuple(Hit(record, name, 0.0, why) for (record, name), why in allowed.items())
    return Answer(
        base=base,
        question=query,
        filters=asked.set(),
        readings=tuple(Reading(unit.text, unit.entities) for unit in question.units if unit.entities),
        notes=(*filters.notes, *question.notes, *notes),
        hits=tuple(hit for record in RECORDS for hit in _of(hits, record)[:limit]),
        found={record: len(_of(hits, record)) for record in RECORDS},
    )


def _allowed(base: EvidenceBase, filters: Filters) -> dict[Place, tuple[str, ...]]:
    """The records that pass the filters, each with the filter that names it, if one does."""
    if filters.of_claims:
        claims = [claim.id for claim in filters.claims(base)]
        places = _places(("claim", claim) for claim in claims)
        places |= dict.fromkeys(filters.named(), (NAMED,))
        if filters.conflicts:
            places |= _places(_conflicts(base, claims))
    else:
        places = _places((record, name) for record in RECORDS for name in shelf(base, record))
    if filters.ids:
        wanted = set(filters.ids)
        return {place: ("asked for by its id",) for place in places if place[1] in wanted}
    return places


def _places(places: Iterable[Place]) -> dict[Place, tuple[str, ...]]:
    return dict.fromkeys(places, ())


def _conflicts(base: EvidenceBase, claims: list[str]) -> list[Place]:
    """The conflicts that any of some claims is a side of, in the order of the claims."""
    return [("conflict", conflict.id) for claim in claims for conflict in base.conflicts_of(claim)]


def _ranked(
    base: EvidenceBase,
    filters: Filters,
    question: Question,
    allowed: Mapping[Place, tuple[str, ...]],
    matches: Mapping[Place, Match],
) -> tuple[tuple[Hit, ...], tuple[str, ...]]:
    """The records that hold every part of a question, and claims that hold most of it where none holds all.

    matches: in order, the best first.
    """
    parts = len(question.units)
    found = {place: match for place, match in matches.items() if place in allowed}
    claims = {place: match for place, match in found.items() if place[0] == "claim"}
    most = max((match.units for match in claims.values()), default=parts)
    kept = {place: match for place, match in claims.items() if match.units == most}
    named = {("entity", entity) for unit in question.units for entity in unit.entities}
    first = {place: match for place, match in found.items() if place in named}
    first |= {place: found.get(place, NOTHING) for place, why in allowed.items() if NAMED in why}
    others = {p: m for p, m in found.items() if p[0] != "claim" and m.units == parts}
    if filters.conflicts:
        sides = _conflicts(base, [name for _, name in kept])
        others = {place: found.get(place, NOTHING) for place in sides if place in allowed}
    hits = tuple(_hit(place, match) for place, match in (kept | first | others).items())
    return hits, () if most == parts else (_partly(question, most),)


def _partly(question: Question, most: int) -> str:
    texts = [unit.text for unit in question.units]
    parts = f"{', '.join(texts[:-1])} and {texts[-1]}"
    return f"No claim holds all of {parts}: these hold {most} of {counted(len(texts), 'part')}."


def _hit(place: Place, match: Match) -> Hit:
    record, name = place
    telling = [column for column in match.columns if column in TELLING]
    why = dict.fromkeys(MEANING[record][COLUMNS.index(column)] for column in telling or match.columns)
    return Hit(record, name, match.score, tuple(why) or (NAMED if record != "conflict" else "its claims",))


def _of(hits: tuple[Hit, ...], record: str) -> list[Hit]:
    return [hit for hit in hits if hit.record == record]
