"""Products that are like another: what they do not say themselves is what the other says."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar

from osteon.errors import Fault, near, shown
from osteon.knowledge._modifier import Modifier
from osteon.knowledge._places import Places
from osteon.knowledge._product import Product
from osteon.knowledge._quantity import Quantity

Records: TypeAlias = Mapping[tuple[str, str], Modifier]
Part = TypeVar("Part")


def inherited(records: Records) -> dict[tuple[str, str], Modifier]:
    """The records, each product filled up with what it inherits.

    Dials, quantities, effects, routes and agreements of the other hold unless its own have the same name; so
    do form, source and species unless it gives them. Claims and card are each record's own. A product that is
    like none that can be followed stays as it is.
    """
    return {key: _filled(record, records) for key, record in records.items()}


def like_faults(records: Records, places: Places) -> Iterator[Fault]:
    """A product that is like one that is not there, or like itself in the end; and what is missing then."""
    known = [id for kind, id in records if kind == "product"]
    for record in records.values():
        product = record.product
        if product is None:
            continue
        like, (chain, end) = product.like, _chain(record, records)
        if like is not None and like not in known and like not in places.failed:
            given = f"like = {shown(like)}"
            yield places.fault(record.where, "like", given, "the id of a product", near(like, known))
        elif end in {each.id for each in chain}:
            given = f"like = {shown(like)}, which leads back"
            expected = "a product that is like no other in the end"
            yield places.fault(record.where, "like", given, expected)
        elif end is None and not (product.form and product.source and product.routes):
            lacking = {"form": product.form, "source": product.source, "route": product.routes}
            names = ", ".join(name for name, value in lacking.items() if not value)
            expected = "form, source and at least one route, or a product that it is like"
            yield Fault(record.where, f"no {names} in [product.{record.id}]", expected)


def _filled(record: Modifier, records: Records) -> Modifier:
    chain, end = _chain(record, records)
    if end is not None:
        return record
    found = chain[-1]
    for above in reversed(chain[:-1]):
        found = _over(found, above)
    return found


def _chain(record: Modifier, records: Records) -> tuple[list[Modifier], str | None]:
    """The record and those that it is like, in order; and the id that leads back or nowhere, if one does."""
    chain = [record]
    while (product := chain[-1].product) is not None and product.like is not None:
        following = records.get(("product", product.like))
        if following is None or any(following.id == each.id for each in chain):
            return chain, product.like
        chain.append(following)
    return chain, None


def _over(below: Modifier, above: Modifier) -> Modifier:
    ours, theirs = above.product, below.product
    if ours is None or theirs is None:
        return above
    moved = (_moved(quantity, above.id) for quantity in below.quantities)
    return replace(
        above,
        species=above.species or below.species,
        dials=_joined(below.dials, above.dials, lambda dial: dial.name),
        quantities=_joined(moved, above.quantities, lambda quantity: quantity.name),
        effects=_joined(below.effects, above.effects, lambda effect: effect.name),
        product=_products(theirs, ours),
    )


def _products(below: Product, above: Product) -> Product:
    return replace(
        above,
        form=above.form or below.form,
        source=above.source or below.source,
        routes=_joined(below.routes, above.routes, lambda route: route.name),
        agreements=_joined(below.agreements, above.agreements, lambda agreement: agreement.name),
    )


def _moved(quantity: Quantity, owner: str) -> Quantity:
    return replace(quantity, path=f"{owner}.{quantity.name}")


def _joined(below: Iterable[Part], above: Iterable[Part], name: Callable[[Part], str]) -> tuple[Part, ...]:
    """The parts below in their order, with those of the same name in their place, and then the others."""
    parts = {name(part): part for part in below}
    return tuple((parts | {name(part): part for part in above}).values())
