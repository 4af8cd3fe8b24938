"""Each instrument against a reading worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from osteon.observe import measure, outcomes
from tests.observe.readings import read, solution, tiny_model


def test_tissues_read_in_percent_of_the_callus() -> None:
    curves = read(
        [0, 1], clot=[1.0, 0.2], cartilage=[0.0, 0.3], woven_bone=[0.0, 0.4], lamellar_bone=[0.0, 0.1]
    ).curves
    assert curves["clot"][:, 0] == pytest.approx([100, 20])
    assert curves["callus_cartilage"][:, 0] == pytest.approx([0, 30])
    assert curves["callus_bone"][:, 0] == pytest.approx([0, 50])
    assert curves["bv_tv"][:, 0] == pytest.approx([0, 50])


def test_mineral_is_the_sum_over_tissues_and_relative_to_lamellar_bone() -> None:
    curves = read([0, 1], woven_bone=[0.0, 0.4], lamellar_bone=[0.0, 0.1]).curves
    assert curves["mineral"][1, 0] == pytest.approx(0.4 * 0.65 + 0.1 * 1.3)
    assert curves["relative_mineral"][1, 0] == pytest.approx(100 * (0.4 * 0.5 + 0.1))


def test_stiffness_is_the_models_own_signal_over_that_of_intact_bone() -> None:
    curves = read([0, 1], woven_bone=[0.0, 0.4], lamellar_bone=[0.0, 0.1]).curves
    assert curves["callus_modulus"][1, 0] == pytest.approx(10000 * 0.5**3)
    assert curves["relative_stiffness"][1, 0] == pytest.approx(12.5)


def test_levels_read_in_the_unit_of_their_record() -> None:
    measured = read([0, 1], TNF=[0.0, 5000.0], neutrophil=[7.0, 3.0])
    assert (measured.outcomes["TNF"].unit, measured.curves["TNF"][1, 0]) == ("ug/mL", pytest.approx(5.0))
    assert measured.curves["neutrophil"][:, 0] == pytest.approx([7, 3])


def test_what_was_pruned_reads_zero() -> None:
    measured = read([0, 1], lanes=2, clot=[1.0, 1.0])
    assert not measured.curves["bacteria"].any()
    assert measured.curves["callus_bone"].shape == (2, 2)
    assert np.isnan(measured.events["union_time"]).all()


def test_a_failed_lane_reads_nan_and_its_neighbour_does_not() -> None:
    measured = read([0, 1, 2], lanes=2, failed=[1], woven_bone=[0.0, 0.9, 0.9], neutrophil=[0.0, 1.0, 0.0])
    assert np.isnan(measured.curves["callus_bone"][:, 1]).all()
    assert measured.curves["callus_bone"][:, 0] == pytest.approx([0, 90, 90])
    assert all(np.isnan(days[1]) for days in measured.events.values())


def test_readings_are_those_that_are_listed() -> None:
    measured = read([0, 1], clot=[1.0, 1.0])
    assert {*measured.curves, *measured.events} == set(measured.outcomes)
    assert [outcome.id for outcome in outcomes(tiny_model())] == list(measured.outcomes)
    assert all(outcome.says and outcome.unit and outcome.name for outcome in measured.outcomes.values())


def test_a_model_without_what_an_instrument_needs_is_not_read_by_it() -> None:
    model = replace(tiny_model(), signals=())
    measured = measure(model, solution([0, 1], clot=[1.0, 1.0]))
    absent = {
        "callus_modulus",
        "relative_stiffness",
        "union",
        "union_time",
        "onset_soft_callus",
        "end_inflammation",
    }
    assert absent.isdisjoint(measured.outcomes)
    assert not measured.phases.any()
    assert "callus_bone" in measured.curves
