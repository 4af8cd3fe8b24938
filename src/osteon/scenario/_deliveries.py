"""What the products of an arm put into it: amounts of entities, on days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, final

import numpy as np
from numpy.typing import NDArray

from osteon.errors import ExperimentError, Fault
from osteon.knowledge import Delivery, Modifier
from osteon.model import Model, evaluate, names, parse
from osteon.scenario._agreements import followed
from osteon.scenario._experiment import Arm, Dose, ProductUse
from osteon.units import coherent

Values: TypeAlias = float | NDArray[np.float64]

DEFECT_VOLUME, BODY_MASS = "defect_volume", "body_mass"
"""What deliveries may use besides dials and quantities: a quantity of the model, and one of the subject."""


@final
@dataclass(frozen=True, eq=False)
class Delivered:
    """An entity that a product adds on each of some days: a number, or one a virtual animal; coherent."""

    entity: str
    amount: Values
    days: tuple[float, ...]


def deliveries(
    arm: Arm, model: Model, volume: Values | None, batch: Mapping[str, Values] | None = None
) -> tuple[Delivered, ...]:
    """What the products of an arm deliver, in the order of the file.

    Arguments:
        volume: of the defect, mm^3, a number or one an animal; None for a model without one.
        batch: path of a product's quantity to its value (coherent) in the batch of each animal; the others
        have the value of their record.

    Raises:
        ExperimentError: an amount that is negative or not finite, or that needs what is not there.
    """
    shared: dict[str, Values] = _mass(arm, model)
    shared |= {} if volume is None else {DEFECT_VOLUME: volume}
    found = []
    for use in arm.products:
        record = model.library.modifiers["product", use.product]
        own = _own(use, record, batch or {}) | shared
        for each in _route(use, record):
            what = f"product '{use.product}' in arm '{arm.name}' delivers {each.entity} = {each.amount}"
            amount = _amount(each, own, what, use.where, model)
            found.append(Delivered(each.entity, amount, use.days))
    return tuple(found)


def given_doses(arm: Arm, model: Model, values: Mapping[str, float]) -> tuple[Dose, ...]:
    """All doses of the typical animal: its own, and those of products. values: its quantities, by path."""
    found = deliveries(arm, model, values.get(DEFECT_VOLUME))
    doses = (Dose(each.entity, (float(each.amount),) * len(each.days), each.days) for each in found)
    return (*arm.doses, *doses)


def delivered_names(modifier: Modifier) -> set[str]:
    """The dials and quantities that decide how much a product delivers; none of what is no product."""
    product = modifier.product
    if product is None:
        return set()
    amounts = (each for route in product.routes for each in route.deliveries)
    found = {name for each in amounts for name in names(parse(each.amount, each.where))}
    return found | {agreement.ratio for agreement in product.agreements}


def _amount(delivery: Delivery, own: Mapping[str, Values], what: str, where: str, model: Model) -> Values:
    tree = parse(delivery.amount, delivery.where)
    lacking = [name for name in names(tree) if name not in own]
    if lacking or delivery.entity not in {state.id for state in model.states}:
        given = f"{what}, without {', '.join(lacking)}" if lacking else what
        expected = "a subject and a defect that have it" if lacking else "an entity of the model"
        raise ExperimentError(Fault(where, given, expected))
    # NumPy's scalars give nan where Python's floats would raise or turn complex.
    arrays = {name: np.asarray(own[name], dtype=float)[()] for name in names(tree)}
    with np.errstate(all="ignore"):
        amount: Values = evaluate(tree, arrays)
    if not (np.isfinite(amount).all() and (np.asarray(amount) >= 0).all()):
        given = f"{what}, which is {np.min(amount):.4g}"
        raise ExperimentError(Fault(where, given, "finite amounts of zero or more", "choose other dials"))
    return amount


def _own(use: ProductUse, record: Modifier, batch: Mapping[str, Values]) -> dict[str, Any]:
    """Dials and quantities by name, coherent; dials that follow from the batch's own ratio with it."""
    values: dict[str, Any] = {
        dial.name: use.dials[dial.name] * coherent(dial.unit).factor for dial in record.dials
    }
    values |= {each.name: batch.get(each.path, each.coherent) for each in record.quantities}
    return followed(values, use.follows, record)


def _route(use: ProductUse, record: Modifier) -> Iterator[Delivery]:
    for route in record.product.routes if record.product else ():
        if route.name == use.route:
            yield from route.deliveries


def _mass(arm: Arm, model: Model) -> dict[str, Values]:
    """The subject's body mass, where its record has one."""
    if arm.subject is None:
        return {}
    own = model.library.modifiers["subject", arm.subject.species].quantities
    return {each.name: each.coherent for each in own if each.name == BODY_MASS}
