"""A source: a paper, code, book or page that a number rests on, and how to cite it."""

import re
from dataclasses import dataclass
from typing import final

SOURCE_KINDS = ("paper", "code", "book", "web", "design")
SEEN = ("abstract", "table", "full text", "code", "not seen")


@final
@dataclass(frozen=True)
class Source:
    """Who says so. id: `doi:…`, `pmid:…`, `github:…`. seen: how much of it was read, a member of SEEN."""

    id: str
    title: str
    authors: str = ""
    year: int | None = None
    journal: str = ""
    kind: str = "paper"
    seen: str = "not seen"
    note: str = ""
    where: str = ""


def cite(source: Source) -> str:
    """One line: authors (year). title. journal. id."""
    year = f"({source.year})" if source.year else ""
    lead = " ".join(part for part in (source.authors.rstrip("."), year) if part)
    parts = [part.rstrip(".") for part in (lead, source.title, source.journal) if part]
    return ". ".join([*parts, source.id])


def bibtex(source: Source) -> str:
    """A BibTeX entry; the key is the id with everything but letters and digits made `_`."""
    fields = {
        "title": source.title,
        "author": source.authors,
        "year": str(source.year or ""),
        "journal": source.journal,
        **_locator(source.id),
        "note": source.note,
    }
    entry = "article" if source.kind == "paper" else "book" if source.kind == "book" else "misc"
    key = re.sub(r"[^A-Za-z0-9]+", "_", source.id).strip("_")
    lines = [f"  {name} = {{{_escaped(text)}}}," for name, text in fields.items() if text]
    return "\n".join([f"@{entry}{{{key},", *lines, "}"])


def _locator(identifier: str) -> dict[str, str]:
    scheme, _, rest = identifier.partition(":")
    if scheme in ("http", "https"):
        return {"url": identifier}
    return {"doi": rest} if scheme == "doi" else {"howpublished": identifier}


def _escaped(text: str) -> str:
    # Braces are dropped because an unbalanced one would end the entry for every BibTeX reader.
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))
