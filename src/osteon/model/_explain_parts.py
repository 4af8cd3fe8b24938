"""Processes, signals, quantities and modifiers explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from osteon.knowledge import Library, Modifier, Process, Quantity, Signal
from osteon.model._explain_entity import rate_text
from osteon.model._explain_remarks import remark_sections
from osteon.model._explanation import (
    Explanation,
    Section,
    basis_sections,
    explanation,
    number_row,
    section,
    sources_section,
)
from osteon.model._expression import Call, Expression, names, walk
from osteon.model._kind import KINDS
from osteon.model._laws import LAWS
from osteon.model._model import Model
from osteon.model._parse import parse
from osteon.model._text import to_text
from osteon.text import aligned


def explain_process(model: Model, process: Process) -> Explanation:
    """Roles, rate, the numbers and laws that the rate uses, claims and sources."""
    kind = KINDS[process.kind]
    roles = " ".join(f"{role} {id}" for role, id in (("from", process.source), ("to", process.target)) if id)
    tree = next((rate.expression for rate in model.rates if rate.name == process.name), None)
    quantities = process.quantities if tree is None else used(model, names(tree))
    return explanation(
        process.name,
        "process",
        "",
        process.says,
        [
            section("Kind", [f"{kind.name} {roles}. {kind.says}"]),
            section("Rate", [rate_text(process)]),
            meanings(model, [parse(process.rate)]),
            *basis_sections(model.library, quantities, process.claims),
        ],
    )


def explain_signal(model: Model, signal: Signal) -> Explanation:
    """The value, what it uses and what uses it."""
    tree = dict(model.signals)[signal.name]
    quantities = used(model, names(tree))
    return explanation(
        signal.name,
        "signal",
        "",
        signal.says,
        [
            section("Value", [f"{signal.name} = {to_text(parse(signal.value))}  [{signal.unit}]"]),
            meanings(model, [parse(signal.value)]),
            section("Used by", users(model, signal.name)),
            *basis_sections(model.library, quantities, signal.claims),
        ],
    )


def explain_quantity(model: Model, quantity: Quantity) -> Explanation:
    """The value with its range, class, source, place and reason, and what uses it."""
    spread = (
        [] if quantity.spread is None else [f"between animals: coefficient of variation {quantity.spread:g}"]
    )
    return explanation(
        quantity.path,
        "quantity",
        "",
        quantity.says,
        [
            section("Value", [*aligned([number_row(quantity)]), *spread]),
            section("Why", [" ".join(quantity.why.split())] if quantity.why else []),
            section("Used by", users(model, quantity.path)),
            section("Changed by", _changers(model.library, quantity.path)),
            sources_section(model.library, [quantity]),
            section("Record", [quantity.where] if quantity.where else []),
        ],
    )


def explain_modifier(library: Library, modifier: Modifier) -> Explanation:
    """What a subject, defect, condition or rule changes, what a user may set, and what is said of it."""
    dials = [
        (dial.name, f"= {dial.default:g} {dial.unit}", f"[{dial.low:g}, {dial.high:g}]", dial.says)
        for dial in modifier.dials
    ]
    effects = [
        (f"{effect.op} {', '.join(effect.targets)}", f"by {effect.by}", effect.says)
        for effect in modifier.effects
    ]
    return explanation(
        modifier.id,
        modifier.kind,
        modifier.name,
        modifier.says,
        [
            section("Dials", aligned(dials)),
            section("Effects", aligned(effects)),
            *remark_sections(modifier),
            *basis_sections(library, modifier.quantities, modifier.claims),
        ],
    )


def used(model: Model, read: Iterable[str]) -> list[Quantity]:
    """The quantities among some full names."""
    return [model.quantities[name] for name in read if name in model.quantities]


def users(model: Model, name: str) -> Iterator[str]:
    """The signals, processes and transports whose expressions use a full name, and the front that sets it."""
    signals = [signal for signal, tree in model.signals if name in names(tree)]
    rates = [rate.name for rate in model.rates if name in names(rate.expression)]
    moved = [each.name for each in model.transports if any(name in names(tree) for tree in each.expressions)]
    for what, found in (("signals", signals), ("processes", rates), ("transports", moved)):
        if found:
            yield f"{what}: {', '.join(found)}"
    if fronts := [each.name for each in model.transports if each.gives == name]:
        yield f"and is set in space by {', '.join(fronts)}"


def _changers(library: Library, path: str) -> Iterable[str]:
    for (kind, id), modifier in library.modifiers.items():
        for effect in modifier.effects:
            if path in effect.targets:
                yield f"{kind} {id}: {effect.op} by {effect.by}"


def meanings(model: Model, trees: Sequence[Expression]) -> Section:
    """The entities, signals, shared quantities and laws that some trees use, each with its meaning."""
    entities = {state.id: state.entity.name for state in model.states}
    signals = {name: f"= {to_text(value)}" for name, value in model.signals}
    shared = {path: quantity.says for path, quantity in model.quantities.items() if quantity.says}
    known = {**shared, **signals, **entities}
    read = dict.fromkeys(name for tree in trees for name in names(tree))
    rows = [(name, known[name]) for name in read if name in known]
    laws = dict.fromkeys(part.law for tree in trees for part in walk(tree) if isinstance(part, Call))
    rows += [(LAWS[law].signature, LAWS[law].says) for law in laws]
    return section("Where", aligned(rows))
