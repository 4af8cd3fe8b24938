"""Prefixes of identifiers: what each stands for, the form of what follows it, and the address of a term."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import final

from osteon.errors import Fault, near, shown

SLOT = "$1"
"""Where the rest of an identifier stands in the address of its term; at the end of it."""


@final
@dataclass(frozen=True)
class Prefix:
    """What stands before the colon of an identifier.

    prefix: as the catalogue writes it. name: of the ontology or registry. pattern: a regular expression that
    the whole rest must match. uri: the address of a term, with SLOT for the rest. synonyms: other spellings.
    """

    prefix: str
    name: str
    pattern: str
    uri: str
    synonyms: tuple[str, ...] = ()

    def fits(self, rest: str) -> bool:
        """Whether `rest` has the form that this prefix asks for."""
        return re.fullmatch(self.pattern, rest, re.ASCII) is not None


@cache
def prefix_map() -> Mapping[str, Prefix]:
    """The prefixes that the catalogue uses, from `catalog/prefixes.csv`, with bioregistry's addresses."""
    text = (files("osteon") / "catalog" / "prefixes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType({row["prefix"]: _read(row) for row in rows})


def _read(row: Mapping[str, str]) -> Prefix:
    synonyms = tuple(filter(None, row["synonyms"].split("|")))
    return Prefix(row["prefix"], row["name"], row["pattern"], row["uri"], synonyms)


def check_curie(text: object, where: str = "") -> Fault | None:
    """What is wrong with an identifier like `CL:0000863`; None if its prefix is known and its form is right.

    That there is a term of this id is not looked up: the ontologies themselves are not part of Osteon.
    where: put before the message.
    """
    if not isinstance(text, str):
        return Fault(where, shown(text), "an identifier as a text, like 'CL:0000863'")
    prefix, colon, rest = text.partition(":")
    if colon and (known := prefix_map().get(prefix)):
        if known.fits(rest):
            return None
        return Fault(where, shown(text), f"{prefix}: and what {known.pattern} matches ({known.name})")
    expected = f"a prefix and a colon first, one of {', '.join(prefix_map())}"
    return Fault(where, shown(text), expected, _better(text))


def _better(text: str) -> str:
    """What an identifier of no known prefix was likely meant to be, as a question; empty for no idea."""
    bare = text.strip()
    for known in prefix_map().values():
        if bare.startswith(known.uri.removesuffix(SLOT)):
            return _meant(known, bare.removeprefix(known.uri.removesuffix(SLOT)))
        for spelling in (known.prefix, *known.synonyms):
            head, rest = bare[: len(spelling)], bare[len(spelling) :]
            if head.casefold() == spelling.casefold() and rest[:1] in (":", "_", "-"):
                return _meant(known, rest[1:].strip())
    return near(bare.partition(":")[0], prefix_map())


def _meant(known: Prefix, rest: str) -> str:
    return f"did you mean {shown(f'{known.prefix}:{rest}')}?" if known.fits(rest) else ""
