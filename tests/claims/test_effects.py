"""Differences beside the spread between animals: the margin, the floor, the interval."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from osteon.claims import MARGIN, Effect, effect_text
from osteon.claims._contrast import holds, opposed
from osteon.claims._effect import WORST_ERROR, effect_of, floor_of, pooled_spread, pseudo_values
from osteon.claims._gauge import Gauge
from osteon.claims._reading import Reading

WANTED = ("above", "below", "apart", "within", "not_above", "not_below")


def effect(mean: float, half: float = 0.1, spread: float = 1.0) -> Effect:
    return Effect(mean, mean - half, mean + half, spread, 16, "ng/mL")


def reading(read: str = "mean", resolution: float = 0.0) -> Reading:
    return Reading("arm", Gauge("x", "curve", "ng/mL", resolution), read, 0.0, 28.0)


def test_the_margin_is_half_a_standard_deviation_for_every_test() -> None:
    assert MARGIN == 0.5
    assert holds("above", effect(0.5))
    assert not holds("above", effect(0.49))
    assert holds("below", effect(-0.5))
    assert not holds("below", effect(-0.49))
    assert holds("apart", effect(-0.5))
    assert not holds("apart", effect(0.49))


def test_an_interval_that_reaches_zero_shows_nothing() -> None:
    for wanted in ("above", "apart"):
        assert not holds(wanted, effect(0.6, half=0.7))
    assert not holds("below", effect(-0.6, half=0.7))


def test_equivalence_asks_for_the_whole_interval_within_the_margin() -> None:
    assert holds("within", effect(0.3, half=0.1))
    assert not holds("within", effect(0.45, half=0.1))
    assert holds("not_above", effect(-3.0))
    assert not holds("not_above", effect(0.45, half=0.1))
    assert holds("not_below", effect(3.0))
    assert not holds("not_below", effect(-0.45, half=0.1))


@given(st.floats(-3, 3), st.floats(0, 3), st.sampled_from(WANTED))
def test_nothing_is_as_wanted_and_the_opposite_at_once(mean: float, half: float, wanted: str) -> None:
    assert not (holds(wanted, effect(mean, half)) and opposed(wanted, effect(mean, half)))


def test_the_effect_is_paired_and_its_interval_over_animals() -> None:
    found = effect_of(np.array([1.0, 2.0, 3.0]), 2.0, "ng/mL")
    half = 4.3027 / np.sqrt(3)
    assert (found.mean, found.low, found.high) == pytest.approx((2.0, 2.0 - half, 2.0 + half), abs=1e-3)
    assert found.standardised == pytest.approx((1.0, 1.0 - half / 2, 1.0 + half / 2), abs=1e-3)


def test_a_single_animal_has_no_interval() -> None:
    found = effect_of(np.array([1.5]), 1.0, "day")
    assert (found.low, found.high) == (1.5, 1.5)
    assert effect_text(found) == "+1.5 day"


def test_the_spread_is_pooled_and_never_below_the_floor() -> None:
    one, other = np.array([1.0, 3.0]), np.array([0.0, 4.0])
    assert pooled_spread([one, other], 0.0) == pytest.approx(np.sqrt((2.0 + 8.0) / 2))
    assert pooled_spread([np.ones(4), np.ones(4)], 0.25) == 0.25


def test_what_the_solver_leaves_open_is_no_effect() -> None:
    floor = floor_of([(reading(), 10.0), (reading(), -40.0)])
    # Two errors of the larger reading, and not more, stay below the margin.
    assert floor * MARGIN == pytest.approx(2 * WORST_ERROR * 40.0)
    assert floor_of([(reading(resolution=1.0), 0.0)]) * MARGIN == pytest.approx(2 * WORST_ERROR)
    assert floor_of([(reading("onset"), 28.0)]) * MARGIN == pytest.approx(0.5 * 1.0)
    assert floor_of([(reading("spread"), 1e4)]) * MARGIN == pytest.approx(2 * WORST_ERROR)
    assert floor_of([(reading(), 0.0)]) > 0.0


def test_pseudo_values_of_the_spread_are_those_of_leaving_one_out() -> None:
    values = np.array([1.0, 2.0, 4.0, 7.0])

    def cv(x: np.ndarray) -> float:
        return float(x.std(ddof=1) / x.mean())

    expected = [4 * cv(values) - 3 * cv(np.delete(values, i)) for i in range(4)]
    assert pseudo_values(values) == pytest.approx(expected)
    assert pseudo_values(np.zeros(4)).tolist() == [0.0] * 4
    assert pseudo_values(np.array([1.0, -1.0, 0.0])).tolist() == [0.0] * 3


@pytest.mark.parametrize(
    ("mean", "text"),
    [(183_912.0, "+184,000"), (0.02134, "+0.0213"), (2.1e-9, "+2.1e-09"), (-1234.5, "-1,230"), (0.0, "+0")],
)
def test_numbers_have_three_digits(mean: float, text: str) -> None:
    assert effect_text(Effect(mean, mean, mean, 1.0, 1, "1")) == text
