"""The identifiers that the documents themselves print, kept as they stand, and whether they are right."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, final

from osteon.evidence._ground import labels_differ

if TYPE_CHECKING:
    from osteon.knowledge import EvidenceBase


@final
@dataclass(frozen=True)
class PrintedId:
    """An identifier in a document.

    document, place: where it stands. name: what it was printed for. curie: as it was printed.
    label: the ontology's own name of that term. entity, claim: the records of it; the claim is empty where
    the base has none. mismatch: the label is not the name, so that the identifier is that of something else.
    """

    document: str
    place: str
    name: str
    curie: str
    label: str
    entity: str
    claim: str
    mismatch: bool


def printed_ids(base: EvidenceBase) -> tuple[PrintedId, ...]:
    """The identifiers that documents of the base print, in their order, each with its label and a verdict."""
    text = (files("osteon") / "catalog" / "errata" / "printed_ids.csv").read_text(encoding="utf-8")
    return tuple(
        PrintedId(
            document=row["document"],
            place=row["place"],
            name=row["name"],
            curie=row["curie"],
            label=row["label"],
            entity=row["entity"],
            claim=row["claim"] if row["claim"] in base.claims else "",
            mismatch=labels_differ(row["label"], [row["name"]]),
        )
        for row in csv.DictReader(text.splitlines())
        if row["document"] in base.documents
    )
