"""The general option: Rodas5P with a step of its own for each lane, values between steps, and events.

It takes states of either sign, conditions, and tight tolerances. It neither keeps states positive nor
conserves exactly: it does so within the tolerance. An amount has no meaning below zero, and what grows by
itself would run away there, so rates see it as zero where an error has taken it below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np

from osteon.solve._advance import CALL, Lanes, Limits, Matrix, controlled, judged, trial_length, unfinished
from osteon.solve._alike import together
from osteon.solve._couplings import colours
from osteon.solve._lower import Lowered, Row
from osteon.solve._rodas import ORDER, Step, between, step
from osteon.solve._structure import Structure

SAMPLES, SAMPLES_ALONE = 32, 128
"""Days between the ends of a window at which a call can keep the states: of many lanes, and of one alone, for
which the calls take longer than the steps."""

FAINTEST, FAINT = 1e-9, 1e-12
"""A state whose record states no resolution is followed down to this share of the largest amount so far of
any state of its dimension; while all of them are zero, to this share of its unit."""

ROUNDING = 64.0
"""How many roundings the estimate of an error may be off by."""

TRIES = 24
"""Tries after which the turn of a condition is located less closely."""

PAUSED = -1
"""The status of a lane in which a condition has turned: it waits for what that sets off."""


class Window(NamedTuple):
    """What a call is asked for.

    samples [N]: days (as `Lanes.t`) at which to keep the states, infinity where none. until [C]: the
    day at which each lane ends. width: days within which a sample counts as being at the turn of a condition.
    """

    samples: Row
    until: Row
    width: Row


class Course(NamedTuple):
    """Where the lanes are and have been.

    lanes: t counts from the start of the window; a step h of 0 is chosen anew. seen [S, C]: the largest
    amounts so far. truth [E, C]: 1 for each condition that holds, else 0. kept [N, S, C]: the states at
    the samples.
    """

    lanes: Lanes
    seen: Matrix
    truth: Matrix
    kept: Matrix


class _Walk(NamedTuple):
    """Inside a call: steps so far; the days within which a condition turns [C], the next step towards that
    [C] (both infinite where none is in sight), and the tries to find it [C]."""

    steps: Row
    course: Course
    near: Row
    aim: Row
    tries: Row


class _System(NamedTuple):
    """The functions of y [S, C] for fixed parameters, and how errors are weighed."""

    slope: Callable[[Matrix], Matrix]
    jacobian: Callable[[Matrix], Matrix]
    truth: Callable[[Matrix], Matrix]
    margins: Callable[[Matrix], Matrix]
    weight: Callable[[Matrix, Matrix], Matrix]
    events: int
    smooth: bool


def samples(width: int) -> int:
    """How many samples, N, a call of a program of so many lanes can keep."""
    return SAMPLES_ALONE if width == 1 else SAMPLES


def rosenbrock(
    lowered: Lowered,
    equations: Structure,
    course: Course,
    p: Matrix,
    window: Window,
    limits: Limits,
) -> Course:
    """Carries every lane on until it is at the end of the window, has failed or pauses, CALL steps at most.

    p [P, C]: parameters.
    """
    system = _system(lowered, equations, p)
    lanes = course.lanes
    fresh = jnp.where(lanes.h > 0, lanes.h, _first(system, course, window.until, limits))
    none = jnp.full_like(lanes.t, jnp.inf)
    start = course._replace(lanes=lanes._replace(h=fresh))
    walk = _Walk(jnp.zeros((), jnp.int32), start, none, none, jnp.zeros_like(lanes.status))

    def more(walk: _Walk) -> Row:
        return jnp.any(unfinished(walk.course.lanes, window.until)) & (walk.steps < CALL)

    return jax.lax.while_loop(more, lambda walk: _once(system, walk, window, limits), walk).course


def _system(lowered: Lowered, equations: Structure, p: Matrix) -> _System:
    used = p[np.array(lowered.used, int)]
    amount = jnp.asarray([i in lowered.amounts for i in range(lowered.states)])[:, None]
    network = together(equations, lowered.used, jnp)

    def seen(y: Matrix) -> Matrix:
        return jnp.where(amount & (y < 0.0), 0.0, y)

    def stacked(values: Sequence[Row], like: Matrix) -> Matrix:
        filled = [jnp.broadcast_to(jnp.asarray(value, like.dtype), like.shape[1:]) for value in values]
        return jnp.stack(filled) if filled else jnp.zeros((0, *like.shape[1:]), like.dtype)

    def slope(y: Matrix) -> Matrix:
        if network is not None:
            return network(seen(y), used)
        return stacked(lowered.derivative(tuple(seen(y)), tuple(used)), y)

    return _System(
        slope,
        _jacobian(slope, lowered),
        lambda y: jnp.where(stacked(lowered.conditions(tuple(seen(y)), tuple(used)), y) != 0.0, 1.0, 0.0),
        lambda y: stacked(lowered.margins(tuple(seen(y)), tuple(used)), y),
        lambda size, seen: size + _floor(equations, jnp.maximum(seen, size)),
        equations.events,
        not equations.conditions,
    )


def _floor(equations: Structure, seen: Matrix) -> Matrix:
    """The smallest amount of each state that matters [S, C]."""
    alike = jnp.asarray(equations.alike)
    largest = jnp.max(jnp.where((alike[:, None] == alike)[:, :, None], seen[None], 0.0), axis=1)
    faint = FAINT * jnp.asarray(equations.units, seen.dtype)[:, None]
    stated = jnp.asarray(equations.stated)[:, None]
    resolutions = jnp.asarray(equations.resolutions, seen.dtype)[:, None]
    return jnp.where(stated, resolutions, jnp.where(largest > 0, FAINTEST * largest, faint))


def _jacobian(slope: Callable[[Matrix], Matrix], lowered: Lowered) -> Callable[[Matrix], Matrix]:
    """y [S, C] -> [S, S, C], entry (i, j) = d slope_i / d y_j: one directional derivative for each colour."""
    colour = colours(lowered.states, lowered.couplings)
    count = max(colour) + 1
    pattern = [
        [float((i, j) in lowered.couplings) for j in range(lowered.states)] for i in range(lowered.states)
    ]
    seeds = [[float(colour[j] == c) for j in range(lowered.states)] for c in range(count)]

    def jacobian(y: Matrix) -> Matrix:
        along = jnp.broadcast_to(jnp.asarray(seeds, y.dtype)[:, :, None], (count, *y.shape))
        slopes = jax.vmap(lambda seed: jax.jvp(slope, (y,), (seed,))[1])(along)
        entries = jnp.swapaxes(slopes[jnp.asarray(colour)], 0, 1)
        return jnp.where(jnp.asarray(pattern)[:, :, None] > 0, entries, 0.0)

    return jacobian


def _first(system: _System, course: Course, until: Row, limits: Limits) -> Row:
    """The first step to try [C]: a small share of the time in which the fastest state would double."""
    y, left = course.lanes.y, until - course.lanes.t
    weight = system.weight(jnp.abs(y), course.seen)
    speed = jnp.where(weight > 0, jnp.abs(system.slope(y)) / weight, 0.0)
    fastest = jnp.max(speed, axis=0)
    share = 0.1 * limits.rtol ** (1.0 / ORDER)
    eps = float(jnp.finfo(y.dtype).eps)
    shortest = jnp.maximum(max(1e-10, 100.0 * eps) * left, 32.0 * eps * until)
    quick = jnp.clip(share / fastest, jnp.minimum(shortest, left), left)
    return jnp.where(jnp.isfinite(fastest) & (fastest > 0), quick, left)


def _once(system: _System, walk: _Walk, window: Window, limits: Limits) -> _Walk:
    course, lanes = walk.course, walk.course.lanes
    active = unfinished(lanes, window.until)
    h = jnp.minimum(trial_length(lanes, window.until), walk.aim)
    jacobian = system.jacobian(lanes.y)
    trial = step(system.slope, jacobian, lanes.y, h)
    error = _error(system, course, trial, h * _noise(jacobian, lanes.y)) / limits.rtol
    good = active & (error <= 1.0)
    ahead = _ahead(system, trial.y, window.width)
    truth = system.truth(ahead)
    flips = truth != course.truth
    turned = good & jnp.any(flips, axis=0)
    late = turned & (h > _sharp(window, walk.tries))
    kept, found = good & ~late, turned & ~late
    paused = found & jnp.any(flips[: system.events], axis=0)
    after = controlled(lanes, h, error, good, active & ~good, ORDER)
    t = jnp.where(kept, jnp.where(h >= window.until - lanes.t, window.until, lanes.t + h), lanes.t)
    t = jnp.where(found, jnp.minimum(t + window.width, window.until), t)
    y = jnp.where(found, ahead, jnp.where(kept, trial.y, lanes.y))
    status = judged(after, active & (t < window.until), error, window.until, limits.steps)
    status = jnp.where(paused, PAUSED, status).astype(status.dtype)
    moved = Course(
        after._replace(t=t, y=y, status=status),
        jnp.where(kept, jnp.maximum(course.seen, jnp.abs(trial.y)), course.seen),
        jnp.where(found, truth, course.truth),
        _sampled(course, trial, h, t, kept, paused, window),
    )
    return _hunt(system, walk, moved, ahead, h, late, kept, found, window)


def _sharp(window: Window, tries: Row) -> Row:
    """How closely the turn of a condition is located [C], day; so little that many turns do not add up.

    After TRIES in vain the width is close enough: in so short a step the states may not move at all, by
    rounding, and the turn would never be met.
    """
    eps = float(jnp.finfo(window.until.dtype).eps)
    fine = jnp.maximum(1e-3 * window.width, 4.0 * eps * window.until)
    return jnp.where(tries > TRIES, jnp.maximum(window.width, fine), fine)


def _ahead(system: _System, y: Matrix, width: Row) -> Matrix:
    """The states a little later, where conditions are looked at.

    One that turns at the end of a window, or at the time of a sample, is then found before it, not after it,
    whatever the rounding.
    """
    return y if system.smooth else y + width * system.slope(y)


def _noise(jacobian: Matrix, y: Matrix) -> Matrix:
    """What rounding does to the slopes [S, C], per day: ROUNDING sum_j |J_ij y_j|.

    A balance at rest, where gains and losses cancel, is nothing but this noise, and no step is short enough
    for that.
    """
    turnover = jnp.sum(jnp.abs(jacobian) * jnp.abs(y)[None], axis=1)
    return jnp.where(jnp.isfinite(turnover), ROUNDING * float(jnp.finfo(y.dtype).eps) * turnover, 0.0)


def _error(system: _System, course: Course, trial: Step, noise: Matrix) -> Row:
    """max_i |error_i| / weight_i [C] but for the noise [S, C]; where it is not a number, infinity."""
    size = jnp.maximum(jnp.abs(course.lanes.y), jnp.abs(trial.y))
    beyond = jnp.abs(trial.error) - noise
    parts = beyond / system.weight(size, course.seen)
    worst = jnp.max(jnp.where(beyond <= 0.0, 0.0, parts), axis=0)
    return jnp.where(jnp.isfinite(worst), worst, jnp.inf)


def _sampled(course: Course, trial: Step, h: Row, t: Row, kept: Row, paused: Row, window: Window) -> Matrix:
    """`kept` with the samples inside the step; those at the turn of a condition wait for what it sets off."""
    lanes, samples = course.lanes, window.samples[:, None]
    last = jnp.where(paused, t - window.width, t)
    inside = kept & (samples > lanes.t) & (samples <= last)

    def filled(values: Matrix) -> Matrix:
        share = ((samples - lanes.t) / jnp.where(h > 0, h, 1.0))[:, None]
        return jnp.where(inside[:, None], between(share, lanes.y, trial), values)

    return jax.lax.cond(jnp.any(inside), filled, lambda values: values, course.kept)


def _hunt(
    system: _System,
    walk: _Walk,
    moved: Course,
    ahead: Matrix,
    h: Row,
    late: Row,
    kept: Row,
    found: Row,
    window: Window,
) -> _Walk:
    """How far to step next where a condition is known to turn: to the zero of its margin, or half way."""
    if moved.truth.shape[0] == 0:
        return walk._replace(steps=walk.steps + 1, course=moved)
    before = system.margins(_ahead(system, walk.course.lanes.y, window.width))
    after = system.margins(ahead)
    turns = (system.truth(ahead) != walk.course.truth) & (before != after)
    share = jnp.min(jnp.where(turns, jnp.clip(before / (before - after), 0.0, 1.0), 1.0), axis=0)
    sharp = _sharp(window, walk.tries)
    secant = jnp.maximum(share * h - 0.5 * sharp, sharp)
    aim = jnp.where(walk.tries % 2 == 0, secant, 0.5 * h)
    rest = walk.near - h
    rest = jnp.where(found | (rest <= 0), jnp.inf, rest)
    return _Walk(
        walk.steps + 1,
        moved,
        jnp.where(late, h, jnp.where(kept, rest, walk.near)),
        jnp.where(late, jnp.minimum(aim, h), jnp.where(kept, rest, walk.aim)),
        jnp.where(found, 0, walk.tries + late.astype(walk.tries.dtype)),
    )
