"""The general method: its order, its values between steps, states of either sign, time, tight tolerances."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from osteon.errors import SolveError
from osteon.solve import Impulse, Switch, solve, suited
from osteon.solve._couplings import colours, couplings
from osteon.solve._lower import lower
from osteon.solve._rodas import between, inverted, step, times
from osteon.solve._structure import structure
from tests.solve.models import make_model, make_problem, reference
from tests.solve.test_accuracy import BRUSSELATOR, HEALING, ROBERTSON

WAVE = make_model(["x", "v"], [(None, "x", "v"), (None, "v", "-x")], signed=["x", "v"])


def lotka(y):
    return jnp.stack([y[0] * (1 - y[1]), y[1] * (y[0] - 1) - 0.1 * y[1] ** 2])


def walked(count: int, share: float) -> tuple[np.ndarray, np.ndarray]:
    """The end of `count` equal steps over two days, and what lies a share into each step."""
    y, h, middle = jnp.array([[2.0], [0.5]]), jnp.array([2.0 / count]), []
    for _ in range(count):
        jacobian = jax.vmap(jax.jacfwd(lotka), in_axes=1, out_axes=2)(y)
        end = step(lotka, jacobian, y, h)
        middle.append(between(share, y, end)[:, 0])
        y = end.y
    return np.asarray(y[:, 0]), np.array(middle)


def test_the_method_is_of_fifth_order_and_its_values_between_steps_of_fourth_at_least():
    arrows = [(None, "a", "a"), ("a", None, "a * b"), (None, "b", "a * b"), ("b", None, "b + 0.1 * b * b")]
    model = make_model(["a", "b"], arrows)
    ends, middles = [], []
    with jax.enable_x64(True):
        for count in (10, 20, 40):
            y, middle = walked(count, 0.4)
            days = np.append((np.arange(count) + 0.4) * 2.0 / count, 2.0)
            exact = reference(make_problem(model, [2.0, 0.5], [0.0, *days]), 1e-13)[1:, :, 0]
            ends.append(np.abs(y - exact[-1]).max())
            middles.append(np.abs(middle - exact[:-1]).max())
    assert (np.log2(np.array(ends[:-1]) / ends[1:]) > 4.8).all(), ends
    assert (np.log2(np.array(middles[:-1]) / middles[1:]) > 3.8).all(), middles


@given(arrays(float, (4, 4), elements=st.floats(-1, 1)))
def test_the_inverse_is_one(matrix):
    matrix = matrix + 5.0 * np.eye(4)
    with jax.enable_x64(True):
        inverse = inverted(jnp.asarray(matrix)[:, :, None])
        product = times(inverse, jnp.asarray(matrix[:, :1]))
    assert np.asarray(inverse)[:, :, 0] @ matrix == pytest.approx(np.eye(4), abs=1e-12)
    assert np.asarray(product)[:, 0] == pytest.approx([1.0, 0.0, 0.0, 0.0], abs=1e-12)


def test_the_pattern_of_the_jacobian_holds_every_entry_and_colours_never_collide():
    equations = structure(HEALING)
    pairs = couplings(equations)
    slope = lower(equations).derivative
    with jax.enable_x64(True):
        jacobian = jax.jacfwd(lambda y: jnp.stack(slope(tuple(y), [])))(jnp.array([0.3, 0.4, 0.5, 0.6]))
    assert {(int(i), int(j)) for i, j in np.argwhere(np.asarray(jacobian) != 0)} <= pairs
    colour = colours(4, pairs)
    for row in range(4):
        used = [colour[j] for i, j in pairs if i == row]
        assert len(used) == len(set(used))


@pytest.mark.parametrize("rtol", [1e-4, 1e-6, 1e-9])
@pytest.mark.parametrize("every", [0.05, 10.0])
def test_a_wave_through_both_signs_meets_its_exact_solution(rtol, every):
    t = np.arange(0.0, 20.0 + every / 2, every)
    solution = solve(make_problem(WAVE, [1.0, 0.0], t), rtol=rtol, method="rosenbrock")
    exact = np.stack([np.cos(t), -np.sin(t)], axis=1)
    assert solution.states[:, :, 0] == pytest.approx(exact, abs=100 * rtol)


@pytest.mark.parametrize(("model", "start"), [(BRUSSELATOR, [1.2, 3.1]), (HEALING, [1.0, 0.0, 0.0, 0.0])])
def test_it_meets_scipy_and_diffrax(model, start):
    problem = make_problem(model, start, np.linspace(0, 12, 13))
    quick = solve(problem, rtol=1e-8, method="rosenbrock")
    assert quick.states == pytest.approx(reference(problem), rel=1e-6, abs=1e-9)
    referee = solve(problem, rtol=1e-10, method="kvaerno5")
    assert quick.states == pytest.approx(referee.states, rel=1e-6, abs=1e-9)


def test_robertson_over_eleven_decades():
    problem = make_problem(ROBERTSON, [1.0, 0.0, 0.0], [0.0, 0.4, 40.0, 4e3, 4e5, 4e7])
    solution = solve(problem, method="rosenbrock")
    assert solution.ok.all()
    assert solution.states == pytest.approx(reference(problem, 1e-11), rel=1e-4, abs=1e-9)
    assert solution.accepted[0] < 400


def test_time_is_known_to_rates_in_every_method():
    model = make_model(["a"], [(None, "a", "time"), ("a", None, "a * 0")])
    problem = make_problem(model, [1.0], [0.0, 1.5, 4.0], impulses=(Impulse(2.0, 0, np.array([3.0])),))
    for method in ("patankar", "rosenbrock", "kvaerno5"):
        states = solve(problem, rtol=1e-6, method=method).states[:, 0, 0]
        assert states == pytest.approx([1.0, 1.0 + 1.125, 4.0 + 8.0], rel=1e-5), method


def test_doses_and_switches_fall_between_samples():
    model = make_model(["a"], [("a", None, "k * a")], {"k": 1.0})
    events = {
        "impulses": (Impulse(9.25, 0, np.array([2.0])),),
        "changes": (Switch(9.5, 0, np.array([2.0])),),
    }
    problem = make_problem(model, [0.0], [0.0, 9.3, 10.0], **events)
    states = solve(problem, rtol=1e-9, method="rosenbrock").state("a")[:, 0]
    assert states == pytest.approx([0.0, 2 * np.exp(-0.05), 2 * np.exp(-0.25 - 1.0)], rel=1e-8)


def test_a_lane_does_not_depend_on_its_neighbours():
    problem = make_problem(
        BRUSSELATOR, np.array([[1.2, 0.5, 2.0] * 30, [3.1, 1.0, 0.1] * 30]), np.arange(5.0)
    )
    together = solve(problem, method="rosenbrock")
    some = solve(make_problem(BRUSSELATOR, problem.initial[:, :20], np.arange(5.0)), method="rosenbrock")
    assert np.array_equal(together.states[..., :20], some.states)
    few = solve(make_problem(BRUSSELATOR, problem.initial[:, :2], np.arange(5.0)), method="rosenbrock")
    assert few.states == pytest.approx(some.states[..., :2], rel=1e-12)
    alone = solve(make_problem(BRUSSELATOR, problem.initial[:, 0], np.arange(5.0)), method="rosenbrock")
    assert np.array_equal(alone.states[..., 0], few.states[..., 0])


def test_a_lane_that_blows_up_says_so_and_leaves_the_others_alone():
    model = make_model(["y"], [(None, "y", "y * y")])
    solution = solve(make_problem(model, [[0.1, 1.0, 0.05]], np.arange(4.0)), method="rosenbrock")
    assert list(solution.ok) == [True, False, True]
    assert "lane 1 stopped after day 0" in solution.reason(1)
    assert np.isnan(solution.state("y")[-1, 1])
    assert solution.state("y")[-1, 0] == pytest.approx(1 / (1 / 0.1 - 3), rel=1e-5)


def test_float32_is_near_float64():
    problem = make_problem(HEALING, [1.0, 0.0, 0.0, 0.0], np.linspace(0, 12, 13))
    single = solve(problem, rtol=1e-4, dtype="float32", method="rosenbrock")
    assert single.ok.all()
    assert single.states == pytest.approx(solve(problem, method="rosenbrock").states, rel=5e-3, abs=1e-5)


def test_a_method_is_chosen_for_the_model_and_a_wrong_one_is_refused():
    assert (suited(HEALING), suited(WAVE)) == ("patankar", "rosenbrock")
    with pytest.raises(SolveError, match=r"'patankar' for states that may be negative: x, v; .*'rosenbrock'"):
        solve(make_problem(WAVE, [1.0, 0.0], [0.0, 1.0]), method="patankar")


@pytest.mark.parametrize("rtol", [1e-3, 1e-9])
def test_a_balance_at_rest_is_not_held_up_by_its_rounding(rtol):
    arrows = [(None, "x", "0.1"), ("x", None, "0.3 * x"), (None, "z", "x - 0.3333333333333334")]
    solution = solve(
        make_problem(make_model(["x", "z"], arrows, signed=["z"]), [1 / 3, 0.0], np.linspace(0, 100, 33)),
        method="rosenbrock", rtol=rtol,
    )  # fmt: skip
    assert solution.ok.all()
    assert solution.accepted[0] < 100
    assert np.abs(solution.state("z")).max() < 1e-13


def test_a_rate_that_jumps_just_after_the_start_is_followed():
    model = make_model(["x"], [(None, "x", "choose(above(sin(time), 0), 1, 0.5)")])
    solution = solve(make_problem(model, [0.0], [0.0, 1.0, 3.0]), method="rosenbrock")
    assert solution.ok.all(), solution.reason(0)
    assert solution.state("x")[:, 0] == pytest.approx([0.0, 1.0, 3.0], rel=1e-6)


def test_what_dies_out_does_not_run_away_below_zero():
    arrows = [(None, "x", "x * (1 - x)"), ("x", None, "30 * x * g"), ("g", None, "0.2 * g")]
    problem = make_problem(make_model(["x", "g"], arrows), [0.5, 1.0], np.linspace(0, 200, 41))
    for rtol in (1e-4, 1e-7, 1e-10):
        solution = solve(problem, method="rosenbrock", rtol=rtol)
        assert solution.ok.all(), solution.reason(0)
        assert (solution.states > -1e-9).all()
