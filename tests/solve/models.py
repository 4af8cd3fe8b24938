"""Small models made by hand: states and rates as text, without records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import jax
import numpy as np
from scipy.integrate import solve_ivp

from osteon.knowledge import Entity, Library, Process, Quantity
from osteon.knowledge import Event as EventRecord
from osteon.model import Event, Model, Rate, State, factor_out, parse
from osteon.solve import Problem, derivative

Arrow = tuple[str | None, str | None, str]
"""(from, to, rate as text); None is outside."""


def make_model(
    states: Sequence[str],
    arrows: Sequence[Arrow],
    quantities: Mapping[str, float] | None = None,
    unit: str = "1",
    signed: Sequence[str] = (),
    events: Sequence[Event] = (),
) -> Model:
    """A model of plain fractions (or `unit`) with the rates of `arrows`; `signed` ones may be below zero."""
    return Model(
        id="sample",
        states=tuple(State(id, _entity(id, unit, id in signed), 1.0) for id in states),
        quantities={path: Quantity(path, value, "1") for path, value in (quantities or {}).items()},
        signals=(),
        rates=tuple(_rate(number, *arrow) for number, arrow in enumerate(arrows)),
        library=cast("Library", None),
        events=tuple(events),
    )


def make_event(when: str, sets: Mapping[str, str], after: str = "", priority: str = "", **how: bool) -> Event:
    """An event with its condition, what it sets, its delay and priority as text; `how`: see the record."""
    record = EventRecord("event", "", when, sets, after, priority, **how)
    delay, rank = (parse(text) if text else None for text in (after, priority))
    return Event("event", record, parse(when), tuple((id, parse(t)) for id, t in sets.items()), delay, rank)


def make_problem(model: Model, initial: Any, times: Any, lanes: int = 1, **events: Any) -> Problem:
    """A problem in which all lanes are alike: `initial` [S] or [S, B], quantities as the model has them."""
    values = np.array([quantity.value for quantity in model.quantities.values()])
    start = np.asarray(initial, float)
    start = np.repeat(start[:, None], lanes, axis=1) if start.ndim == 1 else start
    return Problem(
        model, np.repeat(values[:, None], start.shape[1], axis=1), start, np.asarray(times), **events
    )


def reference(problem: Problem, rtol: float = 1e-10, method: str = "LSODA") -> np.ndarray:
    """The states [T, S, B] of an event-free problem by SciPy, which knows nothing of Osteon's steppers.

    Rates see states that its round-off takes below zero as zero: powers have no value there.
    """
    slope = jax.jit(derivative(problem.model))

    def lane(number: int) -> np.ndarray:
        p = problem.parameters[:, number]
        start, end = problem.initial[:, number], problem.times[-1]
        tolerances: dict[str, Any] = {"rtol": rtol, "atol": rtol * 1e-4, "method": method}
        solution = solve_ivp(
            lambda _, y: np.asarray(slope(np.maximum(y, 0.0), p)),
            (0.0, end),
            start,
            t_eval=problem.times,
            **tolerances,
        )
        return solution.y.T

    with jax.enable_x64(True):
        return np.stack([lane(number) for number in range(problem.lanes)], axis=-1)


def _rate(number: int, source: str | None, target: str | None, text: str) -> Rate:
    expression = parse(text)
    form = "transfer" if source and target else "sink" if source else "source"
    per_capita = factor_out(expression, source) if source else None
    process = cast("Process", None)
    return Rate(f"process_{number}", process, form, source, target, expression, per_capita)  # type: ignore[arg-type]


def _entity(id: str, unit: str, signed: bool) -> Entity:
    return Entity(id=id, name=id, kind="other", unit=unit, signed=signed)
