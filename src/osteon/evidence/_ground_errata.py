"""Errors and oddities of the documents: recorded as they stand, with what is right, and never repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, final

from osteon.errors import Fault, RecordError, near, shown
from osteon.knowledge import Document, read_toml

PATH = "catalog/errata/errata.toml"
TEXTS = ("document", "place", "kind", "says", "right")
LISTS = ("entities", "claims")


@final
@dataclass(frozen=True)
class Erratum:
    """Something in a document that is wrong, unclear or said in two ways.

    id: D and two digits. document, place: where it stands. kind: what kind of slip it is. says: what stands
    there, in our words. right: what is right, or that nothing in the text decides.
    entities, claims: the records that it touches. where: file and line.
    """

    id: str
    document: str
    place: str
    kind: str
    says: str
    right: str
    entities: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    where: str = ""


def errata() -> tuple[Erratum, ...]:
    """The errors of the documents that the catalogue records. Raises RecordError with all faults."""
    return read_errata((files("osteon") / PATH).read_bytes(), PATH)


def read_errata(content: bytes, label: str) -> tuple[Erratum, ...]:
    """The tables `[erratum.ID]` of a file. label: for messages. Raises RecordError with all faults."""
    page = read_toml(content, label)
    if isinstance(page, Fault):
        raise RecordError(page)
    tables = page.data.get("erratum", {})
    if not isinstance(tables, dict):
        raise RecordError(Fault(page.where(()), f"erratum = {shown(tables)}", "tables [erratum.D01]"))
    faults = [fault for name, table in tables.items() for fault in _faults(page, name, table)]
    if faults:
        raise RecordError(faults)
    return tuple(_erratum(page, name, table) for name, table in tables.items())


def _erratum(page: Document, name: str, table: Mapping[str, Any]) -> Erratum:
    return Erratum(
        id=name,
        **{key: table[key] for key in TEXTS},
        entities=tuple(table.get("entities", ())),
        claims=tuple(table.get("claims", ())),
        where=page.where(("erratum", name)),
    )


def _faults(page: Document, name: str, table: object) -> Iterator[Fault]:
    where = page.where(("erratum", name))
    if not isinstance(table, dict):
        yield Fault(where, f"{name} = {shown(table)}", f"a table [erratum.{name}]")
        return
    known = (*TEXTS, *LISTS)
    for key in table.keys() - set(known):
        expected = f"one of {', '.join(known)}"
        yield Fault(
            page.where(("erratum", name, key)), f"unknown key {shown(key)}", expected, near(key, known)
        )
    for key in TEXTS:
        if not isinstance(table.get(key), str) or not table[key]:
            given = f"{key} = {shown(table[key])}" if key in table else f"no {key} in [erratum.{name}]"
            yield Fault(page.where(("erratum", name, key)), given, "a text")
    for key in LISTS:
        ids = table.get(key, [])
        if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
            yield Fault(page.where(("erratum", name, key)), f"{key} = {shown(ids)}", "a list of ids")
