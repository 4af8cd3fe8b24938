"""What a product has beyond a modifier, and the forms of products."""

from collections.abc import Iterator

from osteon.knowledge._page import RESERVED, Page
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._product import Agreement, Delivery, Form, Product, Route
from osteon.knowledge._schema_product import AgreementTable, FormTable, ProductTable, RouteTable

DELIVERY_VARIABLES = frozenset({"defect_volume", "body_mass"})
"""What every delivery may use besides dials and its product's own quantities: mm^3 and g."""


def read_product(page: Page, path: KeyPath, table: ProductTable | None) -> Product | None:
    """The product at `path`; None where its table does not fit. Faults are noted on the page."""
    routes = tuple(_routes(page, path))
    agreements = tuple(_agreements(page, path))
    for key in ("dial", "quantity"):
        for name in DELIVERY_VARIABLES.intersection(page.names((*path, key))):
            page.check_name((*path, key, name), RESERVED | DELIVERY_VARIABLES)
    if table is None:
        return None
    form, source = table.form or "", table.source or ""
    return Product(form, source, routes, agreements, dict(table.card), table.like)


def read_forms(page: Page) -> Iterator[Form]:
    """The forms on this page. Faults are noted on the page."""
    for path, table in page.tables(FormTable, ("form",)):
        if table is not None:
            yields = tuple(table.yields)
            sources, where = tuple(table.sources), page.where(path)
            yield Form(path[-1], table.says, dict(table.card), sources, yields, where, table.scheduled)


def _routes(page: Page, owner: KeyPath) -> Iterator[Route]:
    for path, table in page.tables(RouteTable, (*owner, "route")):
        page.check_name(path)
        if table is not None:
            deliveries = tuple(
                Delivery(entity, amount, page.where((*path, "deliver", entity)))
                for entity, amount in (table.deliver or {}).items()
            )
            yield Route(path[-1], table.says, deliveries, page.where(path))


def _agreements(page: Page, owner: KeyPath) -> Iterator[Agreement]:
    for path, table in page.tables(AgreementTable, (*owner, "agree")):
        if table is not None:
            yield Agreement(path[-1], table.says, table.of, table.per, table.ratio, page.where(path))
