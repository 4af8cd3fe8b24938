"""The sparse solve against dense linear algebra, and its exact signs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.solve._sparse import plan, solve_linear

RATE = st.floats(-3, 6).map(lambda exponent: 10.0**exponent)


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, dict[tuple[int, int], float]]:
    """A number of states and some transfers between them, cycles included, with rates over nine decades."""
    states = draw(st.integers(1, 7))
    ends = st.tuples(st.integers(0, states - 1), st.integers(0, states - 1)).filter(lambda e: e[0] != e[1])
    edges = draw(st.lists(ends, unique=True, max_size=12)) if states > 1 else []
    return states, {edge: draw(RATE) for edge in edges}


def dense(states: int, flow: dict[tuple[int, int], float], leak: np.ndarray) -> np.ndarray:
    matrix = np.diag(leak)
    for (i, j), rate in flow.items():
        matrix[i, i] += rate
        matrix[j, i] -= rate
    return matrix


@given(networks(), st.data())
def test_it_solves_what_dense_algebra_solves(
    network: tuple[int, dict[tuple[int, int], float]], data: st.DataObject
) -> None:
    states, flow = network
    leak = 1.0 + np.array(data.draw(st.lists(RATE, min_size=states, max_size=states)))
    right = np.array(data.draw(st.lists(st.floats(0, 10), min_size=states, max_size=states)))
    x = np.array(solve_linear(plan(states, tuple(flow)), leak, flow, right))
    expected = np.linalg.solve(dense(states, flow, leak), right)
    assert x == pytest.approx(expected, rel=1e-8, abs=1e-8 * right.max(initial=0.0))


@given(networks())
def test_without_leaks_the_sum_is_kept_to_round_off_and_nothing_is_negative(
    network: tuple[int, dict[tuple[int, int], float]],
) -> None:
    states, flow = network
    right = np.arange(1.0, states + 1)
    x = np.array(solve_linear(plan(states, tuple(flow)), np.ones(states), flow, right))
    assert (x >= 0).all()
    assert x.sum() == pytest.approx(right.sum(), rel=1e-13)


def test_a_chain_needs_no_fill_and_goes_downstream() -> None:
    steps = plan(4, [(2, 1), (1, 3), (3, 0)])
    assert [step.state for step in steps] == [2, 1, 3, 0]
    assert all(not step.inflows for step in steps)


def test_a_very_stiff_exchange_is_exact() -> None:
    x = solve_linear(plan(2, [(0, 1), (1, 0)]), [1.0, 1.0], {(0, 1): 1e15, (1, 0): 1e15}, [2.0, 0.0])
    assert x == pytest.approx([1.0, 1.0], rel=1e-14)
