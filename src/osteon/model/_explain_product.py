"""Products and their forms explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from osteon.knowledge import Agreement, Dial, Form, Library, Modifier, Product, cite, completeness
from osteon.model._explain_remarks import remark_sections
from osteon.model._explanation import Explanation, basis_sections, explanation, section
from osteon.text import aligned


def explain_product(library: Library, record: Modifier) -> Explanation:
    """What a product is, how it is given and what that delivers, what a user sets, and what is reported."""
    product = record.product
    effects = [
        (f"{effect.op} {', '.join(effect.targets)}", f"by {effect.by}", effect.says)
        for effect in record.effects
    ]
    plain = [dial for dial in record.dials if not dial.cargo]
    cargo = [dial for dial in record.dials if dial.cargo]
    return explanation(
        record.id,
        record.kind,
        record.name,
        record.says,
        [
            section("What it is", [] if product is None else _kind(library, record, product)),
            section("Routes", [] if product is None else _routes(product)),
            section("Dials", _dials(plain)),
            section("Cargo", _dials(cargo)),
            section("Agreement", [] if product is None else map(_agreement, product.agreements)),
            section("Effects", aligned(effects)),
            *remark_sections(record),
            *basis_sections(library, record.quantities, record.claims),
            section("Card", [] if product is None else _card(library, product)),
        ],
    )


def explain_form(library: Library, form: Form) -> Explanation:
    """What a report of a product of this form should state, and how much of it each product does."""
    rows = []
    for record in library.modifiers.values():
        if record.product is not None and record.product.form == form.id:
            rows.append((record.id, f"{completeness(record.product, form).share:.0%}", record.name))
    sources = library.sources
    return explanation(
        f"form.{form.id}",
        "form of products",
        "",
        form.says,
        [
            section("Headings", aligned(list(form.card.items()))),
            section("Products", aligned(rows)),
            section("Sources", (cite(sources[id]) if id in sources else id for id in form.sources)),
        ],
    )


def product_rows(library: Library) -> list[tuple[str, ...]]:
    """Id, form and name of each product, for a list."""
    records = library.modifiers.values()
    return [(each.id, each.product.form, each.name) for each in records if each.product is not None]


def _kind(library: Library, record: Modifier, product: Product) -> Iterator[str]:
    concept = library.evidence.concepts.get(product.source)
    of = f"{product.source}: {concept.name}" if concept else product.source
    yield f"{product.form} of {of}" + (f"; {record.curie}" if record.curie else "")
    if product.like is not None:
        yield f"like {product.like}, but for what its own record says"
    if record.species:
        yield f"given to {', '.join(record.species)} only"


def _routes(product: Product) -> Iterator[str]:
    for route in product.routes:
        yield f"{route.name}: {' '.join(route.says.split())}"
        yield from (f"    {each.entity} + {each.amount}" for each in route.deliveries)


def _dials(dials: Iterable[Dial]) -> list[str]:
    rows = []
    for dial in dials:
        says = f"{dial.says}. {dial.why}" if dial.why else dial.says
        unit = "" if dial.unit == "1" else f" {dial.unit}"
        limits = f"[{dial.low:g}, {dial.high:g}]"
        rows.append((dial.name, f"= {dial.default:g}{unit}", limits, says))
    return aligned(rows)


def _agreement(agreement: Agreement) -> str:
    return f"{agreement.of} = {agreement.ratio} * {agreement.per}: {agreement.says}"


def _card(library: Library, product: Product) -> Iterator[str]:
    form = library.forms.get(product.form)
    if form is None:
        return
    found = completeness(product, form)
    yield f"{found.share:.0%} complete: {len(found.stated)} of {len(form.card)} headings of form.{form.id}"
    yield from aligned([(heading, product.card[heading]) for heading in found.stated])
    if found.missing:
        yield f"missing: {', '.join(found.missing)}"
