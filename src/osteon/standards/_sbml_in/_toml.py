"""Records as the text of their files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from osteon.knowledge import Chapter, Entity, Event, Process, Quantity, Signal, Source


def chapter_text(chapter: Chapter, head: Sequence[str]) -> str:
    """A chapter as TOML, with the lines of `head` as comments above it."""
    return "\n".join([*(f"# {line}".rstrip() for line in head), "", *_chapter(chapter), ""])


def source_text(source: Source) -> str:
    """A file of sources/ with one record."""
    lines = [
        f"[source.{_text(source.id)}]",
        f"title = {_text(source.title)}",
        f"kind = {_text(source.kind)}",
        f"seen = {_text(source.seen)}",
        f"note = {_text(source.note)}",
    ]
    return "\n".join([*lines, ""])


def experiment_text(title: str, model: str, days: str, every: str, rtol: float, outcomes: list[str]) -> str:
    """An experiment file with the model as it is as its one arm."""
    lines = [
        f"title = {_text(title)}",
        'question = "What does the model do as the SBML file has it?"',
        "",
        "[design]",
        f"model = {_text(model)}",
        f"days = {_text(days)}",
        f"every = {_text(every)}",
        "animals = 1",
        'method = "rosenbrock"',
        f"rtol = {rtol!r}",
        "",
        "[arm.as_in_the_file]",
        'says = "Every number as the SBML file has it."',
    ]
    if outcomes:
        listed = ", ".join(map(_text, outcomes))
        lines += ["", "[report]", f"outcomes = [{listed}]"]
    return "\n".join([*lines, ""])


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"title = {_text(chapter.title)}"
    yield f"says = {_text(chapter.says)}"
    if chapter.source:
        yield f"source = {_text(chapter.source)}"
    if chapter.unchecked:
        yield f"unchecked = [{', '.join(map(_text, chapter.unchecked))}]"
    if chapter.quantities:
        yield from ("", "[quantity]")
        yield from (f"{quantity.path} = {_quantity(quantity)}" for quantity in chapter.quantities)
    for entity in chapter.entities:
        yield from _entity(entity)
    for signal in chapter.signals:
        yield from _signal(signal)
    for process in chapter.processes:
        yield from _process(process)
    for event in chapter.events:
        yield from _event(event)


def _quantity(quantity: Quantity) -> str:
    pairs = [
        f"value = {quantity.value!r}",
        f"unit = {_text(quantity.unit)}",
        f"class = {_text(quantity.evidence)}",
        f"source = {_text(quantity.source or '')}",
        f"why = {_text(quantity.why)}",
        *([f"says = {_text(quantity.says)}"] if quantity.says else []),
    ]
    return f"{{ {', '.join(pairs)} }}"


def _entity(entity: Entity) -> Iterator[str]:
    yield from ("", f"[entity.{entity.id}]")
    yield f"name = {_text(entity.name)}"
    yield f"kind = {_text(entity.kind)}"
    yield f"unit = {_text(entity.unit)}"
    if entity.curie:
        yield f"curie = {_text(entity.curie)}"
    yield f"says = {_text(entity.says)}"
    if entity.signed:
        yield "signed = true"
    if entity.resolution is not None:
        yield f"resolution = {entity.resolution!r}"
    if entity.start:
        yield f"start = {_text(entity.start)}"
    yield from (f"quantity.{quantity.name} = {_quantity(quantity)}" for quantity in entity.quantities)


def _signal(signal: Signal) -> Iterator[str]:
    yield from ("", f"[signal.{signal.name}]")
    yield f"says = {_text(signal.says)}"
    yield f"value = {_text(signal.value)}"
    yield f"unit = {_text(signal.unit)}"
    if signal.outcome:
        yield "outcome = true"


def _process(process: Process) -> Iterator[str]:
    yield from ("", f"[process.{process.name}]")
    yield f"says = {_text(process.says)}"
    yield f"kind = {_text(process.kind)}"
    yield f"to = {_text(process.target or '')}"
    yield f"rate = {_text(process.rate)}"


def _event(event: Event) -> Iterator[str]:
    yield from ("", f"[event.{event.name}]")
    yield f"says = {_text(event.says)}"
    yield f"when = {_text(event.when)}"
    if event.after:
        yield f"after = {_text(event.after)}"
    if event.priority:
        yield f"priority = {_text(event.priority)}"
    for key, value, usual in (
        ("persistent", event.persistent, True),
        ("frozen", event.frozen, True),
        ("fires_at_start", event.fires_at_start, False),
    ):
        if value != usual:
            yield f"{key} = {str(value).lower()}"
    yield from ("", f"[event.{event.name}.set]")
    yield from (f"{id} = {_text(text)}" for id, text in event.sets.items())


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
