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
    own = _texts(title=source.title, kind=source.kind, seen=source.seen, note=source.note)
    return "\n".join([f"[source.{_text(source.id)}]", *own, ""])


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
    yield from _texts(title=chapter.title, says=chapter.says, source=chapter.source)
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
    yield from _texts(name=entity.name, kind=entity.kind, unit=entity.unit, curie=entity.curie)
    yield from _texts(says=entity.says, start=entity.start)
    if entity.signed:
        yield "signed = true"
    if entity.resolution is not None:
        yield f"resolution = {entity.resolution!r}"
    yield from (f"quantity.{quantity.name} = {_quantity(quantity)}" for quantity in entity.quantities)


def _signal(signal: Signal) -> Iterator[str]:
    yield from ("", f"[signal.{signal.name}]")
    yield from _texts(says=signal.says, value=signal.value, unit=signal.unit)
    if signal.outcome:
        yield "outcome = true"


def _process(process: Process) -> Iterator[str]:
    yield from ("", f"[process.{process.name}]")
    yield from _texts(says=process.says, kind=process.kind, to=process.target, rate=process.rate)


def _event(event: Event) -> Iterator[str]:
    yield from ("", f"[event.{event.name}]")
    yield from _texts(says=event.says, when=event.when, after=event.after, priority=event.priority)
    for key, value, usual in (
        ("persistent", event.persistent, True),
        ("frozen", event.frozen, True),
        ("fires_at_start", event.fires_at_start, False),
    ):
        if value != usual:
            yield f"{key} = {str(value).lower()}"
    yield from ("", f"[event.{event.name}.set]")
    yield from (f"{id} = {_text(text)}" for id, text in event.sets.items())


def _texts(**texts: str | None) -> Iterator[str]:
    """A line for each text that there is."""
    yield from (f"{key} = {_text(text)}" for key, text in texts.items() if text)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
