"""A branch goes on from what the amended experiment would have left on its day."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from osteon.cohort import Checkpoint, Fork
from osteon.model import build_model
from osteon.solve import FIRST, Impulse, Problem, Switch
from tests.report import small

LANES, DAYS = 2, np.array([0.0, 7.0, 14.0])


def problem(*, dosed: bool, changed: bool) -> Problem:
    """Without a dose there is no TNF."""
    model = build_model(small.library())
    if not dosed:
        model = replace(model, states=tuple(state for state in model.states if state.id != "TNF"))
    initial = np.array([[1.0 if state.id == "clot" else 0.0] * LANES for state in model.states])
    numbers = np.array([quantity.coherent for quantity in model.quantities.values()])
    row = model.quantity_index("idle")
    dose = Impulse(7.0, model.state_index("TNF"), np.array([0.0, 5.0])) if dosed else None
    early = Impulse(7.0, model.state_index("MSC"), np.array([300.0, 300.0]))
    return Problem(
        model=model,
        parameters=np.repeat(numbers[:, None], LANES, axis=1),
        initial=initial,
        times=DAYS,
        impulses=(early,) if dose is None else (early, dose),
        changes=(Switch(7.0, row, np.array([4.0, 2.0])),) if changed else (),
    )


def point(posed: Problem) -> Checkpoint:
    """As a lane of `posed` leaves it on day 7, after the dose of MSC; with a row of its own for time."""
    states = len(posed.model.states)
    y = np.arange(3.0 * (states + 1)).reshape(states + 1, 3)
    means = np.vstack([np.full(states, 1.0), y[:states].mean(axis=1), np.full(states, np.nan)])
    arrays = {
        "y": y,
        "p": posed.parameters[:, 0],
        "h": np.float64(0.5),
        "error": np.float64(0.1),
        "means": means,
    }
    return Checkpoint(
        7.0, {name: np.asarray(value) for name, value in arrays.items()} | {"place": np.int64(2)}
    )


def test_the_same_problem_changes_nothing() -> None:
    same = problem(dosed=False, changed=False)
    kept = point(same)
    found = Fork(same, same).point(1, kept)
    assert found.day == 7.0
    assert found.arrays.keys() == kept.arrays.keys()
    for name, value in kept.arrays.items():
        np.testing.assert_array_equal(found.arrays[name], value)


def test_a_change_of_that_day_is_in_force() -> None:
    before, after = problem(dosed=False, changed=False), problem(dosed=False, changed=True)
    found = Fork(before, after).point(1, point(before)).arrays
    row = after.model.quantity_index("idle")
    assert found["p"][row] == 2.0
    np.testing.assert_array_equal(np.delete(found["p"], row), np.delete(before.parameters[:, 1], row))
    assert found["h"] == FIRST
    assert found["error"] == 1.0
    np.testing.assert_array_equal(found["y"], point(before).arrays["y"])


def test_a_later_change_is_not_yet_in_force() -> None:
    before = problem(dosed=False, changed=False)
    after = problem(dosed=False, changed=True)
    after = replace(after, changes=tuple(replace(each, day=14.0) for each in after.changes))
    found = Fork(before, after).point(0, point(before)).arrays
    np.testing.assert_array_equal(found["p"], before.parameters[:, 0])
    assert found["h"] == 0.5


def test_a_dose_of_that_day_is_given_also_of_what_was_not_there_before() -> None:
    before, after = problem(dosed=False, changed=False), problem(dosed=True, changed=False)
    forked, kept = Fork(before, after), point(before)
    assert set(forked.states) - {state.id for state in before.model.states} >= {"TNF"}
    for lane, amount in ((0, 0.0), (1, 5.0)):
        found = forked.point(lane, kept).arrays
        rows = dict(zip(forked.states, found["y"], strict=False))
        np.testing.assert_array_equal(rows["TNF"], amount)
        for number, state in enumerate(before.model.states):
            np.testing.assert_array_equal(rows[state.id], kept.arrays["y"][number])  # MSC is not given twice
        np.testing.assert_array_equal(found["y"][-1], kept.arrays["y"][-1])
        assert found["means"].shape == (3, len(forked.states))
        assert np.isnan(found["means"][2]).all()
        assert found["means"][0, forked.states.index("TNF")] == 0.0
