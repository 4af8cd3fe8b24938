"""What must hold whatever the model: nothing below zero, nothing lost, the same numbers in any company."""

from __future__ import annotations

import jax
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osteon.solve._lower import lower
from osteon.solve._patankar import stepper
from osteon.solve._structure import structure
from tests.solve.models import Arrow, make_model

RATE = st.floats(-3, 6).map(lambda exponent: f"{10.0**exponent:.3e}")
STATES = ["a", "b", "c", "d"]


@st.composite
def transfers(draw: st.DrawFn) -> list[Arrow]:
    """Transfers among four states, cycles included, linear and not, some of them of either sign."""
    ends = st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)).filter(lambda e: e[0] != e[1])
    shapes = st.sampled_from(
        ["{k} * {x}", "{k} * {x} * {y}", "{k} * {x} * activation({y}, 0.3, 2)", "{k} * ({x} - {y})"]
    )
    return [
        (x, y, draw(shapes).format(k=draw(RATE), x=x, y=y))
        for x, y in draw(st.lists(ends, min_size=1, max_size=7))
    ]


AMOUNTS = st.lists(st.one_of(st.just(0.0), st.floats(1e-9, 1e3)), min_size=4, max_size=4)


def steps(arrows: list[Arrow], start: list[float], h: float, count: int = 3) -> np.ndarray:
    # Without compiling, because every example is another program.
    with jax.enable_x64(True), jax.disable_jit():
        scheme = stepper(lower(structure(make_model(STATES, arrows))), [])
        y = tuple(np.full(1, value) for value in start)
        flows = scheme.flows_at(y)
        for _ in range(count):
            y, _, flows = scheme.step(np.full(1, h), y, flows)
        return np.concatenate(y)


@settings(max_examples=25)
@given(transfers(), AMOUNTS, st.floats(1e-6, 1e3))
def test_transfers_keep_the_sum_and_the_sign_at_any_step(
    arrows: list[Arrow], start: list[float], h: float
) -> None:
    end = steps(arrows, start, h)
    assert (end >= 0).all()
    assert end.sum() == pytest.approx(sum(start), rel=1e-12)


@settings(max_examples=15)
@given(transfers(), AMOUNTS, st.floats(1e-6, 1e3), RATE)
def test_gains_and_losses_never_make_a_state_negative(
    arrows: list[Arrow], start: list[float], h: float, rate: str
) -> None:
    open_ended: list[Arrow] = [
        *arrows,
        (None, "a", f"{rate} * (b - 1)"),
        ("b", None, f"{rate} * b"),
        ("c", None, "c - d"),
    ]
    assert (steps(open_ended, start, h) >= 0).all()


def test_a_state_at_rest_stays_at_rest() -> None:
    arrows: list[Arrow] = [("a", "b", "5 * a"), ("b", "a", "1e4 * b"), (None, "c", "2"), ("c", None, "4 * c")]
    assert steps(arrows, [2.0, 1e-3, 0.5, 0.0], 10.0) == pytest.approx([2.0, 1e-3, 0.5, 0.0], rel=1e-14)
