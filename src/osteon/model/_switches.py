"""A switch on every process, so that a knock-out is a number and not another program."""

from __future__ import annotations

from dataclasses import replace

from osteon.errors import Fault, RecordError
from osteon.knowledge import Quantity
from osteon.model._expression import Binary, Expression, Name
from osteon.model._model import Model, Rate

SWITCH = "on"
"""The name of the switch among a process's own quantities: `m1_to_m2.on`."""


def switch(process: str) -> str:
    """The path of the quantity that switches a process on (1) and off (0)."""
    return f"{process}.{SWITCH}"


def with_switches(model: Model) -> Model:
    """The model with every rate multiplied by its process's own switch, which is 1.

    With all switches at 1 the dynamics are those of `model`; with one at 0 those of `model` without that
    process. The switches come after all other quantities, and are the same in every animal.

    Raises:
        RecordError: a process has a quantity of that name already.
    """
    faults = [_taken(model.quantities[switch(rate.name)]) for rate in model.rates if _has_one(rate, model)]
    if faults:
        raise RecordError(faults)
    switches = {
        switch(rate.name): quantity_of_switch(switch(rate.name), rate, f"whether {rate.name} happens")
        for rate in model.rates
    }
    rates = tuple(_switched(rate) for rate in model.rates)
    return replace(model, quantities={**model.quantities, **switches}, rates=rates)


def _has_one(rate: Rate, model: Model) -> bool:
    return switch(rate.name) in model.quantities


def _taken(quantity: Quantity) -> Fault:
    given = f"a quantity '{SWITCH}', the name of the switch of every process"
    return Fault(quantity.where, given, "a name of its own", "rename the quantity")


def quantity_of_switch(path: str, rate: Rate, says: str) -> Quantity:
    """1: as the records have it; 0: off, in whatever way the switch is meant."""
    why = "a switch, not a measurement"
    return Quantity(
        path, 1.0, "1", low=0.0, high=1.0, why=why, says=says, spread=0.0, where=rate.process.where
    )


def _switched(rate: Rate) -> Rate:
    def times(tree: Expression) -> Expression:
        return Binary("*", Name(switch(rate.name)), tree)

    per_capita = None if rate.per_capita is None else times(rate.per_capita)
    return replace(rate, expression=times(rate.expression), per_capita=per_capita)
