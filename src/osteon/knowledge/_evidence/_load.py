"""The evidence base alone, read without the models."""

from collections.abc import Sequence

from osteon.errors import Fault
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._evidence._join import ids_of, join_evidence
from osteon.knowledge._evidence._rules import EvidenceRules
from osteon.knowledge._evidence._shelf import EvidenceShelf
from osteon.knowledge._places import Places
from osteon.knowledge._twice import twice


def check_evidence_shelves(shelves: Sequence[EvidenceShelf], faults: list[Fault]) -> EvidenceBase:
    """Join shelves to a base, adding to `faults` every breach of a rule between their records."""
    for shelf in shelves:
        for kind, ids in ids_of(shelf):
            faults.extend(twice(f"list of {kind}", ids))
    base = join_evidence(shelves)
    if not any(shelf.reading.broken for shelf in shelves):
        pages = [page for shelf in shelves for page in shelf.reading.pages]
        faults.extend(EvidenceRules(base, Places(pages)).faults())
    return base
