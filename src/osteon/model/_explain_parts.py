"""Processes, signals, quantities and modifiers explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osteon.knowledge import Library, Modifier, Process, Quantity, Signal
from osteon.model._explain_entity import rate_text
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
    quantities = process.quantities if tree is None else _used(model, tree)
    return explanation(
        process.name,
        "process",
        "",
        process.says,
        [
            section("Kind", [f"{kind.name} {roles}. {kind.says}"]),
            section("Rate", [rate_text(process)]),
            _meanings(model, parse(process.rate)),
            *basis_sections(model.library, quantities, process.claims),
        ],
    )


def explain_signal(model: Model, signal: Signal) -> Explanation:
    """The value, what it uses and what uses it."""
    tree = dict(model.signals)[signal.name]
    quantities = _used(model, tree)
    return explanation(
        signal.name,
        "signal",
        "",
        signal.says,
        [
            section("Value", [f"{signal.name} = {to_text(parse(signal.value))}  [{signal.unit}]"]),
            _meanings(model, parse(signal.value)),
            section("Used by", _users(model, signal.name)),
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
            section("Used by", _users(model, quantity.path)),
            section("Changed by", _changers(model.library, quantity.path)),
            sources_section(model.library, [quantity]),
            section("Record", [quantity.where] if quantity.where else []),
        ],
    )


def explain_modifier(library: Library, modifier: Modifier) -> Explanation:
    """What a subject, defect, condition or rule changes, and what a user may set."""
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
            *basis_sections(library, modifier.quantities, modifier.claims),
        ],
    )


def _used(model: Model, tree: Expression) -> list[Quantity]:
    return [model.quantities[name] for name in names(tree) if name in model.quantities]


def _users(model: Model, name: str) -> Iterator[str]:
    """The signals and processes whose expressions use a full name."""
    signals = [signal for signal, tree in model.signals if name in names(tree)]
    rates = [rate.name for rate in model.rates if name in names(rate.expression)]
    for what, found in (("signals", signals), ("processes", rates)):
        if found:
            yield f"{what}: {', '.join(found)}"


def _changers(library: Library, path: str) -> Iterable[str]:
    for (kind, id), modifier in library.modifiers.items():
        for effect in modifier.effects:
            if path in effect.targets:
                yield f"{kind} {id}: {effect.op} by {effect.by}"


def _meanings(model: Model, tree: Expression) -> Section:
    """The entities, signals, shared quantities and laws that a tree uses, each with its meaning."""
    entities = {state.id: state.entity.name for state in model.states}
    signals = {name: f"= {to_text(value)}" for name, value in model.signals}
    shared = {path: quantity.says for path, quantity in model.quantities.items() if quantity.says}
    known = {**shared, **signals, **entities}
    rows = [(name, known[name]) for name in names(tree) if name in known]
    laws = dict.fromkeys(part.law for part in walk(tree) if isinstance(part, Call))
    rows += [(LAWS[law].signature, LAWS[law].says) for law in laws]
    return section("Where", aligned(rows))
