"""Size and risk factors: which defects heal, and what keeps them from it."""

import numpy as np
import pytest

from tests.healing.arms import Arms, run

SIZES = (1, 3, 5, 8, 12, 16, 20, 25, 30, 50)
HUMAN = 'subject.species = "human"\nsubject.age = "35 year"\ndefect.preset = "segmental_gap"\n'
RISKS = {
    "fit": "",
    "smoker": "conditions.smoking = {}\n",
    "malaligned": "conditions.malalignment.severity = 0.7\n",
    "poor": "conditions.poor_condition.severity = 1.0\n",
    "injured": "conditions.multiple_injuries.count = 2\n",
    "infected": "conditions.infection.load = 1e4\n",
    "poor_malaligned": "conditions.poor_condition.severity = 1.0\nconditions.malalignment.severity = 0.7\n",
    "poor_injured": "conditions.poor_condition.severity = 1.0\nconditions.multiple_injuries.count = 2\n",
}


def gap(size: float, periosteum: float) -> str:
    return f"[arm.gap_{size}_{periosteum:.0%}]\n".replace("%", "") + HUMAN + (
        f"defect.gap = {float(size)}\ndefect.periosteum = {periosteum}\n"
    )  # fmt: skip


@pytest.fixture(scope="module")
def gaps() -> Arms:
    arms = "".join(gap(size, share) for share in (0.1, 0.0, 0.5) for size in SIZES)
    return run(arms, days=365, every=5)


def stiffness(arms: Arms, periosteum: str) -> list[float]:
    return [arms.at(f"gap_{size}_{periosteum}", "relative_stiffness", 365) for size in SIZES]


def test_untreated_gaps_heal_less_the_longer_they_are(gaps: Arms) -> None:
    assert (np.diff(stiffness(gaps, "10")) < 0).all()
    assert np.isfinite(gaps.event("gap_3_10", "union_time"))
    assert np.isinf(gaps.event("gap_50_10", "union_time"))


def test_the_threshold_of_a_human_tibia_lies_at_one_to_two_and_a_half_centimetres(gaps: Arms) -> None:
    united = [size for size in SIZES if np.isfinite(gaps.event(f"gap_{size}_10", "union_time"))]
    assert 8 <= max(united) <= 25


def test_periosteum_moves_the_threshold(gaps: Arms) -> None:
    for less, more in (("0", "10"), ("10", "50")):
        assert all(a < b for a, b in zip(stiffness(gaps, less), stiffness(gaps, more), strict=True))


@pytest.fixture(scope="module")
def risks() -> Arms:
    body = HUMAN + "defect.gap = 2.0\ndefect.periosteum = 0.5\n"
    return run("".join(f"[arm.{name}]\n{body}{risk}" for name, risk in RISKS.items()), days=365, every=5)


def test_each_risk_factor_delays_union(risks: Arms) -> None:
    fit = risks.event("fit", "union_time")
    assert np.isfinite(fit)
    for risk in ("smoker", "malaligned", "poor", "injured", "infected"):
        assert risks.event(risk, "union_time") > fit, risk


def test_late_fractures_are_classed_as_delayed_or_nonunion(risks: Arms) -> None:
    for arm, outcome, months in (("malaligned", "delayed_union", 6), ("infected", "nonunion", 9)):
        assert risks.at(arm, outcome, 30.4 * months - 15) == 0.0
        assert risks.at(arm, outcome, 30.4 * months + 15) == 100.0
    assert risks.at("fit", "nonunion", 365) == 0.0


def test_two_risk_factors_are_worse_than_either(risks: Arms) -> None:
    for other in ("malaligned", "injured"):
        both = risks.at(f"poor_{other}", "bv_tv", 200)
        assert both < min(risks.at("poor", "bv_tv", 200), risks.at(other, "bv_tv", 200))
