"""Rules on claims and conflicts: what a record must have to be complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osteon.errors import Fault, near, shown
from osteon.evidence._coverage import Coverage
from osteon.knowledge import Claim, EvidenceBase


def sentence_rule(base: EvidenceBase) -> Coverage:
    """Each claim names the sentences that it is made of."""
    claims = base.claims.values()
    faults = [
        _lacks(claim, "sentences", "one or more, like ['000:31']") for claim in claims if not claim.sentences
    ]
    return _over(claims, "sentences", "each claim names the sentences that it is made of", claims, faults)


def system_rule(base: EvidenceBase) -> Coverage:
    """Each claim belongs to a system."""
    claims = base.claims.values()
    faults = [_lacks(claim, "systems", "one or more, like ['S03']") for claim in claims if not claim.systems]
    return _over(claims, "systems", "each claim belongs to a system", claims, faults)


def experiment_rule(base: EvidenceBase) -> Coverage:
    """Each dynamic claim has a virtual experiment, in words and in tests."""
    claims = base.claims.values()
    dynamic = [claim for claim in claims if claim.kind == "dynamic"]
    faults = [fault for claim in dynamic for fault in _unfinished(claim)]
    says = "each dynamic claim has a virtual experiment, in words and in tests"
    return _over(claims, "experiments", says, dynamic, faults)


def test_rule(base: EvidenceBase) -> Coverage:
    """Each test names setups and readouts that are there."""
    tested = [claim for claim in base.claims.values() if claim.experiment and claim.experiment.tests]
    faults = [fault for claim in tested for fault in _unknown_parts(claim, base)]
    says = "each test names setups and readouts that are there"
    return _over(base.claims.values(), "tests", says, tested, faults)


def chinese_rule(base: EvidenceBase) -> Coverage:
    """Each claim of a document in Chinese has a wording in Chinese."""
    bilingual = [id for id, document in base.documents.items() if "Chinese" in document.language]
    claims = [claim for claim in base.claims.values() if claim.document in bilingual]
    faults = [
        _lacks(claim, "chinese", "the claim in Chinese, in words of our own")
        for claim in claims
        if not claim.chinese
    ]
    says = "each claim of a document in Chinese has a wording in Chinese"
    return _over(base.claims.values(), "Chinese wordings", says, claims, faults)


def quotation_rule(base: EvidenceBase) -> Coverage:
    """Sentences that serve several claims are listed, so that a reader can see whether they say them all."""
    used = [sentence for sentence in base.sentences if base.claims_in(sentence)]
    shared = {sentence: claims for sentence in used if len(claims := base.claims_in(sentence)) > 1}
    listed = [f"{sentence}: {', '.join(claim.id for claim in claims)}" for sentence, claims in shared.items()]
    return Coverage(
        "one sentence, several claims",
        "a sentence that serves several claims is listed; it is no fault",
        len(used),
        len(base.sentences),
        "sentences",
        listed=tuple(listed),
    )


def conflict_rule(base: EvidenceBase) -> Coverage:
    """Each conflict names the variable or test that resolves it."""
    faults = [
        Fault(
            conflict.where, f"conflict {conflict.id} without resolved_by", "the variable or test that decides"
        )
        for conflict in base.conflicts.values()
        if not conflict.resolved_by.strip()
    ]
    total = len(base.conflicts)
    says = "each conflict names the variable or test that resolves it"
    return Coverage("conflicts", says, total, total, "conflicts", tuple(faults))


def _over(
    claims: Iterable[Claim], rule: str, says: str, checked: Iterable[Claim], faults: Iterable[Fault]
) -> Coverage:
    return Coverage(rule, says, len(list(checked)), len(list(claims)), "claims", tuple(faults))


def _lacks(claim: Claim, key: str, expected: str) -> Fault:
    return Fault(claim.where, f"claim {claim.id} without {key}", expected)


def _unfinished(claim: Claim) -> Iterator[Fault]:
    if claim.experiment is None:
        yield _lacks(claim, "an experiment", f"[claim.{claim.id}.experiment], as it is dynamic")
        return
    if not claim.experiment.says.strip():
        yield _lacks(claim, "words for its experiment", "says: the comparison in one sentence")
    if not claim.experiment.tests:
        yield _lacks(claim, "tests", f"one or more [[claim.{claim.id}.experiment.test]]")


def _unknown_parts(claim: Claim, base: EvidenceBase) -> Iterator[Fault]:
    for test in claim.experiment.tests if claim.experiment else ():
        for setup in (*test.arms, *(test.gain_over or ())):
            if setup not in base.setups:
                yield Fault(test.where, f"arm {shown(setup)}", "the id of a setup", near(setup, base.setups))
        for readout in filter(None, (test.outcome, test.outcome_against)):
            if readout not in base.readouts:
                fix = near(readout, base.readouts)
                yield Fault(test.where, f"outcome {shown(readout)}", "the id of a readout", fix)
