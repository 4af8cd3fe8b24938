"""The page of a system: what it is, its graph, its claims, conflicts, mechanisms and experiments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from osteon.knowledge import Claim, Library, System
from osteon.report._evidence_arms import arm_lines, missing_lines
from osteon.report._evidence_claims import Verdicts, claim_lines, conflict_rows, verdict_counts
from osteon.report._evidence_drawn import Drawing
from osteon.report._evidence_links import DEFECTS, INDEX, MENDS, claim_link, entity_link
from osteon.report._evidence_mechanisms import Mechanism, mechanism_lines
from osteon.report._markdown import folded, plain, table
from osteon.text import counted

_BLOCK = re.compile(r"^([#>+=-])")
"""A sign that would begin a heading, a list or a quotation."""

NOTE = "<!-- Written by `make pages` from the records; change those, not this page. -->"


def system_page(
    library: Library, id: str, drawn: Drawing, found: tuple[Mechanism, ...], verdicts: Verdicts
) -> str:
    """Return the page of a system as Markdown; its figure stands in ../images/evidence/.

    drawn: what its figure shows. found: what implements claims. verdicts: by claim, those of the last run.
    """
    base = library.evidence
    claims, system = base.claims_of(id), base.systems[id]
    parts = [
        *_head(system, claims, verdicts),
        *_figure(system, drawn),
        *_section("Claims", claim_lines(base, claims, verdicts)),
        *_section("Conflicts", _conflicts(library, claims)),
        *_section("Mechanisms that implement its claims", mechanism_lines(library, found, claims)),
        *_section("What the model lacks for its claims", missing_lines(base, claims)),
        *_spaced(arm_lines(base, claims)),
        *_spaced(_entities(library, claims)),
    ]
    return "\n".join(parts) + "\n"


def _head(system: System, claims: Sequence[Claim], verdicts: Verdicts) -> Iterator[str]:
    yield from (NOTE, "", f"# {system.id} {plain(system.title)}", "")
    counts = verdict_counts(claims, verdicts)
    told = f"{counted(len(claims), 'claim')}{f'; dynamic ones: {plain(counts)}' if counts else ''}."
    yield f"{plain(system.group).capitalize()}. {told} [All systems]({INDEX}.md)."
    for paragraph in system.says.strip().splitlines():
        yield from ("", _BLOCK.sub(r"\\\1", plain(paragraph)))
    rows = [
        ("a user sets", system.sets),
        ("a user reads", system.reads),
        ("it works when", system.acceptance),
    ]
    yield from ("", *table(("", ""), [(name, plain(text)) for name, text in rows if text]))


def _figure(system: System, drawn: Drawing) -> list[str]:
    if not drawn.relations:
        return []
    what = f"{counted(len(drawn.things), 'thing')} and {counted(len(drawn.relations), 'relation')}"
    whole = drawn.all_things == len(drawn.things) and drawn.all_relations == len(drawn.relations)
    left = f"Drawn are {what}, the best connected of {drawn.all_things} and {drawn.all_relations}."
    text = f"Graph of the claims of {system.id}"
    return [
        "", f"![{text}](../images/evidence/{system.id}.svg)", "",
        f"What its claims say of what: {what}." if whole else left,
    ]  # fmt: skip


def _conflicts(library: Library, claims: Sequence[Claim]) -> list[str]:
    base = library.evidence
    ids = {conflict.id: None for claim in claims for conflict in base.conflicts_of(claim.id)}
    links = {claim: claim_link(base, claim) for id in ids for claim in base.conflicts[id].claims}
    return conflict_rows(base, sorted(ids), links) if ids else []


def _entities(library: Library, claims: Sequence[Claim]) -> list[str]:
    base = library.evidence
    ids = dict.fromkeys(id for claim in claims for id in claim.entities if id in base.concepts)
    names = sorted(
        (base.concepts[id] for id in ids), key=lambda concept: (concept.name.casefold(), concept.id)
    )
    noun = "1 entity" if len(names) == 1 else f"{len(names)} entities"
    line = ", ".join(entity_link(concept) for concept in names)
    further = (
        f"What the records mend: [mends]({MENDS}.md). Errors of the documents: [text defects]({DEFECTS}.md)."
    )
    return [*folded(f"{noun} in its claims", [line]), "", further] if names else []


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", *(lines if lines[0] == "" else ["", *lines])] if lines else []


def _spaced(lines: list[str]) -> list[str]:
    return ["", *lines] if lines else []
