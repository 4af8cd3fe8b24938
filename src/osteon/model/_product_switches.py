"""A switch on what products do in each process, so that a mechanism is taken away by a number."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from osteon.errors import Fault, RecordError
from osteon.model._expression import ONE, ZERO, Binary, Call, Expression, Name, names, substitute
from osteon.model._model import Model, Rate
from osteon.model._prune import simplify
from osteon.model._switches import quantity_of_switch

PRODUCT_SWITCH = "by_products"
"""The name of the switch among a process's own quantities: `VEGF_by_MSC.by_products`."""


def product_switch(process: str) -> str:
    """The path of the quantity that lets products act in a process (1) or not (0)."""
    return f"{process}.{PRODUCT_SWITCH}"


def with_product_switches(model: Model, states: Collection[str]) -> Model:
    """The model with a switch, which is 1, on each process in which `states` have a part but are not all.

    states: those that only products bring. Equation: rate = c rate(states) + (1 - c) rate(states at 0), also
    where signals in it use the states. At 1 the dynamics are those of `model`; at 0 the process goes on as if
    no product had been given, while all others see it. A process that stops without the states gets none: its
    own switch does the same (`with_switches`).

    Raises:
        RecordError: a process has a quantity of that name already.
    """
    zeros = _without(model, states)
    mixed = {rate.name: tree for rate in model.rates if (tree := _mixed(rate, zeros)) is not None}
    taken = [product_switch(name) for name in mixed if product_switch(name) in model.quantities]
    if taken:
        given = f"a quantity '{PRODUCT_SWITCH}', the name of the switch of what products do in a process"
        raise RecordError(
            Fault(model.quantities[path].where, given, "a name of its own", "rename the quantity")
            for path in taken
        )
    copies = ((id, tree) for name, tree in model.signals for id, tree in _copies(name, tree, zeros))
    numbers = {
        path: quantity_of_switch(path, rate, f"whether products act in {rate.name}")
        for rate in model.rates
        if rate.name in mixed
        for path in (product_switch(rate.name),)
    }
    return replace(
        model,
        quantities={**model.quantities, **numbers},
        signals=tuple(copies),
        rates=tuple(
            _switched(rate, mixed[rate.name], zeros) if rate.name in mixed else rate for rate in model.rates
        ),
    )


def _without(model: Model, states: Collection[str]) -> Mapping[str, Expression]:
    """What stands for each name where the states are at 0: 0, or the signal's copy without them."""
    zeros: dict[str, Expression] = dict.fromkeys(states, ZERO)
    for name, tree in model.signals:
        if not zeros.keys().isdisjoint(names(tree)):
            zeros[name] = ZERO if simplify(substitute(tree, zeros)) == ZERO else Name(f"{name}.without")
    return zeros


def _mixed(rate: Rate, zeros: Mapping[str, Expression]) -> Expression | None:
    """The rate without the states, where they have a part in it but are not all of it."""
    if rate.source in zeros or rate.target in zeros or zeros.keys().isdisjoint(names(rate.expression)):
        return None
    left = simplify(substitute(rate.expression, zeros))
    return None if left in (ZERO, rate.expression) else left


def _copies(name: str, tree: Expression, zeros: Mapping[str, Expression]) -> list[tuple[str, Expression]]:
    """A signal, and after it its copy without the states, where it has one."""
    copy = zeros.get(name)
    if not isinstance(copy, Name):
        return [(name, tree)]
    return [(name, tree), (copy.id, simplify(substitute(tree, zeros)))]


def _switched(rate: Rate, without: Expression, zeros: Mapping[str, Expression]) -> Rate:
    per_capita = rate.per_capita
    if per_capita is not None:
        per_capita = _between(rate.name, per_capita, simplify(substitute(per_capita, zeros)))
    return replace(rate, expression=_between(rate.name, rate.expression, without), per_capita=per_capita)


def _between(process: str, whole: Expression, without: Expression) -> Expression:
    switch = Name(product_switch(process))
    # Not 1 - c as it stands: its sign would count as unknown, and a rate of either sign costs two branches.
    off = Call("max", (Binary("-", ONE, switch), ZERO))
    return Binary("+", Binary("*", switch, whole), Binary("*", off, without))
