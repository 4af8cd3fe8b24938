"""The check of a whole library: what cannot be built, what does not fit, what is idle, how much is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import final

from osteon.errors import Fault
from osteon.knowledge import EVIDENCE, NATURAL_HEALING, Chapter, Library, Modifier, Quantity
from osteon.model._build import build_model
from osteon.model._effects import check_modifier
from osteon.model._expression import names
from osteon.model._model import Model
from osteon.model._names import collecting, gather

READ_BY_SCENARIO = ("initial", "skeletal_maturity", "life_span")
"""Quantities with a meaning of their own: they are used although no expression names them."""


@final
@dataclass(frozen=True)
class Check:
    """What was found: `faults` to mend, `warnings` to look at, `counts` of quantities per evidence class.

    `counts`: those of natural healing and of what changes it. `others`: those of all other models together.
    """

    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    counts: Mapping[str, int]
    others: Mapping[str, int]


def check_library(library: Library) -> Check:
    """Build every model and check every modifier against natural healing. What records say never raises."""
    faults: list[Fault] = []
    warnings: list[Fault] = []
    for model_id in library.chapters:
        with collecting(faults):
            model = build_model(library, model_id)
            warnings.extend([*_idle_entities(model), *_idle_quantities(model)])
    natural = library.chapters.get(NATURAL_HEALING, ())
    warnings.extend(warning for chapter in natural for warning in _unclaimed(chapter))
    book = gather(natural)
    for modifier in library.modifiers.values():
        found, used = check_modifier(modifier, book)
        faults.extend(found)
        if not found:
            warnings.extend(_idle_parts(modifier, used))
    return Check(tuple(faults), tuple(warnings), *_counts(library))


def _counts(library: Library) -> tuple[dict[str, int], dict[str, int]]:
    own, others = Counter[str](), Counter[str]()
    for model_id, chapters in library.chapters.items():
        counter = own if model_id == NATURAL_HEALING else others
        counter.update(quantity.evidence for chapter in chapters for quantity in chapter.all_quantities)
    # What products inherit is one number, however many have it.
    numbers = [quantity for modifier in library.modifiers.values() for quantity in modifier.quantities]
    told = {(quantity.where or quantity.path, quantity.name): quantity for quantity in numbers}
    own.update(quantity.evidence for quantity in told.values())
    return _ordered(own), _ordered(others)


def _ordered(counter: Counter[str]) -> dict[str, int]:
    return {evidence: counter[evidence] for evidence in EVIDENCE}


def _idle_entities(model: Model) -> Iterator[Fault]:
    moved = {id for rate in model.rates for id in (rate.source, rate.target)}
    moved |= {id for event in model.events for id, _ in event.sets}
    for state in model.states:
        if state.id not in moved:
            given = f"entity '{state.id}', which no process makes or removes"
            yield Fault(
                state.entity.where,
                given,
                "a process with it as 'from' or 'to'",
                "it stays at its initial value",
            )


def _idle_quantities(model: Model) -> Iterator[Fault]:
    trees = [*model.expressions, *(tree for moved in model.transports for tree in moved.expressions)]
    used = {name for tree in trees for name in names(tree)}
    used |= {moved.gives for moved in model.transports if moved.gives is not None}
    return _idle(model.quantities.values(), used, "a rate, signal, event, start or transport")


def _idle_parts(modifier: Modifier, used: set[str]) -> Iterator[Fault]:
    reader = "effect" if modifier.product is None else "effect or delivery"
    for dial in modifier.dials:
        if dial.name not in used:
            yield Fault(
                dial.where, f"dial '{dial.name}', which no {reader} reads", f"an {reader} that uses it"
            )
    yield from _idle(modifier.quantities, used, f"an {reader}")


def _idle(quantities: Iterable[Quantity], used: set[str], reader: str) -> Iterator[Fault]:
    for quantity in quantities:
        if quantity.path not in used and not quantity.instrument and quantity.name not in READ_BY_SCENARIO:
            fix = "remove it, or set instrument = true if an instrument reads it"
            yield Fault(
                quantity.where,
                f"quantity '{quantity.path}', which is not used",
                f"{reader} that uses it",
                fix,
            )


def _unclaimed(chapter: Chapter) -> Iterator[Fault]:
    """One line a chapter: a list of processes that implement no claim is read, a warning for each is not."""
    silent = [process.name for process in chapter.processes if not process.claims]
    if silent:
        given = f"{len(silent)} of {len(chapter.processes)} processes without a claim: {', '.join(silent)}"
        yield Fault(chapter.where or chapter.id, given, "the ids of the claims they implement")
