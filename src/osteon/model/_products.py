"""The checks on products: what their routes deliver, in which unit, and dials that must agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isclose

from osteon.errors import Fault, near
from osteon.knowledge import Agreement, Delivery, Modifier
from osteon.model._dimension import check_dimension
from osteon.model._expression import names
from osteon.model._names import Names, collecting, resolve
from osteon.model._parse import parse
from osteon.units import Dimension, coherent

DELIVERY_VARIABLES = {"defect_volume": "mm^3", "body_mass": "g"}
"""What every delivery may use, and its unit: a shared quantity of the model, and one of the subject."""

TOLERANCE = 0.01
"""Relative difference up to which the defaults of dials that must agree do so."""

_EXPECTED = f"a dial or quantity of this product, {' or '.join(DELIVERY_VARIABLES)}"


def check_product(
    modifier: Modifier, scope: Mapping[str, str], units: Mapping[str, Dimension], book: Names
) -> tuple[list[Fault], set[str]]:
    """The faults of what a product has beyond a modifier, and the names that it uses; none of another kind.

    scope: what the names of its dials and quantities mean.
    """
    faults: list[Fault] = []
    used: set[str] = set()
    if modifier.product is None:
        return faults, used
    for route in modifier.product.routes:
        for delivery in route.deliveries:
            used |= _delivered(delivery, scope, units, book, faults)
    for agreement in modifier.product.agreements:
        used |= _agreed(agreement, modifier, scope, units, faults)
    return faults, used


def _delivered(
    delivery: Delivery,
    scope: Mapping[str, str],
    units: Mapping[str, Dimension],
    book: Names,
    faults: list[Fault],
) -> set[str]:
    """A delivery names an entity that takes no space, and has its unit. Its names."""
    faults.extend(_entity_faults(delivery, book))
    used: set[str] = set()
    variables = {name: name for name in DELIVERY_VARIABLES}
    known = {**units, **{name: coherent(unit).dimension for name, unit in DELIVERY_VARIABLES.items()}}
    with collecting(faults):
        tree = resolve(delivery.amount, {**scope, **variables}, delivery.where, _EXPECTED)
        if delivery.entity in book.entities and all(name in known for name in names(tree)):
            expected_as = f"the unit of {delivery.entity}"
            check_dimension(tree, known, book.units[delivery.entity], delivery.where, expected_as)
        if "defect_volume" in names(tree) and "defect_volume" not in book.quantities:
            given = "defect_volume, which the model lacks"
            faults.append(Fault(delivery.where, given, "a shared quantity [quantity.defect_volume]"))
        used.update(names(tree))
    return used


def _entity_faults(delivery: Delivery, book: Names) -> Iterable[Fault]:
    entity = book.entities.get(delivery.entity)
    if entity is None:
        fix = near(delivery.entity, book.entities)
        yield Fault(delivery.where, f"deliver.{delivery.entity}", "an entity of the model", fix)
    elif entity.kind == "tissue":
        expected = "something that takes no space: tissue fractions must sum to one"
        yield Fault(delivery.where, f"a delivery of the tissue '{entity.id}'", expected)


def _agreed(
    agreement: Agreement,
    modifier: Modifier,
    scope: Mapping[str, str],
    units: Mapping[str, Dimension],
    faults: list[Fault],
) -> set[str]:
    """The ratio has the unit of the two dials' ratio, and is that of their defaults. Its names."""
    ratio = scope.get(agreement.ratio, agreement.ratio)
    read = {agreement.of, agreement.per, ratio}
    if not all(name in units for name in read):
        return read
    with collecting(faults):
        tree = parse(f"{agreement.of} / {agreement.per}", agreement.where)
        check_dimension(tree, units, units[ratio], agreement.where, f"the unit of {agreement.ratio}")
        values = {dial.name: dial.default * coherent(dial.unit).factor for dial in modifier.dials}
        values |= {quantity.path: quantity.coherent for quantity in modifier.quantities}
        wanted = values[ratio] * values[agreement.per]
        if not isclose(values[agreement.of], wanted, rel_tol=TOLERANCE):
            given = f"defaults of {agreement.of} and {agreement.per} that are not as {agreement.ratio} says"
            factor = coherent(next(d.unit for d in modifier.dials if d.name == agreement.of)).factor
            expected = f"{agreement.of} = {wanted / factor:.4g}, or another {agreement.per}"
            faults.append(Fault(agreement.where, given, expected))
    return read
