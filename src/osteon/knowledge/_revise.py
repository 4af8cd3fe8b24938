"""A library with other values of some quantities: what if this number were different?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from osteon.errors import Fault, RecordError, near
from osteon.knowledge._library import Library
from osteon.knowledge._quantity import Quantity


def revise(library: Library, values: Mapping[str, float]) -> Library:
    """The same library with `values` (path to value, in each record's own unit) in place of the records'.

    Sources, ranges and classes stay: the result is for trying values, not for publishing them.

    Raises:
        RecordError: a path that no record has, or a value outside the record's range; all of them at once.
    """
    known: dict[str, Quantity] = {}
    chapters = {model: tuple(_owner(each, values, known) for each in of) for model, of in library.chapters.items()}
    modifiers = {key: _owner(each, values, known) for key, each in library.modifiers.items()}
    faults = [*_unknown(values, known), *_outside(values, known)]
    if faults:
        raise RecordError(faults)
    return replace(library, chapters=chapters, modifiers=modifiers)


def _owner(owner: Any, values: Mapping[str, float], known: dict[str, Quantity]) -> Any:
    """A chapter, modifier, entity, signal or process with the new values, also of what it holds."""
    changed: dict[str, Any] = {}
    for part in ("entities", "signals", "processes"):
        if members := getattr(owner, part, ()):
            changed[part] = tuple(_owner(member, values, known) for member in members)
    known |= {quantity.path: quantity for quantity in owner.quantities}
    changed["quantities"] = tuple(
        replace(quantity, value=values[quantity.path]) if quantity.path in values else quantity
        for quantity in owner.quantities
    )
    return replace(owner, **changed)


def _unknown(values: Mapping[str, float], known: Mapping[str, Quantity]) -> list[Fault]:
    expected = "the path of a quantity of the library"
    return [Fault("revise", f"path {path!r}", expected, near(path, known)) for path in values if path not in known]


def _outside(values: Mapping[str, float], known: Mapping[str, Quantity]) -> list[Fault]:
    return [
        Fault(known[path].where, f"{path} = {value:g}", f"{_low(known[path])} to {_high(known[path])}")
        for path, value in values.items()
        if path in known and not _low(known[path]) <= value <= _high(known[path])
    ]


def _low(quantity: Quantity) -> float:
    return float("-inf") if quantity.low is None else quantity.low


def _high(quantity: Quantity) -> float:
    return float("inf") if quantity.high is None else quantity.high
