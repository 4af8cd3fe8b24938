"""A library with other values of some quantities: what if this number were different?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf, isfinite
from typing import TypeVar

from osteon.errors import Fault, RecordError, near
from osteon.knowledge._chapter import Chapter, Entity, Event, Process, Signal, Transport
from osteon.knowledge._library import Library
from osteon.knowledge._modifier import Modifier
from osteon.knowledge._quantity import Quantity

Owner = TypeVar("Owner", Chapter, Entity, Signal, Process, Event, Transport, Modifier)


def revise(library: Library, values: Mapping[str, float]) -> Library:
    """The same library with `values` (path to value, in each record's own unit) in place of the records'.

    Sources, ranges and classes stay: the result is for trying values, not for publishing them. A path that
    several models have is changed in each of them.

    Raises:
        RecordError: a path that no record has, or a value outside a record's range; all of them at once.
    """
    faults = list(_faults(list(library.all_quantities), values))
    if faults:
        raise RecordError(faults)
    return replace(
        library,
        chapters={
            model: tuple(_chapter(chapter, values) for chapter in chapters)
            for model, chapters in library.chapters.items()
        },
        modifiers={key: _own(modifier, values) for key, modifier in library.modifiers.items()},
    )


def _chapter(chapter: Chapter, values: Mapping[str, float]) -> Chapter:
    return replace(
        _own(chapter, values),
        entities=tuple(_own(entity, values) for entity in chapter.entities),
        signals=tuple(_own(signal, values) for signal in chapter.signals),
        processes=tuple(_own(process, values) for process in chapter.processes),
        events=tuple(_own(event, values) for event in chapter.events),
        transports=tuple(_own(transport, values) for transport in chapter.transports),
    )


def _own(owner: Owner, values: Mapping[str, float]) -> Owner:
    """A record with the new values of its own quantities."""
    quantities = (replace(each, value=values.get(each.path, each.value)) for each in owner.quantities)
    return replace(owner, quantities=tuple(quantities))


def _faults(quantities: Sequence[Quantity], values: Mapping[str, float]) -> Iterator[Fault]:
    known = {quantity.path for quantity in quantities}
    for path in values:
        if path not in known:
            expected = "the path of a quantity of the library"
            yield Fault("revise", f"the path {path!r}", expected, near(path, known))
    for quantity in quantities:
        value = values.get(quantity.path, quantity.value)
        low = -inf if quantity.low is None else quantity.low
        high = inf if quantity.high is None else quantity.high
        if quantity.path in values and not (isfinite(value) and low <= value <= high):
            given = f"{quantity.path} = {value:g} {quantity.unit}"
            yield Fault(quantity.where, given, f"a finite value in the record's range, {low:g} to {high:g}")
