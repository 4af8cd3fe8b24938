"""Transports explained."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from osteon.knowledge import Transport
from osteon.model._explain_parts import meanings, used, users
from osteon.model._explanation import Explanation, basis_sections, explanation, section
from osteon.model._expression import names
from osteon.model._model import Model
from osteon.model._motion_text import motion_lines
from osteon.model._parse import parse

_SAYS: Mapping[str, str] = MappingProxyType(
    {
        "diffusion": "It spreads from where there is more of it to where there is less.",
        "taxis": "It is carried up the gradient of something else.",
        "front": "The surface of what is taken, over the volume that is not.",
    }
)


def explain_transport(model: Model, record: Transport) -> Explanation:
    """Kind, equation, the names and numbers that it uses, claims and sources."""
    built = next(transport for transport in model.transports if transport.name == record.name)
    read = list(dict.fromkeys(name for tree in built.expressions for name in names(tree)))
    numbers = [*used(model, read)]
    if built.gives is not None:
        numbers.append(model.quantities[built.gives])
    of = f" of {record.of}" if built.state is not None else ""
    texts = [parse(text) for text in (record.rate, record.along, record.limit) if text]
    trees = texts if built.state is not None else [parse(record.of)]
    return explanation(
        record.name,
        "transport",
        "",
        record.says,
        [
            section("Kind", [f"{record.kind}{of}, in space only. {_SAYS[record.kind]}"]),
            section("Equation", motion_lines(record)),
            meanings(model, trees),
            section("Read by", users(model, built.gives) if built.gives is not None else []),
            *basis_sections(model.library, numbers, record.claims),
        ],
    )
