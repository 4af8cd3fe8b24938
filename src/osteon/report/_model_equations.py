"""The equations of a model as Markdown: balances, processes, signals, events."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from osteon.knowledge import Chapter, Event, Process
from osteon.model import LAWS, Binary, Call, Expression, Model, Negative, State, parse, to_text
from osteon.report._markdown import code, fenced, plain, table
from osteon.report._words import number_text, unit_text

_LINE = 100
_JOIN = "\N{NO-BREAK SPACE}"


def balances(model: Model) -> list[str]:
    """Return `d X/dt = + a - b` for every state, its gains first, as a block of text."""
    return fenced([line for state in model.states for line in _balance(model, state)])


def process_lines(chapter: Chapter) -> list[str]:
    """Return a chapter's processes as a table: name, roles, what happens, rate."""
    rows = [(code(p.name), _roles(p), plain(p.says), code(_text(p.rate))) for p in chapter.processes]
    return table(("process", "from → to", "what happens", "rate"), rows) if rows else []


def signal_lines(chapter: Chapter) -> list[str]:
    """Return a chapter's signals as a table: name, unit, what it is, value."""
    rows = [
        (code(s.name), unit_text(s.unit) or "1", plain(s.says), code(_text(s.value))) for s in chapter.signals
    ]
    return table(("signal", "unit", "what it is", "value"), rows) if rows else []


def event_lines(chapter: Chapter) -> list[str]:
    """Return a chapter's events as a table: name, when, what it sets, what happens and how."""
    rows = [
        (
            code(event.name),
            code(_text(event.when)),
            "<br>".join(code(f"{id} = {_text(value)}") for id, value in event.sets.items()),
            " ".join([plain(event.says), *_manner(event)]),
        )
        for event in chapter.events
    ]
    return table(("event", "when this turns true", "this is set", "what happens"), rows) if rows else []


def law_lines(model: Model) -> list[str]:
    """Return the laws of the rate language that a model uses, as a table: how it is called, what it means."""
    used = {law for tree in model.expressions for law in _laws(tree)}
    rows = [(code(law.signature), plain(law.says)) for law in LAWS.values() if law.name in used]
    return table(("law", "what it means"), rows) if rows else []


def start_text(model: Model, state: State) -> str:
    """Return what a state is at the start: its expression, its number, or zero."""
    if state.entity.start:
        return code(_text(state.entity.start))
    quantity = model.quantities.get(f"{state.id}.initial")
    if quantity is None:
        return "0"
    same = quantity.unit == state.entity.unit
    return number_text(quantity.value) + ("" if same else f" {unit_text(quantity.unit)}")


def _balance(model: Model, state: State) -> list[str]:
    gains = [f"+{_JOIN}{rate.name}" for rate in model.rates if rate.target == state.id]
    losses = [f"-{_JOIN}{rate.name}" for rate in model.rates if rate.source == state.id]
    lead = f"d {state.id}/dt = "
    lines = textwrap.wrap(
        lead + (" ".join([*gains, *losses]) or "0"),
        _LINE,
        subsequent_indent=" " * len(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_JOIN, " ") for line in lines]


def _laws(tree: Expression) -> Iterator[str]:
    match tree:
        case Call(law, arguments):
            yield law
            for argument in arguments:
                yield from _laws(argument)
        case Binary(_, left, right):
            yield from _laws(left)
            yield from _laws(right)
        case Negative(operand):
            yield from _laws(operand)


def _roles(process: Process) -> str:
    if process.kind == "change":
        return f"± {code(process.target or '')}"
    return " ".join(part for part in (code(process.source or ""), "→", code(process.target or "")) if part)


def _text(text: str) -> str:
    return to_text(parse(text))


def _manner(event: Event) -> Iterator[str]:
    """How an event happens, where that is not the usual way."""
    if event.after:
        yield f"It happens {code(_text(event.after))} later."
        if not event.persistent:
            yield "It does not happen if the condition is false again by then."
        if not event.frozen:
            yield "What is set is worked out then."
    if event.priority:
        yield f"Priority {code(_text(event.priority))}."
    if event.fires_at_start:
        yield "A condition that holds at the start counts."
