"""Tables of quantities to Quantity records."""

from osteon.errors import shown
from osteon.knowledge._page import Page
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._quantity import Quantity
from osteon.knowledge._schema import QuantityTable


def read_quantities(page: Page, owner: KeyPath) -> tuple[Quantity, ...]:
    """The quantities of the table `owner`, whose last key is the owner's id; shared ones have no owner."""
    quantities = []
    for path, table in page.tables(QuantityTable, (*owner, "quantity")):
        page.check_name(path)
        if table is not None:
            quantities.append(_quantity(page, path, ".".join((*owner[-1:], path[-1])), table))
    page.quantities.extend(quantities)
    return tuple(quantities)


def check_range(page: Page, path: KeyPath, bounds: list[float] | None, key: str, value: float) -> None:
    """Note a fault unless the range rises and holds the value of `key`."""
    if bounds is None:
        return
    low, high = bounds
    if not low < high:
        page.fault((*path, "range"), f"range = {shown(bounds)}", "the lowest number first, then a higher one")
    elif not low <= value <= high:
        page.fault((*path, "range"), f"range = {shown(bounds)}", f"a range that includes {key} = {value!r}")


def _quantity(page: Page, path: KeyPath, name: str, table: QuantityTable) -> Quantity:
    check_range(page, path, table.range, "value", table.value)
    _check_evidence(page, path, table)
    low, high = table.range or (None, None)
    return Quantity(
        path=name,
        value=float(table.value),
        unit=table.unit,
        low=low,
        high=high,
        evidence=table.evidence,
        source=table.source,
        place=table.place,
        why=table.why,
        says=table.says,
        spread=table.spread,
        instrument=table.instrument,
        where=page.where(path),
    )


def _check_evidence(page: Page, path: KeyPath, table: QuantityTable) -> None:
    given = f"class = {table.evidence!r} without"
    if table.source is None and table.evidence != "assumed":
        fix = "name the source, or call it assumed and say why"
        page.fault((*path, "class"), f"{given} source", "a source for every number that is not assumed", fix)
    if not table.why.strip() and table.evidence != "measured":
        page.fault((*path, "class"), f"{given} why", "why: how this number became what it is")
