"""Shelves of the evidence base laid over each other: of records with one id the later stands."""

from collections.abc import Iterable, Iterator, Sequence

from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._evidence._read_setup import followed
from osteon.knowledge._evidence._shelf import EvidenceShelf
from osteon.knowledge._folders import EVIDENCE_FOLDERS
from osteon.knowledge._reading import digest_of

_UNDER = tuple(f"{folder}/" for folder in EVIDENCE_FOLDERS)


def join_evidence(shelves: Sequence[EvidenceShelf]) -> EvidenceBase:
    """One base of all shelves, the later over the earlier."""
    sketches = {setup.id: setup for shelf in shelves for setup in shelf.setups}
    failed = {name for shelf in shelves for page in shelf.reading.pages for name in page.failed}
    return EvidenceBase(
        claims={claim.id: claim for shelf in shelves for claim in shelf.claims},
        concepts={concept.id: concept for shelf in shelves for concept in shelf.concepts},
        conflicts={conflict.id: conflict for shelf in shelves for conflict in shelf.conflicts},
        papers={paper.id: paper for shelf in shelves for paper in shelf.papers},
        systems={system.id: system for shelf in shelves for system in shelf.systems},
        setups=followed(sketches, failed),
        readouts={readout.id: readout for shelf in shelves for readout in shelf.readouts},
        trials={trial.id: trial for shelf in shelves for trial in shelf.trials},
        pools={pool.id: pool for shelf in shelves for pool in shelf.pools},
        documents={document.id: document for shelf in shelves for document in shelf.documents},
        sentences={sentence.id: sentence for shelf in shelves for sentence in shelf.sentences},
        digest=digest_of((shelf.reading.files for shelf in shelves), under=_UNDER),
    )


def ids_of(shelf: EvidenceShelf) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    """For each kind of record, the id and place of all on a shelf."""
    yield "claims", ((claim.id, claim.where) for claim in shelf.claims)
    yield "entities", ((concept.id, concept.where) for concept in shelf.concepts)
    yield "conflicts", ((conflict.id, conflict.where) for conflict in shelf.conflicts)
    yield "papers", ((paper.id, paper.where) for paper in shelf.papers)
    yield "systems", ((system.id, system.where) for system in shelf.systems)
    yield "setups", ((setup.id, setup.where) for setup in shelf.setups)
    yield "readouts", ((readout.id, readout.where) for readout in shelf.readouts)
    yield "trials", ((trial.id, trial.where) for trial in shelf.trials)
    yield "pools", ((pool.id, pool.where) for pool in shelf.pools)
    yield "documents", ((document.id, document.where) for document in shelf.documents)
    yield "sentences", ((sentence.id, sentence.where) for sentence in shelf.sentences)
