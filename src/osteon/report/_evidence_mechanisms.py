"""What implements the claims of a system: processes, signals, transports and modifiers, with links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias, final

from osteon.knowledge import Claim, Library, Process, Signal, Transport
from osteon.report._evidence_links import claim_links, model_link, record_link
from osteon.report._markdown import plain, table

Record: TypeAlias = Process | Signal | Transport


@final
@dataclass(frozen=True)
class Mechanism:
    """A record that names claims. kind: what it is, in words. model: "" for a modifier."""

    name: str
    kind: str
    model: str
    says: str
    claims: tuple[str, ...]
    where: str


def mechanisms(library: Library) -> tuple[Mechanism, ...]:
    """Return every record of the library that implements claims, models in the order of the library."""
    return (*_of_models(library), *_of_modifiers(library))


def mechanism_lines(library: Library, found: tuple[Mechanism, ...], claims: tuple[Claim, ...]) -> list[str]:
    """Return those of some mechanisms that implement one of these claims, as a table; nothing for none."""
    ids = {claim.id for claim in claims}
    rows = [
        (
            record_link(one.name, one.where),
            one.kind,
            model_link(one.model) if one.model else "all",
            plain(one.says),
            claim_links(library.evidence, [id for id in one.claims if id in ids]),
        )
        for one in found
        if ids & set(one.claims)
    ]
    return table(("mechanism", "kind", "model", "what it does", "claims"), rows) if rows else []


def _of_models(library: Library) -> Iterator[Mechanism]:
    for model, chapters in library.chapters.items():
        for chapter in chapters:
            for record in chapter.claiming:
                if record.claims:
                    kind = _kind(record)
                    yield Mechanism(record.name, kind, model, record.says, record.claims, record.where)


def _of_modifiers(library: Library) -> Iterator[Mechanism]:
    for (kind, id), modifier in library.modifiers.items():
        if modifier.claims:
            yield Mechanism(id, kind, "", modifier.says, modifier.claims, modifier.where)


def _kind(record: Record) -> str:
    return "signal" if isinstance(record, Signal) else record.kind
