"""Rules on claims and conflicts: what a record must have to be complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osteon.errors import Fault
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
    """Each dynamic claim has a virtual experiment with tests."""
    claims = base.claims.values()
    dynamic = [claim for claim in claims if claim.kind == "dynamic"]
    faults = [fault for claim in dynamic for fault in _unfinished(claim)]
    says = "each dynamic claim has a virtual experiment with tests"
    return _over(claims, "experiments", says, dynamic, faults)


def runnable_rule(base: EvidenceBase) -> Coverage:
    """What the model lacks for the experiment of a claim is listed: such a claim is not run yet."""
    tested = [claim for claim in base.claims.values() if claim.experiment and claim.experiment.tests]
    lacking = {claim.id: lacks for claim in tested if (lacks := _lacking(claim, base))}
    return Coverage(
        "claims that can run",
        "what the model lacks for the experiment of a claim is listed; such a claim is not run yet",
        len(tested) - len(lacking),
        len(tested),
        "claims",
        listed=tuple(f"{claim}: {', '.join(lacks)}" for claim, lacks in lacking.items()),
    )


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
    elif not claim.experiment.tests:
        yield _lacks(claim, "tests", f"one or more [[claim.{claim.id}.experiment.test]]")


def _lacking(claim: Claim, base: EvidenceBase) -> tuple[str, ...]:
    """What the model lacks for the setups and readouts of a claim, each once."""
    found: dict[str, None] = {}
    for test in claim.experiment.tests if claim.experiment else ():
        setups = [base.setups[name].missing for name in (*test.arms, *(test.gain_over or ()))]
        readouts = [base.readouts[name].missing for name in (test.outcome, test.outcome_against) if name]
        found.update((missing, None) for missing in (*setups, *readouts) if missing)
    return tuple(found)
