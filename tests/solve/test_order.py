"""The order of convergence, measured with fixed steps."""

from __future__ import annotations

import jax
import numpy as np
import pytest

from osteon.model import Model
from osteon.solve._lower import lower
from osteon.solve._patankar import fixed_steps, stepper
from osteon.solve._structure import structure
from tests.solve.models import make_model, make_problem, reference

PROBLEMS = {
    "nonlinear, conservative": (
        make_model(["a", "b", "c"], [("a", "b", "a * b / (a + 1)"), ("b", "c", "0.3 * b")]),
        [9.98, 0.01, 0.01],
    ),
    "a cycle, conservative": (
        make_model(["a", "b"], [("a", "b", "2 * a * a"), ("b", "a", "3 * b * sqrt(a)")]),
        [0.9, 0.1],
    ),
    "Brusselator, not conservative": (
        make_model(
            ["x", "y"], [(None, "x", "1"), ("y", "x", "x * x * y"), ("x", "y", "3 * x"), ("x", None, "x")]
        ),
        [1.2, 3.1],
    ),
    "predator and prey": (
        make_model(
            ["a", "b"], [(None, "a", "a"), ("a", None, "a * b"), (None, "b", "a * b"), ("b", None, "b")]
        ),
        [1.5, 0.7],
    ),
    "growth with a rate of either sign": (
        make_model(["a", "b"], [(None, "a", "a * (1 - a)"), ("a", "b", "0.5 * (a - b)")]),
        [2.0, 0.5],
    ),
}


def after(model: Model, start: list[float], steps: int, days: float = 2.0) -> np.ndarray:
    with jax.enable_x64(True):
        y = tuple(np.full(1, value) for value in start)
        return np.concatenate(fixed_steps(lower(structure(model)), [], y, days / steps, steps))


@pytest.mark.parametrize("name", PROBLEMS)
def test_the_stepper_is_of_second_order(name: str) -> None:
    model, start = PROBLEMS[name]
    exact = reference(make_problem(model, start, [0.0, 2.0]), rtol=1e-12)[-1, :, 0]
    errors = [np.abs(after(model, start, steps) - exact).max() for steps in (160, 320, 640)]
    orders = np.log2(np.array(errors[:-1]) / errors[1:])
    assert (orders >= 1.9).all(), orders


def test_linear_decay_has_the_stated_stability_function() -> None:
    model = make_model(["a"], [("a", None, "a")])
    for z in (1e-3, 0.5, 10.0, 1e6):
        stated = 1 / (1 + z + z**2 / 2 + z**3 / 4)
        assert after(model, [1.0], 1, z)[0] == pytest.approx(stated, rel=1e-14)


def test_the_error_estimate_is_the_error_of_linear_decay_to_leading_order() -> None:
    lowered, h = lower(structure(make_model(["a"], [("a", None, "a")]))), 1e-2
    with jax.enable_x64(True):
        scheme, y = stepper(lowered, []), (np.ones(1),)
        trial = scheme.step(np.full(1, h), y, scheme.flows_at(y))
    assert float(trial.error[0]) == pytest.approx(abs(float(trial.y[0][0]) - np.exp(-h)), rel=0.05)


def test_the_error_estimate_is_of_third_order() -> None:
    model, start = PROBLEMS["Brusselator, not conservative"]
    lowered = lower(structure(model))

    def estimate(h: float) -> float:
        y = tuple(np.full(1, value) for value in start)
        trial = scheme.step(np.full(1, h), y, scheme.flows_at(y))
        return float(trial.error[0])

    with jax.enable_x64(True):
        scheme = stepper(lowered, [])
        assert np.log2(estimate(2e-3) / estimate(1e-3)) >= 2.9
