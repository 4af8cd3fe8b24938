"""What rests on a source as text and as plain values: the counts first, then the lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from osteon.evidence._trace import NumberUse, PartUse, Uses
from osteon.evidence._trace_owners import CHANGES, IDENTITY
from osteon.knowledge import NATURAL_HEALING, Library, cite
from osteon.text import aligned, counted

ROWS = "row of the parameter survey"
PLURALS = {
    "process": "processes", "study": "studies", "criterion": "criteria", "entity": "entities",
    ROWS: "rows of the parameter survey", "outcome at first hand": "outcomes at first hand",
}  # fmt: skip
HOMES = {
    NATURAL_HEALING: "",
    CHANGES: " of subjects, defects, conditions and rules",
    IDENTITY: " of identity",
}


def uses_lines(library: Library, uses: Uses, more: Mapping[str, int] | None = None) -> list[str]:
    """Who is asked about, how much rests on it, then each list under its title.

    more: further counts, of things that follow elsewhere.
    """
    head = [*_origin(library, uses), "", _counts({**uses.counts, **(more or {})})]
    return [*head, *(line for title, lines in _lists(library, uses) for line in section(title, lines))]


def section(title: str, lines: Iterable[str]) -> list[str]:
    """A titled list, indented, after an empty line; nothing for no lines."""
    listed = [f"  {line}" for line in lines]
    return ["", title, *listed] if listed else []


def uses_record(library: Library, uses: Uses) -> dict[str, Any]:
    """All of it as plain values, for programs; claims with their sentences."""
    known = library.evidence.claims
    plain = asdict(uses)
    claims = [{"id": id, "says": known[id].says} for id in uses.claims]
    return {"origin": plain.pop("origin"), "counts": dict(uses.counts), **plain, "claims": claims}


def _origin(library: Library, uses: Uses) -> Iterator[str]:
    origin = uses.origin
    title = f": {origin.title}" if origin.title else ""
    yield f"{origin.id}{title} ({origin.kind})"
    yield from (cite(library.sources[id]) for id in origin.sources if library.sources[id].authors)
    if origin.papers:
        yield f"cited as {', '.join(origin.papers)}"
    yield from origin.notes


def _counts(counts: Mapping[str, int]) -> str:
    if not counts:
        return "Nothing rests on it."
    return f"On it rest {', '.join(_counted(count, kind) for kind, count in counts.items())}."


def _counted(count: int, kind: str) -> str:
    return f"{count} {kind if count == 1 else PLURALS.get(kind, f'{kind}s')}"


def _lists(library: Library, uses: Uses) -> Iterator[tuple[str, list[str]]]:
    homes = dict.fromkeys([*(use.home for use in uses.numbers), *(part.home for part in uses.parts)])
    for home in homes:
        numbers = [_number(use) for use in uses.numbers if use.home == home]
        yield f"Numbers{_of(home)}", aligned(numbers) if numbers else []
        parts = [_part(part) for part in uses.parts if part.home == home]
        yield f"Records{_of(home)}", aligned(parts) if parts else []
    for study in uses.studies:
        rows = [f"{counted(len(study.rows), 'row')}: {', '.join(study.rows)}", study.where]
        yield f"Measured in {study.id}: {study.title}", rows
    tests = [(test.claim, f"{test.study} {test.row}", test.where) for test in uses.experiments]
    yield "Virtual experiments that must meet a row of it", aligned(tests) if tests else []
    yield "Claims", [f"{id}: {library.evidence.claims[id].says}" for id in uses.claims]
    yield "Rows of the parameter survey", [", ".join(uses.parameters)] if uses.parameters else []


def _of(home: str) -> str:
    return HOMES.get(home, f" of the published model {home}")


def _number(use: NumberUse) -> Sequence[str]:
    unit = "" if use.unit == "1" else f" {use.unit}"
    return (use.path, f"= {use.value:g}{unit}", use.evidence, use.place, use.where)


def _part(part: PartUse) -> Sequence[str]:
    names = [path.rpartition(".")[2] for path in part.numbers]
    why = [f"numbers {', '.join(names)}"] if names else []
    why += [f"claims {', '.join(part.claims)}"] if part.claims else []
    why += ["its publication"] if part.itself else []
    return (part.kind, part.name, "; ".join(why), part.where)
