"""Events of a document: those of the model, and the doses and switches of an arm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from osteon.model import Event
from osteon.standards._sbml_out._book import Book
from osteon.standards._sbml_out._math import apply, math, number, time
from osteon.standards._sbml_out._notes import notes
from osteon.standards._sbml_out._plan import Happening, Plan, Series
from osteon.standards._sbml_out._xml import element, with_text

FIRST, LAST = 1e9, -1e9
"""The priority of what an arm does, and that of an event of the model whose record has none."""


def added_names(plan: Plan) -> tuple[str, ...]:
    """The names that the arm adds to those of the model; none of them could be the name of a record."""
    series = [
        name for number in range(len(plan.series)) for name in (_clock(plan, number), _dose(plan, number))
    ]
    return (*map(_day, plan.later), *series)


def _day(day: float) -> str:
    return f"day {day:.10g}"


def _dose(plan: Plan, count: int) -> str:
    earlier = sum(each.entity == plan.series[count].entity for each in plan.series[:count])
    return f"dose of {plan.series[count].entity}{f' {earlier + 1}' if earlier else ''}"


def _clock(plan: Plan, count: int) -> str:
    return f"next {_dose(plan, count)}"


def clocks(book: Book) -> Iterator[Element]:
    """A parameter for each repeated dose: when it is due next."""
    for count, series in enumerate(book.plan.series):
        name = _clock(book.plan, count)
        yield element(
            "parameter",
            *notes(f"When the next dose of {series.entity} is due; an event moves it on."),
            id=book.ids[name],
            name=name,
            value=book.days(series.first),
            units=book.time,
            constant=False,
        )


def events(book: Book) -> Iterator[Element]:
    """All events: the arm's first, because doses and switches of a time come before the model's events."""
    plan = book.plan
    own = [event.priority is not None for event in plan.model.events]
    ranked = bool(plan.series) or (bool(plan.later) and bool(own)) or (any(own) and not all(own))
    rank = FIRST
    for day, happening in plan.later.items():
        yield _at_day(book, day, happening, _rank(rank) if ranked else [])
        rank -= 1
    for count, series in enumerate(plan.series):
        yield _again(book, count, series, _rank(rank))
        rank -= 1
    for event in plan.model.events:
        yield _event(book, event, _rank(LAST) if ranked else [])


def _rank(value: float) -> list[Element]:
    return [element("priority", math(number(value, "dimensionless")))]


def _at_day(book: Book, day: float, happening: Happening, rank: list[Element]) -> Element:
    due = apply("geq", time(), number(book.days(day), book.time))
    added = [_added(book, entity, amount) for entity, amount in happening.doses.items()]
    switched = [
        _assigned(book, path, number(book.amount(path, value), book.unit_of(path)))
        for path, value in happening.switches.items()
    ]
    said = [*(f"a dose of {each}" for each in happening.doses), *happening.switches]
    text = f"What the arm does on day {day:.10g}: {', '.join(said)}."
    trigger = element("trigger", math(due), initialValue=True, persistent=True)
    return _made(book, _day(day), text, [trigger, *rank], [*added, *switched], now=True)


def _again(book: Book, count: int, series: Series, rank: list[Element]) -> Element:
    clock, every = _clock(book.plan, count), book.days(series.every)
    due = apply("geq", time(), _ci(book, clock))
    goes_on = apply("leq", _ci(book, clock), number(book.days(series.last) + every / 2, book.time))
    later = apply("plus", _ci(book, clock), number(every, book.time))
    sets = [_added(book, series.entity, series.amount), _assigned(book, clock, later)]
    days = f"from day {series.first:.10g} to day {series.last:.10g}"
    apart = f"{series.every:.10g} {'day' if series.every == 1.0 else 'days'} apart"
    text = f"Doses of {series.entity} {days}, {apart}."
    trigger = element("trigger", math(apply("and", due, goes_on)), initialValue=True, persistent=True)
    return _made(book, _dose(book.plan, count), text, [trigger, *rank], sets, now=True)


def _event(book: Book, event: Event, rank: list[Element]) -> Element:
    record, formulas = event.record, book.formulas
    trigger = element(
        "trigger",
        formulas.truth(event.condition),
        initialValue=not record.fires_at_start,
        persistent=record.persistent,
    )
    parts = [trigger]
    if event.priority is not None:
        rank = [element("priority", formulas.math(event.priority))]
    parts += rank
    if event.delay is not None:
        parts.append(element("delay", formulas.math(event.delay, book.scales.sizes["time"])))
    sets = [
        element("eventAssignment", formulas.math(tree, book.scales.sizes[id]), variable=book.ids[id])
        for id, tree in event.sets
    ]
    return _made(book, event.name, record.says, parts, sets, now=not record.frozen)


def _made(
    book: Book, name: str, says: str, parts: Iterable[Element], sets: Iterable[Element], *, now: bool
) -> Element:
    """An event. now: its values are worked out when it happens, not when it is triggered."""
    assignments = element("listOfEventAssignments", *sets)
    return element(
        "event",
        *notes(says),
        *parts,
        assignments,
        id=book.ids[name],
        name=name,
        useValuesFromTriggerTime=not now,
    )


def _added(book: Book, entity: str, amount: float) -> Element:
    dose = number(book.amount(entity, amount), book.unit_of(entity))
    return _assigned(book, entity, apply("plus", _ci(book, entity), dose))


def _assigned(book: Book, name: str, value: Element) -> Element:
    return element("eventAssignment", math(value), variable=book.ids[name])


def _ci(book: Book, name: str) -> Element:
    return with_text("ci", book.ids[name])
