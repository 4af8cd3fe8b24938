"""The evidence base: its records by id, and the ways from one to another."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import final

from osteon.knowledge._evidence._claim import Claim
from osteon.knowledge._evidence._concept import Concept
from osteon.knowledge._evidence._conflict import Conflict
from osteon.knowledge._evidence._reviewed import Paper, Reviewed, Sentence
from osteon.knowledge._evidence._setup import Readout, Setup
from osteon.knowledge._evidence._system import System
from osteon.knowledge._evidence._trial import ClinicalTrial, TrialPool


@final
@dataclass(frozen=True, eq=False)
class EvidenceBase:
    """Every claim, concept, conflict, paper, system, setup, readout, trial, document and sentence, by id.

    Compared by identity. digest: SHA-256 over all files that it was read from.
    """

    claims: Mapping[str, Claim] = field(default_factory=dict)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    systems: Mapping[str, System] = field(default_factory=dict)
    setups: Mapping[str, Setup] = field(default_factory=dict)
    readouts: Mapping[str, Readout] = field(default_factory=dict)
    trials: Mapping[str, ClinicalTrial] = field(default_factory=dict)
    pools: Mapping[str, TrialPool] = field(default_factory=dict)
    documents: Mapping[str, Reviewed] = field(default_factory=dict)
    sentences: Mapping[str, Sentence] = field(default_factory=dict)
    digest: str = ""

    def claims_with(self, entity: str) -> tuple[Claim, ...]:
        """The claims with this concept on either side."""
        return self._by_entity.get(entity, ())

    def claims_citing(self, paper: str) -> tuple[Claim, ...]:
        """The claims that cite this paper."""
        return self._by_paper.get(paper, ())

    def claims_of(self, system: str) -> tuple[Claim, ...]:
        """The claims of this system."""
        return self._by_system.get(system, ())

    def claims_in(self, sentence: str) -> tuple[Claim, ...]:
        """The claims made of this sentence of a document."""
        return self._by_sentence.get(sentence, ())

    def conflicts_of(self, claim: str) -> tuple[Conflict, ...]:
        """The conflicts that this claim is a side of."""
        return tuple(conflict for conflict in self.conflicts.values() if claim in conflict.claims)

    @cached_property
    def _by_entity(self) -> Mapping[str, tuple[Claim, ...]]:
        return self._grouped(lambda claim: claim.entities)

    @cached_property
    def _by_paper(self) -> Mapping[str, tuple[Claim, ...]]:
        return self._grouped(lambda claim: claim.cites)

    @cached_property
    def _by_system(self) -> Mapping[str, tuple[Claim, ...]]:
        return self._grouped(lambda claim: claim.systems)

    @cached_property
    def _by_sentence(self) -> Mapping[str, tuple[Claim, ...]]:
        return self._grouped(lambda claim: claim.sentences)

    def _grouped(self, keys: Callable[[Claim], Iterable[str]]) -> Mapping[str, tuple[Claim, ...]]:
        groups: dict[str, list[Claim]] = {}
        for claim in self.claims.values():
            for key in keys(claim):
                groups.setdefault(key, []).append(claim)
        return {key: tuple(group) for key, group in groups.items()}
