"""Shelves laid over each other: of records with one name, that of the later shelf stands."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from osteon.errors import Fault
from osteon.knowledge._chapter import Chapter
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._folders import MODELS, VERIFIED
from osteon.knowledge._identity._read import read_identity
from osteon.knowledge._inherit import inherited
from osteon.knowledge._library import Library
from osteon.knowledge._reading import digest_of
from osteon.knowledge._shelf import Shelf
from osteon.knowledge._static._read import read_static
from osteon.knowledge._twice import twice


class Placed(Protocol):
    """A record that knows its file and line."""

    @property
    def where(self) -> str:
        """File and line."""


Record = TypeVar("Record", bound=Placed)


def join(shelves: Sequence[Shelf], evidence: EvidenceBase) -> Library:
    """One library of all shelves, the later over the earlier. evidence: that of the same shelves."""
    chapters: dict[str, tuple[Chapter, ...]] = {}
    for shelf in shelves:
        for model, added in shelf.chapters.items():
            chapters[model] = _lay(chapters.get(model, ()), added)
    return Library(
        chapters=chapters,
        modifiers=inherited({(m.kind, m.id): m for shelf in shelves for m in shelf.modifiers}),
        forms={form.id: form for shelf in shelves for form in shelf.forms},
        sources={source.id: source for shelf in shelves for source in shelf.sources},
        studies={study.id: study for shelf in shelves for study in shelf.studies},
        parameters={row.cells["id"]: row.cells for shelf in shelves for row in shelf.parameters},
        verified={row.cells["model"]: row.cells for shelf in shelves for row in shelf.verified},
        digests={model: _digest(shelves, f"{MODELS}/{model}/") for model in chapters},
        experiments={model: path for shelf in shelves for model, path in shelf.experiments.items()},
        digest=_digest(shelves),
        identity=read_identity([page for shelf in shelves for page in shelf.identity]),
        static=read_static([page for shelf in shelves for page in shelf.static]),
        evidence=evidence,
    )


def names_of(chapter: Chapter) -> Iterator[tuple[str, str]]:
    """Name and place of everything in a chapter that shares the name space of its model."""
    yield from ((entity.id, entity.where) for entity in chapter.entities)
    yield from ((quantity.path, quantity.where) for quantity in chapter.quantities)
    yield from ((signal.name, signal.where) for signal in chapter.signals)
    yield from ((process.name, process.where) for process in chapter.processes)
    yield from ((event.name, event.where) for event in chapter.events)
    yield from ((transport.name, transport.where) for transport in chapter.transports)


def duplicates(shelf: Shelf) -> Iterator[Fault]:
    """Names that stand twice on one shelf."""
    for model, chapters in shelf.chapters.items():
        yield from twice(f"model {model}", [pair for chapter in chapters for pair in names_of(chapter)])
    yield from twice("catalogue", [(f"{m.kind}.{m.id}", m.where) for m in shelf.modifiers])
    yield from twice("catalogue", [(f"form.{form.id}", form.where) for form in shelf.forms])
    yield from twice("catalogue", [(source.id, source.where) for source in shelf.sources])
    yield from twice("table", [(row.cells["id"], row.where) for row in shelf.parameters])


def _lay(below: tuple[Chapter, ...], above: Sequence[Chapter]) -> tuple[Chapter, ...]:
    taken = {name for chapter in above for name, _ in names_of(chapter)}
    rest = {chapter.id: _without(chapter, taken) for chapter in below}
    for chapter in above:
        rest[chapter.id] = _merged(rest[chapter.id], chapter) if chapter.id in rest else chapter
    return tuple(rest.values())


def _without(chapter: Chapter, names: set[str]) -> Chapter:
    return replace(
        chapter,
        entities=_kept(chapter.entities, names, lambda entity: entity.id),
        quantities=_kept(chapter.quantities, names, lambda quantity: quantity.path),
        signals=_kept(chapter.signals, names, lambda signal: signal.name),
        processes=_kept(chapter.processes, names, lambda process: process.name),
        events=_kept(chapter.events, names, lambda event: event.name),
        transports=_kept(chapter.transports, names, lambda transport: transport.name),
    )


def _kept(records: tuple[Record, ...], names: set[str], name: Callable[[Record], str]) -> tuple[Record, ...]:
    return tuple(record for record in records if name(record) not in names)


def _merged(below: Chapter, above: Chapter) -> Chapter:
    return replace(
        above,
        entities=below.entities + above.entities,
        quantities=below.quantities + above.quantities,
        signals=below.signals + above.signals,
        processes=below.processes + above.processes,
        events=below.events + above.events,
        transports=below.transports + above.transports,
    )


def _digest(shelves: Sequence[Shelf], under: str = "") -> str:
    """What a comparison found is no part of what was compared."""
    return digest_of((shelf.reading.files for shelf in shelves), under=(under,), but=(VERIFIED,))
