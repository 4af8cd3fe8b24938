"""A document of SBML Level 3 Version 2 core, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import metadata
from xml.etree.ElementTree import Element

from osteon.standards._sbml_out._book import Book
from osteon.standards._sbml_out._events import clocks, events
from osteon.standards._sbml_out._ids import MODEL
from osteon.standards._sbml_out._math import apply, math
from osteon.standards._sbml_out._notes import annotation, notes, source_address
from osteon.standards._sbml_out._parameters import initial_assignments, parameters
from osteon.standards._sbml_out._xml import SBML, document, element, listed, with_text
from osteon.text import counted

MARK = "Written by Osteon"
"""How a file of Osteon begins, after the declaration."""


def written_document(book: Book) -> str:
    """The text of the whole file."""
    model = book.plan.model
    values = [*parameters(book), *clocks(book)]
    starts, rules, happens = list(initial_assignments(book)), list(_rules(book)), list(events(book))
    time = book.time
    known = annotation(f"meta_{model.id}", "bqmodel:isDescribedBy", map(source_address, _sources(book)))
    content = element(
        "model",
        *notes(*_about(book)),
        *known,
        *listed("listOfUnitDefinitions", book.unit_definitions()),
        *listed("listOfParameters", values),
        *listed("listOfInitialAssignments", starts),
        *listed("listOfRules", rules),
        *listed("listOfEvents", happens),
        metaid=f"meta_{model.id}" if known else None,
        id=book.ids[MODEL],
        name=_title(book),
        timeUnits=time,
    )
    root = element("sbml", content, xmlns=SBML, xmlns_sbml=SBML, level=3, version=2)
    return document(root, f"{MARK} {metadata.version('osteon')}, model {model.id}")


def _title(book: Book) -> str:
    chapters = book.plan.model.library.chapters[book.plan.model.id]
    main = [chapter.title for chapter in chapters if chapter.id == "model"]
    return main[0] if main else book.plan.model.id.replace("_", " ")


def _sources(book: Book) -> Iterator[str]:
    for chapter in book.plan.model.library.chapters[book.plan.model.id]:
        if chapter.source is not None:
            yield chapter.source


def _about(book: Book) -> Iterator[str]:
    """What a reader should know: the model in words, the arm, what is not in the document."""
    plan, model = book.plan, book.plan.model
    for chapter in model.library.chapters[model.id]:
        yield f"{chapter.title}. {chapter.says}"
        yield from chapter.unchecked
    if plan.arm is not None:
        yield f"The arm {plan.arm.name}. {plan.arm.says}"
    known = sum(len(chapter.entities) for chapter in model.library.chapters[model.id])
    missed = known - len(model.states)
    yield f"Not in here: {missed} of {known} entities, which this arm never has." if missed else ""
    left = (
        len(model.quantities)
        - len(plan.used)
        - sum(f"{s.id}.initial" in model.quantities for s in model.states)
    )
    yield f"Not in here: {counted(left, 'number')} that no equation reads." if left > 0 else ""
    yield f"{MARK} {metadata.version('osteon')}. SHA-256 of the records: {model.library.digest}."


def _rules(book: Book) -> Iterator[Element]:
    """A rule for each signal, process and entity that something happens to."""
    model, formulas, sizes = book.plan.model, book.formulas, book.scales.sizes
    for name, tree in model.signals:
        yield element("assignmentRule", formulas.math(tree, sizes[name]), variable=book.ids[name])
    for rate in model.rates:
        value = formulas.math(rate.expression, sizes[rate.name])
        yield element("assignmentRule", value, variable=book.ids[rate.name])
    for state in model.states:
        gains = [rate.name for rate in model.rates if rate.target == state.id]
        losses = [rate.name for rate in model.rates if rate.source == state.id]
        if gains or losses:
            yield element("rateRule", math(_balance(book, gains, losses)), variable=book.ids[state.id])


def _balance(book: Book, gains: list[str], losses: list[str]) -> Element:
    """Gains less losses."""

    def total(names: list[str]) -> Element:
        parts = [with_text("ci", book.ids[name]) for name in names]
        return parts[0] if len(parts) == 1 else apply("plus", *parts)

    if not losses:
        return total(gains)
    return apply("minus", *([total(gains)] if gains else []), total(losses))
