"""Every record of a library that has numbers, claims or a source of its own, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, final

from osteon.knowledge import (
    Chapter,
    Entity,
    Event,
    IdentityRecords,
    Library,
    Modifier,
    Process,
    Quantity,
    Signal,
    Transport,
)

IDENTITY = "identity"
"""Where the criteria of identity stand, as a model's id says where a process stands."""

CHANGES = "changes"
"""Likewise for subjects, defects, conditions and rules: what changes natural healing."""

Part: TypeAlias = Entity | Signal | Process | Event | Transport


@final
@dataclass(frozen=True)
class Owner:
    """A record. home: the id of its model, CHANGES or IDENTITY. kind: "process", "chapter", "condition", …

    claims: ids of those that it implements. source: of a chapter, the publication that it puts into records.
    """

    home: str
    kind: str
    name: str
    says: str
    where: str
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[str, ...] = ()
    source: str | None = None


def owners(library: Library) -> Iterator[Owner]:
    """All of them, in the order of the catalogue."""
    for model, chapters in library.chapters.items():
        for chapter in chapters:
            yield from _of_chapter(model, chapter)
    for (kind, id), modifier in library.modifiers.items():
        yield _of_modifier(kind, id, modifier)
    if library.identity is not None:
        yield from _of_identity(library.identity)


def _of_chapter(model: str, chapter: Chapter) -> Iterator[Owner]:
    says = chapter.title
    yield Owner(model, "chapter", chapter.id, says, chapter.where, chapter.quantities, source=chapter.source)
    for entity in chapter.entities:
        yield Owner(model, "entity", entity.id, entity.name, entity.where, entity.quantities)
    for signal in chapter.signals:
        yield _part(model, "signal", signal)
    for process in chapter.processes:
        yield _part(model, "process", process)
    for event in chapter.events:
        yield Owner(model, "event", event.name, event.says, event.where, event.quantities)
    for transport in chapter.transports:
        yield _part(model, "transport", transport)


def _part(model: str, kind: str, part: Signal | Process | Transport) -> Owner:
    return Owner(model, kind, part.name, part.says, part.where, part.quantities, part.claims)


def _of_modifier(kind: str, id: str, modifier: Modifier) -> Owner:
    claims = [*modifier.claims, *(claim for each in modifier.critical for claim in each.claims)]
    claims += [claim for each in modifier.remarks for claim in each.claims]
    return Owner(
        CHANGES,
        kind,
        id,
        modifier.says,
        modifier.where,
        modifier.quantities,
        tuple(dict.fromkeys(claims)),
    )


def _of_identity(records: IdentityRecords) -> Iterator[Owner]:
    limits = (records.positive, records.negative, records.control_tail)
    where = records.positive.where
    yield Owner(IDENTITY, "standard", IDENTITY, records.title, where, limits, source=records.source)
    for each in records.criteria.values():
        yield Owner(IDENTITY, "criterion", each.id, each.says, each.where, claims=each.claims)
    for exempt in records.exemptions.values():
        yield Owner(IDENTITY, "exception", exempt.id, exempt.says, exempt.where, claims=exempt.claims)
    for level in records.levels.values():
        yield Owner(IDENTITY, "level", level.id, level.says, level.where, (level.a, level.b))
    classifier = records.classifier
    if classifier is not None:
        where, doubt = classifier.where, (classifier.doubt,)
        yield Owner(IDENTITY, "classifier", "classifier", "", where, doubt, classifier.exclusive)
