"""The claims, numbers and sources behind the processes that carry a gain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from osteon.cohort import Attribution, Result
from osteon.knowledge import EVIDENCE, Modifier, Quantity
from osteon.model import Model, Rate, names, parse, signals_for

LEAST = 0.1
"""The least share of some arm's gain that a process must carry to be listed."""


def evidence_rows(
    result: Result, attribution: Attribution, carries: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """A row a process that carries a gain: the claims it implements, and the numbers that only products bring
    into it, with their classes and sources. carries: rows of the mechanism."""
    rates = {rate.name: rate for rate in result.model.rates}
    numbers = {swing.number.path: swing.number.quantity for swing in attribution.swings}
    products = _products(result)
    rows = []
    for row in carries:
        if max(row["lost"].values(), default=0.0) >= LEAST and row["name"] in rates:
            rate = rates[row["name"]]
            own = _numbers(rate, result.model, numbers, products)
            rows.append({
                "process": rate.name,
                "says": row["says"],
                "lost": row["lost"],
                "claims": _claims(rate, result.model, numbers),
                "numbers": [{"path": q.path, "class": q.evidence, "source": q.source} for q in own],
                "classes": _counts(own),
                "sources": sorted({q.source for q in own if q.source}),
            })  # fmt: skip
    return rows


def claim_rows(result: Result, ids: Iterable[str]) -> list[dict[str, Any]]:
    """What claims say, by which kind of evidence, and which papers they cite; each once, by id."""
    claims = result.library.evidence.claims
    return [
        {
            "id": id,
            "says": claims[id].says if id in claims else "",
            "evidence": claims[id].evidence if id in claims else "",
            "cites": list(claims[id].cites) if id in claims else [],
        }
        for id in sorted(set(ids))
    ]


def _claims(rate: Rate, model: Model, numbers: Collection[str]) -> list[str]:
    """Those of the process, and of the signals in it through which products act."""
    records = {s.name: s for chapter in model.library.chapters.get(model.id, ()) for s in chapter.signals}
    found = list(rate.process.claims)
    for name, tree in signals_for([rate.expression], model):
        if not set(names(tree)).isdisjoint(numbers):
            found += records[name].claims
    return sorted(set(found))


def _numbers(
    rate: Rate, model: Model, numbers: Mapping[str, Quantity], products: Iterable[Modifier]
) -> list[Quantity]:
    """The numbers that only products bring into a process: its own and its signals', or those of a product by
    which an effect sets what the process uses."""
    trees = [rate.expression, *(tree for _, tree in signals_for([rate.expression], model))]
    used = {name for tree in trees for name in names(tree)}
    wanted = used & numbers.keys()
    for record in products:
        own = {quantity.name: quantity.path for quantity in record.quantities}
        for effect in record.effects:
            if not used.isdisjoint(effect.targets):
                wanted |= {own[name] for name in names(parse(effect.by)) if name in own}
    return [numbers[path] for path in sorted(wanted & numbers.keys())]


def _products(result: Result) -> list[Modifier]:
    ids = dict.fromkeys(use.product for arm in result.experiment.arms for use in arm.products)
    return [result.library.modifiers["product", id] for id in ids]


def _counts(quantities: Iterable[Quantity]) -> dict[str, int]:
    found = Counter(quantity.evidence for quantity in quantities)
    return {name: found[name] for name in EVIDENCE if found[name]}
