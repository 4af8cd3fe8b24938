"""What moves in space, as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osteon.knowledge import Transport
from osteon.model._expression import Call, Name, Number
from osteon.model._parse import parse
from osteon.model._text import to_text
from osteon.text import aligned


def motion_lines(record: Transport) -> Iterator[str]:
    """What a transport does at a place, as its record writes it, then what its short names stand for.

    diffusion: div(D grad u). taxis: -div(u v), v = chi grad(a), at most the limit. front: |grad phi| over
    what is not taken.
    """
    yield _equation(record)
    if record.kind == "front":
        yield f"phi = {_plain(record.of)}"
    elif record.limit:
        yield f"v = {_factor(record.rate)} grad({_plain(record.along)})"


def motion_terms(records: Iterable[Transport]) -> list[str]:
    """The lines of some transports, each with its name, as a balance lists processes."""
    return aligned([row for record in records for row in _rows(record)])


def _rows(record: Transport) -> Iterator[tuple[str, str]]:
    """What it adds to a balance, with its sign and name, then what its short names stand for."""
    term, *rest = motion_lines(record)
    if record.kind != "front":
        term = f"- {term[1:]}" if term.startswith("-") else f"+ {term}"
    yield term, f"[{record.name}]"
    yield from ((f"    {line}", "") for line in rest)


def _equation(record: Transport) -> str:
    if record.kind == "front":
        return f"{record.gives} = |grad phi| / (1 - phi)"
    if record.kind == "diffusion":
        return f"div({_factor(record.rate)} grad {record.of})"
    if not record.limit:
        return f"-div({record.of} {_factor(record.rate)} grad({_plain(record.along)}))"
    return f"-div({record.of} v / (1 + |v| / {_factor(record.limit)}))"


def _plain(text: str) -> str:
    return to_text(parse(text))


def _factor(text: str) -> str:
    """Text that stands beside an operator: in parentheses, unless it is one name, number or law."""
    tree = parse(text)
    return to_text(tree) if isinstance(tree, Name | Number | Call) else f"({to_text(tree)})"
