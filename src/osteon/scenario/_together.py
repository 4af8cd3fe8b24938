"""Which products one arm can hold: those that do not both set the same, and materials from the first day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from osteon.knowledge import Form, KeyPath, Modifier
from osteon.scenario._experiment import ProductUse
from osteon.scenario._faults import Faults
from osteon.scenario._known import Known

_FIX = "give each its own arm, or write a record for the mixture"


def check_together(
    keys: KeyPath,
    record: Modifier,
    others: Sequence[Modifier],
    forms: Mapping[str, Form],
    faults: Faults,
) -> None:
    """Tell of the first other product of the arm that cannot stand beside this one.

    Two products clash where effects of both set the same quantity, because only one of them can hold; unless
    a form says that it yields to the other's: the vesicles that cells release to those that are given. Two of
    one form that deliver the same entity clash, too, where effects of one set how it behaves.
    """
    for other in others:
        if other.id == record.id or (clash := _clash(record, other, forms)) is None:
            continue
        given = f"product '{record.id}' beside '{other.id}', {clash}"
        faults.add((*keys, "use"), given, "products of which only one says how a thing behaves", _FIX)
        return


def check_start(keys: KeyPath, record: Modifier, use: ProductUse, again: bool, faults: Faults) -> None:
    """What fills the defect is there from the start: given once, on day 0. again: it was given before."""
    if not record.starts or (use.days == (0.0,) and not again):
        return
    days = ", ".join(f"{day:g}" for day in use.days)
    given = f"product '{record.id}' " + ("given twice" if again else f"on day {days}")
    expected = "a product that is put in once, on day 0: it takes the place of clot at the start"
    faults.add((*keys, "use" if again else "day"), given, expected, "leave out day, every and until")


def check_conditions(
    places: Sequence[KeyPath],
    uses: Sequence[ProductUse],
    conditions: Sequence[Modifier],
    known: Known,
    faults: Faults,
) -> None:
    """Tell of products that set what a condition of the arm sets, such as a material beside a substitute."""
    records = known.modifiers("product")
    for place, use in zip(places, uses, strict=True):
        for condition in conditions:
            if shared := sorted(records[use.product].sets & condition.sets):
                given = f"product '{use.product}' beside condition '{condition.id}', {_both_set(shared)}"
                faults.add(
                    (*place, "use"), given, "one that says how a thing behaves", "leave out one of them"
                )


def in_order(records: Sequence[Modifier], forms: Mapping[str, Form]) -> list[Modifier]:
    """The products in the order of the file, but those that yield before those that they yield to."""
    ranks = {id: _rank(id, forms) for id in forms}
    return sorted(records, key=lambda record: ranks.get(_form(record), 0))


def _rank(id: str, forms: Mapping[str, Form]) -> int:
    """How many forms yield to this one, over however many steps."""
    found, waiting = {id}, [id]
    while waiting:
        below = waiting.pop()
        more = {form.id for form in forms.values() if below in form.yields} - found
        found |= more
        waiting.extend(more)
    return len(found)


def _clash(one: Modifier, other: Modifier, forms: Mapping[str, Form]) -> str | None:
    shared = sorted(one.sets & other.sets)
    if shared and not (_yields(one, other, forms) or _yields(other, one, forms)):
        return _both_set(shared)
    delivered = sorted(_delivered(one) & _delivered(other))
    if _form(one) == _form(other) and delivered and (one.effects or other.effects):
        return f"which both deliver {', '.join(delivered)}"
    return None


def _both_set(shared: Sequence[str]) -> str:
    more = f" and {len(shared) - 3} more" if len(shared) > 3 else ""
    return f"which both set {', '.join(shared[:3])}{more}"


def _yields(one: Modifier, other: Modifier, forms: Mapping[str, Form]) -> bool:
    form = forms.get(_form(one))
    return form is not None and _form(other) in form.yields


def _form(record: Modifier) -> str:
    return record.product.form if record.product else ""


def _delivered(record: Modifier) -> frozenset[str]:
    routes = record.product.routes if record.product else ()
    return frozenset(each.entity for route in routes for each in route.deliveries)
