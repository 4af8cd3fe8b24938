"""Intervals against SciPy's own."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from osteon.cohort import wilson_interval
from osteon.cohort._statistics import spread


@given(st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=30).filter(lambda values: np.std(values) > 1e-3))
def test_the_interval_of_the_mean_is_students(values: list[float]) -> None:
    result = spread(np.array([values]))
    expected = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert (result.low[0], result.high[0]) == pytest.approx((expected.low, expected.high), rel=1e-6, abs=1e-6)


@given(st.integers(1, 60), st.data())
def test_the_interval_of_a_probability_is_wilsons(n: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, n))
    expected = stats.binomtest(successes, n).proportion_ci(0.95, method="wilson")
    assert wilson_interval(successes, n) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_a_binary_reading_is_never_certain() -> None:
    result = spread(np.full((1, 12), 100.0), binary=True)
    assert (result.mean[0], result.high[0]) == (100.0, 100.0)
    assert result.low[0] == pytest.approx(75.75, abs=0.01)


def test_the_central_95_percent_of_the_animals_is_not_the_interval_of_the_mean() -> None:
    result = spread(np.arange(101.0)[None, :])
    assert (result.p2_5[0], result.p97_5[0]) == pytest.approx((2.5, 97.5))
    assert 40 < result.low[0] < 50 < result.high[0] < 60


def test_one_animal_tells_nothing_about_spread() -> None:
    result = spread(np.array([[3.0]]))
    assert result.mean[0] == 3.0
    assert np.isnan([result.low[0], result.high[0], result.sd[0], result.p2_5[0], result.p97_5[0]]).all()
