"""Small models that move, and runs of them in space."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, cast

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from osteon.domain import Domain
from osteon.knowledge import Quantity
from osteon.knowledge import Transport as TransportRecord
from osteon.model import Model, Transport, parse
from osteon.solve import Ending, Moment, SpaceProblem, solve_space
from osteon.solve._lower import lower
from osteon.solve._motions import Motions, motions
from osteon.solve._scheme import Scheme
from osteon.solve._space_compile import domain_box, voxels
from osteon.solve._structure import Structure, structure

Array = NDArray[np.float64]


def moving(model: Model, *transports: Transport, kinds: Mapping[str, str] | None = None) -> Model:
    """The model with transports; kinds: of entities, as records have them ("factor": part of each stage)."""
    states = tuple(
        replace(state, entity=replace(state.entity, kind=(kinds or {}).get(state.id, state.entity.kind)))
        for state in model.states
    )
    return replace(model, states=states, transports=transports)


def diffusion(of: str, rate: str) -> Transport:
    return Transport("diffusion_" + of, _record("diffusion", of), of, parse(rate), None)


def taxis(of: str, along: str, rate: str, limit: str | None = None) -> Transport:
    name = f"taxis_{of}_{len(along)}"
    return Transport(
        name, _record("taxis", of), of, parse(rate), parse(along), parse(limit) if limit else None
    )


def front(share: str, gives: str = "interface") -> Transport:
    return Transport("front", _record("front", share), None, None, parse(share), gives=gives)


def problem_of(
    model: Model, domain: Domain, initial: Any, times: Sequence[float], **more: Any
) -> SpaceProblem:
    values = np.array([cast("Quantity", quantity).value for quantity in model.quantities.values()])
    return SpaceProblem(model, domain, values, np.asarray(initial, float), np.asarray(times, float), **more)


def run(
    *problems: SpaceProblem, starts: Any = None, **options: Any
) -> tuple[list[Ending], list[list[Moment]]]:
    """How each run ended, and its moments."""
    told: list[list[Moment]] = [[] for _ in problems]
    ends, _ = solve_space(problems, lambda lane, moment: told[lane].append(moment), starts=starts, **options)
    return ends, told


def stepped(problem: SpaceProblem, h: float, count: int, rtol: float = 1e-9) -> Array:
    """The states [S, N] after `count` steps of equal length from the start, without control of errors."""
    equations, moves = structure(problem.model), motions(problem.model)
    walk = _stepping(equations, moves, problem.field_rows, rtol)
    with jax.enable_x64(True):
        domain, initial = problem.domain, problem.initial
        box = domain_box(domain)
        extent = tuple(part.stop - part.start for part in box)
        place = voxels(domain, extent, domain.voxels, np.float64)
        shape = (len(initial), domain.voxels)
        y = np.array(np.broadcast_to(initial[:, None] if initial.ndim == 1 else initial, shape))
        fields = np.array(list(problem.fields.values())).reshape(-1, domain.voxels)
        return np.stack(walk(tuple(y), problem.parameters, fields, place, np.float64(h), np.int32(count)))


@cache
def _stepping(equations: Structure, moves: Motions, rows: tuple[int, ...], rtol: float) -> Any:
    """Compiled once for a model, and again by JAX for each shape."""
    lowered = lower(equations, extras=moves.expressions)

    @jax.jit
    def walk(y: Any, p: Any, fields: Any, place: Any, h: Any, count: Any) -> Any:
        own = tuple(fields[rows.index(row)] if row in rows else p[row] for row in lowered.used)
        scheme = Scheme(lowered, moves, place, own, equations.resolutions, jnp.float64(rtol), jnp.int32(0))

        def once(_: Any, now: Any) -> Any:
            trial = scheme.step(h, *now)
            return trial.y, trial.flows

        return jax.lax.fori_loop(0, count, once, (y, scheme.flows_at(y)))[0]

    return walk


def _record(kind: str, of: str) -> TransportRecord:
    return TransportRecord(name=kind, says="", kind=kind, of=of)
