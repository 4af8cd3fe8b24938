"""Rules between the records of the evidence base: what a record names must be there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from osteon.errors import Fault, shown
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._evidence._claim import Claim, ClaimTest
from osteon.knowledge._evidence._rules_trial import trial_faults
from osteon.knowledge._places import Places


@final
@dataclass(frozen=True)
class EvidenceRules:
    """base: all records. places: where they stand."""

    base: EvidenceBase
    places: Places

    def faults(self) -> Iterator[Fault]:
        """Every reference of a record of the base to one that is not there."""
        for claim in self.base.claims.values():
            yield from self._claim(claim)
        for conflict in self.base.conflicts.values():
            claims = self.base.claims
            yield from self.places.unknown(conflict.where, "claims", conflict.claims, claims, "a claim")
            if conflict.claims[0] == conflict.claims[1]:
                yield self.places.fault(conflict.where, "claims", f"{conflict.claims[0]} twice", "two claims")
        yield from trial_faults(self.base, self.places)
        for paper in self.base.papers.values():
            documents = self.base.documents
            yield from self.places.unknown(paper.where, "documents", paper.documents, documents, "a document")
        for sentence in self.base.sentences.values():
            known = self.base.documents
            yield from self.places.unknown(sentence.where, "id", [sentence.document], known, "a document")

    def _claim(self, claim: Claim) -> Iterator[Fault]:
        where, base = claim.where, self.base
        for key, terms in (("subject", claim.subjects), ("object", claim.objects)):
            entities = [entity for term in terms for entity in term.entities]
            yield from self.places.unknown(where, key, entities, base.concepts, "an entity")
        yield from self.places.unknown(where, "systems", claim.systems, base.systems, "a system")
        yield from self.places.unknown(where, "document", [claim.document], base.documents, "a document")
        yield from self.places.unknown(where, "sentences", claim.sentences, base.sentences, "a sentence")
        yield from self.places.unknown(where, "cites", claim.cites, base.papers, "a paper")
        for sentence in claim.sentences:
            if sentence.partition(":")[0] != claim.document:
                given = f"sentence {shown(sentence)} of a claim of document {claim.document}"
                yield self.places.fault(where, "sentences", given, f"sentences of {claim.document}")
        if claim.experiment is not None:
            if claim.kind != "dynamic":
                given = f"an experiment of a claim with kind = {shown(claim.kind)}"
                yield self.places.fault(where, "kind", given, "kind = 'dynamic', or no experiment")
            for test in claim.experiment.tests:
                yield from self._test(test)

    def _test(self, test: ClaimTest) -> Iterator[Fault]:
        setups, readouts = self.base.setups, self.base.readouts
        if test.sweep:
            yield from self.places.unknown(test.where, "arms", test.arms, setups, "a setup")
        else:
            for key, name in zip(("arm", "against"), test.arms, strict=False):
                yield from self.places.unknown(test.where, key, [name], setups, "a setup")
        yield from self.places.unknown(test.where, "gain_over", test.gain_over or (), setups, "a setup")
        for key, readout in (("outcome", test.outcome), ("outcome_against", test.outcome_against)):
            if readout is not None:
                yield from self.places.unknown(test.where, key, [readout], readouts, "a readout")
