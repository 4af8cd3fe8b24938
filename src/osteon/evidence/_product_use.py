"""To which use of stromal cells a product belongs, and an arm by the products in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from osteon.errors import Fault, near, shown
from osteon.evidence._applications import application_of, outside_of
from osteon.evidence._coverage import Coverage

if TYPE_CHECKING:
    from osteon.knowledge import Application, Library, Modifier, Outside, Product, Setup

Use: TypeAlias = "Application | Outside"


def use_of_product(library: Library, product: str) -> Use | None:
    """The group of a product, or why it alone has none; None where no record sorts it.

    A product is sorted by its name, else as the product that it is like, else by its form. KeyError where
    there is no such product.
    """
    named = _groups(library, "products")
    record: Modifier | None = library.modifiers["product", product]
    kind = _product(library, product)
    seen: set[str] = set()
    while record is not None and record.id not in seen:
        if record.id in named:
            return named[record.id]
        seen.add(record.id)
        like = record.product.like if record.product is not None else None
        record = library.modifiers.get(("product", like)) if like else None
    return _groups(library, "forms").get(kind.form)


def use_of_products(library: Library, products: Iterable[str]) -> Use | None:
    """The group of an arm that gets these products: that of the products, of two groups the one that goes
    over the other, and of none the reason why; None without products. KeyError where one is unknown.
    """
    uses = {use.id: use for name in products if (use := use_of_product(library, name)) is not None}
    groups = {id: use for id, use in uses.items() if id in library.static.applications}
    beaten = {other for id in groups for other in library.static.applications[id].over}
    best = [use for id, use in groups.items() if id not in beaten] or list(uses.values())
    return best[0] if best else None


def use_of_setup(library: Library, setup: Setup) -> Use | None:
    """The group that a record sorts a setup into, else that of its products."""
    static = library.static
    listed = application_of(static, setup.id) or outside_of(static, setup.id)
    return listed or use_of_products(library, _given(setup, library))


def product_rule(library: Library) -> Coverage:
    """Each product is in one group or outside of all; a setup of the groups is where its products put it."""
    products = [name for kind, name in library.modifiers if kind == "product"]
    unsorted = [name for name in products if use_of_product(library, name) is None]
    faults = [*_unknown(library, "products", products), *_unknown(library, "forms", library.forms)]
    faults += [
        Fault(
            library.modifiers["product", name].where,
            f"product {shown(name)} in no group of uses",
            "its name or its form in a file of applications/",
        )
        for name in unsorted
    ]
    says = "each product is in one group of uses, or outside of all, and so are the setups that give it"
    listed = tuple(_strays(library))
    checked = len(products) - len(unsorted)
    return Coverage("uses of products", says, checked, len(products), "products", tuple(faults), listed)


def _strays(library: Library) -> Iterator[str]:
    """Setups that a record sorts into another group than their products do."""
    for setup in library.evidence.setups.values():
        listed = application_of(library.static, setup.id)
        derived = use_of_products(library, _given(setup, library))
        reading = listed is not None and setup.id in listed.readings
        if listed is not None and derived is not None and derived is not listed and not reading:
            yield f"{setup.id}: listed in {listed.id}, and its products are of {derived.id}"


def _given(setup: Setup, library: Library) -> list[str]:
    names = [str(given.get("use", "")) for given in setup.product]
    return [name for name in names if ("product", name) in library.modifiers]


def _product(library: Library, name: str) -> Product:
    product = library.modifiers["product", name].product
    if product is None:
        raise KeyError(name)
    return product


def _groups(library: Library, key: str) -> Mapping[str, Use]:
    groups: list[Use] = [*library.static.applications.values(), *library.static.outside.values()]
    return {name: group for group in groups for name in getattr(group, key)}


def _unknown(library: Library, key: str, known: Iterable[str]) -> Iterator[Fault]:
    names = list(known)
    for name, group in _groups(library, key).items():
        if name not in names:
            expected = f"the id of one of the {key}"
            yield Fault(group.where, f"{key} has {shown(name)}", expected, near(name, names))
