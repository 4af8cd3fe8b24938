"""A step in space: the point's own step in every voxel, with what passes between the voxels.

With R for the step of `_patankar` in all voxels at once (one length h for all), whose stages hold the
diffusion of the fields (oxygen, cytokines) as well, and M for the movement of cells and sprouts, two steps
are

    y(t + 2h) = M(h) R(h) R(h) M(h) y(t)          (Strang, SIAM J. Numer. Anal. 5 (1968) 506: second order)

M is taxis then diffusion before R, diffusion then taxis after it; several taxes of one state go one after
another, and the other way round after R. In a uniform domain M does nothing and the stages see no gradient:
what is left is the point's step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, final

import jax
import jax.numpy as jnp

from osteon.solve._front import interface
from osteon.solve._helmholtz import solve_fields, weights
from osteon.solve._lod import diffuse, faces
from osteon.solve._lower import Flows, Lowered, Row
from osteon.solve._motions import Motions, Taxis
from osteon.solve._patankar import State, Stepper, Trial, filled
from osteon.solve._sparse import plan
from osteon.solve._taxis import advect

FIELD_ERROR = 0.02
"""Error left in a linear solve, as a share of the step's tolerance."""

MOST_CYCLES = 60
"""Iterations of a linear solve; one that needs more makes the step fail, and be tried again shorter."""

FOLLOWED = 0.01
"""An amount is followed down to this share of its largest anywhere: fewer cells than that do not hold up the
step."""


class Voxels(NamedTuple):
    """Where the N places of a run are on the grid; arrays, so that domains of one size share a program.

    where [nx, ny, nz]: number of the voxel's row, N for voxels that do not heal. cells [N]: its number on the
    flat grid. share [N]: of the whole volume. conductances: A / h along x, y and z (mm). volumes: [nx, ny,
    nz]. spacing [3] (mm). healing [nx, ny, nz]: truth.
    """

    where: Any
    cells: Any
    share: Any
    conductances: tuple[Any, Any, Any]
    volumes: Any
    spacing: Any
    healing: Any

    def grid(self, rows: Sequence[Row]) -> Any:
        """K rows [N] as [K, nx, ny, nz], 0 where nothing heals."""
        stacked = jnp.stack(rows)
        return jnp.pad(stacked, ((0, 0), (0, 1)))[:, self.where]

    def rows(self, grid: Any) -> list[Row]:
        """[K, nx, ny, nz] as K rows [N]."""
        flat = grid.reshape(grid.shape[0], -1)[:, self.cells]
        return [flat[k] for k in range(flat.shape[0])]


@final
@dataclass(frozen=True, eq=False)
class Scheme:
    """Steps all voxels of one run together.

    p: one entry for each of lowered.used, a number or a row. after: 0 where M comes first, 1 where R does; a
    run goes on with the other one from day to day, since M R alone is of first order.
    """

    lowered: Lowered
    motions: Motions
    voxels: Voxels
    p: tuple[Row, ...]
    resolutions: Sequence[float]
    rtol: Row
    after: Row

    def flows_at(self, y: State) -> Any:
        """What to begin with: the flows; where something moves, whether it does so after the reactions."""
        return self.after if self.motions.moving else self._flows(y)

    def step(self, h: Row, y: State, flows: Any) -> Trial:
        """One step of length h, for all voxels."""
        order = plan(self.lowered.states, self.lowered.edges)
        stepper = Stepper(order, self._flows, self._measure, self._spread)
        if not self.motions.moving:
            return stepper.step(h, y, flows)
        y, error = self._split(h, y, stepper, flows)
        return Trial(y, error, 1 - flows)

    def _split(self, h: Row, y: State, stepper: Stepper, after: Row) -> tuple[State, Row]:
        """M(h) before R(h), or after it: each operator is one piece of code, called by its number."""
        drifts = _rounds(self.motions.taxes)

        def moves(how: Callable[[State], State]) -> Callable[[tuple[State, Row]], tuple[State, Row]]:
            return lambda walk: (how(walk[0]), walk[1])

        operators = [moves(partial(self._drifted, h, group)) for group in drifts]
        operators += [moves(partial(self._diffused, h)), lambda walk: stepper.step_alone(h, walk[0])]
        there = list(range(len(operators)))
        orders = jnp.asarray([there, there[::-1]], jnp.int32)

        def once(number: Row, walk: tuple[State, Row]) -> tuple[State, Row]:
            done: tuple[State, Row] = jax.lax.switch(orders[after, number], operators, walk)
            return done

        end: tuple[State, Row] = jax.lax.fori_loop(0, len(operators), once, (y, jnp.zeros_like(h)))
        return end

    def _flows(self, y: State) -> Flows:
        return filled(self.lowered.flows(y, self._parameters(y)), y[0])

    def _parameters(self, y: State) -> list[Row]:
        """The parameters with the fronts where they now are."""
        p, fronts = list(self.p), self.motions.fronts
        shares = self._trees(y, len(self.motions.expressions) - len(fronts), len(fronts)) if fronts else []
        for front, share in zip(fronts, shares, strict=True):
            if front.quantity in self.lowered.used:
                grid = self.voxels.grid([share])[0]
                surface = interface(grid, self.voxels.healing, self.voxels.spacing)
                p[self.lowered.used.index(front.quantity)] = self.voxels.rows(surface[None])[0]
        return p

    def _trees(self, y: State, first: int, count: int) -> list[Row]:
        """Some of Motions.expressions, [N] each."""
        values = self.lowered.extras(y, self.p, slice(first, first + count))
        return [jnp.broadcast_to(row, y[0].shape) for row in values]

    def _spread(
        self, h: Row, new: State, leak: Sequence[Row], right: Sequence[Row], y: State, stage: State
    ) -> State:
        """The solution of a stage with the fields' diffusion in it; see `_patankar.Spread`."""
        states = [state for state, _ in self.motions.fields]
        if not states:
            return new
        voxels, count = self.voxels, len(states)

        def grid(rows: Sequence[Row]) -> Any:
            return voxels.grid([rows[state] for state in states])

        empty = jnp.where(voxels.healing, 0.0, 1.0).astype(h.dtype)
        middle = tuple(0.5 * (a + b) for a, b in zip(y, stage, strict=True))
        spread = voxels.grid(self._trees(middle, 0, count))
        d, b = grid(leak) + empty, grid(right)
        solved, error = solve_fields(
            h,
            d,
            weights(grid(y), grid(stage)),
            b,
            grid(stage),
            faces(spread, voxels.conductances),
            voxels.volumes,
            FIELD_ERROR * self.rtol,
            MOST_CYCLES,
            floor=jnp.stack([self._floor(stage[state], self.resolutions[state]) for state in states]),
        )
        # What the iteration left of the balance sum V d x = sum V b goes with a factor that is 1 within tol.
        whole = voxels.volumes * jnp.stack((b, d * solved))
        total, found = jnp.sum(whole, axis=(2, 3, 4))
        solved = (
            solved * jnp.where(found > 0, total / jnp.where(found > 0, found, 1.0), 1.0)[:, None, None, None]
        )
        # A solve that did not get there poisons its field, so that the step is refused.
        sound = jnp.where(error <= self.rtol, jnp.ones_like(error), jnp.nan)
        return _replaced(new, states, voxels.rows(solved * sound[:, None, None, None]))

    def _diffused(self, h: Row, y: State) -> State:
        states = [state for state, _ in self.motions.movers]
        if not states:
            return y
        spread = self.voxels.grid(self._trees(y, len(self.motions.fields), len(states)))
        amounts = self.voxels.grid([y[state] for state in states])
        moved = diffuse(h, amounts, faces(spread, self.voxels.conductances), self.voxels.volumes)
        return _replaced(y, states, self.voxels.rows(moved))

    def _drifted(self, h: Row, group: Sequence[Taxis], y: State) -> State:
        """After one taxis of some states."""
        before, states = len(self.motions.fields) + len(self.motions.movers), [taxis.state for taxis in group]
        places = [before + 3 * self.motions.taxes.index(taxis) for taxis in group]
        trees = [self._trees(y, place, 3) for place in places]
        rate, along, limit = (self.voxels.grid([each[k] for each in trees]) for k in range(3))
        amounts, voxels = self.voxels.grid([y[state] for state in states]), self.voxels
        place = (voxels.conductances, voxels.spacing, voxels.volumes)
        return _replaced(y, states, voxels.rows(advect(h, amounts, along, rate, limit, *place)))

    def _floor(self, y: Row, resolution: float) -> Row:
        """Below this an amount of a state is not followed."""
        return FOLLOWED * jnp.max(y) + resolution

    def _measure(self, error: State, size: State) -> Row:
        """max_i of the root mean square over the volume of error_i / (y_i + 0.01 max y_i + resolution_i)."""
        share = self.voxels.share
        parts = [
            jnp.sum(share * (e / (y + self._floor(y, r))) ** 2)
            for e, y, r in zip(error, size, self.resolutions, strict=True)
        ]
        worst = jnp.sqrt(jnp.max(jnp.stack(parts)))
        return jnp.where(jnp.isfinite(worst), worst, jnp.inf)


def _rounds(taxes: Sequence[Taxis]) -> list[list[Taxis]]:
    """The taxes in rounds: the first of every state that has one, then the second ones, and so on."""
    rounds: list[list[Taxis]] = []
    before: Counter[int] = Counter()
    for taxis in taxes:
        if before[taxis.state] == len(rounds):
            rounds.append([])
        rounds[before[taxis.state]].append(taxis)
        before[taxis.state] += 1
    return rounds


def _replaced(y: State, states: Sequence[int], rows: Sequence[Row]) -> State:
    new = dict(zip(states, rows, strict=True))
    return tuple(new.get(number, row) for number, row in enumerate(y))
