"""The stepper: positive, conservative, second order, with an error estimate that costs no rate evaluation.

For y_i' = gain_i - loss_i y_i + sum_j move_ji y_j - sum_j move_ij y_i with flows >= 0, a step of length h is

    stage 1   y1 = y + h F(y, y1)                               implicit Euler with flows frozen at y
    stage 2   y2 = y + h [F(y, (y / y1) y2) + F(y1, y2)] / 2    Patankar weights y / y1
    stage 3   y3 = y + h [F(y, (y / y2) y3) + F(y2, y3)] / 2    stage 2 again, y2 in the place of y1

where F(a, b) takes the flows at a and multiplies them by the amounts b. Stages 1 and 2 are the modified
Patankar Runge-Kutta scheme of Burchard, Deleersnijder & Meister (Applied Numerical Mathematics 47 (2003) 1;
MPRK22 with alpha = 1 in Kopecz & Meister, same journal, 123 (2018) 159). Every stage is a linear system whose
solution is positive and conserves whatever transfers conserve, for any h (`solve_linear`).

The step ends at y3. Its fixed point is the trapezoidal rule. For y' = -lambda y and z = lambda h:

    y / y2 = 1 + z + z^2/2,   y / y3 = 1 + z + z^2/2 + z^3/4,   y / exact = 1 + z + z^2/2 + z^3/6 + ...

so y3 misses by z^3/12 and |y3 - y2| / 3 measures that; z -> infinity damps like z^-3. The flows at y2, needed
for stage 3, serve as the next step's flows at y: they differ by O(h^3) from those at y3, which changes
nothing at second order. A step therefore costs two evaluations of the rates and three sparse solves.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, NamedTuple, TypeAlias, final

import jax
import jax.numpy as jnp

from osteon.solve._lower import Flows, Lowered, Row
from osteon.solve._sparse import Elimination, plan, solve_linear

State: TypeAlias = tuple[Row, ...]


Measure: TypeAlias = Callable[[State, State], Row]
"""From the estimated errors of all states and the larger of old and new states to one number a lane [C]."""


Spread: TypeAlias = Callable[[Row, State, Sequence[Row], Sequence[Row], State, State], State]
"""What couples the voxels in a stage: from h, the solution as if nothing did, leak, right, y and the stage
before (y itself before the first) to the solution; see `_scheme`."""


class Trial(NamedTuple):
    """The outcome of a step: the new state, its measured error [C], and the flows to go on with, if any."""

    y: State
    error: Row
    flows: Any


@final
@dataclass(frozen=True, eq=False)
class Stepper:
    """Steps one system of equations; `flows_at` gives the flows of y for fixed parameters.

    spread: where each of the C places is a voxel, what passes between them by diffusion in a stage.
    """

    order: tuple[Elimination, ...]
    flows_at: Callable[[State], Flows]
    measure: Measure
    spread: Spread | None = None

    def step(self, h: Row, y: State, flows: Flows) -> Trial:
        """One step of length h [C] from y with the flows at (or within O(h^3) of) y."""

        def corrected(_number: Row, stage: Trial) -> Trial:
            ahead = self.flows_at(stage.y)
            new = self._implicit(h, y, _mean(flows, y, stage.y, ahead), stage.y)
            return Trial(new, self._error(y, stage.y, new), ahead)

        # Stages 2 and 3 are one piece of code run twice, which halves what there is to compile. The error of
        # stage 2 serves nothing, but measured in here it is stored once; outside, XLA would work it out anew
        # in each of the many places that use it.
        y1 = self._implicit(h, y, flows, y)
        trial: Trial = jax.lax.fori_loop(0, 2, corrected, Trial(y1, self._error(y, y1, y1), flows))
        return trial

    def step_alone(self, h: Row, y: State) -> tuple[State, Row]:
        """The same step where no flows are at hand: (new state, error), as one piece of code run three times.

        Stage 1 is stage 2 with y in the place of y1.
        """

        def staged(number: Row, walk: tuple[State, Row, Flows]) -> tuple[State, Row, Flows]:
            last, _, first = walk
            ahead = self.flows_at(last)
            flows: Flows = jax.tree.map(lambda new, old: jnp.where(number == 0, new, old), ahead, first)
            new = self._implicit(h, y, _mean(flows, y, last, ahead), last)
            return new, self._error(y, last, new), flows

        blank: Flows = jax.tree.map(
            lambda row: jnp.zeros(row.shape, row.dtype), jax.eval_shape(self.flows_at, y)
        )
        new, error, _ = jax.lax.fori_loop(0, 3, staged, (y, self._error(y, y, y), blank))
        return new, error

    def _error(self, y: State, last: State, new: State) -> Row:
        error = tuple((a - b) / 3.0 for a, b in zip(new, last, strict=True))
        return self.measure(error, tuple(jnp.maximum(a, b) for a, b in zip(y, new, strict=True)))

    def _implicit(self, h: Row, y: State, flows: Flows, stage: State) -> State:
        leak = [1.0 + h * flows.loss[i] if i in flows.loss else jnp.ones_like(row) for i, row in enumerate(y)]
        right = [row + h * flows.gain[i] if i in flows.gain else row for i, row in enumerate(y)]
        moves = {edge: h * flow for edge, flow in flows.move.items()}
        new = tuple(solve_linear(self.order, leak, moves, right))
        return new if self.spread is None else self.spread(h, new, leak, right, y, stage)


def largest(error: State, _size: State) -> Row:
    """The measure max_i |error_i| [C]."""
    return reduce(jnp.maximum, [jnp.abs(row) for row in error])


def filled(flows: Flows, like: Row) -> Flows:
    """The flows with every row as long as `like`."""
    rows: Flows = jax.tree.map(lambda row: jnp.broadcast_to(row, like.shape), flows)
    return rows


def stepper(lowered: Lowered, parameters: Sequence[Row], measure: Measure = largest) -> Stepper:
    """The stepper of a lowered model with its used parameters as rows [C]."""

    def flows_at(y: State) -> Flows:
        return filled(lowered.flows(y, parameters), y[0])

    return Stepper(plan(lowered.states, lowered.edges), flows_at, measure)


def _mean(first: Flows, y: State, y1: State, second: Flows) -> Flows:
    """Half the flows at y, with losses weighted by y / y1, and half those at y1."""
    tiny = float(jnp.finfo(y[0].dtype).tiny)
    weight = [0.5 * (a / jnp.maximum(b, tiny)) for a, b in zip(y, y1, strict=True)]
    return Flows(
        {i: 0.5 * (rate + second.gain[i]) for i, rate in first.gain.items()},
        {i: weight[i] * rate + 0.5 * second.loss[i] for i, rate in first.loss.items()},
        {(i, j): weight[i] * rate + 0.5 * second.move[i, j] for (i, j), rate in first.move.items()},
    )


def fixed_steps(lowered: Lowered, parameters: Sequence[Row], y: State, h: float, count: int) -> State:
    """The state after `count` steps of equal length h from y: the stepper without its controller."""
    scheme = stepper(lowered, parameters)

    def once(_: Row, walk: tuple[State, Flows]) -> tuple[State, Flows]:
        trial = scheme.step(jnp.full_like(y[0], h), *walk)
        return trial.y, trial.flows

    end: State = jax.lax.fori_loop(0, count, once, (y, scheme.flows_at(y)))[0]
    return end
