"""Everything that has a value: entities, signals, processes and quantities, all of them parameters."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from osteon.knowledge import Quantity, Signal
from osteon.model import Expression, Name, Number, Rate, State, names, substitute
from osteon.standards._sbml_out._book import Book
from osteon.standards._sbml_out._math import apply, math, number
from osteon.standards._sbml_out._notes import annotation, evidence, notes, source_address, term_address
from osteon.standards._sbml_out._plan import Plan
from osteon.standards._sbml_out._xml import element

ZERO = Number(0.0)


def parameters(book: Book) -> Iterator[Element]:
    """A parameter for each entity, signal, process and quantity, in this order."""
    model = book.plan.model
    signals = {signal.name: signal for part in model.library.chapters[model.id] for signal in part.signals}
    yield from (_entity(book, state) for state in model.states)
    yield from (_signal(book, signals[name]) for name, _ in model.signals)
    yield from (_process(book, rate) for rate in model.rates)
    yield from (_quantity(book, model.quantities[path]) for path in book.plan.used)


def _entity(book: Book, state: State) -> Element:
    entity, id = state.entity, book.ids[state.id]
    synonyms = f"Also called {', '.join(entity.synonyms)}." if entity.synonyms else ""
    known = annotation(f"meta_{id}", "bqbiol:is", [term_address(entity.curie)])
    return element(
        "parameter",
        *notes(entity.says, synonyms, *_converted(book, state.id)),
        *known,
        metaid=f"meta_{id}" if known else None,
        id=id,
        name=entity.name,
        value=None if _starts_by_formula(book, state.id) else book.amount(state.id, _start(book, state.id)),
        units=book.unit_of(state.id),
        constant=not _changes(book.plan, state.id),
    )


def _changes(plan: Plan, id: str) -> bool:
    """Whether anything ever happens to an entity."""
    moved = {end for rate in plan.model.rates for end in (rate.source, rate.target)}
    made = {entity for event in plan.model.events for entity, _ in event.sets}
    given = {entity for happening in plan.later.values() for entity in happening.doses}
    return id in moved | made | given | {series.entity for series in plan.series}


def _signal(book: Book, signal: Signal) -> Element:
    told = f"In the record: {signal.value.strip()}"
    return _computed(book, signal.name, signal.says, told, *_converted(book, signal.name))


def _process(book: Book, rate: Rate) -> Element:
    ends = " to ".join(end for end in (rate.source, rate.target) if end is not None)
    told = f"The rate of a {rate.process.kind}, {ends}: {rate.process.rate.strip()}"
    return _computed(book, rate.name, rate.process.says, told)


def _computed(book: Book, name: str, *said: str) -> Element:
    """A parameter that a rule gives its value."""
    return element(
        "parameter",
        *notes(*said),
        id=book.ids[name],
        name=name.replace("_", " "),
        units=book.unit_of(name),
        constant=False,
    )


def _quantity(book: Book, quantity: Quantity) -> Element:
    id, plan = book.ids[quantity.path], book.plan
    known = annotation(f"meta_{id}", "bqmodel:isDescribedBy", [source_address(quantity.source)])
    switched = any(quantity.path in happening.switches for happening in plan.later.values())
    said = [*evidence(quantity, plan.model.library), *_revised(book, quantity)]
    return element(
        "parameter",
        *notes(*said),
        *known,
        metaid=f"meta_{id}" if known else None,
        id=id,
        name=quantity.path,
        value=_value(book, quantity),
        units=book.unit_of(quantity.path),
        constant=not switched,
    )


def _value(book: Book, quantity: Quantity) -> float:
    """In the unit of the document; the record's own digits where neither arm nor unit changes it."""
    value = book.plan.values[quantity.path]
    own = value == quantity.coherent and quantity.path in book.scales.kept
    return quantity.value if own else book.amount(quantity.path, value)


def _revised(book: Book, quantity: Quantity) -> Iterator[str]:
    """Where the document has another number or unit than the record: what the record says, and why."""
    arm = book.plan.arm
    changed = book.plan.values[quantity.path] != quantity.coherent
    converted = quantity.path not in book.scales.kept
    if changed or converted:
        reasons = [
            *([f"the arm {arm.name} changes it" if arm else "it is changed"] if changed else ()),
            *(["it is written in another unit here, so that all formulas fit"] if converted else ()),
        ]
        yield f"In the record: {quantity.value:.15g} {quantity.unit}; {' and '.join(reasons)}."


def _converted(book: Book, name: str) -> Iterator[str]:
    if name not in book.scales.kept:
        yield f"In the record its unit is {book.scales.stated[name]}."


def initial_assignments(book: Book) -> Iterator[Element]:
    """The amounts at day 0 that are formulas, with the doses of that day."""
    plan = book.plan
    for state in plan.model.states:
        if not _starts_by_formula(book, state.id):
            continue
        tree = _undosed(book, _starts(book)[state.id])
        value = book.formulas.math(tree, book.scales.sizes[state.id])
        if dose := plan.doses.get(state.id):
            amount = number(book.amount(state.id, dose), book.unit_of(state.id))
            value = math(apply("plus", value[0], amount))
        yield element("initialAssignment", value, symbol=book.ids[state.id])


def _starts(book: Book) -> dict[str, Expression]:
    """The amount at day 0 of each entity that does not just start with a number."""
    model = book.plan.model
    used = (state.id for state in model.states if f"{state.id}.initial" in book.plan.used)
    return {id: Name(f"{id}.initial") for id in used} | dict(model.starts)


def _starts_by_formula(book: Book, id: str) -> bool:
    return id in _starts(book)


def _start(book: Book, id: str) -> float:
    """Coherent, with the dose of day 0."""
    return book.plan.values.get(f"{id}.initial", 0.0) + book.plan.doses.get(id, 0.0)


def _undosed(book: Book, tree: Expression) -> Expression:
    """The tree of a start as it is before the doses of day 0, which the entities that it names may get.

    An entity that is dosed is replaced by its own start, also inside signals, which are then written out.
    """
    plan, signals, starts = book.plan, dict(book.plan.model.signals), _starts(book)

    def dosed(tree: Expression) -> bool:
        return any(name in plan.doses or (name in signals and dosed(signals[name])) for name in names(tree))

    def without(tree: Expression) -> Expression:
        values = {name: starts.get(name, ZERO) for name in names(tree) if name in plan.doses}
        values |= {name: signals[name] for name in names(tree) if name in signals and dosed(signals[name])}
        return substitute(tree, {name: without(value) for name, value in values.items()})

    return without(tree)
