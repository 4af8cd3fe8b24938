"""Sources of stromal cells: the tissues, a card for each kind of cell, and which is better than which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osteon.evidence._table import ClaimCell, ClaimTable
from osteon.evidence._table_build import conflict_notes, made_table

if TYPE_CHECKING:
    from osteon.knowledge import Claim, EvidenceBase, StaticRecords, Tissue

STROMAL = "E001"
"""What every tissue is said to contain: stromal cells as such."""

ON_CARD = ("markers", "factors", "capacity")
"""Tables of which a card shows the column of its cells."""


def source_table(base: EvidenceBase, static: StaticRecords) -> ClaimTable:
    """The tissues, which cells they give, who says so, and which are used most."""
    rows = tuple(_tissue_row(tissue, base, static) for tissue in static.tissues.values())
    general = (*static.sources.niche, *static.sources.limits, *static.sources.instead)
    notes = [f"{claim}: {base.claims[claim].says}" for claim in general]
    return ClaimTable(
        id="sources",
        title="Where stromal cells are taken from",
        says="Tissues that are said to hold them. Niche and limits are told of all of them alike.",
        columns=("tissue", "cells", "said to hold them", "used most in studies of bone"),
        rows=rows,
        notes=(*notes, *conflict_notes(general, base)),
    )


def source_card(base: EvidenceBase, static: StaticRecords, cells: str) -> ClaimTable:
    """All that is said of one kind of stromal cell. cells: an entity."""
    concept, notes = base.concepts[cells], static.sources
    rows = list(_origin(cells, base, static))
    for name in ON_CARD:
        if name in static.tables and cells in static.tables[name].columns:
            rows += _column(cells, name, base, static)
    rows += [
        (ClaimCell("ranked", (claim.id,)), ClaimCell(claim.says, (claim.id,)))
        for claim in (base.claims[name] for name in notes.ranking)
        if cells in claim.entities
    ]
    general = (("niche", notes.niche), ("limit", notes.limits), ("instead", notes.instead))
    rows += [
        (ClaimCell(head, (claim,)), ClaimCell(base.claims[claim].says, (claim,)))
        for head, claims in general
        for claim in claims
    ]
    used = [claim for row in rows for cell in row for claim in cell.claims]
    says = "What is said of these cells, then what is said of stromal cells of all sources."
    return ClaimTable(cells, concept.name, says, ("field", "says"), tuple(rows), conflict_notes(used, base))


def ranking(base: EvidenceBase, static: StaticRecords) -> ClaimTable:
    """Which cells are better than which, by comparison, and where two comparisons seem to clash."""
    claims = [base.claims[claim] for claim in static.sources.ranking]
    rows = tuple(
        (
            ClaimCell(_names(claim, 0), (claim.id,)),
            ClaimCell(other.name, (claim.id,)),
            ClaimCell(claim.context, (claim.id,)),
        )
        for claim in claims
        for other in claim.objects
    )
    return ClaimTable(
        id="ranking",
        title="Which cells regenerate bone better than which",
        says="Each row is one comparison of one study. Cells that no row compares are not ranked.",
        columns=("better", "than", "where, and by what"),
        rows=rows,
        notes=(*_order(claims), *conflict_notes([claim.id for claim in claims], base)),
    )


def _order(claims: list[Claim]) -> Iterator[str]:
    for claim in claims:
        others = ", ".join(term.name for term in claim.objects)
        alone = "" if len(claim.objects) == 1 else "; among each other these are not ranked"
        yield f"{claim.id}: {_names(claim, 0)} above {others}{alone}."
    for first in claims:
        for second in claims:
            missing = [term for term in second.subjects if not set(term.entities[:1]) & set(first.entities)]
            if first is not second and missing and _meets(first, second):
                names = ", ".join(term.name for term in missing)
                yield f"{names} of {second.id} was not among the cells that {first.id} compares."


def _meets(first: Claim, second: Claim) -> bool:
    """Whether the best of one comparison is the lesser of another."""
    best = {entity for term in first.subjects for entity in term.entities[:1]}
    return any(entity in best for term in second.objects for entity in term.entities[:1])


def _names(claim: Claim, side: int) -> str:
    return ", ".join(term.name for term in (claim.subjects, claim.objects)[side])


def _tissue_row(tissue: Tissue, base: EvidenceBase, static: StaticRecords) -> tuple[ClaimCell, ...]:
    holds = _holding(tissue, base)
    used = [c for c in static.sources.use if set(tissue.cells) & set(base.claims[c].entities)]
    names = ", ".join(base.concepts[cells].name for cells in tissue.cells)
    return (
        ClaimCell(base.concepts[tissue.tissue].name, holds),
        ClaimCell(names, holds) if names else ClaimCell(),
        ClaimCell("yes", holds) if holds else ClaimCell(),
        ClaimCell("yes", tuple(used)) if used else ClaimCell(),
    )


def _holding(tissue: Tissue, base: EvidenceBase) -> tuple[str, ...]:
    """Claims that the tissue contains stromal cells."""
    return tuple(
        claim.id
        for claim in base.claims_with(tissue.tissue)
        if claim.relation == "contains"
        and any(tissue.tissue in term.entities for term in claim.subjects)
        and any(STROMAL in term.entities for term in claim.objects)
    )


def _origin(cells: str, base: EvidenceBase, static: StaticRecords) -> Iterator[tuple[ClaimCell, ClaimCell]]:
    for tissue in static.tissues.values():
        if cells in tissue.cells:
            holds = _holding(tissue, base)
            yield ClaimCell("tissue", holds), ClaimCell(base.concepts[tissue.tissue].name, holds)
    for claim in (base.claims[name] for name in static.sources.use):
        if cells in claim.entities:
            yield ClaimCell("use", (claim.id,)), ClaimCell(claim.says, (claim.id,))


def _column(
    cells: str, name: str, base: EvidenceBase, static: StaticRecords
) -> Iterator[tuple[ClaimCell, ClaimCell]]:
    layout = static.tables[name]
    table = made_table(layout, base)
    place = layout.columns.index(cells) + 1
    for row in table.rows:
        if row[place].text:
            label = f"{layout.corner}: {row[0].text}"
            yield ClaimCell(label, row[place].claims), row[place]
