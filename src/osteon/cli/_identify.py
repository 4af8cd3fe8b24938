"""`osteon identify`: are these stromal cells, and where are they from?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osteon.cli._guard import FAULTS, UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders, existing_file
from osteon.errors import Fault
from osteon.text import aligned

if TYPE_CHECKING:
    from osteon.identity import Finding, Identity, Origin, Panel
    from osteon.knowledge import EvidenceBase, IdentityRecords

MEANING = "a table of a panel (.csv) or a cytometry file (.fcs)"
MARKS = {"pass": "+", "fail": "x", "flagged": "!", "licensed": "!", "not measured": "?"}


@guarded()
def identify(
    file: Annotated[
        Path, typer.Argument(help="Percentages of cells by antigen (CSV: marker,value) or events (FCS).")
    ],
    source: Annotated[
        str | None, typer.Option("--source", help="What the cells are said to be, like AD-MSC.")
    ] = None,
    treatment: Annotated[
        list[str] | None,
        typer.Option("--treatment", help="What they got, like IFN-gamma; repeatable."),
    ] = None,
    control: Annotated[
        Path | None, typer.Option("--control", help="Of an FCS file: its unstained or isotype control.")
    ] = None,
    threshold: Annotated[
        list[str] | None,
        typer.Option("--threshold", metavar="MARKER=VALUE", help="Of an FCS file: what counts as positive."),
    ] = None,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
) -> None:
    """Judge a panel by the ISCT criteria, and say which source of stromal cells it is most like.

    Exit code 0: all that is measured is as it should be, or explained; 1: a criterion fails.
    """
    from osteon.identity import classify, placed
    from osteon.identity import identify as judged
    from osteon.knowledge import load_library

    existing_file(file, MEANING)
    library = load_library(catalog_folders(catalog))
    base, records = library.evidence, library.identity
    if records is None:
        raise UsageError(Fault("--catalog", "a catalogue without identity/", "criteria of identity"))
    panels = _panels(file, base, records, control, _thresholds(threshold or []))
    panels = tuple(placed(panel, base, source, tuple(treatment or ())) for panel in panels)
    found = [(judged(panel, records, base), classify(panel, records, base)) for panel in panels]
    if as_json:
        each = [_as_json(panel, *pair) for panel, pair in zip(panels, found, strict=True)]
        typer.echo(json.dumps(each, indent=1, ensure_ascii=False))
    else:
        typer.echo("\n\n".join("\n".join(_lines(identity, origin, base)) for identity, origin in found))
    if any(finding.reads == "fail" for identity, _ in found for finding in identity.findings):
        raise typer.Exit(FAULTS)


def _panels(
    file: Path,
    base: EvidenceBase,
    records: IdentityRecords,
    control: Path | None,
    thresholds: dict[str, float],
) -> tuple[Panel, ...]:
    from osteon.identity import read_fcs_panel, read_panels

    if file.suffix.casefold() == ".fcs":
        if control is not None:
            existing_file(control, "the FCS file of a control")
        tail = records.control_tail.value
        return (read_fcs_panel(file, base, control=control, tail=tail, thresholds=thresholds),)
    if control is not None or thresholds:
        given = "--control" if control is not None else "--threshold"
        raise UsageError(Fault(given, f"it for {file.name}", "it for an FCS file: a table has percentages"))
    return read_panels(file, base, tuple(c.test for c in records.criteria.values() if c.test))


def _thresholds(texts: list[str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for text in texts:
        name, _, value = text.rpartition("=")
        try:
            found[name] = float(value)
        except ValueError:
            raise UsageError(Fault("--threshold", repr(text), "MARKER=VALUE, like CD73=1200")) from None
    return found


def _lines(identity: Identity, origin: Origin, base: EvidenceBase) -> Iterator[str]:
    yield f"{identity.panel}: {identity.verdict}"
    found = identity.findings
    yield from aligned([(f"  {MARKS[f.reads]}", f.reads, f.criterion, _why(f)) for f in found])
    if not origin.posterior:
        return
    names = {id: base.concepts[id].name for id in origin.posterior}
    shares = sorted(origin.posterior.items(), key=lambda pair: -pair[1])
    likely = names[origin.likeliest] if origin.likeliest else "cannot be told"
    yield f"  likely source: {likely} ({', '.join(f'{names[id]} {share:.1%}' for id, share in shares)})"
    if origin.against:
        yield f"  against it: {', '.join(origin.against)}"
    for weight in origin.weights:
        if weight.clash:
            claims = ", ".join(sorted({statement.claim for statement in weight.statements}))
            yield f"  {weight.label}: what is claimed of it clashes ({', '.join(weight.clash)}: {claims})"


def _why(finding: Finding) -> str:
    return f"{finding.why} [{finding.conflict}]" if finding.conflict else finding.why


def _as_json(panel: Panel, identity: Identity, origin: Origin) -> dict[str, object]:
    return {"panel": asdict(panel), "identity": asdict(identity), "origin": asdict(origin)}
