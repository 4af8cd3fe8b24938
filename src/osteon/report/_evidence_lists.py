"""Pages of the evidence base that are lists: entities of a type, conflicts, papers, mends, text defects."""

from __future__ import annotations

from collections.abc import Iterable

from osteon.evidence import Erratum, PrintedId
from osteon.knowledge import Concept, EvidenceBase
from osteon.report._evidence_claims import conflict_rows
from osteon.report._evidence_links import (
    INDEX,
    anchor,
    claim_link,
    claim_links,
    curie_link,
    doi_link,
    entity_link,
    system_link,
)
from osteon.report._evidence_system import NOTE
from osteon.report._markdown import code, plain, table


def type_page_text(base: EvidenceBase, type: str) -> str:
    """Return the page of the entities of one type."""
    concepts = sorted(
        (concept for concept in base.concepts.values() if concept.type == type),
        key=lambda concept: (concept.name.casefold(), concept.id),
    )
    grounded = sum(concept.curie is not None for concept in concepts)
    head = ("entity", "name", "term", "certainty", "in the model", "claims", "systems")
    says = (
        f"{grounded} of {len(concepts)} have a term. Certainty: *exact*, the term is this; *nearest*, no "
        "term is exactly this; *printed*, as it stands in a document, right or wrong; *none*, no term."
    )
    return _page(f"Entities: {type}", says, table(head, [_concept(base, concept) for concept in concepts]))


def conflicts_page(base: EvidenceBase) -> str:
    """Return the page of all conflicts."""
    links = {id: claim_link(base, id) for conflict in base.conflicts.values() for id in conflict.claims}
    says = (
        "Claims that do not go together as they stand. *Hard*: both cannot be true. *Context*, *scope*, "
        "*granularity*: each is true of something else. *Wording*: one thing under two names, or two under "
        "one. *Meta*: the text and the record made of it differ."
    )
    return _page("Conflicts", says, conflict_rows(base, sorted(base.conflicts), links))


def papers_page(base: EvidenceBase) -> str:
    """Return the page of the papers that the documents cite."""
    papers = sorted(base.papers.values(), key=lambda paper: paper.id.casefold())
    rows = [
        (
            anchor(paper.id),
            doi_link(paper.doi),
            ", ".join(paper.documents),
            claim_links(base, [claim.id for claim in base.claims_citing(paper.id)]),
            plain(paper.note),
        )
        for paper in papers
    ]
    found = sum(paper.doi is not None for paper in papers)
    says = (
        "Papers as the documents cite them, by author and year. A DOI stands where it was looked up: "
        f"{found} of {len(papers)}."
    )
    return _page("Cited papers", says, table(("paper", "DOI", "documents", "claims", "note"), rows))


def mends_page(base: EvidenceBase) -> str:
    """Return the page of what the records have otherwise than the survey that they were made from."""
    claims = [(claim_link(base, c.id), plain(c.mended)) for c in base.claims.values() if c.mended]
    entities = [(f"{c.id} {entity_link(c)}", plain(c.mended)) for c in base.concepts.values() if c.mended]
    lines = [
        "## Claims", "", *table(("claim", "what was wrong, what is right, and why"), sorted(claims)), "",
        "## Entities", "", *table(("entity", "what was wrong, what is right, and why"), sorted(entities)),
    ]  # fmt: skip
    says = (
        "The records began as a survey of the documents and were read against the text. Where the survey "
        f"was wrong, the record says what is right: {len(claims)} of {len(base.claims)} claims, "
        f"{len(entities)} of {len(base.concepts)} entities."
    )
    return _page("Mends", says, lines)


def defects_page(base: EvidenceBase, errata: Iterable[Erratum], printed: Iterable[PrintedId]) -> str:
    """Return the page of errors of the documents themselves."""
    rows = [
        (
            anchor(one.id),
            f"{one.document}, {plain(one.place)}",
            plain(one.kind),
            plain(one.says),
            plain(one.right),
            ", ".join([*_entities(base, one.entities), *(claim_link(base, id) for id in one.claims)]),
        )
        for one in errata
    ]
    ids = [
        (
            plain(one.name),
            curie_link(one.curie),
            plain(one.label),
            "no" if one.mismatch else "yes",
            f"{one.document}, {plain(one.place)}",
            ", ".join([*_entities(base, [one.entity]), claim_link(base, one.claim)]),
        )
        for one in printed
    ]
    lines = [
        *table(("defect", "where", "kind", "what stands there", "what is right", "touches"), rows), "",
        "## Identifiers as they are printed", "",
        *table(("name", "identifier", "what the identifier is", "fits", "where", "touches"), ids),
    ]  # fmt: skip
    says = (
        "What is wrong, unclear or said in two ways in the documents. It is recorded as it stands, and never "
        "repeated."
    )
    return _page("Text defects", says, lines)


def _page(title: str, says: str, lines: list[str]) -> str:
    return "\n".join([NOTE, "", f"# {title}", "", f"{says} [All pages]({INDEX}.md).", "", *lines]) + "\n"


def _concept(base: EvidenceBase, concept: Concept) -> tuple[str, ...]:
    others = [*concept.synonyms, *concept.chinese]
    names = [f"**{plain(concept.name)}**", *([plain(", ".join(others))] if others else [])]
    if concept.note:
        names.append(f"Note: {plain(concept.note)}")
    label = f" {plain(concept.label)}" if concept.label else ""
    terms = [f"{curie_link(concept.curie)}{label}"] if concept.curie else []
    terms += [curie_link(id) for id in (concept.gene, *concept.xrefs) if id]
    claims = base.claims_with(concept.id)
    systems = sorted({id for claim in claims for id in claim.systems})
    return (
        anchor(concept.id),
        "<br>".join(names),
        "<br>".join(terms),
        concept.certainty,
        ", ".join(code(name) for name in concept.model),
        str(len(claims)),
        " ".join(system_link(base, id) for id in systems),
    )


def _entities(base: EvidenceBase, ids: Iterable[str]) -> list[str]:
    return [
        f"{id} {entity_link(base.concepts[id])}" if id in base.concepts else plain(id) for id in ids if id
    ]
