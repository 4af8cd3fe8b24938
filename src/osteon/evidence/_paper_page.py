"""How the page of a paper is laid out: what its sections are called, and what parts its head."""

from __future__ import annotations

import re

SECTIONS = {
    "TL;DR": "tldr",
    "Contribution": "contribution",
    "Key findings": "findings",
    "Abstract": "abstract",
    "Linked entities": "linked",
    "Full-text entities": "full_text_entities",
    "Full text": "full_text",
    "Figures": "figures",
    "References": "references",
    "Note": "note",
}
"""Heading of a section to the key of `[record.ID]` that it holds, in the order of the page."""

AUTHORS = "**Authors:**"
RULE = "---"
SOURCE = "Source:"
DOI = "DOI:"
PMC = re.compile(r"PMC(\d*)")
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
ADDRESS = re.compile(r"https?://\S+")


def key_of(heading: str) -> str | None:
    """The key of `[record.ID]` that a section of this heading holds, in any case; None for any other."""
    form = heading.casefold()
    return next((key for known, key in SECTIONS.items() if known.casefold() == form), None)


def is_mark(part: str) -> bool:
    """Whether a part of the head would be taken for an identifier or a date, and not for a journal."""
    return bool(PMC.fullmatch(part) or DATE.fullmatch(part)) or part.startswith(DOI)
