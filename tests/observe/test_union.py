"""Union: both criteria, interpolated between samples."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.observe._crossing import first_crossing
from tests.observe.readings import read


def test_union_is_the_later_of_the_two_crossings() -> None:
    # Stiffness is 10000 MPa f^3: 5 % of intact at f = 0.05^(1/3) = 0.368; bone passes 40 % later, at day 4.
    measured = read([0, 2, 6], woven_bone=[0.0, 0.3, 0.5])
    assert measured.events["union_time"] == pytest.approx([4.0])
    assert measured.curves["union"][:, 0] == pytest.approx([0, 0, 100])


def test_a_callus_that_is_bony_but_soft_has_not_united() -> None:
    soft = read([0, 5], woven_bone=[0.0, 0.2], lamellar_bone=[0.0, 0.1])
    assert np.isnan(soft.events["union_time"]).all()
    assert not soft.curves["union"].any()


def test_bone_that_is_there_at_the_start_has_united_at_the_start() -> None:
    assert read([0, 5], woven_bone=[0.9, 0.9]).events["union_time"] == pytest.approx([0.0])


def test_once_united_is_united() -> None:
    assert read([0, 4, 8], woven_bone=[0.0, 0.8, 0.1]).curves["union"][:, 0] == pytest.approx([0, 100, 100])


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.1, 10.0))
def test_straight_lines_cross_where_algebra_says(first: float, second: float, step: float) -> None:
    times = np.array([0.0, step])
    margins = [np.array([[-share], [1.0 - share]]) for share in (first, second)]
    assert first_crossing(times, *margins) == pytest.approx([max(first, second) * step])


def test_nothing_before_since_counts_and_nan_is_never() -> None:
    times, margin = np.array([0.0, 1.0, 2.0, 3.0]), np.array([[1.0], [-1.0], [1.0], [1.0]])
    days = first_crossing(times, np.repeat(margin, 3, axis=1), since=np.array([0.5, 1.8, np.nan]))
    assert days == pytest.approx([1.5, 1.8, np.nan], nan_ok=True)
