"""Doses and changes: when they act, on whom, and that nothing else moves."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.solve import Impulse, Switch, solve
from tests.solve.models import make_model, make_problem

EXCHANGE = make_model(["a", "b"], [("a", "b", "k * a"), ("b", "a", "j * b")], {"k": 2.0, "j": 7.0})
DECAY = make_model(["a"], [("a", None, "k * a")], {"k": 1.0})
METHODS = ["patankar", "kvaerno5"]


def test_a_dose_arrives_whole() -> None:
    doses = (Impulse(1.5, 1, np.array([3.0, 0.0])), Impulse(1.5, 0, np.array([0.5, 0.0])))
    solution = solve(make_problem(EXCHANGE, [1.0, 1.0], [0, 1, 1.5, 2, 3], lanes=2, impulses=doses))
    assert solution.states.sum(axis=1)[:, 0] == pytest.approx([2, 2, 5.5, 5.5, 5.5], rel=1e-13)
    assert solution.states.sum(axis=1)[:, 1] == pytest.approx(2.0, rel=1e-13)


def test_a_dose_at_the_start_and_one_at_the_end_are_in_the_values_kept_there() -> None:
    doses = tuple(Impulse(day, 0, np.array([1.0])) for day in (0.0, 2.0, 2.5))
    solution = solve(make_problem(DECAY, [0.0], [0.0, 2.0], impulses=doses), rtol=1e-6)
    assert solution.state("a")[:, 0] == pytest.approx([1.0, 1.0 + np.exp(-2)], rel=1e-4)


@pytest.mark.parametrize("method", METHODS)
def test_a_change_acts_from_its_day_on(method: str) -> None:
    changes = (Switch(1.0, 0, np.array([0.0])), Switch(2.0, 0, np.array([3.0])))
    problem = make_problem(DECAY, [1.0], [0.0, 0.5, 1.0, 1.7, 2.0, 3.0], changes=changes)
    solution = solve(problem, method=method, rtol=1e-6)  # type: ignore[arg-type]
    exact = np.exp([0, -0.5, -1, -1, -1, -4])
    assert solution.state("a")[:, 0] == pytest.approx(exact, rel=3e-4)
    assert solution.parameters[0, 0] == 1.0


def test_the_later_of_two_changes_on_a_day_stands() -> None:
    changes = (Switch(0.0, 0, np.array([9.0])), Switch(0.0, 0, np.array([2.0])))
    solution = solve(make_problem(DECAY, [1.0], [0.0, 1.0], changes=changes), rtol=1e-6)
    assert solution.state("a")[-1, 0] == pytest.approx(np.exp(-2), rel=1e-4)


def test_events_between_save_times_do_not_need_a_save() -> None:
    problem = make_problem(DECAY, [0.0], [0.0, 10.0], impulses=(Impulse(9.25, 0, np.array([2.0])),))
    assert solve(problem, rtol=1e-6).state("a")[-1, 0] == pytest.approx(2 * np.exp(-0.75), rel=1e-4)


def test_amounts_and_days_need_no_new_program() -> None:
    first = make_problem(DECAY, [1.0], [0.0, 1.0])
    solve(first)
    other = make_problem(DECAY, [2.0], [0.0, 1.0, 7.0], lanes=3, impulses=(Impulse(3.0, 0, np.ones(3)),))
    assert solve(other).seconds["compile"] < 0.15
