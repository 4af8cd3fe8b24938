"""Doses and changes as events over lanes."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.cohort._schedule import changed, given, impulses
from osteon.errors import ExperimentError
from osteon.model import build_model
from osteon.scenario import Arm, Change, Dose, Subject
from tests.scenario.tiny import library

MODEL = build_model(library())
ROW = MODEL.quantity_index("leave.k")
MOUSE = Subject("mouse", 100.0)
PLAIN = Arm("plain", "", MOUSE)
OWN = np.ones((len(MODEL.quantities), 4)) * [1.0, 2.0, 3.0, 4.0]


def changing(*changes: Change) -> Arm:
    return Arm("changed", "", MOUSE, changes=changes)


def steps(*changes: Change) -> list[tuple[float, list[float]]]:
    """Days and values of leave.k in two animals of a plain arm and two of a changed one."""
    parameters, switches = changed([PLAIN, changing(*changes)], MODEL, OWN, 2)
    assert {switch.quantity for switch in switches} <= {ROW}
    return [(0.0, parameters[ROW].tolist()), *((s.day, s.value.tolist()) for s in switches)]


def test_doses_of_one_day_add_up_and_other_arms_get_none() -> None:
    dose = Dose("TNF", (5.0, 5.0), (0.0, 3.0))
    arms = [PLAIN, Arm("dosed", "", MOUSE, doses=(dose, Dose("TNF", (1.0,), (3.0,))))]
    found = impulses(given(arms, MODEL, OWN, {}), MODEL)
    assert [(impulse.day, impulse.amount.tolist()) for impulse in found] == [
        (0.0, [0, 0, 5, 5]),
        (3.0, [0, 0, 6, 6]),
    ]
    assert {impulse.state for impulse in found} == {MODEL.state_index("TNF")}


def test_a_change_of_the_whole_run_is_a_parameter() -> None:
    assert steps(Change("leave.k", "scale", 0.5)) == [(0.0, [1.0, 2.0, 1.5, 2.0])]


def test_after_a_window_each_animal_is_back_at_its_own_value() -> None:
    assert steps(Change("leave.k", "set", 9.0, 2.0, 5.0)) == [
        (0.0, [1, 2, 3, 4]), (2.0, [1, 2, 9, 9]), (5.0, [1, 2, 3, 4]),
    ]  # fmt: skip


def test_windows_overlap_in_the_order_of_the_file() -> None:
    doubled, added = Change("leave.k", "scale", 2.0, 0.0, 5.0), Change("leave.k", "add", 1.0, 3.0, 8.0)
    assert steps(doubled, added) == [
        (0.0, [1, 2, 6, 8]), (3.0, [1, 2, 7, 9]), (5.0, [1, 2, 4, 5]), (8.0, [1, 2, 3, 4]),
    ]  # fmt: skip
    assert steps(added, doubled)[1] == (3.0, [1, 2, 8, 10])


def test_no_changes_leave_the_parameters_alone() -> None:
    parameters, switches = changed([PLAIN, PLAIN], MODEL, OWN, 2)
    assert not switches
    assert (parameters == OWN).all()


def test_a_change_that_would_turn_a_sign_is_told() -> None:
    message = (
        r"arm.changed.change: given leave.k = -0.5 in some animals of arm 'changed' from day 2;"
        r" expected a value that keeps its sign; add less, or use op = 'scale', which keeps the sign"
    )
    with pytest.raises(ExperimentError, match=message):
        steps(Change("leave.k", "add", -3.5, 2.0))
