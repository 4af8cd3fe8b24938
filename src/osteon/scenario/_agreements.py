"""Dials that measure one dose in two ways, such as particles and protein: they must agree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import isclose
from typing import Any, TypeVar

from osteon.knowledge import Agreement, Dial, KeyPath, Modifier, Product, Quantity
from osteon.scenario._faults import Faults
from osteon.scenario._settings import check_dial
from osteon.units import coherent

Value = TypeVar("Value")

TOLERANCE = 0.01
"""Relative difference up to which three dials agree, of which two would do."""


def agreed(
    record: Modifier,
    product: Product,
    dials: Mapping[str, float],
    given: Mapping[str, KeyPath],
    keys: KeyPath,
    faults: Faults,
) -> tuple[dict[str, float], dict[str, str]]:
    """The dials, those that follow from others worked out; and by agreement the dial that follows.

    Equation: of = ratio * per. What is not set follows from what is. Where both `of` and `per` are set their
    ratio lies within the range of the quantity or dial that stands for it; where neither is, `per` follows.

    Arguments:
        dials: in their own units. given: those that the file sets, each with its place.
    """
    values, follows = dict(dials), dict[str, str]()
    for agreement, known in _in_order(product.agreements, given):
        name = _follower(agreement, known, record)
        if name is None:
            _check_ratio(agreement, record, values, _place(agreement, given, keys), faults)
            continue
        dial, follows[agreement.name] = _dial(record, name), name
        result = float(follow(agreement, name, _coherent(record, values)))
        values[name] = result / coherent(dial.unit).factor
        before = [each for each in _three(agreement) if each != name]
        says = f"{values[name]:.4g} {dial.unit}, which follows from {' and '.join(before)}"
        check_dial(dial, values[name], _place(agreement, given, keys), says, faults)
    return values, follows


def follow(agreement: Agreement, name: str, values: Mapping[str, Any]) -> Any:
    """The dial `name` from the other two names of an agreement; numbers or arrays, coherent."""
    of, per, ratio = (values[each] for each in _three(agreement))
    if name == agreement.of:
        return ratio * per
    return of / (ratio if name == agreement.per else per)


def followed(values: Mapping[str, Any], follows: Mapping[str, str], record: Modifier) -> dict[str, Any]:
    """Dials and quantities by name, those dials worked out anew that follow from a batch's own ratio.

    values: numbers or arrays, coherent. follows: by agreement, the dial that follows.
    """
    found = dict(values)
    agreements = {each.name: each for each in record.product.agreements} if record.product else {}
    for agreement, name in follows.items():
        found[name] = follow(agreements[agreement], name, found)
    return found


def _three(agreement: Agreement) -> tuple[str, str, str]:
    return agreement.of, agreement.per, agreement.ratio


def _in_order(
    agreements: Collection[Agreement], given: Collection[str]
) -> Iterator[tuple[Agreement, frozenset[str]]]:
    """Each agreement with the dials that are known by then, those first of which something is known."""
    waiting, known = list(agreements), set(given)
    while waiting:
        chosen = next((each for each in waiting if known & {each.of, each.per}), waiting[0])
        waiting.remove(chosen)
        yield chosen, frozenset(known)
        known |= {*_three(chosen)}


def _follower(agreement: Agreement, known: Collection[str], record: Modifier) -> str | None:
    """Which of the three follows from the others; None where all are settled."""
    if agreement.of in known and agreement.per in known:
        dials = {dial.name for dial in record.dials}
        return agreement.ratio if agreement.ratio in dials and agreement.ratio not in known else None
    return agreement.of if agreement.per in known else agreement.per


def _check_ratio(
    agreement: Agreement, record: Modifier, values: Mapping[str, float], keys: KeyPath, faults: Faults
) -> None:
    """A fault where the ratio of the two dials is out of range, or not what the third dial says."""
    own = _coherent(record, values)
    found = follow(agreement, agreement.ratio, own) if own[agreement.per] else float("nan")
    ratio = _ratio(agreement, record)
    factor = coherent(ratio.unit).factor
    if isinstance(ratio, Dial):
        fits = isclose(found, own[ratio.name], rel_tol=TOLERANCE)
        expected = f"{own[ratio.name] / factor:.4g} {ratio.unit}, as {ratio.name} says"
    else:
        low, high = ratio.low or 0.0, ratio.high or float("inf")
        fits = low <= found / factor * (1 + 1e-9) and found / factor * (1 - 1e-9) <= high
        expected = f"{low:.4g} to {high:.4g} {ratio.unit} ({agreement.says})"
    if not fits and (own[agreement.of] or own[agreement.per]):
        pair = f"{_amount(record, agreement.of, values)} beside {_amount(record, agreement.per, values)}"
        fix = f"leave out {agreement.of} or {agreement.per}: it then follows from the other"
        faults.add(keys, f"{pair}, {found / factor:.4g} {ratio.unit}", expected, fix)


def _amount(record: Modifier, name: str, values: Mapping[str, float]) -> str:
    return f"{name} = {values[name]:.4g} {_dial(record, name).unit}"


def _place(agreement: Agreement, given: Mapping[str, KeyPath], keys: KeyPath) -> KeyPath:
    return given.get(agreement.of) or given.get(agreement.per) or given.get(agreement.ratio) or keys


def _dial(record: Modifier, name: str) -> Dial:
    return next(dial for dial in record.dials if dial.name == name)


def _ratio(agreement: Agreement, record: Modifier) -> Dial | Quantity:
    quantities = {quantity.name: quantity for quantity in record.quantities}
    return quantities.get(agreement.ratio) or _dial(record, agreement.ratio)


def _coherent(record: Modifier, values: Mapping[str, float]) -> dict[str, float]:
    dials = {dial.name: values[dial.name] * coherent(dial.unit).factor for dial in record.dials}
    return dials | {quantity.name: quantity.coherent for quantity in record.quantities}
