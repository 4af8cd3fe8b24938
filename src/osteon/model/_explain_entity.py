"""An entity explained: its balance equation, process by process, and what it acts on."""

from __future__ import annotations

from collections.abc import Iterator

from osteon.knowledge import Process
from osteon.model._explanation import (
    Explanation,
    explanation,
    numbers_section,
    section,
    sources_section,
)
from osteon.model._expression import Binary, Negative, names
from osteon.model._model import Model, Rate, State
from osteon.model._motion_text import motion_terms
from osteon.model._parse import parse
from osteon.model._text import to_text
from osteon.text import aligned


def explain_entity(model: Model, state: State) -> Explanation:
    """d X/dt = + … - …, each process with its sentence, how X moves, the numbers, and what else reads X."""
    entity = state.entity
    own = [rate for rate in model.rates if state.id in (rate.source, rate.target)]
    moves = [transport.record for transport in model.transports if transport.state == state.id]
    quantities = [*entity.quantities, *(quantity for rate in own for quantity in rate.process.quantities)]
    quantities += [quantity for move in moves for quantity in move.quantities]
    return explanation(
        entity.id,
        "entity",
        entity.name,
        entity.says,
        [
            section("Kind", [_kind(state)]),
            section("Start", [f"{state.id} = {entity.start} at day 0"] if entity.start else []),
            section("Equation", balance(state, own)),
            section("In space also", motion_terms(moves)),
            section("Processes", aligned([(rate.name, " ".join(rate.process.says.split())) for rate in own])),
            section("Transports", aligned([(move.name, " ".join(move.says.split())) for move in moves])),
            section("Acts on", _acts_on(model, state, own)),
            numbers_section(quantities),
            sources_section(model.library, quantities),
        ],
    )


def rate_text(process: Process) -> str:
    """The rate as its record writes it, with plain spaces."""
    return to_text(parse(process.rate))


def _kind(state: State) -> str:
    entity = state.entity
    parts = [entity.kind, f"in {entity.unit}", entity.curie or "", ", ".join(entity.synonyms)]
    return "; ".join(part for part in parts if part)


def balance(state: State, own: list[Rate]) -> Iterator[str]:
    """d X/dt = + … - …, with the name of each process; `own` are the rates that change the state."""
    if not own:
        yield f"d {state.id}/dt = 0"
        return
    yield f"d {state.id}/dt ="
    signed = [("+" if rate.target == state.id else "-", rate) for rate in own]
    ordered = sorted(signed, key=lambda pair: pair[0])  # '+' sorts before '-': gains, then losses
    yield from aligned([(f"  {sign} {_term(rate)}", f"[{rate.name}]") for sign, rate in ordered])


def _term(rate: Rate) -> str:
    match parse(rate.process.rate):
        case Negative() | Binary("+" | "-"):
            return f"({rate_text(rate.process)})"
    return rate_text(rate.process)


def _acts_on(model: Model, state: State, own: list[Rate]) -> Iterator[str]:
    signals = [name for name, tree in model.signals if state.id in names(tree)]
    others = [rate.name for rate in model.rates if rate not in own and state.id in names(rate.expression)]
    if signals:
        yield f"signals: {', '.join(signals)}"
    if others:
        yield f"processes: {', '.join(others)}"
    moved = [each.name for each in model.transports if any(state.id in names(t) for t in each.expressions)]
    if moved:
        yield f"transports: {', '.join(moved)}"
    if setters := [event.name for event in model.events if state.id in dict(event.sets)]:
        yield f"and is set by events: {', '.join(setters)}"
