"""What a material takes and holds: its solid fits into the defect, and what is loaded fits into its pores."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import numpy as np

from osteon.errors import ExperimentError
from osteon.knowledge import Delivery, Dial, KeyPath, Modifier
from osteon.model import evaluate, names, parse
from osteon.scenario._apply import after_effects, combine, setting_values
from osteon.scenario._deliveries import BODY_MASS, DEFECT_VOLUME
from osteon.scenario._experiment import Arm, ProductUse
from osteon.scenario._faults import Faults
from osteon.scenario._known import Known
from osteon.units import coherent

CAPACITIES = ("scaffold_capacity", "scaffold_vesicle_capacity", "scaffold_protein_capacity")
"""Quantities that materials set: what their pores hold of cells, particles and mass, per volume of defect."""

HELD = "held"
"""Tag of the entities that wait on a material or in a carrier."""

_ROOM = "clot.initial"
"""What is left for the pores once all that is solid has taken its share."""

_TOLERANCE = 1e-9

Load: TypeAlias = tuple[int, ProductUse, Delivery]
"""Number of the use in the arm, the use, and what its route delivers to something held."""


def check_loads(arm: Arm, places: Sequence[KeyPath], known: Known, faults: Faults) -> None:
    """Tell of materials that fill more than there is, and of loads beyond what a material holds, each with
    the largest that fits. An arm without a product that fills or holds is not looked at."""
    records = known.modifiers("product")
    materials = [use.product for use in arm.products if records[use.product].starts]
    if materials and (solid := _overfull(arm, materials[-1], known)) is not None:
        number = [use.product for use in arm.products].index(materials[-1])
        faults.add((*places[number], *solid[0]), *solid[1:])
        return
    holders = {path: id for id in materials for path in CAPACITIES if path in records[id].sets}
    if not holders:
        return
    try:
        values = after_effects(arm, known.quantities, known.library, {})
    except ExperimentError:
        return  # told when the arm runs, with the effect that is wrong
    shared = {DEFECT_VOLUME: float(values.get(DEFECT_VOLUME, 1.0))} | _mass(arm, known)
    for path, id in holders.items():
        _check_load(arm, path, id, float(values[path]), shared, places, known, faults)


def _check_load(
    arm: Arm,
    path: str,
    holder: str,
    most: float,
    shared: Mapping[str, float],
    places: Sequence[KeyPath],
    known: Known,
    faults: Faults,
) -> None:
    """The sum of what is loaded on day 0 is at most the capacity; else the largest dose that fits is told."""
    loads = list(_loads(arm, path, known))
    amounts = [_amount(use, each, shared, known) for _, use, each in loads]
    total = sum(amounts)
    if total <= most * (1 + _TOLERANCE):
        return
    number, use, each = loads[int(np.argmax(amounts))]
    rest = total - max(amounts)
    dial = _dose_dial(use, each, shared, known)
    quantity = known.quantities[path]
    factor = coherent(quantity.unit).factor
    given = f"{total / factor:.4g} {quantity.unit} to hold, where '{holder}' holds {most / factor:.4g}"
    if dial is None:
        faults.add((*places[number], "use"), given, "a load that fits", "load less, or on more material")
        return

    def fits(value: float) -> bool:
        less = replace(use, dials={**use.dials, dial.name: value})
        return rest + _amount(less, each, shared, known) <= most

    largest = _largest(use.dials[dial.name], fits)
    expected = f"at most {dial.name} = {_down(largest):g} {dial.unit}".rstrip()
    said = f"{dial.name} = {use.dials[dial.name]:g} {dial.unit}".rstrip()
    faults.add((*places[number], dial.name), f"{said}, {given}", expected, "load less, or on more material")


def _overfull(arm: Arm, material: str, known: Known) -> tuple[tuple[str, ...], str, str, str] | None:
    """Key, given, expected and fix where solids take more than the whole defect; None where they fit."""
    room = _room(arm, known, {})
    if room >= -_TOLERANCE:
        return None
    record = known.modifiers("product")[material]
    read = {name for effect in record.effects if _ROOM in effect.targets for name in names(parse(effect.by))}
    dials = {dial.name: dial for dial in record.dials if dial.name in read}
    given = f"product '{material}', with which solids take {1 - room:.0%} of the defect"
    use = next(use for use in arm.products if use.product == material)
    for name in dials:
        if _room(arm, known, {(material, name): 0.0}) >= -_TOLERANCE:
            fits = _room_of(arm, known, material, name)
            largest = _down(_largest(use.dials[name], fits))
            return (name,), given, f"at most {name} = {largest:g}", "fill in less of it, or of the others"
    return ("use",), given, "solids that fit into the defect", "leave out one of what fills it"


def _room_of(arm: Arm, known: Known, material: str, dial: str) -> Callable[[float], bool]:
    return lambda value: _room(arm, known, {(material, dial): value}) >= 0.0


def _room(arm: Arm, known: Known, other: Mapping[tuple[str, str], float]) -> float:
    """Share left for clot at the start, by the effects of all settings; `other` values of some dials."""
    room: Any = known.quantities[_ROOM].coherent if _ROOM in known.quantities else 1.0
    for setting in arm.settings:
        record = known.library.modifiers[setting.kind, setting.id]
        dials = {name: other.get((setting.id, name), value) for name, value in setting.dials.items()}
        values = setting_values(replace(setting, dials=dials), known.library)
        for effect in record.effects:
            if _ROOM in effect.targets and set(names(parse(effect.by, effect.where))) <= set(values):
                room = combine(effect.op, room, evaluate(parse(effect.by, effect.where), values))
    return float(room)


def _loads(arm: Arm, path: str, known: Known) -> Iterator[Load]:
    """What is loaded at the operation and counts against this capacity: held, and of its dimension."""
    kind = coherent(known.quantities[path].unit).dimension
    records = known.modifiers("product")
    for number, use in enumerate(arm.products):
        product = records[use.product].product
        for route in product.routes if product and 0.0 in use.days else ():
            for each in route.deliveries if route.name == use.route else ():
                entity = known.entities.get(each.entity)
                if entity and HELD in entity.tags and coherent(entity.unit).dimension == kind:
                    yield number, use, each


def _amount(use: ProductUse, delivery: Delivery, shared: Mapping[str, float], known: Known) -> float:
    record = known.modifiers("product")[use.product]
    own = {dial.name: use.dials[dial.name] * coherent(dial.unit).factor for dial in record.dials}
    own |= {each.name: each.coherent for each in record.quantities}
    values = {name: np.float64(value) for name, value in (own | dict(shared)).items()}
    with np.errstate(all="ignore"):
        amount = float(evaluate(parse(delivery.amount, delivery.where), values))
    return amount if np.isfinite(amount) else 0.0


def _dose_dial(use: ProductUse, delivery: Delivery, shared: Mapping[str, float], known: Known) -> Dial | None:
    """The dial with a unit that is the dose: without it nothing is delivered."""
    read = set(names(parse(delivery.amount, delivery.where)))
    for dial in known.modifiers("product")[use.product].dials:
        none = replace(use, dials={**use.dials, dial.name: 0.0})
        if dial.name in read and dial.unit != "1" and _amount(none, delivery, shared, known) == 0.0:
            return dial
    return None


def _mass(arm: Arm, known: Known) -> dict[str, float]:
    record = known.modifiers("subject").get(arm.subject.species) if arm.subject else None
    return {each.name: each.coherent for each in _quantities(record) if each.name == BODY_MASS}


def _quantities(record: Modifier | None) -> Sequence[Any]:
    return record.quantities if record else ()


def _largest(given: float, fits: Callable[[float], bool]) -> float:
    """The largest value from 0 to the given one that fits, by halving."""
    low, high = 0.0, given
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _down(value: float) -> float:
    """Three digits, rounded down, so that what is told fits."""
    if value <= 0.0:
        return 0.0
    step = 10.0 ** (np.floor(np.log10(value)) - 2)
    return float(f"{np.floor(value / step + 1e-9) * step:.3g}")
