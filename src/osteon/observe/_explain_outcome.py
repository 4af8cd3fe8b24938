"""An outcome explained: how it is read, the equations behind it, their numbers, claims and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osteon.knowledge import Library, Process, Quantity, cite
from osteon.model import Explanation, Model, Section, explain, to_text
from osteon.observe._lineage import Lineage, lineages, outcome_named
from osteon.text import aligned


def explain_outcome(model: Model, id: str) -> Explanation | None:
    """What an outcome of a model at a point rests on at first hand; None if the model has no such outcome.

    The way from a curve back: its instrument, the states that it reads and what moves them, then numbers,
    claims and sources. Each name in it can be explained further.
    """
    outcome = outcome_named(model, id)
    if outcome is None:
        return None
    lineage = lineages(model)[outcome.id]
    numbers = [model.quantities[path] for path in lineage.numbers]
    processes = [rate.process for rate in model.rates if rate.name in lineage.movers]
    sections = [
        Section("Read from", tuple(_read_from(model, lineage))),
        *(_equation(model, state) for state in lineage.states),
        Section("Processes", tuple(aligned([(p.name, " ".join(p.says.split())) for p in processes]))),
        Section("Numbers", tuple(aligned([_number(q, lineage) for q in numbers]))),
        Section("Claims", tuple(_claims(model.library, processes))),
        Section("Sources", tuple(_sources(model.library, numbers))),
    ]
    unit = f" [{outcome.unit}]" if outcome.unit != "1" else ""
    kept = tuple(section for section in sections if section.lines)
    return Explanation(outcome.id, "outcome", f"{outcome.name}{unit}", outcome.says, kept)


def _read_from(model: Model, lineage: Lineage) -> Iterator[str]:
    names = {state.id: state.entity.name for state in model.states}
    for id in lineage.reads.states:
        yield f"{id}: {names[id]}"
    for name, tree in model.signals:
        if name in lineage.reads.signals:
            yield f"{name} = {to_text(tree)}"
    if lineage.reads.quantities:
        yield f"with {', '.join(lineage.reads.quantities)}"


def _equation(model: Model, state: str) -> Section:
    """The balance of a state, as it is explained there."""
    found = (section.lines for section in explain(model, state).sections if section.title == "Equation")
    return Section(f"Equation of {state}", next(found, ()))


def _number(quantity: Quantity, lineage: Lineage) -> tuple[str, ...]:
    unit = "" if quantity.unit == "1" else f" {quantity.unit}"
    origin = " ".join(part for part in (quantity.source or "", quantity.place) if part)
    by = ", ".join(lineage.numbers[quantity.path])
    return (quantity.path, f"= {quantity.value:g}{unit}", quantity.evidence, origin or "no source", by)


def _claims(library: Library, processes: Iterable[Process]) -> Iterator[str]:
    known = library.evidence.claims
    for id in dict.fromkeys(claim for process in processes for claim in process.claims):
        cites = f" ({', '.join(known[id].cites)})" if id in known and known[id].cites else ""
        yield f"{id}: {known[id].says}{cites}" if id in known else id


def _sources(library: Library, numbers: Iterable[Quantity]) -> Iterator[str]:
    for id in dict.fromkeys(quantity.source for quantity in numbers if quantity.source):
        yield cite(library.sources[id]) if id in library.sources else id
