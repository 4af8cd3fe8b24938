"""Events explained."""

from __future__ import annotations

from collections.abc import Iterator

from osteon.knowledge import Event
from osteon.model._explanation import Explanation, explanation, numbers_section, section, sources_section
from osteon.model._model import Model
from osteon.model._parse import parse
from osteon.model._text import to_text


def explain_event(model: Model, event: Event) -> Explanation:
    """The condition, what it sets, when, and the numbers."""
    return explanation(
        event.name,
        "event",
        "",
        event.says,
        [
            section("When", _when(event)),
            section("Sets", [f"{id} = {to_text(parse(text))}" for id, text in event.sets.items()]),
            numbers_section(event.quantities),
            sources_section(model.library, event.quantities),
        ],
    )


def _when(event: Event) -> Iterator[str]:
    yield f"{to_text(parse(event.when))} turns true"
    if event.after:
        kept = "" if event.persistent else ", if the condition still holds then"
        yield f"after a delay of {to_text(parse(event.after))}{kept}"
    if event.fires_at_start:
        yield "also when it is true already at day 0"
    if event.priority:
        yield f"priority {to_text(parse(event.priority))}"
