"""How curves become numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.claims._days import FINEST, GROWTH, sample_days, spacing
from osteon.claims._gauge import Gauge
from osteon.claims._reading import Reading, read_off

CURVE, EVENT = Gauge("x", "curve", "ng/mL"), Gauge("e", "event", "day")
DAYS = np.array([0.0, 1.0, 2.0, 4.0, 8.0])
RISEN = np.array([[0.0, 2.0], [2.0, 2.0], [4.0, 2.0], [2.0, 2.0], [0.0, 2.0]])


def number(read: str, start: float = 0.0, stop: float = 8.0, curve: np.ndarray = RISEN) -> list[float]:
    return read_off(Reading("arm", CURVE, read, start, stop), DAYS, curve).tolist()


def test_the_mean_is_over_time_and_not_over_samples() -> None:
    assert number("mean") == pytest.approx([(1 + 3 + 6 + 4) / 8, 2.0])


def test_windows_may_begin_and_end_between_samples() -> None:
    assert number("last", stop=3.0) == pytest.approx([3.0, 2.0])
    assert number("mean", 0.5, 1.5) == pytest.approx([2.0, 2.0])
    assert number("peak", 3.0, 6.0) == pytest.approx([3.0, 2.0])
    assert number("minimum", 1.0, 3.0) == pytest.approx([2.0, 2.0])


def test_the_day_of_the_peak_lies_between_samples() -> None:
    days = np.arange(0.0, 10.0, 0.5)
    curve = np.stack([5.0 - (days - 3.2) ** 2, 5.0 - (days - 6.7) ** 2], axis=1)
    reading = Reading("arm", CURVE, "day_of_peak", 0.0, 9.5)
    assert read_off(reading, days, curve) == pytest.approx([3.2, 6.7])


def test_a_peak_at_an_end_is_on_that_day_and_nothing_at_all_peaks_at_the_last() -> None:
    falling, nothing = np.exp(-DAYS), np.zeros(5)
    assert number("day_of_peak", curve=np.stack([falling, nothing], axis=1)) == [0.0, 8.0]
    assert number("day_of_peak", 0.0, 0.5, curve=np.stack([falling, nothing], axis=1)) == [0.0, 0.5]


def test_the_onset_is_where_a_tenth_of_the_own_peak_is_passed() -> None:
    rising = np.array([0.0, 1.0, 10.0, 10.0, 10.0])
    late = np.array([0.0, 0.0, 0.0, 0.0, 5.0])
    never = np.zeros(5)
    at_once = np.array([5.0, 5.0, 1.0, 0.0, 0.0])
    curve = np.stack([rising, late, never, at_once], axis=1)
    assert number("onset", curve=curve) == pytest.approx([1.0, 4.4, 8.0, 0.0])


def test_an_event_that_has_not_come_counts_as_the_last_day() -> None:
    reading = Reading("arm", EVENT, "event", 0.0, 6.0)
    assert read_off(reading, DAYS, np.array([2.5, np.nan, 7.0])).tolist() == [2.5, 6.0, 6.0]


def test_units_are_those_of_what_is_read() -> None:
    units = {read: Reading("arm", CURVE, read, 0.0, 1.0).unit for read in ("mean", "onset", "spread")}
    assert units == {"mean": "ng/mL", "onset": "day", "spread": "1"}


@given(st.floats(0.3, 2000.0), st.floats(0.3, 2000.0))
def test_a_longer_experiment_is_looked_at_on_the_same_days(one: float, other: float) -> None:
    short, long = sorted((one, other))
    assert set(sample_days(short)[:-1]) <= set(sample_days(long))
    assert sample_days(long)[[0, -1]].tolist() == [0.0, long]


def test_samples_are_close_at_first_and_never_farther_apart_than_a_share_of_the_time() -> None:
    days = sample_days(84.0, others=[0.1, 3.3, 84.0, 99.0])
    assert days[:2].tolist() == [0.0, 0.1]
    assert 3.3 in days
    assert days.max() == 84.0
    gaps = np.diff(days)
    assert (gaps <= np.maximum(FINEST, GROWTH * days[:-1] + FINEST)).all()
    assert spacing(0.0) == FINEST
    assert len(days) < 120
