"""The folders of the evidence base on one shelf, read file by file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import final

from osteon.errors import shown
from osteon.knowledge._evidence._claim import Claim
from osteon.knowledge._evidence._concept import Concept
from osteon.knowledge._evidence._conflict import Conflict
from osteon.knowledge._evidence._read_claim import read_claims
from osteon.knowledge._evidence._read_records import (
    read_concepts,
    read_conflicts,
    read_documents,
    read_papers,
    read_systems,
)
from osteon.knowledge._evidence._read_sentence import COLUMNS, read_sentences
from osteon.knowledge._evidence._read_setup import Sketch, read_readouts, read_setups
from osteon.knowledge._evidence._read_trial import read_pools, read_trials
from osteon.knowledge._evidence._reviewed import Paper, Reviewed, Sentence
from osteon.knowledge._evidence._schema import CLAIM, CONCEPT, CONFLICT, DOCUMENT, SYSTEM, EvidenceFile
from osteon.knowledge._evidence._setup import Readout
from osteon.knowledge._evidence._system import System
from osteon.knowledge._evidence._trial import ClinicalTrial, TrialPool
from osteon.knowledge._folders import EVIDENCE_FOLDERS
from osteon.knowledge._page import Page
from osteon.knowledge._reading import Reading

DOCUMENTS = "documents"
SENTENCES = f"{DOCUMENTS}/sentences.csv"

TABLES = {
    "claims": ("claim",),
    "entities": ("entity",),
    "conflicts": ("conflict",),
    "papers": ("paper",),
    "systems": ("system",),
    "setups": ("setup", "readout"),
    "trials": ("trial", "pool"),
    DOCUMENTS: ("document",),
}
"""The kinds of table in each folder."""

_IDS = {
    "claim": (CLAIM, "C and three digits, like 'C137'"),
    "entity": (CONCEPT, "E and three digits, like 'E037'"),
    "conflict": (CONFLICT, "K and two digits, like 'K05'"),
    "system": (SYSTEM, "S and two digits, like 'S03'"),
    "document": (DOCUMENT, "three digits, like '000'"),
    "setup": (r"^[A-Za-z]\w*$", "letters, digits and _, a letter first"),
    "readout": (r"^[A-Za-z]\w*$", "letters, digits and _, a letter first"),
    "trial": (r"^[A-Za-z]\w*$", "letters, digits and _, a letter first"),
    "pool": (r"^[A-Za-z]\w*$", "letters, digits and _, a letter first"),
    "paper": (r"^\S.*\S$", "authors and year, like 'Dominici 2006'"),
}


@final
@dataclass(frozen=True)
class EvidenceShelf:
    """The records of the evidence base of one catalogue folder, in the order of reading."""

    reading: Reading
    claims: list[Claim] = field(default_factory=list)
    concepts: list[Concept] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    systems: list[System] = field(default_factory=list)
    setups: list[Sketch] = field(default_factory=list)
    readouts: list[Readout] = field(default_factory=list)
    trials: list[ClinicalTrial] = field(default_factory=list)
    pools: list[TrialPool] = field(default_factory=list)
    documents: list[Reviewed] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def read_evidence(folder: Traversable, reading: Reading) -> EvidenceShelf:
    """Read the folders of the evidence base below a catalogue folder."""
    shelf = EvidenceShelf(reading)
    for name in EVIDENCE_FOLDERS:
        for page, _ in reading.each_page(folder / name, name):
            _check_file(page, name)
            _read(shelf, page, name)
    rows = reading.table(folder / DOCUMENTS / "sentences.csv", SENTENCES, COLUMNS)
    shelf.sentences.extend(read_sentences(rows, reading.faults))
    return shelf


def _read(shelf: EvidenceShelf, page: Page, folder: str) -> None:
    match folder:
        case "claims":
            shelf.claims.extend(read_claims(page))
        case "entities":
            shelf.concepts.extend(read_concepts(page))
        case "conflicts":
            shelf.conflicts.extend(read_conflicts(page))
        case "papers":
            shelf.papers.extend(read_papers(page))
        case "systems":
            shelf.systems.extend(read_systems(page))
        case "setups":
            shelf.setups.extend(read_setups(page))
            shelf.readouts.extend(read_readouts(page))
        case "trials":
            shelf.trials.extend(read_trials(page))
            shelf.pools.extend(read_pools(page))
        case "documents":
            shelf.documents.extend(read_documents(page))


def _check_file(page: Page, folder: str) -> None:
    """Note tables that belong into another folder, and ids that are not of their kind's form."""
    page.read(EvidenceFile, ())
    for kind, place in _kinds():
        names = page.names((kind,))
        if names and place != folder:
            page.fault((kind,), f"[{kind}.{names[0]}] in {folder}/", f"it in a file of {place}/")
        pattern, expected = _IDS[kind]
        for name in names:
            if not re.search(pattern, name):
                page.fault((kind, name), f"the id {shown(name)}", expected)


def _kinds() -> Iterator[tuple[str, str]]:
    return ((kind, folder) for folder, kinds in TABLES.items() for kind in kinds)
