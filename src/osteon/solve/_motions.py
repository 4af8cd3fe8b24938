"""What moves in a model, sorted by how it is stepped: symbols and numbers of rows only, hashable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, final

from osteon.errors import Fault, SolveError
from osteon.model import Binary, Expression, Model, Number, Transport

Spreads: TypeAlias = tuple[tuple[int, Expression], ...]
"""(state, its diffusivity in mm^2/day) of everything that spreads in one way."""

FIELDS = ("factor", "gas", "drug")
"""Kinds of entities that spread within minutes: their diffusion is part of every stage of the step."""

UNLIMITED = Number(1e6)
"""The limit (mm/day) of a taxis without one: a kilometre a day."""


@final
@dataclass(frozen=True)
class Taxis:
    """State number `state` drifts at rate * grad(along), never faster than `limit` (mm/day)."""

    state: int
    rate: Expression
    along: Expression
    limit: Expression


@final
@dataclass(frozen=True)
class Front:
    """Quantity number `quantity` is |grad(share)| / (1 - share), in 1/mm."""

    quantity: int
    share: Expression


@final
@dataclass(frozen=True)
class Motions:
    """fields: diffuse within each stage. movers: diffuse between steps. taxes, fronts: see there."""

    fields: Spreads = ()
    movers: Spreads = ()
    taxes: tuple[Taxis, ...] = ()
    fronts: tuple[Front, ...] = ()

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """All trees, in the order of `split`."""
        trees = [rate for _, rate in (*self.fields, *self.movers)]
        trees += [tree for taxis in self.taxes for tree in (taxis.rate, taxis.along, taxis.limit)]
        return (*trees, *(front.share for front in self.fronts))

    @property
    def moving(self) -> bool:
        """Whether anything moves between steps."""
        return bool(self.movers or self.taxes)


def motions(model: Model) -> Motions:
    """The transports of a model.

    A field spreads within the stages, where that costs no splitting; what turns into something else besides
    (a bound form, another cell) needs the splitting.

    Raises:
        SolveError: events, or states of either sign, which cannot be stepped in space.
    """
    _refuse(model)
    rows = {state.id: row for row, state in enumerate(model.states)}
    turned = {id for rate in model.rates if rate.form == "transfer" for id in (rate.source, rate.target)}
    chased = {each.state for each in model.transports if each.record.kind == "taxis"}
    spreads = _summed([each for each in model.transports if each.record.kind == "diffusion"])
    kinds = {state.id: state.entity.kind for state in model.states}
    quick = {id for id in spreads if kinds[id] in FIELDS and id not in turned | chased}
    return Motions(
        fields=tuple((rows[id], rate) for id, rate in spreads.items() if id in quick),
        movers=tuple((rows[id], rate) for id, rate in spreads.items() if id not in quick),
        taxes=tuple(
            Taxis(rows[each.state], each.rate, each.along, each.limit or UNLIMITED)
            for each in model.transports
            if each.record.kind == "taxis" and each.state and each.rate and each.along
        ),
        fronts=tuple(
            Front(model.quantity_index(each.gives), each.along)
            for each in model.transports
            if each.gives and each.along
        ),
    )


def _summed(diffusions: list[Transport]) -> dict[str, Expression]:
    """Diffusivity by state; two records on one state add up."""
    rates: dict[str, Expression] = {}
    for each in diffusions:
        if each.state and each.rate:
            rates[each.state] = (
                Binary("+", rates[each.state], each.rate) if each.state in rates else each.rate
            )
    return rates


def _refuse(model: Model) -> None:
    signed = [state.id for state in model.states if state.entity.signed]
    fix = "run it as a point"
    faults = []
    if signed:
        given = f"states that may be negative: {', '.join(signed)}"
        faults.append(Fault(model.id, given, "amounts, for a run in space", fix))
    if model.events:
        given = f"events: {', '.join(event.name for event in model.events)}"
        faults.append(Fault(model.id, given, "a model without events, for a run in space", fix))
    if faults:
        raise SolveError(faults)
