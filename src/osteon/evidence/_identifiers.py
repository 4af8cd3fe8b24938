"""The identifiers that documents print, and whether they are right, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from osteon.evidence._ground_printed import printed_ids
from osteon.evidence._table import ClaimCell, ClaimTable

if TYPE_CHECKING:
    from osteon.knowledge import EvidenceBase


def identifier_table(base: EvidenceBase) -> ClaimTable:
    """Each identifier as printed, the ontology's own name of it, and whether the two go together."""
    rows = tuple(
        tuple(
            ClaimCell(text, (item.claim,) if item.claim else ())
            for text in (
                item.curie,
                item.name,
                item.label,
                "mismatch" if item.mismatch else "fits",
                f"document {item.document}, {item.place}",
            )
        )
        for item in printed_ids(base)
    )
    return ClaimTable(
        id="identifiers",
        title="Identifiers that documents print",
        says="Kept as printed. A mismatch: the term's own name is not what it was printed for.",
        columns=("identifier", "printed for", "name of the term", "verdict", "where"),
        rows=rows,
    )
