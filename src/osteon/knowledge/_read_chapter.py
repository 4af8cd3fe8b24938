"""A chapter file to a Chapter."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from osteon.knowledge._chapter import Chapter, Entity, Event, Process, Signal, Transport
from osteon.knowledge._page import Page, Schema
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._quantity import Quantity
from osteon.knowledge._read_quantity import read_quantities
from osteon.knowledge._schema import (
    ChapterFile,
    EntityTable,
    EventTable,
    ProcessTable,
    SignalTable,
    TransportTable,
)


def read_chapter(page: Page, chapter_id: str) -> Chapter:
    """What could be read of the chapter on this page. Faults are noted on the page."""
    file = page.read(ChapterFile, ())
    return Chapter(
        id=chapter_id,
        title=file.title if file else "",
        says=file.says if file else "",
        entities=tuple(_entities(page)),
        quantities=read_quantities(page, ()),
        signals=tuple(_signals(page)),
        processes=tuple(_processes(page)),
        where=page.where(()),
        events=tuple(_events(page)),
        source=file.source if file else None,
        unchecked=tuple(file.unchecked) if file else (),
        transports=tuple(_transports(page)),
    )


def _owners(
    page: Page, schema: type[Schema], kind: str
) -> Iterator[tuple[KeyPath, Schema, tuple[Quantity, ...]]]:
    """Each table of a kind that fits its schema, with its quantities; of the others, all faults are noted."""
    for path, table in page.tables(schema, (kind,)):
        page.check_name(path)
        quantities = read_quantities(page, path)
        if table is not None:
            yield path, table, quantities


def _entities(page: Page) -> Iterator[Entity]:
    for path, table, quantities in _owners(page, EntityTable, "entity"):
        if table.start and any(quantity.name == "initial" for quantity in quantities):
            page.fault((*path, "start"), "a start and a quantity 'initial'", "one of the two", "remove one")
        yield Entity(
            id=path[-1],
            name=table.name,
            kind=table.kind,
            unit=table.unit,
            curie=table.curie,
            says=table.says,
            synonyms=tuple(table.synonyms),
            tags=tuple(table.tags),
            quantities=quantities,
            where=page.where(path),
            signed=table.signed,
            resolution=table.resolution,
            start=table.start or "",
        )


def _signals(page: Page) -> Iterator[Signal]:
    for path, table, quantities in _owners(page, SignalTable, "signal"):
        yield Signal(
            name=path[-1],
            says=table.says,
            value=table.value,
            unit=table.unit,
            claims=tuple(table.claims),
            quantities=quantities,
            where=page.where(path),
            outcome=table.outcome,
        )


def _processes(page: Page) -> Iterator[Process]:
    for path, table, quantities in _owners(page, ProcessTable, "process"):
        yield Process(
            name=path[-1],
            says=table.says,
            kind=table.kind,
            source=table.source,
            target=table.target,
            rate=table.rate,
            claims=tuple(table.claims),
            quantities=quantities,
            where=page.where(path),
        )


def _events(page: Page) -> Iterator[Event]:
    for path, table, quantities in _owners(page, EventTable, "event"):
        yield Event(
            name=path[-1],
            says=table.says,
            when=table.when,
            sets=table.sets,
            after=table.after or "",
            priority=table.priority or "",
            persistent=table.persistent,
            frozen=table.frozen,
            fires_at_start=table.fires_at_start,
            quantities=quantities,
            where=page.where(path),
        )


_ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"diffusion": ("rate",), "taxis": ("rate", "along"), "front": ("gives",)}
)
"""The keys that a transport of each kind needs beside `of`; a taxis may have a limit besides."""


def _transports(page: Page) -> Iterator[Transport]:
    for path, table, quantities in _owners(page, TransportTable, "transport"):
        texts = {key: getattr(table, key) or "" for key in ("rate", "along", "limit", "gives")}
        allowed = (*_ROLES[table.kind], *(["limit"] if table.kind == "taxis" else []))
        for key, text in texts.items():
            if key in _ROLES[table.kind] and not text:
                page.fault(path, f"a {table.kind} without '{key}'", f"'{key}'", f'add `{key} = "..."`')
            elif text and key not in allowed:
                page.fault(
                    (*path, key), f"'{key}' of a {table.kind}", f"only {', '.join(allowed)}", "remove it"
                )
        yield Transport(
            name=path[-1],
            says=table.says,
            kind=table.kind,
            of=table.of,
            claims=tuple(table.claims),
            quantities=quantities,
            where=page.where(path),
            **texts,
        )
