"""Rules on documents and papers: nothing is left out, nothing is left over."""

from __future__ import annotations

from osteon.errors import Fault, shown
from osteon.evidence._coverage import Coverage
from osteon.knowledge import EvidenceBase


def document_rule(base: EvidenceBase) -> Coverage:
    """Each sentence of a document serves a claim, or says why it does not."""
    faults = [
        Fault(
            sentence.where, f"sentence {sentence.id} without a claim", "a claim of it, or why there is none"
        )
        for sentence in base.sentences.values()
        if not sentence.why and not base.claims_in(sentence.id)
    ]
    listed = [f"{s.id}: {s.why}" for s in base.sentences.values() if s.why]
    says = "each sentence of a document serves a claim, or says why it does not"
    total = len(base.sentences)
    return Coverage("documents", says, total, total, "sentences", tuple(faults), tuple(listed))


def paper_rule(base: EvidenceBase) -> Coverage:
    """Each record of a paper is cited by a claim, or notes why it is not."""
    idle = [paper for paper in base.papers.values() if not base.claims_citing(paper.id)]
    faults = [
        Fault(paper.where, f"paper {shown(paper.id)}, which no claim cites", "a claim that does, or a note")
        for paper in idle
        if not paper.note
    ]
    listed = [f"{paper.id}: {paper.note}" for paper in idle if paper.note]
    says = "each record of a paper is cited by a claim, or notes why it is not"
    total = len(base.papers)
    return Coverage("papers", says, total, total, "papers", tuple(faults), tuple(listed))


def identity_rule(base: EvidenceBase) -> Coverage:
    """How many papers are known by a DOI or a source record; of the others only what is printed is known."""
    known = [paper for paper in base.papers.values() if paper.doi or paper.source]
    says = "a paper is known by its DOI or source record; of the others only what is printed is known"
    return Coverage("papers found", says, len(known), len(base.papers), "papers")
