"""The criteria of identity against a panel: what each finds, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from osteon.identity._panel import Panel
from osteon.knowledge import Criterion, EvidenceBase, Exemption, IdentityRecords

FINDINGS = ("pass", "fail", "flagged", "licensed", "not measured")


@final
@dataclass(frozen=True)
class Finding:
    """What one criterion found. reads: a member of FINDINGS. claims, conflict: who says so, who objects."""

    criterion: str
    says: str
    reads: str
    why: str
    claims: tuple[str, ...]
    conflict: str | None = None


@final
@dataclass(frozen=True)
class Identity:
    """All findings of a panel and what they come to.

    verdict: "stromal cells" (all pass), "stromal cells, flagged" (an exception explains each that does not),
    "licensed stromal cells" (the same, by inflammation), "not stromal cells" (one fails) or "incomplete".
    """

    panel: str
    verdict: str
    findings: tuple[Finding, ...]


def identify(panel: Panel, records: IdentityRecords, base: EvidenceBase) -> Identity:
    """Judge a panel by the criteria: pass or fail for each, with the reason, and what they come to."""
    findings = tuple(_finding(criterion, panel, records, base) for criterion in records.criteria.values())
    return Identity(panel.name, _verdict([finding.reads for finding in findings]), findings)


def _verdict(reads: list[str]) -> str:
    if "fail" in reads:
        return "not stromal cells"
    if "not measured" in reads:
        return "incomplete"
    if "licensed" in reads:
        return "licensed stromal cells" + (", flagged" if "flagged" in reads else "")
    return "stromal cells, flagged" if "flagged" in reads else "stromal cells"


def _finding(criterion: Criterion, panel: Panel, records: IdentityRecords, base: EvidenceBase) -> Finding:
    if criterion.test is not None:
        return _tested(criterion, panel)
    measured = [(panel.labels[id], panel.percents[id]) for id in criterion.markers if id in panel.percents]
    if not measured:
        names = " or ".join(base.concepts[id].name for id in criterion.markers if id in base.concepts)
        return _found(criterion, "not measured", f"{names} is not on the panel")
    limit = (records.positive if criterion.expect == "positive" else records.negative).value
    bound = f"at {'least' if criterion.expect == 'positive' else 'most'} {limit:g} %"
    side = 1 if criterion.expect == "positive" else -1
    wrong = [pair for pair in measured if side * (pair[1] - limit) < 0]
    said = ", ".join(f"{name} {percent:g} %" for name, percent in (wrong or measured))
    if not wrong:
        return _found(criterion, "pass", f"{said}, {bound}")
    return _excused(criterion, panel, records, base, f"{said}, expected {bound}")


def _tested(criterion: Criterion, panel: Panel) -> Finding:
    passed = panel.tests.get(criterion.test or "")
    if passed is None:
        return _found(criterion, "not measured", f"no row for '{criterion.test}'")
    return _found(criterion, "pass" if passed else "fail", f"{criterion.test}: {'yes' if passed else 'no'}")


def _excused(
    criterion: Criterion, panel: Panel, records: IdentityRecords, base: EvidenceBase, why: str
) -> Finding:
    """A criterion that is not met: what an exception for this panel makes of it; else a fail."""
    mine = [e for e in records.exemptions.values() if e.criterion == criterion.id]
    for exemption in mine:
        if panel.source in exemption.sources or set(panel.treatments) & set(exemption.treatments):
            why = f"{why}; {exemption.says} ({', '.join(exemption.claims)})"
            claims = (*criterion.claims, *exemption.claims)
            return Finding(criterion.id, criterion.says, exemption.verdict, why, claims, exemption.conflict)
    return _found(criterion, "fail", "; ".join([why, *_hints(mine, base)]))


def _hints(exemptions: list[Exemption], base: EvidenceBase) -> Iterator[str]:
    for exemption in exemptions:
        ids = (*exemption.sources, *exemption.treatments)
        names = " or ".join(base.concepts[id].name for id in ids if id in base.concepts)
        yield f"an exception holds for {names} ({', '.join(exemption.claims)}), which the panel does not name"


def _found(criterion: Criterion, reads: str, why: str) -> Finding:
    return Finding(criterion.id, criterion.says, reads, why, criterion.claims)
