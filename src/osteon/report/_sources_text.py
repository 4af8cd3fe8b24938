"""Sources as a page names them: citation, link, and how much of each was read."""

from __future__ import annotations

import re

from osteon.knowledge import Source, cite
from osteon.report._markdown import plain

_ADDRESSES = {
    "doi": "https://doi.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    "biomodels": "https://www.ebi.ac.uk/biomodels/",
    "github": "https://github.com/",
}
# Signs that end a link in Markdown stay out.
_SAFE = re.compile(r"[A-Za-z0-9._;/:-]+")
_READ = {
    "abstract": "only the abstract",
    "table": "the table",
    "full text": "the full text",
    "code": "a program or model file, not a paper",
    "not seen": "nothing: it was not opened",
}


def address(identifier: str) -> str | None:
    """Return the https address of a source id whose scheme has one, None for any other."""
    scheme, _, rest = identifier.partition(":")
    known = scheme.lower() in _ADDRESSES and _SAFE.fullmatch(rest)
    return _ADDRESSES[scheme.lower()] + rest if known else None


def linked(identifier: str) -> str:
    """Return a source id as a link where it has an address."""
    found = address(identifier)
    return f"[{plain(identifier)}]({found})" if found else plain(identifier)


def source_line(source: Source, number: int) -> str:
    """Return a numbered source: authors, year, title, journal, link, what was read of it, note."""
    citation = plain(cite(source).removesuffix(source.id).strip())
    note = f" {plain(source.note)}" if source.note else ""
    return f"{number}. {citation} {linked(source.id)}. Read: {_READ.get(source.seen, source.seen)}.{note}"
