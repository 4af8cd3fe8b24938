"""All pages and figures of the evidence base, by their place in the documentation."""

from __future__ import annotations

from osteon.evidence import errata, printed_ids
from osteon.knowledge import Library
from osteon.report._evidence_claims import Verdicts
from osteon.report._evidence_drawn import drawing
from osteon.report._evidence_figure import system_figure
from osteon.report._evidence_index import index_page
from osteon.report._evidence_links import CONFLICTS, DEFECTS, INDEX, MENDS, PAPERS, type_page
from osteon.report._evidence_lists import (
    conflicts_page,
    defects_page,
    mends_page,
    papers_page,
    type_page_text,
)
from osteon.report._evidence_mechanisms import mechanisms
from osteon.report._evidence_system import system_page

PAGES, FIGURES = "evidence", "images/evidence"
"""Folders of the documentation."""


def evidence_pages(library: Library, verdicts: Verdicts) -> dict[str, str]:
    """Return the text of each page and figure by its path in the documentation.

    A page for each system, with a figure where its claims relate two things; one for each type of entity;
    lists of conflicts, papers, mends and text defects; an index. verdicts: by claim, those of the last run.
    The same records and verdicts always give the same texts.
    """
    base, found, defects = library.evidence, mechanisms(library), errata()
    pages = {
        INDEX: index_page(base, verdicts, len(defects)),
        CONFLICTS: conflicts_page(base),
        PAPERS: papers_page(base),
        MENDS: mends_page(base),
        DEFECTS: defects_page(base, defects, printed_ids(base)),
    }
    for type in sorted({concept.type for concept in base.concepts.values()}):
        pages[type_page(type)] = type_page_text(base, type)
    figures = {}
    for id, system in sorted(base.systems.items()):
        drawn = drawing(base, id)
        pages[id] = system_page(library, id, drawn, found, verdicts)
        if drawn.relations:
            figures[f"{FIGURES}/{id}.svg"] = system_figure(base, drawn, f"{id} {system.title}")
    return {**{f"{PAGES}/{name}.md": text for name, text in pages.items()}, **figures}
