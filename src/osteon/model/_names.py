"""What a model's chapters name, and which name means what inside which record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar, final

from osteon.errors import Fault, OsteonError, RecordError, near
from osteon.knowledge import Chapter, Entity, Event, Process, Quantity, Signal, Transport
from osteon.model._expression import Expression, Name, names, substitute
from osteon.model._laws import LAWS
from osteon.model._model import TIME
from osteon.model._parse import parse
from osteon.units import Dimension, coherent

_Named = TypeVar("_Named", Entity, Signal, Process, Event, Transport, Quantity)


@final
@dataclass(frozen=True)
class Names:
    """The tables of one model, in the order of its files.

    `quantities` holds every path, also those that records own. `units` gives the dimension of each state,
    signal and quantity whose unit could be read. `faults` are duplicate names and unreadable units.
    """

    entities: Mapping[str, Entity]
    signals: Mapping[str, Signal]
    processes: Mapping[str, Process]
    events: Mapping[str, Event]
    transports: Mapping[str, Transport]
    shared: Mapping[str, Quantity]
    quantities: Mapping[str, Quantity]
    units: Mapping[str, Dimension]
    faults: tuple[Fault, ...]

    def visible(self) -> dict[str, str]:
        """The names that every expression may use."""
        tables = (self.entities, self.signals, self.shared)
        return {TIME: TIME} | {name: name for table in tables for name in table}


@contextmanager
def collecting(faults: list[Fault]) -> Iterator[None]:
    """Keep the faults of an error and go on, so that all faults are reported at once."""
    try:
        yield
    except OsteonError as error:
        faults.extend(error.faults)


def gather(chapters: Iterable[Chapter]) -> Names:
    """The names of a model. Never raises: what is wrong stands in `faults`."""
    chapters = tuple(chapters)
    register = _Register()
    shared = register.table(
        "shared quantity", ((q.path, q) for chapter in chapters for q in chapter.quantities)
    )
    entities = register.table("entity", ((e.id, e) for chapter in chapters for e in chapter.entities))
    signals = register.table("signal", ((s.name, s) for chapter in chapters for s in chapter.signals))
    processes = register.table("process", ((p.name, p) for chapter in chapters for p in chapter.processes))
    events = register.table("event", ((e.name, e) for chapter in chapters for e in chapter.events))
    transports = register.table(
        "transport", ((t.name, t) for chapter in chapters for t in chapter.transports)
    )
    quantities = {quantity.path: quantity for chapter in chapters for quantity in chapter.all_quantities}
    declared = [
        (TIME, "day", ""),
        *((id, entity.unit, entity.where) for id, entity in entities.items()),
        *((name, signal.unit, signal.where) for name, signal in signals.items()),
        *((path, quantity.unit, quantity.where) for path, quantity in quantities.items()),
    ]
    units = dimensions(declared, register.faults)
    tables = (entities, signals, processes, events, transports, shared, quantities)
    return Names(*tables, units, tuple(register.faults))


def dimensions(declared: Iterable[tuple[str, str, str]], faults: list[Fault]) -> dict[str, Dimension]:
    """The dimension of each (name, unit, where) whose unit can be read; the others become faults."""
    found: dict[str, Dimension] = {}
    for name, unit, where in declared:
        try:
            found[name] = coherent(unit).dimension
        except OsteonError as error:
            faults.extend(Fault(where, fault.given, fault.expected, fault.fix) for fault in error.faults)
    return found


def local_names(
    quantities: Iterable[Quantity], outer: Mapping[str, str], faults: list[Fault]
) -> dict[str, str]:
    """What each name means inside a record: its own quantities and `outer`, neither hiding the other."""
    own = {quantity.name: quantity for quantity in quantities}
    for name, quantity in own.items():
        if name in outer:
            given = f"a quantity '{name}', whose name is taken"
            faults.append(Fault(quantity.where, given, "a name of its own", "rename the quantity"))
    return {**outer, **{name: quantity.path for name, quantity in own.items()}}


def resolve(text: str, scope: Mapping[str, str], where: str, expected: str) -> Expression:
    """The tree of `text` with full names.

    Raises:
        RecordError: the text is no expression, or uses names that `scope` lacks; all of these names are
            reported.
    """
    tree = parse(text, where)
    unknown = [name for name in names(tree) if name not in scope]
    if unknown:
        given = {name: f"the name '{name}' in '{text.strip()}'" for name in unknown}
        raise RecordError([Fault(where, given[name], expected, _hint(name, scope)) for name in unknown])
    return substitute(tree, {name: Name(scope[name]) for name in names(tree)})


def _hint(name: str, scope: Mapping[str, str]) -> str:
    return f"call the law as {LAWS[name].signature}" if name in LAWS else near(name, scope)


@final
@dataclass(frozen=True)
class _Register:
    """Who took which name first."""

    taken: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def table(self, what: str, pairs: Iterable[tuple[str, _Named]]) -> dict[str, _Named]:
        """The records by name; a name that is taken already is a fault, and the first record keeps it."""
        table: dict[str, _Named] = {}
        for name, record in pairs:
            if name in self.taken:
                given = f"a second '{name}', here a {what}"
                fix = f"rename it; the first is {self.taken[name]}"
                self.faults.append(Fault(record.where, given, "a name used once in the model", fix))
            else:
                self.taken[name] = f"the {what} at {record.where}" if record.where else f"a {what}"
                table[name] = record
        return table
