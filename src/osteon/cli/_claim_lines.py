"""Verdicts on claims as lines: a table, claims in full, and both sides of contradictions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

import typer

from osteon.text import aligned, counted

if TYPE_CHECKING:
    from osteon.claims import ClaimRun, Judged, Ruling, Sides
    from osteon.knowledge import EvidenceBase

MARKS = {
    "by construction": ("=", "cyan"),
    "emergent": ("*", "blue"),
    "quantitative": ("#", "bright_blue"),
    "contradicted": ("x", "yellow"),
    "not yet": (".", "bright_black"),
}
"""A sign and a colour for each verdict. The sign tells them apart; blue and yellow do so too."""

MOST_LISTED = 20
"""Processes that a claim in full lists."""


def table_lines(found: ClaimRun) -> list[str]:
    """A line a claim, then how many there are of each verdict."""
    rows = [(each.plan.claim.id, _marked(each), _effect(each), each.why) for each in found.rulings]
    lines = aligned([("claim", "verdict", "effect", "why"), *rows]) if rows else ["no dynamic claim"]
    coloured = [lines[0], *map(_coloured, lines[1:], found.rulings)] if rows else lines
    return [*coloured, *_counts(found)]


def claim_lines(found: ClaimRun, sides: Sequence[Sides]) -> list[str]:
    """Each claim in full: what it says, its tests, what it stands on, and what contradicts it."""
    blocks = ["\n".join(_block(each, sides)) for each in found.rulings]
    return ["\n\n".join(blocks)]


def conflict_lines(found: Sequence[Sides], base: EvidenceBase) -> list[str]:
    """Both sides of each contradiction with their verdicts, and what decides between them."""
    lines: list[str] = []
    for each in found:
        lines += [f"{each.conflict.id}  {each.conflict.says}"]
        for id, ruling in zip(each.conflict.claims, each.rulings, strict=True):
            says = base.claims[id].says if id in base.claims else ""
            verdict = f"{base.claims[id].kind}" if ruling is None and id in base.claims else ""
            lines.append(f"  {id}  {_marked(ruling) if ruling else verdict}  {says}")
        lines.append(f"  decided by: {each.conflict.resolved_by or 'nothing in the records'}")
        lines += [*([f"  dial: {each.conflict.dial}"] if each.conflict.dial else []), ""]
    return (
        [*lines, counted(len(found), "contradiction")] if found else ["no contradiction among these claims"]
    )


def _block(ruling: Ruling, sides: Sequence[Sides]) -> Iterator[str]:
    claim = ruling.plan.claim
    yield _coloured(f"{claim.id}  {_marked(ruling)}  {_effect(ruling)}".rstrip(), ruling)
    yield _wrapped(claim.says)
    if claim.experiment:
        yield _wrapped(f"run: {claim.experiment.says}")
    for number, result in enumerate(ruling.results, start=1):
        yield from _test_lines(number, result)
    yield _wrapped(f"why: {ruling.why}")
    for name, left in ruling.stand.necessary[:MOST_LISTED]:
        yield f"    without {name} {100.0 * left:.0f} % of it is left"
    for lack, names in ruling.plan.missing.items():
        yield f"    {lack}: {', '.join(names)}"
    for each in (each for each in sides if claim.id in each.conflict.claims):
        other, beside = next(
            (id, side) for id, side in zip(each.conflict.claims, each.rulings, strict=True) if id != claim.id
        )
        verdict = f" ({beside.verdict})" if beside else ""
        yield _wrapped(
            f"against {other}{verdict}, {each.conflict.id}: {each.conflict.resolved_by or each.conflict.says}"
        )


def _test_lines(number: int, result: Judged) -> Iterator[str]:
    test, trial = result.trial.test, result.trial
    days = f"days {trial.readings[0].start:g} to {trial.readings[0].stop:g}"
    yield f"  test {number}: {test.read} of {test.outcome}, {days}: {test.expect}: {result.came}"
    for reading, mean in zip(trial.all_readings, result.means, strict=False):
        unit = "" if reading.unit == "1" else f" {reading.unit}"
        yield f"    {reading.arm}: {reading.gauge.outcome} {mean:.4g}{unit}"


def _marked(ruling: Ruling) -> str:
    return f"{MARKS[str(ruling.verdict)][0]} {ruling.verdict}"


def _coloured(line: str, ruling: Ruling) -> str:
    mark = _marked(ruling)
    return line.replace(mark, typer.style(mark, fg=MARKS[str(ruling.verdict)][1]), 1)


def _effect(ruling: Ruling) -> str:
    from osteon.claims import effect_text

    effect = ruling.deciding.effect if ruling.deciding else None
    return "" if effect is None else effect_text(effect)


def _counts(found: ClaimRun) -> list[str]:
    from osteon.claims import MARGIN, counts

    each = ", ".join(f"{number} {verdict}" for verdict, number in counts(found).items())
    return [
        "",
        f"{counted(len(found.rulings), 'claim')}: {each}",
        f"{found.animals} animals an arm, {found.lanes:,} solved in {found.seconds['all']:.0f} s; "
        f"an effect counts from {MARGIN:g} standard deviations between animals on",
    ]


def _wrapped(text: str) -> str:
    return fill(text, 100, initial_indent="  ", subsequent_indent="    ")
