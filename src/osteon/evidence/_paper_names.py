"""Names of papers as readers write them: DOIs in any form, and citations as they are printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from osteon.evidence._words import name_key

if TYPE_CHECKING:
    from osteon.knowledge import EvidenceBase

_DOI = re.compile(r"(?i)^(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?(?=10\.\d)")
_ET_AL = re.compile(r"(?i)\bet al\b\.?")


def bare_doi(text: str) -> str:
    """A DOI without prefix or address, in small letters; empty for what is no DOI."""
    return _DOI.sub("", text.strip()).casefold() if _DOI.match(text.strip()) else ""


def citation(text: str) -> str:
    """Author and year as the documents print them, without "et al."."""
    return _ET_AL.sub(" ", text)


def papers_called(base: EvidenceBase, text: str) -> tuple[str, ...]:
    """The papers that are cited so, in any spelling, or have this DOI."""
    doi, wanted = bare_doi(text), name_key(citation(text))
    papers = base.papers.values()
    if doi:
        return tuple(paper.id for paper in papers if paper.doi and paper.doi.casefold() == doi)
    return tuple(paper.id for paper in papers if wanted and name_key(paper.id) == wanted)
