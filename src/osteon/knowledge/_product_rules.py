"""Rules between a product and the records that it names: its form, its card, its source."""

from collections.abc import Iterator

from osteon.errors import Fault, near, shown
from osteon.knowledge._library import Library
from osteon.knowledge._modifier import Modifier
from osteon.knowledge._places import Places
from osteon.knowledge._product import Product


def product_faults(record: Modifier, product: Product, library: Library, places: Places) -> Iterator[Fault]:
    """The form exists, the card keeps to its headings, and the source is an entity of the evidence base."""
    form = library.forms.get(product.form)
    if form is None and product.form not in places.failed:
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
    if product.source not in concepts and product.source not in places.failed:
        given, expected = f"source = {shown(product.source)}", "an entity of the evidence base, like 'E002'"
        yield places.fault(record.where, "source", given, expected, near(product.source, concepts))
