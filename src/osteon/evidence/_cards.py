"""Cards: what a document is and rests on, what a cited paper is known for, why bone repair is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osteon.evidence._table import ClaimCell, ClaimTable
from osteon.evidence._table_build import conflict_notes
from osteon.text import counted

if TYPE_CHECKING:
    from osteon.knowledge import Claim, EvidenceBase, Paper, Reviewed

METHOD, NEED = "S70", "S71"
"""Systems whose claims speak of a document's scope and method, and of need and burden."""


def document_card(base: EvidenceBase, document: str) -> ClaimTable:
    """What a reviewed document is, covers and rests on, and what was made of it. document: its id."""
    record = base.documents[document]
    claims = [claim for claim in base.claims.values() if claim.document == document]
    sentences = [sentence for sentence in base.sentences.values() if sentence.document == document]
    silent = sum(bool(sentence.why) for sentence in sentences)
    papers = [paper for paper in base.papers.values() if document in paper.documents]
    kinds = ", ".join(
        f"{sum(claim.kind == kind for claim in claims)} {kind.replace('_', ' ')}"
        for kind in dict.fromkeys(claim.kind for claim in claims)
    )
    fields = {
        "title": record.title,
        "authors": record.authors,
        "journal": record.journal,
        "year": str(record.year or ""),
        "DOI": record.doi or "",
        "type": record.kind,
        "scope": record.scope,
        "evidence base": record.basis,
        "language": record.language,
        "sentences": f"{len(sentences)}, {silent or 'none'} of them without a claim"
        + (", with the reason" if silent else ""),
        "claims": f"{len(claims)} ({kinds})" if claims else "none",
        "cited papers": str(len(papers)),
        "note": record.note,
    }
    rows = tuple(
        (ClaimCell(field), ClaimCell(text, _method(base, document) if field == "scope" else ()))
        for field, text in fields.items()
        if text
    )
    return ClaimTable(document, f"Document {document}", "What was reviewed.", ("field", "says"), rows)


def document_cards(base: EvidenceBase) -> ClaimTable:
    """Type, scope and evidence base of every reviewed document."""
    rows = tuple(_method_row(base, record) for record in base.documents.values())
    columns = ("document", "type", "scope", "evidence base")
    says = "What each reviewed document is, what it covers and what it rests on."
    return ClaimTable("documents", "Scope and method of the documents", says, columns, rows)


def need_card(base: EvidenceBase) -> ClaimTable:
    """Statements on burden and need, with who says so: context, which nothing simulates."""
    claims = base.claims_of(NEED)
    rows = tuple(
        (
            ClaimCell(claim.id, (claim.id,)),
            ClaimCell(claim.says, (claim.id,)),
            ClaimCell(claim.context, (claim.id,)) if claim.context else ClaimCell(),
            ClaimCell(_source(claim), (claim.id,)),
        )
        for claim in claims
    )
    return ClaimTable(
        id="needs",
        title="Burden and need",
        says="Why repair of bone matters, as the documents put it. This is context: no model has any of it.",
        columns=("claim", "says", "context", "source"),
        rows=rows,
        notes=("The documents give no number for any region or year.", *conflict_notes(_ids(claims), base)),
    )


def paper_card(base: EvidenceBase, paper: Paper) -> ClaimTable:
    """What is known of a cited paper, and the claims that cite it."""
    claims = base.claims_citing(paper.id)
    fields = {
        "authors": paper.authors,
        "year": str(paper.year or "not known"),
        "DOI": paper.doi or "not known: the documents cite by author and year alone",
        "source record": paper.source or "none: no number of the catalogue rests on it",
        "cited in": ", ".join(f"document {document}" for document in paper.documents),
        "note": paper.note,
        "cited for": f"{counted(len(claims), 'claim')}",
    }
    rows = [(ClaimCell(field), ClaimCell(text)) for field, text in fields.items() if text]
    rows += [(ClaimCell(claim.id, (claim.id,)), ClaimCell(_cited(claim), (claim.id,))) for claim in claims]
    says = "A paper that a document cites. Its claims say what the document says of it, not what it says."
    notes = conflict_notes(_ids(claims), base)
    return ClaimTable(paper.id, paper.id, says, ("field", "says"), tuple(rows), notes)


def _method(base: EvidenceBase, document: str) -> tuple[str, ...]:
    return tuple(claim.id for claim in base.claims_of(METHOD) if claim.document == document)


def _method_row(base: EvidenceBase, record: Reviewed) -> tuple[ClaimCell, ...]:
    claims = _method(base, record.id)
    texts = (record.kind, record.scope, record.basis)
    return (ClaimCell(record.id, claims), *(ClaimCell(text, claims) for text in texts))


def _source(claim: Claim) -> str:
    return ", ".join((f"document {claim.document}", *claim.cites))


def _cited(claim: Claim) -> str:
    return claim.says + (f" (citation: {claim.cites_note})" if claim.cites_note else "")


def _ids(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)
