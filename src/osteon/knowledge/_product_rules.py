"""Rules between a product and what it names: its form, its card, its source, dials that must agree."""

from collections.abc import Iterator

from osteon.errors import Fault, near, shown
from osteon.knowledge._library import Library
from osteon.knowledge._modifier import Modifier
from osteon.knowledge._places import Places
from osteon.knowledge._product import Agreement, Product


def product_faults(record: Modifier, product: Product, library: Library, places: Places) -> Iterator[Fault]:
    """The form exists, the card keeps to its headings, the source is an entity of the evidence base, and what
    must agree is there. record: with what it inherits; what it lacks altogether is told elsewhere."""
    form = library.forms.get(product.form)
    if form is None and product.form and product.form not in places.failed:
        given, expected = f"form = {shown(product.form)}", f"one of {', '.join(library.forms) or 'no forms'}"
        fix = near(product.form, library.forms) or f"or add [form.{product.form}] to a file of products/"
        yield places.fault(record.where, "form", given, expected, fix)
    headings = product.card if form is None else form.card
    for heading in product.card:
        if heading not in headings:
            given = f"the heading {shown(heading)} in the card of '{record.id}'"
            expected = f"one of {', '.join(headings)}"
            yield places.fault(record.where, "card", given, expected, near(heading, headings))
    concepts = library.evidence.concepts
    if product.source and product.source not in concepts and product.source not in places.failed:
        given, expected = f"source = {shown(product.source)}", "an entity of the evidence base, like 'E002'"
        yield places.fault(record.where, "source", given, expected, near(product.source, concepts))
    for route in product.routes:
        if not route.deliveries and not record.starts:
            expected = "something that it delivers, or an effect of the product on what there is at the start"
            fix = "add `deliver`, a table of entities and amounts"
            yield Fault(route.where, f"nothing to deliver by route.{route.name}", expected, fix)
    for agreement in product.agreements:
        yield from _agreement_faults(agreement, record)


def _agreement_faults(agreement: Agreement, record: Modifier) -> Iterator[Fault]:
    dials = [dial.name for dial in record.dials]
    quantities = {quantity.name: quantity for quantity in record.quantities}
    for key, name in (("of", agreement.of), ("per", agreement.per)):
        if name not in dials:
            given = f"{key} = {shown(name)} in agree.{agreement.name}"
            yield Fault(agreement.where, given, "a dial of this product", near(name, dials))
    ratio = quantities.get(agreement.ratio)
    given = f"ratio = {shown(agreement.ratio)} in agree.{agreement.name}"
    if ratio is not None and (ratio.low is None or ratio.high is None):
        fix = "add the range within which the two dials may differ"
        yield Fault(agreement.where, f"{given}, without a range", "a quantity with a range", fix)
    elif ratio is None and agreement.ratio not in dials:
        fix = near(agreement.ratio, [*dials, *quantities])
        expected = "a quantity of this product with a range, or a dial"
        yield Fault(agreement.where, given, expected, fix)
    if len({agreement.of, agreement.per, agreement.ratio}) < 3:
        expected = "two dials and their ratio, each another"
        yield Fault(agreement.where, f"one name twice in agree.{agreement.name}", expected)
