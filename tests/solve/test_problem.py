"""Problems that make no sense are refused with what was given and what was expected, all at once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from osteon.errors import SolveError
from osteon.solve import Impulse, Problem, Switch, solve
from tests.solve.models import make_model, make_problem

MODEL = make_model(["a", "b"], [("a", "b", "k * a")], {"k": 2.0})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"times": [0.0]}, "times: given [0.]; expected two or more finite days"),
        ({"times": [0.0, 2.0, 1.0]}, "times: given [0. 2. 1.]; expected days that start at 0 and increase"),
        ({"times": [1.0, 2.0]}, "expected days that start at 0"),
        (
            {"initial": [[1.0]]},
            "initial: given an array of shape (1, 1); expected shape (2, 1): one row a state",
        ),
        ({"initial": [[np.nan], [0.0]]}, "initial: given nan at (0, 0); expected finite numbers"),
        ({"parameters": [[np.inf]]}, "parameters: given inf at (0, 0); expected finite numbers"),
        (
            {"initial": np.empty((2, 0)), "parameters": np.empty((1, 0))},
            "initial: given no lanes; expected at least",
        ),
        (
            {"impulses": (Impulse(1.0, 0, np.array([-3.0])),)},
            "impulses[0].amount: given -3; expected amounts >= 0",
        ),
        (
            {"impulses": (Impulse(-1.0, 0, np.array([3.0])),)},
            "impulses[0].day: given -1; expected a finite day >= 0",
        ),
        (
            {"impulses": (Impulse(1.0, 2, np.array([3.0])),)},
            "impulses[0].state: given 2; expected the number of a",
        ),
        (
            {"changes": (Switch(1.0, 0, np.ones(2)),)},
            "changes[0].value: given an array of shape (2,); expected shape",
        ),
        (
            {"changes": (Switch(1.0, 5, np.ones(1)),)},
            "changes[0].quantity: given 5; expected the number of a quantity",
        ),
    ],
)
def test_a_fault_is_told_in_full(change: dict[str, Any], message: str) -> None:
    good: dict[str, Any] = {"parameters": [[2.0]], "initial": [[1.0], [0.0]], "times": [0.0, 1.0]}
    with pytest.raises(SolveError) as caught:
        Problem(MODEL, **(good | change))
    assert message in str(caught.value)


def test_all_faults_come_at_once() -> None:
    with pytest.raises(SolveError) as caught:
        Problem(MODEL, np.ones((3, 1)), np.ones((2, 1)), np.array([0.0, np.nan]))
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rtol": 0.0}, "rtol: given 0; expected a number from 1e-14 to below 1"),
        ({"rtol": float("nan")}, "rtol: given nan"),
        ({"method": "patanker"}, "did you mean 'patankar'?"),
        ({"max_steps": 0}, "max_steps: given 0; expected 1 or more"),
        ({"dtype": "float16"}, "dtype: given 'float16'; expected float64 or float32"),
    ],
)
def test_options_are_checked(options: dict[str, Any], message: str) -> None:
    with pytest.raises(SolveError, match="given") as caught:
        solve(make_problem(MODEL, [1.0, 0.0], [0.0, 1.0]), **options)
    assert message in str(caught.value)


def test_the_positive_method_refuses_a_negative_start() -> None:
    with pytest.raises(SolveError, match="given -1 for a in lane 0; expected start values >= 0"):
        solve(make_problem(MODEL, [-1.0, 0.0], [0.0, 1.0]))


def test_a_solution_names_its_states() -> None:
    solution = solve(make_problem(MODEL, [1.0, 0.0], [0.0, 1.0]))
    assert solution.state("b").shape == (2, 1)
    with pytest.raises(SolveError, match="given 'B'; expected a state of the model; did you mean 'b'"):
        solution.state("B")
