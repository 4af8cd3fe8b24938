"""A file of subjects, defects, conditions, rules or products to Modifiers."""

from collections.abc import Iterator

from osteon.knowledge._modifier import MODIFIER_KINDS, Dial, Effect, Modifier
from osteon.knowledge._page import RESERVED, Page
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._read_product import read_product
from osteon.knowledge._read_quantity import check_range, read_quantities
from osteon.knowledge._read_remark import read_remarks
from osteon.knowledge._read_shape import read_criticals, read_shape
from osteon.knowledge._schema import DialTable, EffectTable, ModifierFile, ModifierTable
from osteon.knowledge._schema_product import ProductTable

EFFECT_VARIABLES = frozenset({"age_fraction", "female"})
"""What every effect may use besides dials and its modifier's own quantities."""

SUBJECT_TIMES = ("skeletal_maturity", "life_span")
"""Quantities that every subject has."""


def read_modifiers(page: Page) -> Iterator[Modifier]:
    """The modifiers on this page. Faults are noted on the page."""
    page.read(ModifierFile, ())
    for kind in MODIFIER_KINDS:
        schema: type[ModifierTable | ProductTable] = ProductTable if kind == "product" else ModifierTable
        for path, table in page.tables(schema, (kind,)):
            page.check_name(path)
            _check_names(page, path)
            _check_kind(page, path, kind)
            # Read also for a table that does not fit, because their faults are to be told at the same time.
            dials, effects = tuple(_dials(page, path)), tuple(_effects(page, path))
            quantities, shape = read_quantities(page, path), read_shape(page, path)
            criticals, remarks = tuple(read_criticals(page, path)), tuple(read_remarks(page, path))
            product = None
            if kind == "product":
                product = read_product(page, path, table if isinstance(table, ProductTable) else None)
            if table is None:
                continue
            yield Modifier(
                kind=kind,
                id=path[-1],
                name=table.name,
                says=table.says,
                claims=tuple(table.claims),
                curie=table.curie,
                species=tuple(table.species),
                dials=dials,
                quantities=quantities,
                effects=effects,
                where=page.where(path),
                shape=shape,
                critical=criticals,
                product=product,
                group=table.group,
                remarks=remarks,
            )


def _check_names(page: Page, path: KeyPath) -> None:
    """Dials and quantities share one name space with the variables of every effect."""
    quantities = page.names((*path, "quantity"))
    for name in page.names((*path, "dial")):
        page.check_name((*path, "dial", name), RESERVED | EFFECT_VARIABLES)
        if name in quantities:
            given = f"the name {name!r} for a dial and for a quantity"
            page.fault((*path, "quantity", name), given, "each name once in a modifier", "rename one of them")
    for name in EFFECT_VARIABLES.intersection(quantities):
        page.check_name((*path, "quantity", name), EFFECT_VARIABLES)


def _check_kind(page: Page, path: KeyPath, kind: str) -> None:
    """What subjects must have, and what only rules and products may have."""
    given = f"[{'.'.join(path)}]"
    if kind not in ("rule", "product") and "species" in page.names(path):
        page.fault(
            (*path, "species"), f"species in {given}", "species in rules and products only", "remove it"
        )
    if kind == "subject":
        for name in SUBJECT_TIMES:
            if name not in page.names((*path, "quantity")):
                page.fault(path, f"no quantity {name} in {given}", "a time, with its source")


def _dials(page: Page, owner: KeyPath) -> Iterator[Dial]:
    for path, table in page.tables(DialTable, (*owner, "dial")):
        if table is not None:
            check_range(page, path, table.range, "default", table.default)
            default, low, high = (float(value) for value in (table.default, *table.range))
            if table.cargo and owner[0] != "product":
                page.fault((*path, "cargo"), f"cargo in [{'.'.join(path)}]", "cargo in products only")
            where = page.where(path)
            yield Dial(path[-1], table.says, table.unit, default, low, high, where, table.why, table.cargo)


def _effects(page: Page, owner: KeyPath) -> Iterator[Effect]:
    for path, table in page.tables(EffectTable, (*owner, "effect")):
        if table is not None:
            targets = (table.target,) if isinstance(table.target, str) else tuple(table.target)
            yield Effect(path[-1], table.says, targets, table.op, table.by, page.where(path))
