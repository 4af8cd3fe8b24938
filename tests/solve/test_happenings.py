"""Events: found to the last digit, in the right order, with the values of the right time."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.errors import SolveError
from osteon.solve import Impulse, solve
from tests.solve.models import make_event, make_model, make_problem

GROWTH = [(None, "a", "1")]


def run(model, start, times, **more):
    return solve(make_problem(model, start, times, **more), method="rosenbrock")


def at(solution, state):
    assert solution.ok.all(), solution.reason(0)
    return solution.state(state)[:, 0]


def test_a_sawtooth_falls_back_at_the_right_times():
    event = make_event("at_least(a, 1)", {"a": "0"})
    model = make_model(["a"], [(None, "a", "0.7")], events=[event])
    t = np.array([0.0, 1.0, 10.0, 33.0])
    assert at(run(model, [0.25], t), "a") == pytest.approx((0.25 + 0.7 * t) % 1.0, abs=1e-9)


def test_a_ball_bounces_as_mechanics_says():
    bounce = make_event("at_least(0, x)", {"x": "0", "v": "-0.8 * v"})
    arrows = [(None, "x", "v"), (None, "v", "-g")]
    model = make_model(["x", "v"], arrows, {"g": 9.81}, signed=["x", "v"], events=[bounce])
    first = np.sqrt(2 * 10.0 / 9.81)
    second = first + 2 * 0.8 * first
    top = first + 0.8 * first
    states = run(model, [10.0, 0.0], [0.0, first / 2, top, (second + top) / 2])
    height = [10.0, 10.0 - 9.81 / 8 * first**2, 6.4, 6.4 - 9.81 / 2 * (0.4 * first) ** 2]
    assert at(states, "x") == pytest.approx(height, rel=1e-8)


@pytest.mark.parametrize(("law", "there"), [("at_least", 7.0), ("above", 3.0)])
def test_a_value_kept_at_the_very_time_is_that_after_the_event_if_the_condition_holds_then(law, there):
    event = make_event(f"{law}(time, 3)", {"a": "7"})
    for samples in ([0.0, 3.0, 4.0], [0.0, 1.0, 2.0, 3.0, 3.5, 4.0]):
        solution = run(make_model(["a"], GROWTH, events=[event]), [0.0], samples)
        assert at(solution, "a")[samples.index(3.0)] == pytest.approx(there, abs=1e-9)
        assert at(solution, "a")[-1] == pytest.approx(8.0, abs=1e-9)


@pytest.mark.parametrize(("fires", "end"), [(True, 6.0), (False, 1.0)])
def test_a_condition_that_holds_at_day_0_fires_only_if_the_record_says_so(fires, end):
    event = make_event("at_least(a, 0)", {"a": "5"}, fires_at_start=fires)
    solution = run(make_model(["a"], GROWTH, events=[event]), [0.0], [0.0, 1.0])
    assert at(solution, "a") == pytest.approx([end - 1.0, end])


@pytest.mark.parametrize(("frozen", "end"), [(True, 1.0), (False, 3.0)])
def test_values_are_those_of_the_firing_or_of_the_end_of_the_delay(frozen, end):
    event = make_event("at_least(a, 1)", {"b": "a"}, after="2", frozen=frozen)
    solution = run(make_model(["a", "b"], GROWTH, events=[event]), [0.0, 0.0], [0.0, 2.9, 3.1])
    assert at(solution, "b") == pytest.approx([0.0, 0.0, end], abs=1e-9)


@pytest.mark.parametrize(("persistent", "end"), [(True, 1.0), (False, 0.0)])
def test_a_delayed_event_that_is_not_persistent_gives_up_when_its_condition_ends(persistent, end):
    event = make_event("min(at_least(time, 1), above(2, time))", {"b": "1"}, after="2", persistent=persistent)
    solution = run(make_model(["a", "b"], GROWTH, events=[event]), [0.0, 0.0], [0.0, 4.0])
    assert at(solution, "b")[-1] == end


def test_the_highest_priority_goes_first_and_each_sees_what_those_before_it_did():
    first = make_event("at_least(time, 1)", {"b": "b + 1"}, priority="10", frozen=False)
    second = make_event("at_least(time, 1)", {"b": "2 * b"}, priority="5", frozen=False)
    for events in ([first, second], [second, first]):
        solution = run(make_model(["a", "b"], GROWTH, events=events), [0.0, 3.0], [0.0, 2.0])
        assert at(solution, "b")[-1] == 8.0


def test_assignments_of_one_event_are_worked_out_before_any_is_made():
    swap = make_event("at_least(time, 1)", {"a": "b", "b": "a"})
    solution = run(make_model(["a", "b"], [(None, "a", "0 * a")], events=[swap]), [1.0, 2.0], [0.0, 2.0])
    assert solution.states[-1, :, 0].tolist() == [2.0, 1.0]


def test_one_event_sets_off_another_at_the_same_time():
    chain = [make_event("at_least(time, 1)", {"b": "1"}), make_event("at_least(b, 1)", {"c": "4"})]
    solution = run(make_model(["a", "b", "c"], GROWTH, events=chain), [0.0, 0.0, 0.0], [0.0, 1.0])
    assert at(solution, "c")[-1] == 4.0


def test_a_dose_sets_off_an_event():
    event = make_event("at_least(a, 5)", {"b": "1"})
    model = make_model(["a", "b"], GROWTH, events=[event])
    dose = Impulse(1.0, 0, np.array([10.0]))
    assert at(run(model, [0.0, 0.0], [0.0, 0.5, 1.0], impulses=(dose,)), "b").tolist() == [0.0, 0.0, 1.0]


def test_lanes_have_events_of_their_own():
    event = make_event("at_least(a, 2)", {"a": "0"})
    problem = make_problem(make_model(["a"], GROWTH, events=[event]), [[0.0, 0.5, 1.9]], [0.0, 1.0, 3.0])
    states = solve(problem, method="rosenbrock").state("a")
    assert states[1] == pytest.approx([1.0, 1.5, 0.9], abs=1e-9)
    assert states[2] == pytest.approx([1.0, 1.5, 0.9], abs=1e-9)


def test_events_that_set_each_other_off_without_end_are_a_failure_with_a_reason():
    back = [make_event("at_least(a, 1)", {"a": "0"}), make_event("above(1, a)", {"a": "1"})]
    solution = run(make_model(["a"], GROWTH, events=back), [0.0], [0.0, 3.0])
    assert not solution.ok[0]
    assert "not a number" in solution.reason(0)


def test_only_one_method_knows_events():
    event = make_event("at_least(a, 1)", {"a": "0"})
    problem = make_problem(make_model(["a"], GROWTH, events=[event]), [0.0], [0.0, 1.0])
    with pytest.raises(SolveError, match=r"'kvaerno5' for a model with events: event; .*'rosenbrock'"):
        solve(problem, method="kvaerno5")


@pytest.mark.parametrize("rtol", [1e-3, 1e-6, 1e-9])
def test_an_event_at_the_end_of_a_span_leaves_nothing_to_be_stuck_in(rtol):
    model = make_model(
        ["x", "done"],
        [(None, "x", "exp(-x)")],
        events=[make_event("at_least(time, 100 * (done + 1))", {"done": "done + 1", "x": "0"})],
    )
    problem = make_problem(model, [0.0, 0.0], np.arange(0.0, 1000.1, 100 / 32))
    solution = solve(problem, method="rosenbrock", rtol=rtol)
    assert solution.ok.all(), solution.reason(0)
    assert solution.state("done")[-1, 0] == 10.0
    assert solution.state("x")[31, 0] == pytest.approx(np.log(1 + 31 * 100 / 32), rel=rtol)


def test_a_turn_is_found_where_the_states_hardly_move():
    events = [make_event("above(0.75, a)", {"b": "1"}), make_event("above(c, 1.4)", {"a": "1"})]
    rate = "0.75 * a * b - 0.25 * c"
    arrows = [("a", None, rate), ("b", None, rate), (None, "c", rate)]
    model = make_model("abc", arrows, events=events)
    steps = []
    for end in np.linspace(1.5, 5.0, 36):
        solution = solve(
            make_problem(model, [1.0, 2.0, 1.0], np.linspace(0.0, end, 51)), method="rosenbrock", rtol=1e-7
        )
        assert solution.ok.all(), (end, solution.reason(0))
        steps.append(int(solution.accepted[0]))
    assert max(steps) < 400
