"""A lane's numbers are its own: they depend neither on its neighbours nor on the number of threads."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.solve import Impulse, Problem, Status, solve
from osteon.solve._parallel import run_all
from osteon.solve._run import grid
from tests.solve.models import make_model, make_problem

MODEL = make_model(
    ["a", "b", "c"],
    [
        ("a", "b", "k * a"),
        ("b", "a", "30 * b * c"),
        ("b", "c", "b * b"),
        (None, "a", "activation(c, 0.3, 2)"),
    ],
    {"k": 2.0},
)


def mixed(lanes: int) -> Problem:
    start = np.random.default_rng(0).uniform(0, 2, (3, lanes))
    return make_problem(MODEL, start, np.arange(6.0), impulses=(Impulse(2.0, 1, np.linspace(0, 1, lanes)),))


def test_a_batch_is_its_lanes_run_singly_bit_for_bit() -> None:
    problem = mixed(70)
    together = solve(problem)
    for lane in (0, 13, 69):
        dose = (Impulse(2.0, 1, problem.impulses[0].amount[[lane]]),)
        alone = solve(make_problem(MODEL, problem.initial[:, [lane]], problem.times, impulses=dose))
        assert np.array_equal(alone.states[..., 0], together.states[..., lane])
        assert alone.accepted[0] == together.accepted[lane]


def test_one_thread_and_two_give_the_same_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    results = []
    for workers in (1, 2):
        monkeypatch.setattr(
            "osteon.solve.run_all", lambda *args, workers=workers: run_all(*args[:2], workers)
        )
        results.append(solve(mixed(200)).states)
    assert np.array_equal(*results)


def test_a_lane_that_blows_up_says_so_and_leaves_the_others_alone() -> None:
    model = make_model(["y"], [(None, "y", "y * y")])
    solution = solve(make_problem(model, [[0.1, 1.0, 0.05]], np.arange(4.0)), rtol=1e-4)
    assert solution.status.tolist() == [Status.done, Status.step_too_small, Status.done]
    assert solution.ok.tolist() == [True, False, True]
    assert solution.state("y")[:, 0] == pytest.approx(1 / (10 - np.arange(4.0)), rel=1e-3)
    assert np.isnan(solution.state("y")[:, 1]).tolist() == [False, True, True, True]
    assert solution.reason(0) == "done"
    assert solution.reason(1).startswith("lane 1 stopped after day 0 (")
    assert "a rate grows without bound" in solution.reason(1)


def test_a_rate_without_a_value_is_told_from_a_stiff_one() -> None:
    model = make_model(["y"], [(None, "y", "k / (k - k)")], {"k": 1.0})
    solution = solve(make_problem(model, [1.0], [0.0, 1.0]))
    assert solution.status[0] == Status.not_finite
    assert "division by zero" in solution.reason(0)


@pytest.mark.parametrize("method", ["patankar", "kvaerno5"])
def test_too_few_steps_is_a_status(method: str) -> None:
    solution = solve(mixed(2), max_steps=12, method=method)  # type: ignore[arg-type]
    assert (solution.status == Status.step_limit).all()
    assert "raise max_steps" in solution.reason(1)


def test_states_that_start_at_zero_stay_there_without_a_source() -> None:
    model = make_model(["a", "b"], [("a", "b", "5 * a * b"), ("b", None, "b"), (None, "b", "b")])
    assert (solve(make_problem(model, [0.0, 0.0], [0.0, 9.0])).states == 0).all()


def test_progress_rises_to_one_in_the_callers_thread() -> None:
    seen: list[float] = []
    solve(mixed(150), progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    assert len(grid(mixed(1))) == 6
