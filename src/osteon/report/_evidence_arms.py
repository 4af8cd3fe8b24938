"""What the experiments of a system's claims are made of, and what the model lacks for them."""

from __future__ import annotations

from collections.abc import Sequence

from osteon.knowledge import Claim, ClaimTest, EvidenceBase, Readout, Setup
from osteon.report._evidence_links import claim_links, record_link
from osteon.report._markdown import code, folded, plain, table
from osteon.text import counted


def missing_lines(base: EvidenceBase, claims: Sequence[Claim]) -> list[str]:
    """Return what the model lacks, a line for each thing with the claims that wait for it."""
    waiting: dict[str, list[str]] = {}
    for claim in claims:
        for test in _tests(claim):
            lacking = [setup.missing for setup in _setups(base, test)]
            lacking += [readout.missing for readout in _readouts(base, test)]
            for missing in filter(None, lacking):
                if claim.id not in waiting.setdefault(missing, []):
                    waiting[missing].append(claim.id)
    order = sorted(waiting.items(), key=lambda item: (-len(item[1]), item[0]))
    return [f"- {plain(missing)}: {claim_links(base, ids)}" for missing, ids in order]


def arm_lines(base: EvidenceBase, claims: Sequence[Claim]) -> list[str]:
    """Return the arms and readouts of these claims, folded."""
    tests = [test for claim in claims for test in _tests(claim)]
    setups = {setup.id: setup for test in tests for setup in _setups(base, test)}
    readouts = {readout.id: readout for test in tests for readout in _readouts(base, test)}
    if not setups:
        return []
    arms = table(
        ("arm", "what it is", "days", "lacks"),
        [
            (record_link(id, setup.where), plain(setup.says), f"{setup.days:g}" if setup.days else "",
             plain(setup.missing or ""))
            for id, setup in sorted(setups.items())
        ],
    )  # fmt: skip
    reads = table(
        ("readout", "what it is", "read from", "lacks"),
        [
            (record_link(id, r.where), plain(r.says), code(r.outcome or ""), plain(r.missing or ""))
            for id, r in sorted(readouts.items())
        ],
    )
    title = f"{counted(len(setups), 'arm')} and {counted(len(readouts), 'readout')} of its experiments"
    return folded(title, [*arms, "", *reads])


def _tests(claim: Claim) -> tuple[ClaimTest, ...]:
    return claim.experiment.tests if claim.experiment else ()


def _setups(base: EvidenceBase, test: ClaimTest) -> list[Setup]:
    return [base.setups[id] for id in (*test.arms, *(test.gain_over or ())) if id in base.setups]


def _readouts(base: EvidenceBase, test: ClaimTest) -> list[Readout]:
    named = (test.outcome, test.outcome_against)
    return [base.readouts[id] for id in named if id is not None and id in base.readouts]
