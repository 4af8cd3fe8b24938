"""Time to an event, and effects as a trial reports them, against hand and referees."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects

from osteon.claims import Direction, Estimate, Found, Pooled, kaplan_meier, log_rank, pooled
from osteon.claims._clinical._estimate import by_mean, by_share, by_time
from osteon.knowledge import Endpoint, TrialPool

NAN = np.nan
# Freireich et al. 1963, Blood 21:699: weeks of remission with 6-MP and with placebo; nan where it lasted.
TREATED = np.array([6, 6, 6, NAN, 7, NAN, 10, NAN, NAN, 13, 16, NAN, NAN, NAN, 22, 23, *[NAN] * 5])
PLACEBO = np.array([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], dtype=float)


def test_the_curve_is_that_of_kaplan_and_meier() -> None:
    curve = kaplan_meier(np.array([2.0, 4.0, 4.0, NAN, 9.0]), 8.0)
    assert curve.days.tolist() == [0.0, 2.0, 4.0]
    assert curve.share == pytest.approx([0.0, 0.2, 0.6])
    assert (curve.events, curve.patients, curve.median) == (3, 5, 4.0)
    assert (curve.low <= curve.share).all()
    assert (curve.share <= curve.high).all()
    assert curve.low.min() >= 0.0
    assert curve.high.max() <= 1.0


def test_where_nothing_happens_there_is_a_curve_and_no_test() -> None:
    never = np.full(4, NAN)
    curve = kaplan_meier(never, 10.0)
    assert (curve.events, curve.median, curve.share.tolist()) == (0, None, [0.0])
    assert log_rank(never, never, 10.0).p is None
    assert by_time(never, never, 10.0).value is None


def test_where_it_happens_in_one_group_only_the_ratio_is_finite() -> None:
    found = by_time(np.array([3.0, 4.0, 5.0, 6.0]), np.full(4, NAN), 10.0)
    assert found.value is not None
    assert found.low is not None
    assert found.p is not None
    assert 1.0 < found.value < 100.0
    assert found.low > 1.0
    assert found.p < 0.05


def test_the_log_rank_test_is_its_own_expected_and_observed() -> None:
    # All followed to the end: chi-squared by hand is (O - E)^2 / V, and its p that of the package.
    found = log_rank(TREATED, PLACEBO, 35.0)
    assert found.log_hazard is not None
    assert found.variance is not None
    assert found.p is not None
    chi_squared = found.log_hazard**2 / found.variance
    assert stats.chi2.sf(chi_squared, 1) == pytest.approx(found.p, rel=1e-9)
    assert found.log_hazard < 0.0
    mirrored = log_rank(PLACEBO, TREATED, 35.0)
    assert mirrored.log_hazard == pytest.approx(-found.log_hazard)


def test_a_risk_ratio_is_that_of_the_textbook() -> None:
    group, other = np.array([1.0] * 6 + [0.0] * 14), np.array([1.0] * 12 + [0.0] * 8)
    found = by_share(group, other)
    assert found.value == pytest.approx(0.5)
    assert found.variance == pytest.approx(1 / 6 - 1 / 20 + 1 / 12 - 1 / 20)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.5 < found.high


def test_a_risk_ratio_with_nobody_on_one_side_is_finite_and_with_nobody_at_all_is_none() -> None:
    none, some, everyone = np.zeros(10), np.array([1.0] * 4 + [0.0] * 6), np.ones(10)
    found = by_share(none, some)
    assert found.value is not None
    assert 0.0 < found.value < 1.0
    assert by_share(none, none).value is None
    assert by_share(everyone, everyone).value is None


def test_a_difference_of_means_is_welchs() -> None:
    draws = np.random.default_rng(3)
    group, other = draws.normal(2.0, 1.0, 12), draws.normal(1.0, 3.0, 20)
    found = by_mean(group, other, "%")
    referee = stats.ttest_ind(group, other, equal_var=False)
    interval = referee.confidence_interval(0.95)
    assert found.p == pytest.approx(referee.pvalue)
    assert (found.low, found.high) == (pytest.approx(interval.low), pytest.approx(interval.high))
    assert found.scale is not None
    assert found.scale > 0.0
    assert by_mean(np.ones(4), np.zeros(4), "%").value == 1.0


def pool(measure: str, expect: str, effects: list[tuple[float, float]]) -> Pooled:
    """A pool over effects and variances."""
    endpoint = Endpoint("e", "", measure, "r", "last", None, "a", "b", expect, (), "p", (), "t:1")
    found = [
        (f"t{at}", Found(endpoint, Direction.stated, estimate=Estimate("x", "", scale=y, variance=v)))
        for at, (y, v) in enumerate(effects)
    ]
    return pooled(TrialPool("p", "P", "P.", measure, expect, (), "t:1"), found)


def test_a_pool_weighs_trials_as_paule_and_mandel_do() -> None:
    effects = [(0.1, 0.02), (0.8, 0.03), (0.5, 0.01), (1.2, 0.05)]
    found = pool("mean", "higher", effects)
    y, v = (np.array(column) for column in zip(*effects, strict=True))
    weight = 1.0 / (v + found.tau2)
    mean = weight @ y / weight.sum()
    assert found.value == pytest.approx(mean)
    assert weight @ (y - mean) ** 2 == pytest.approx(len(y) - 1, rel=1e-4)
    assert found.i2 == pytest.approx(combine_effects(y, v).i2)
    assert found.direction is Direction.stated


def test_trials_that_agree_are_pooled_by_their_variances() -> None:
    found = pool("mean", "higher", [(0.50, 0.02), (0.51, 0.04)])
    assert found.tau2 == 0.0
    assert found.i2 == 0.0
    assert found.value == pytest.approx((0.5 / 0.02 + 0.51 / 0.04) / (1 / 0.02 + 1 / 0.04))


def test_trials_that_agree_to_the_last_digit_have_no_spread() -> None:
    found = pool("share", "fewer", [(-0.5, 0.02)] * 3)
    assert (found.tau2, found.i2) == (0.0, 0.0)
    assert found.value == pytest.approx(np.exp(-0.5))


def test_one_trial_pools_to_itself_and_none_to_nothing() -> None:
    one = pool("time", "sooner", [(np.log(2.0), 0.01)])
    assert one.value == pytest.approx(2.0)
    assert one.direction is Direction.stated
    assert pool("time", "later", [(np.log(2.0), 0.01)]).direction is Direction.opposite
    assert pool("share", "fewer", [(np.log(0.3), 0.01)]).direction is Direction.stated
    assert pool("share", "fewer", [(0.0, 0.01)]).direction is Direction.absent
    assert pool("share", "fewer", []).value is None
