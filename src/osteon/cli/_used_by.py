"""`osteon evidence --used-by SOURCE`: everything that rests on it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osteon.cli._guard import UsageError
from osteon.cli._inputs import existing_folder
from osteon.text import aligned

if TYPE_CHECKING:
    from osteon.evidence import Uses
    from osteon.knowledge import Library

RESULTS = Path("results")
"""Where results are looked for, unless it is said."""

BORROWED = "Processes and transports that use a number of it that is not their own"
REACHED = "Outcomes of natural healing that rest on it at first hand, and through what"


def used_by_text(name: str, catalogs: Sequence[Path], results: Sequence[Path] | None, as_json: bool) -> str:
    """What rests on a source: records of the catalogue, outcomes of natural healing, results.

    results: folders to look into; default: `results`, if there are any. UsageError if nothing has that name.
    """
    from osteon.evidence import SearchError, used_by
    from osteon.knowledge import load_library
    from osteon.report import result_records, results_on

    folders = [existing_folder(folder, "a folder with results") for folder in results or ()]
    library = load_library(catalogs)
    try:
        uses = used_by(library, name)
    except SearchError as error:
        raise UsageError(replace(fault, where="--used-by") for fault in error.faults) from None
    where = folders or ([RESULTS] if result_records(RESULTS) else [])
    found, left_out = results_on(uses, where)
    movers, outcomes = _in_the_model(library, uses)
    more = {"movers": movers, "outcomes": outcomes, "results": found, "left_out": left_out}
    return (_json if as_json else _text)(library, uses, more)


def _in_the_model(library: Library, uses: Uses) -> tuple[dict[str, Any], dict[str, Any]]:
    """What uses its numbers, and which outcomes these and its processes reach at first hand."""
    from osteon.knowledge import NATURAL_HEALING
    from osteon.model import build_model
    from osteon.observe import movers_on, outcomes_on

    parts = {part.name for part in uses.parts if part.home == NATURAL_HEALING and part.kind == "process"}
    if NATURAL_HEALING not in library.chapters or not (uses.paths or parts):
        return {}, {}
    model = build_model(library)
    return dict(movers_on(model, uses.paths)), dict(outcomes_on(model, uses.paths, parts))


def _text(library: Library, uses: Uses, more: dict[str, Any]) -> str:
    from osteon.evidence import section, uses_lines
    from osteon.report import result_lines

    movers: dict[str, tuple[str, ...]] = more["movers"]
    shared = {name: [p for p in paths if not p.startswith(f"{name}.")] for name, paths in movers.items()}
    borrowed = [(name, ", ".join(paths)) for name, paths in shared.items() if paths]
    read = [(id, "; ".join(_by(numbers))) for id, numbers in more["outcomes"].items()]
    lines = uses_lines(library, uses, _counts(more))
    lines += section(BORROWED, aligned(borrowed) if borrowed else [])
    lines += section(REACHED, aligned(read) if read else [])
    lines += section("Results", [*result_lines(more["results"]), *more["left_out"]])
    return "\n".join(lines)


def _by(users: dict[str, tuple[str, ...]]) -> list[str]:
    """What an outcome reaches them through, with the numbers that it uses."""
    short = {name: [path.removeprefix(f"{name}.") for path in paths] for name, paths in users.items()}
    return [f"{name} ({', '.join(paths)})" if paths else name for name, paths in short.items()]


def _json(library: Library, uses: Uses, more: dict[str, Any]) -> str:
    from osteon.evidence import uses_record

    record = uses_record(library, uses)
    record["counts"] |= _counts(more)
    return json.dumps({**record, **more}, indent=1, ensure_ascii=False)


def _counts(more: dict[str, Any]) -> dict[str, int]:
    counts = {"outcome at first hand": len(more["outcomes"]), "result": len(more["results"])}
    return {kind: count for kind, count in counts.items() if count}
