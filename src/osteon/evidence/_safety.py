"""The register of what is feared or asked of therapies with stromal cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from osteon.errors import Fault, near, shown
from osteon.evidence._coverage import Coverage
from osteon.evidence._table import ClaimCell, ClaimTable

if TYPE_CHECKING:
    from osteon.knowledge import ClaimTest, Concern, EvidenceBase, Library, StaticRecords

SYSTEM = "S49"
"""The system whose claims are the concerns that documents list."""

_MOVES = {
    "higher": "above", "lower": "below", "different": "other than", "same": "like",
    "not_higher": "not above", "not_lower": "not below",
}  # fmt: skip


def safety_table(static: StaticRecords, base: EvidenceBase) -> ClaimTable:
    """Each concern with its metric and the scenarios that move it."""
    rows = [
        (
            ClaimCell(concern.title, concern.claims),
            ClaimCell(concern.says, concern.claims),
            ClaimCell(concern.metric),
            ClaimCell("; ".join(_scenarios(concern))),
            ClaimCell("; ".join(lacking(concern, base)) or "yes"),
        )
        for concern in static.concerns.values()
    ]
    notes = [f"{concern.title}: {concern.note}" for concern in static.concerns.values() if concern.note]
    return ClaimTable(
        id="safety",
        title="Safety, supply, regulation and cost",
        says="What is feared or asked of therapies with stromal cells, how it is read, and what moves it.",
        columns=("concern", "says", "metric", "moved by", "can run"),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def lacking(concern: Concern, base: EvidenceBase) -> tuple[str, ...]:
    """What the model lacks for the scenarios of a concern."""
    setups = [name for test in concern.tests for name in (*test.arms, *(test.gain_over or ()))]
    lacks = [base.setups[name].missing for name in setups if name in base.setups]
    readouts = [test.outcome for test in concern.tests]
    lacks += [base.readouts[name].missing for name in readouts if name in base.readouts]
    return tuple(dict.fromkeys(lack for lack in lacks if lack))


def safety_rule(library: Library) -> Coverage:
    """Each claim of the system of safety is a concern with a metric and a scenario."""
    base, concerns = library.evidence, library.static.concerns.values()
    asked = [claim for claim in base.claims.values() if SYSTEM in claim.systems]
    answered = {claim for concern in concerns for claim in concern.claims}
    listed = [f"{claim.id}: no concern of safety/ has it" for claim in asked if claim.id not in answered]
    for concern in concerns:
        listed += [f"{concern.id}: the model lacks {lack}" for lack in lacking(concern, base)]
    faults = [fault for concern in concerns for fault in _card_faults(concern, library)]
    says = "each claim of the system of safety is a concern with a metric and a scenario that moves it"
    checked = sum(claim.id in answered for claim in asked)
    return Coverage("safety", says, checked, len(asked), "claims", tuple(faults), tuple(listed))


def _card_faults(concern: Concern, library: Library) -> Iterator[Fault]:
    products = [name for kind, name in library.modifiers if kind == "product"]
    for name in concern.cards:
        if name not in products:
            yield Fault(
                concern.where, f"cards has {shown(name)}", "the id of a product", near(name, products)
            )


def _scenarios(concern: Concern) -> Iterator[str]:
    for test in concern.tests:
        yield _scenario(test)
    if concern.cards:
        yield f"card of {concern.cards[0]} fuller than that of {concern.cards[1]}"


def _scenario(test: ClaimTest) -> str:
    what = f"{test.read.replace('_', ' ')} of {test.outcome}"
    if test.sweep:
        return f"{what} {test.expect.replace('_', ' ')} along {', '.join(test.arms)}"
    against = test.arms[1] if len(test.arms) > 1 else test.outcome_against or "its measured value"
    gain = f", each beyond {' and '.join(test.gain_over)}" if test.gain_over else ""
    return f"{what} in {test.arms[0]} {_MOVES.get(test.expect, test.expect)} {against}{gain}"
