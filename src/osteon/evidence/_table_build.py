"""A layout and the claims to a table: which cell each claim fills, and with what word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from osteon.evidence._table import ClaimCell, ClaimTable

if TYPE_CHECKING:
    from osteon.knowledge import Claim, Conflict, EvidenceBase, FigureLayout, TableLayout, Term

COMPARING = ("better_than", "worse_than")
"""Relations whose two sides are of one kind: both name the row, and each its column."""


@final
@dataclass(frozen=True)
class Statement:
    """A word in one cell. row, column: entities."""

    row: str
    column: str
    word: str
    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def made_table(layout: TableLayout, base: EvidenceBase) -> ClaimTable:
    """The table of a layout. Rows stand in the order of the layout, or in that in which claims name them."""
    said = tuple(statements(layout, base))
    rows = layout.rows or tuple(dict.fromkeys(statement.row for statement in said))
    heads = (layout.corner, *(_label(column, layout, base) for column in layout.columns))
    tells = bool(layout.telling)
    cells = [_row(row, said, layout, base) for row in rows]
    used = (*(claim for s in said for claim in s.claims), *layout.telling)
    return ClaimTable(
        id=layout.id,
        title=layout.title,
        says=layout.says,
        columns=(*heads, layout.tells) if tells else heads,
        rows=tuple(cells),
        notes=(*image_note(layout.image, layout.document), *layout.notes, *conflict_notes(used, base)),
    )


def made_figure(layout: FigureLayout, base: EvidenceBase) -> ClaimTable:
    """The figure of a layout, an element a row."""
    rows = tuple(
        (ClaimCell(element.panel, element.claims), ClaimCell(element.says, element.claims))
        for element in layout.elements
    )
    used = [claim for element in layout.elements for claim in element.claims]
    notes = (*image_note(layout.image, layout.document), *layout.notes, *conflict_notes(used, base))
    return ClaimTable(layout.id, layout.title, layout.says, ("part", "element"), rows, notes)


def statements(layout: TableLayout, base: EvidenceBase) -> Iterator[Statement]:
    """What each claim of a layout says in which cell, then the layout's own entries."""
    for claim in (base.claims[name] for name in layout.claims):
        yield from _said(claim, layout, base)
    for entry in layout.entries:
        for row in entry.rows:
            yield Statement(row, entry.column, entry.word, entry.claims, entry.sources)


def image_note(image: str, document: str) -> tuple[str, ...]:
    """What has to be said of something that stands in the stead of an image."""
    if not image:
        return ()
    return (f"{image} of document {document} is an image that was not read. All here is from its text.",)


def conflict_notes(claims: Iterable[str], base: EvidenceBase) -> tuple[str, ...]:
    """The conflicts of which both sides are among some claims."""
    both = set(claims)
    return tuple(_clash(conflict) for conflict in base.conflicts.values() if both.issuperset(conflict.claims))


def _clash(conflict: Conflict) -> str:
    sides, decided = " against ".join(conflict.claims), f"Decided by: {conflict.resolved_by}"
    return f"{conflict.id}, {sides}: {conflict.says}" + (f" {decided}" if conflict.resolved_by else "")


def _said(claim: Claim, layout: TableLayout, base: EvidenceBase) -> Iterator[Statement]:
    word = layout.said.get(claim.id) or layout.words.get(claim.relation, claim.relation)
    for subject in claim.subjects:
        column = _column(subject, layout)
        if column is None:
            continue
        if claim.relation in COMPARING:
            others = [other for term in claim.objects if (other := _column(term, layout))]
            names = " and ".join(_label(other, layout, base) for other in others)
            rows, word = _rows(subject, layout, base), word.replace("{other}", names)
        else:
            rows = [row for term in claim.objects for row in _rows(term, layout, base)]
        yield from (Statement(row, column, word, (claim.id,)) for row in dict.fromkeys(rows))


def _column(term: Term, layout: TableLayout) -> str | None:
    """The first of a term's entities that is a column: they stand from the narrow to the wide."""
    return next((entity for entity in term.entities if entity in layout.columns), None)


def _rows(term: Term, layout: TableLayout, base: EvidenceBase) -> list[str]:
    if layout.rows:
        return [entity for entity in term.entities if entity in layout.rows]
    return [entity for entity in term.entities if base.concepts[entity].type in layout.kinds]


def _row(
    row: str, said: tuple[Statement, ...], layout: TableLayout, base: EvidenceBase
) -> tuple[ClaimCell, ...]:
    mine = [statement for statement in said if statement.row == row]
    cells = [_cell([s for s in mine if s.column == column]) for column in layout.columns]
    if layout.telling:
        cells.append(_telling(row, layout, base))
    claims = tuple(dict.fromkeys(claim for cell in cells for claim in cell.claims))
    return (ClaimCell(_label(row, layout, base), claims), *cells)


def _cell(found: list[Statement]) -> ClaimCell:
    return ClaimCell(
        text="; ".join(dict.fromkeys(statement.word for statement in found)),
        claims=tuple(dict.fromkeys(claim for statement in found for claim in statement.claims)),
        sources=tuple(dict.fromkeys(source for statement in found for source in statement.sources)),
    )


def _telling(row: str, layout: TableLayout, base: EvidenceBase) -> ClaimCell:
    found = [base.claims[name] for name in layout.telling if row in base.claims[name].entities]
    texts = [layout.telling[claim.id] or claim.says for claim in found]
    return ClaimCell("; ".join(text.rstrip(".") for text in texts), tuple(claim.id for claim in found))


def _label(entity: str, layout: TableLayout, base: EvidenceBase) -> str:
    return layout.labels.get(entity) or base.concepts[entity].name
