"""Events: resolved, and checked for their units."""

from __future__ import annotations

from fractions import Fraction

from osteon.errors import Fault, near
from osteon.knowledge import Event as EventRecord
from osteon.model._dimension import check_dimension
from osteon.model._expression import Expression, names
from osteon.model._model import Event
from osteon.model._names import Names, collecting, local_names, resolve
from osteon.model._signals import EXPECTED
from osteon.units import Dimension

_DAY: Dimension = (("day", Fraction(1)),)


def build_events(book: Names, faults: list[Fault]) -> tuple[Event, ...]:
    """Every event that can be read; what is wrong is added to `faults`."""
    found = [_event(record, book, faults) for record in book.events.values()]
    return tuple(event for event in found if event is not None)


def _event(record: EventRecord, book: Names, faults: list[Fault]) -> Event | None:
    scope = local_names(record.quantities, book.visible(), faults)

    def read(text: str, unit: Dimension, expected: str) -> Expression | None:
        tree: Expression | None = None
        with collecting(faults):
            tree = resolve(text, scope, record.where, EXPECTED)
            if all(name in book.units for name in names(tree)):
                check_dimension(tree, book.units, unit, record.where, expected)
        return tree

    condition = read(record.when, (), "that of a condition")
    sets: list[tuple[str, Expression]] = []
    for id, text in record.sets.items():
        if id not in book.entities:
            given = f"event '{record.name}' that sets '{id}'"
            faults.append(Fault(record.where, given, "an entity of the model", near(id, book.entities)))
        elif (tree := read(text, book.units.get(id, ()), f"the unit of {id}")) is not None:
            sets.append((id, tree))
    delay = read(record.after, _DAY, "a time") if record.after else None
    priority = read(record.priority, (), "that of a priority") if record.priority else None
    return None if condition is None else Event(record.name, record, condition, tuple(sets), delay, priority)
