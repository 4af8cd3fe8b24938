"""The record of one paper, with the fields that a page of a literature service has."""

from dataclasses import dataclass, field
from typing import final


@final
@dataclass(frozen=True)
class Linked:
    """Something that a paper speaks of, with the identifier that its page prints. group: like "Diseases"."""

    group: str
    name: str
    curie: str


@final
@dataclass(frozen=True)
class Section:
    """A section of a page that has no field of its own."""

    heading: str
    text: str


@final
@dataclass(frozen=True)
class PaperRecord:
    """A paper as its page describes it. Texts are of one line: runs of white space count as one space.

    title: all that a record must have. date: 2026, 2026-01 or 2026-01-23. tldr: the paper in one sentence.
    linked, full_text_entities: with identifiers as printed, right or wrong. figures, references: how many the
    paper has, None where its page does not say. full_text, source: addresses. note: what a reader of the
    record has to know, as that its texts are not the page's own. further: sections without a field here.
    """

    title: str
    authors: tuple[str, ...] = ()
    doi: str = ""
    pmc: str = ""
    journal: str = ""
    date: str = ""
    tldr: str = ""
    contribution: str = ""
    findings: tuple[str, ...] = ()
    abstract: str = ""
    linked: tuple[Linked, ...] = ()
    full_text_entities: tuple[Linked, ...] = ()
    figures: int | None = None
    references: int | None = None
    full_text: str = ""
    source: str = ""
    note: str = ""
    further: tuple[Section, ...] = ()
    where: str = field(default="", compare=False)
