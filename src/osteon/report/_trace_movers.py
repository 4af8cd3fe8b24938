"""What changes states, each as a page tells it: processes, events, and what moves in space."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from osteon.model import Event, Expression, Model, Rate, Transport, names, parse, to_text


@final
@dataclass(frozen=True)
class Mover:
    """A process, event or transport. fills, empties: the states that gain and lose; moves: those that it sets
    or carries about. names: of the states, signals and numbers that it uses at first hand."""

    name: str
    kind: str
    says: str
    equation: str
    fills: tuple[str, ...]
    empties: tuple[str, ...]
    moves: tuple[str, ...]
    names: tuple[str, ...]
    claims: tuple[str, ...]


def movers(model: Model, in_space: bool) -> Iterator[Mover]:
    """All of a model, those in space only where they do something."""
    yield from map(_process, model.rates)
    yield from map(_event, model.events)
    yield from map(_transport, model.transports if in_space else ())


def _process(rate: Rate) -> Mover:
    record = rate.process
    change = record.kind == "change"
    return Mover(
        name=rate.name,
        kind=record.kind,
        says=_line(record.says),
        equation=to_text(parse(record.rate)),
        fills=(rate.target,) if rate.target and not change else (),
        empties=(rate.source,) if rate.source else (),
        moves=(rate.target,) if rate.target and change else (),
        names=tuple(names(rate.expression)),
        claims=record.claims,
    )


def _event(event: Event) -> Mover:
    record = event.record
    sets = "; ".join(f"{id} = {to_text(parse(text))}" for id, text in record.sets.items())
    trees = [event.condition, *(tree for _, tree in event.sets), event.delay, event.priority]
    return Mover(
        name=event.name,
        kind="event",
        says=_line(record.says),
        equation=f"when {to_text(parse(record.when))}: {sets}",
        fills=(),
        empties=(),
        moves=tuple(id for id, _ in event.sets),
        names=_names([tree for tree in trees if tree is not None]),
        claims=(),
    )


def _transport(moved: Transport) -> Mover:
    record = moved.record
    texts = ((label, text) for label, text in _texts(moved) if text)
    return Mover(
        name=moved.name,
        kind=record.kind,
        says=_line(record.says),
        equation="; ".join(f"{label}: {to_text(parse(text))}" for label, text in texts),
        fills=(),
        empties=(),
        moves=(moved.state,) if moved.state else (),
        names=_names(list(moved.expressions)),
        claims=record.claims,
    )


def _texts(moved: Transport) -> Iterator[tuple[str, str]]:
    record = moved.record
    yield {"diffusion": "diffusivity", "taxis": "taxis"}.get(record.kind, "rate"), record.rate
    yield "along", record.along
    yield "at most", record.limit
    if moved.state is None:
        yield "front of", record.of


def _names(trees: list[Expression]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for tree in trees for name in names(tree)))


def _line(text: str) -> str:
    return " ".join(text.split())
