"""A concept: an entity of the evidence base, with the ontology term that it is grounded to."""

from dataclasses import dataclass
from typing import final

CERTAINTIES = ("printed", "exact", "nearest", "none")
"""How well the term fits. printed: as in a document, right or wrong. nearest: no term is exactly this."""


@final
@dataclass(frozen=True)
class Concept:
    """Something that claims speak of: a cell, factor, material, disease, procedure.

    curie: an ontology term; label: the ontology's own name of it, where it differs. certainty: a member of
    CERTAINTIES. xrefs: further ids of the same thing. gene: that of a protein whose term is not a gene's.
    model: names of natural healing (states, signals, processes, readouts) that stand for it.
    """

    id: str
    name: str
    synonyms: tuple[str, ...]
    chinese: tuple[str, ...]
    type: str
    curie: str | None
    label: str
    certainty: str
    xrefs: tuple[str, ...]
    gene: str | None
    model: tuple[str, ...]
    note: str
    mended: str
    where: str

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, then its synonyms, then its Chinese names."""
        return (self.name, *self.synonyms, *self.chinese)
