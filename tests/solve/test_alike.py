"""Expressions of one form worked out together give what they give one by one."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
import pytest

from osteon.knowledge import load_library
from osteon.model import build_model
from osteon.solve import solve
from osteon.solve._alike import LARGE, together
from osteon.solve._lower import lower
from osteon.solve._structure import structure
from tests.solve.models import make_model, make_problem, reference

SIZE = 30
RING = make_model(
    [f"s{i}" for i in range(SIZE)],
    [
        *(
            (f"s{i}", f"s{(i + 1) % SIZE}", f"k{i} * s{i} / (1 + s{i} + s{7 * i % SIZE})")
            for i in range(SIZE)
        ),
        (None, "s0", "0.1"),
        ("s3", None, "0.2 * s3 ** 2"),
    ],
    {f"k{i}": 0.5 + 0.1 * i for i in range(SIZE)},
)


@pytest.mark.parametrize("name", ["proctor2016", "peterson2010", "le2021", "natural_healing"])
def test_all_together_give_the_same_slopes(name: str) -> None:
    model = build_model(load_library(), name)
    equations = structure(model)
    one_by_one = lower(equations, np)
    p = np.array([[q.coherent] * 3 for q in model.quantities.values()])[list(one_by_one.used)]
    y = np.random.default_rng(1).uniform(0.1, 2.0, (len(equations.states), 3))
    expected = np.stack([np.broadcast_to(row, 3) for row in one_by_one.derivative(list(y), list(p))])
    slopes = together(equations, one_by_one.used, np, alike=0.0)
    assert slopes is not None
    found = slopes(y, p)
    size = np.abs(expected).max(axis=1, keepdims=True)
    assert np.abs(found - expected).max() <= 1e-12 * max(size.max(), 1e-300)
    assert (np.abs(found - expected) <= 1e-9 * size + 1e-14 * size.max()).all()


def test_a_network_of_few_forms_is_worked_out_together_and_meets_scipy() -> None:
    equations = structure(RING)
    assert together(equations, lower(equations).used, jnp) is not None
    assert together(structure(make_model(["a"], [(None, "a", "1")])), (), jnp, alike=0.0) is None
    problem = make_problem(RING, 1.0 + np.arange(SIZE) % 5, [0.0, 1.0, 10.0])
    solution = solve(problem, method="rosenbrock", rtol=1e-8)
    assert solution.states == pytest.approx(reference(problem, 1e-11), rel=1e-6)


def test_a_form_without_names_is_a_number_for_each_member() -> None:
    states = [f"a{i}" for i in range(LARGE)]
    model = make_model(states, [*((None, id, "2") for id in states), ("a0", None, "3 * a0")])
    slopes = together(structure(model), (), jnp)
    assert slopes is not None
    found = slopes(jnp.ones((LARGE, 4)), jnp.zeros((0, 4)))
    assert np.asarray(found) == pytest.approx(np.array([[-1.0] * 4, *([[2.0] * 4] * (LARGE - 1))]))
