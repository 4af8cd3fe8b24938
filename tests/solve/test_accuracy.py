"""Agreement with exact solutions and with solvers that others wrote."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.solve import solve
from tests.solve.models import make_model, make_problem, reference

ROBERTSON = make_model(
    ["a", "b", "c"], [("a", "b", "0.04 * a"), ("b", "a", "1e4 * b * c"), ("b", "c", "3e7 * b**2")]
)
BRUSSELATOR = make_model(
    ["x", "y"], [(None, "x", "1"), ("y", "x", "x * x * y"), ("x", "y", "3 * x"), ("x", None, "x")]
)
HEALING = make_model(
    ["debris", "cell", "signal", "tissue"],
    [
        ("debris", None, "0.4 * cell * debris"),
        (None, "cell", "3 * activation(signal, 0.5, 2) + 0.1"),
        ("cell", None, "0.3 * cell"),
        (None, "signal", "50 * debris + 20 * cell * inhibition(tissue, 0.5, 4)"),
        ("signal", None, "60 * signal"),
        (None, "tissue", "0.2 * cell * crowding(tissue, 1)"),
    ],
)


@pytest.mark.parametrize("rtol", [1e-3, 1e-5])
def test_linear_chain_meets_its_exact_solution(rtol: float) -> None:
    model = make_model(["a", "b", "c"], [("a", "b", "k * a"), ("b", "c", "j * b")], {"k": 1.0, "j": 3.0})
    solution = solve(make_problem(model, [1.0, 0.0, 0.0], np.linspace(0, 5, 11)), rtol=rtol)
    t = solution.times
    a, b = np.exp(-t), (np.exp(-t) - np.exp(-3 * t)) / 2
    exact = np.stack([a, b, 1 - a - b], axis=1)
    # At second order the steps go as rtol^(1/3), so what they add up to goes as rtol^(2/3).
    assert solution.states[:, :, 0] == pytest.approx(exact, rel=rtol ** (2 / 3), abs=rtol * 1e-3)


def test_robertson_over_eleven_decades() -> None:
    problem = make_problem(ROBERTSON, [1.0, 0.0, 0.0], [0.0, 0.4, 40.0, 4e3, 4e5, 4e7])
    solution = solve(problem, rtol=1e-4)
    assert solution.ok.all()
    assert solution.states == pytest.approx(reference(problem, 1e-11), rel=2e-2, abs=1e-5)
    assert solution.states.sum(axis=1) == pytest.approx(1.0, rel=1e-11)
    assert (solution.states >= 0).all()


@pytest.mark.parametrize(("model", "start"), [(BRUSSELATOR, [1.2, 3.1]), (HEALING, [1.0, 0.0, 0.0, 0.0])])
def test_both_methods_meet_scipy(model: object, start: list[float]) -> None:
    problem = make_problem(model, start, np.linspace(0, 12, 13))  # type: ignore[arg-type]
    referee = reference(problem)
    accurate = solve(problem, rtol=1e-9, method="kvaerno5")
    assert accurate.states == pytest.approx(referee, rel=1e-6, abs=1e-9)
    for rtol in (1e-4, 1e-6):
        quick = solve(problem, rtol=rtol)
        assert quick.states == pytest.approx(referee, rel=10 * rtol ** (2 / 3), abs=rtol * 1e-3)


def test_float32_is_single_precision_and_close() -> None:
    problem = make_problem(HEALING, [1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 5.0])
    single, double = solve(problem, dtype="float32"), solve(problem)
    assert single.ok.all()
    assert single.states == pytest.approx(double.states, rel=5e-3, abs=1e-5)


def test_a_rate_that_is_no_multiple_of_its_source_stops_at_zero() -> None:
    model = make_model(["a", "b"], [("a", "b", "max(a - 0.25, 0)")])
    solution = solve(make_problem(model, [1.0, 0.0], [0.0, 1.0, 30.0]), rtol=1e-4)
    assert solution.state("a")[:, 0] == pytest.approx([1.0, 0.25 + 0.75 * np.exp(-1), 0.25], rel=1e-3)


def test_kvaerno5_goes_below_zero_where_the_equations_do() -> None:
    model = make_model(["x", "v"], [(None, "x", "v"), (None, "v", "-x")], signed=["x", "v"])
    solution = solve(make_problem(model, [1.0, 0.0], [0.0, np.pi]), method="kvaerno5", rtol=1e-8)
    assert solution.states[-1, :, 0] == pytest.approx([-1.0, 0.0], abs=1e-6)
