"""Transports: resolved, and checked for their units."""

from __future__ import annotations

from fractions import Fraction

from osteon.errors import Fault, near
from osteon.knowledge import Transport as TransportRecord
from osteon.model._dimension import check_dimension, combine, dimension
from osteon.model._expression import Expression, Name, names
from osteon.model._model import Transport
from osteon.model._names import Names, collecting, local_names, resolve
from osteon.model._signals import EXPECTED
from osteon.units import Dimension

_DIFFUSIVITY: Dimension = (("day", Fraction(-1)), ("mm", Fraction(2)))
_SPEED: Dimension = (("day", Fraction(-1)), ("mm", Fraction(1)))
_DENSITY: Dimension = (("mm", Fraction(-1)),)


def build_transports(book: Names, faults: list[Fault]) -> tuple[Transport, ...]:
    """Every transport that can be read; what is wrong is added to `faults`."""
    found: list[Transport] = []
    for record in book.transports.values():
        own: list[Fault] = []
        transport = _front(record, book, own) if record.kind == "front" else _motion(record, book, own)
        faults.extend(own)
        if not own:
            found.append(transport)
    return tuple(found)


def _motion(record: TransportRecord, book: Names, faults: list[Fault]) -> Transport:
    """A state that spreads or follows something."""
    if record.of not in book.entities:
        given, expected = f"of = '{record.of}' in transport '{record.name}'", "an entity of the model"
        faults.append(Fault(record.where, given, expected, near(record.of, book.entities)))
    elif book.entities[record.of].signed:
        given = f"transport '{record.name}' of {record.of}, which may be negative"
        faults.append(Fault(record.where, given, "an amount that is never negative"))
    along = _read(record, record.along, book, faults)
    wanted = _DIFFUSIVITY
    if along is not None and all(name in book.units for name in names(along)):
        with collecting(faults):
            wanted = combine([(_DIFFUSIVITY, 1), (dimension(along, book.units, record.where), -1)])
    said = "mm^2/day over the unit of `along`" if record.along else "a diffusivity"
    rate = _checked(_read(record, record.rate, book, faults), wanted, said, record, book, faults)
    limit = _checked(_read(record, record.limit, book, faults), _SPEED, "a speed", record, book, faults)
    return Transport(record.name, record, record.of, rate, along, limit)


def _front(record: TransportRecord, book: Names, faults: list[Fault]) -> Transport:
    """A surface between what is taken and what is not, for the quantity that counts its area."""
    quantity = book.shared.get(record.gives)
    if quantity is None:
        given = f"gives = '{record.gives}' in transport '{record.name}'"
        expected, fix = "a shared quantity of the model", near(record.gives, book.shared)
        faults.append(Fault(record.where, given, expected, fix))
    else:
        given = f"'{record.gives}' in transport '{record.name}'"
        _checked(Name(record.gives), _DENSITY, "area over volume", record, book, faults)
        if quantity.value != 0.0:
            faults.append(Fault(quantity.where, f"{given} = {quantity.value:g}", "0, what it is in a point"))
    share = _checked(_read(record, record.of, book, faults), (), "a share", record, book, faults)
    return Transport(record.name, record, None, None, share, gives=record.gives)


def _read(record: TransportRecord, text: str, book: Names, faults: list[Fault]) -> Expression | None:
    if not text:
        return None
    tree: Expression | None = None
    with collecting(faults):
        tree = resolve(text, local_names(record.quantities, book.visible(), []), record.where, EXPECTED)
    return tree


def _checked(
    tree: Expression | None,
    unit: Dimension,
    said: str,
    record: TransportRecord,
    book: Names,
    faults: list[Fault],
) -> Expression | None:
    if tree is not None and all(name in book.units for name in names(tree)):
        with collecting(faults):
            check_dimension(tree, book.units, unit, record.where, said)
    return tree
