"""`[[arm.NAME.product]]`: a product given by one of its routes, once or again and again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import final

from osteon.knowledge import KeyPath, Modifier, Product, Route
from osteon.model import names, parse
from osteon.scenario._agreements import agreed
from osteon.scenario._deliveries import BODY_MASS, DEFECT_VOLUME
from osteon.scenario._doses import given_on
from osteon.scenario._experiment import ProductUse, Setting, Subject
from osteon.scenario._faults import Faults
from osteon.scenario._known import Known
from osteon.scenario._schedule import check_schedule
from osteon.scenario._schema import ArmTable, ProductTable
from osteon.scenario._settings import read_dials
from osteon.scenario._together import check_start, check_together, in_order

_KEYS = ("use", "route", "day", "every", "until")


@final
@dataclass(frozen=True)
class Products:
    """The products of an arm: what each does to the model's quantities, and each time it is given.

    places: of each use, its table in the file.
    """

    settings: tuple[Setting, ...]
    uses: tuple[ProductUse, ...]
    places: tuple[KeyPath, ...] = ()


@final
@dataclass(frozen=True)
class Host:
    """Who gets a product, and into which defect; None where that could not be told."""

    subject: tuple[Subject, Setting] | None
    defect: Setting | None


def read_products(
    name: str, arm: ArmTable, host: Host, known: Known, days: float, faults: Faults
) -> Products:
    """The products of an arm, in the file's order."""
    places = [("arm", name, "product", str(number)) for number in range(len(arm.product))]
    found = [
        (place, use)
        for place, table in zip(places, arm.product, strict=True)
        if (use := _use(place, table, host, known, days, faults)) is not None
    ]
    settings: dict[str, Setting] = {}
    records, forms = known.modifiers("product"), known.library.forms
    for place, use in found:
        record = records[use.product]
        check_together(place, record, [records[id] for id in settings], forms, faults)
        check_start(place, record, use, record.id in settings, faults)
        if record.id in settings:
            _check_same(place, record, settings[record.id].dials, use.dials, faults)
        settings.setdefault(record.id, Setting("product", record.id, use.dials, use.follows))
    ordered = in_order([records[id] for id in settings], forms)
    in_force = tuple(settings[each.id] for each in ordered)
    return Products(in_force, tuple(use for _, use in found), tuple(place for place, _ in found))


def _use(
    keys: KeyPath, table: ProductTable, host: Host, known: Known, days: float, faults: Faults
) -> ProductUse | None:
    """One table; None when it cannot be told what is given, how or when."""
    record = _record(keys, table, known, faults)
    when = given_on(keys, table, days, faults)
    if record is None or record.product is None:
        return None
    _check_species(keys, record, host, faults)
    check_schedule(keys, record, table.model_fields_set, known.library.forms, faults)
    route = _route(keys, table, record, record.product, faults)
    placed = {key: ((*keys, key), value) for key, value in (table.model_extra or {}).items()}
    dials = read_dials(record, placed, faults, _KEYS)
    given = {name: place for name, (place, _) in placed.items() if name in dials}
    dials, follows = agreed(record, record.product, dials, given, keys, faults)
    if route is None or when is None:
        return None
    _check_deliveries(keys, record, route, host, known, faults)
    return ProductUse(record.id, route.name, dials, when, follows, faults.document.where(keys))


def _record(keys: KeyPath, table: ProductTable, known: Known, faults: Faults) -> Modifier | None:
    records = known.modifiers("product")
    if table.use is None:
        example = next(iter(records), "bm_msc")
        faults.missing((*keys, "use"), "what is given", f'add `use = "{example}"` to this product')
        return None
    if table.use not in records:
        faults.unknown((*keys, "use"), table.use, "a product of the catalogue", records)
    return records.get(table.use)


def _route(
    keys: KeyPath, table: ProductTable, record: Modifier, product: Product, faults: Faults
) -> Route | None:
    """The route; it may be left out where there is only one."""
    routes = {route.name: route for route in product.routes}
    if table.route in routes:
        return routes[table.route]
    if table.route is not None:
        faults.unknown((*keys, "route"), table.route, f"a route of product '{record.id}'", routes)
    elif len(routes) == 1:
        return next(iter(routes.values()))
    else:
        fix = f'add `route = "{next(iter(routes), "")}"` to this product'
        faults.missing((*keys, "route"), f"one of {', '.join(routes)}", fix)
    return None


def _check_species(keys: KeyPath, record: Modifier, host: Host, faults: Faults) -> None:
    species = host.subject[0].species if host.subject else None
    if record.species and species is not None and species not in record.species:
        given = f"product '{record.id}' in species '{species}'"
        fix = "choose a product for this species, or another subject"
        faults.add((*keys, "use"), given, f"a subject of {', '.join(record.species)}", fix)


def _check_deliveries(
    keys: KeyPath, record: Modifier, route: Route, host: Host, known: Known, faults: Faults
) -> None:
    """The entities are those of the model; the subject has a mass, the defect a volume, where they matter."""
    place, what = (*keys, "route"), f"route '{route.name}' of product '{record.id}'"
    read = {name for each in route.deliveries for name in names(parse(each.amount, each.where))}
    for each in route.deliveries:
        if each.entity not in known.entities:
            faults.unknown(place, each.entity, f"an entity of the model, as {what} has it", known.entities)
    subject = known.modifiers("subject")[host.subject[0].species] if host.subject else None
    if BODY_MASS in read and subject and all(own.name != BODY_MASS for own in subject.quantities):
        fix = f"add [subject.{subject.id}.quantity.{BODY_MASS}] to its record, or choose another route"
        given = f"{what} in species '{subject.id}'"
        faults.add(place, given, "a subject with a body mass, by which it doses", fix)
    defect = known.modifiers("defect")[host.defect.id] if host.defect else None
    if DEFECT_VOLUME in read and defect and not _sets(defect, DEFECT_VOLUME):
        fix = f"add an effect to its record that sets {DEFECT_VOLUME}"
        given = f"{what} into defect '{defect.id}'"
        faults.add(place, given, "a defect that says its volume, over which a dose is spread", fix)


def _sets(record: Modifier, path: str) -> bool:
    return any(path in effect.targets for effect in record.effects)


def _check_same(
    keys: KeyPath, record: Modifier, before: Mapping[str, float], now: Mapping[str, float], faults: Faults
) -> None:
    """What effects read holds for the whole arm, however often the product is given."""
    for name in dict.fromkeys(_in_effects(record)):
        if before.get(name) != now.get(name):
            given = f"{name} = {now[name]:g}, where product '{record.id}' was given with {before[name]:g}"
            fix = "write the same value each time, or give each its own arm"
            expected = f"one {name} in an arm: it sets quantities of the whole arm"
            faults.add((*keys, name), given, expected, fix)


def _in_effects(record: Modifier) -> Iterator[str]:
    dials = {dial.name for dial in record.dials}
    for effect in record.effects:
        yield from (name for name in names(parse(effect.by, effect.where)) if name in dials)
