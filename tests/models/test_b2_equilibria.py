"""Steady states of seven models of inflammation, polarisation and cell fate, as their equations give them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.models.published import readings, slopes

K1K2, K3, D1, K4, D2 = 0.05 * 0.693, 0.002, 0.2, 0.07, 9.1
"""Numbers of waugh2006."""


def wounds(alpha: float) -> list[dict[str, float]]:
    """Steady states of waugh2006, by TGF-beta: the shares are alpha and 1 - alpha, the sum solves a cubic."""
    per = D2 / (K4 * alpha)
    cubic = [-2.47, 21.94 - K1K2 * K3 * per**2, 6.41 + (K1K2 - D1) * per, 1.75]
    roots = sorted(root.real for root in np.roots(cubic) if abs(root.imag) < 1e-12 and root.real > 0)
    return [{"phi_I": alpha * per * T, "phi_R": (1 - alpha) * per * T, "T": T} for T in roots]


def near_zero(slope: dict[str, float], size: float, share: float = 1e-11) -> bool:
    """Whether all derivatives are rounding beside `size`."""
    return max(map(abs, slope.values())) <= share * size


@pytest.mark.parametrize(("alpha", "count"), [(0.8, 3), (0.5, 1), (0.3, 1), (0.2, 1)])
def test_only_the_diabetic_wound_of_waugh_has_a_chronic_state(alpha: float, count: int) -> None:
    states = wounds(alpha)
    assert len(states) == count
    assert all(near_zero(slopes("waugh2006", state, {"alpha": alpha}), 100.0) for state in states)


def test_wounds_of_waugh_end_in_their_steady_states() -> None:
    low, middle, chronic = wounds(0.8)
    arms = {
        "chronic": {"alpha": 0.8},
        "calm": {"alpha": 0.8} | {f"{key}.initial": 0.9 * middle[key] for key in middle},
        "normal": {"alpha": 0.5},
    }
    found = readings("waugh2006", (600.0,), arms)
    for arm, end in (("chronic", chronic), ("calm", low), ("normal", wounds(0.5)[0])):
        assert {key: found[arm][key][-1] for key in end} == pytest.approx(end, rel=1e-6)
    assert [chronic[key] for key in chronic] == pytest.approx([905.773, 226.4433, 6.967485], rel=1e-6)


def test_tissue_of_reynolds_is_at_rest_without_pathogens() -> None:
    rest = {"C_A": 0.0125 / 0.1}
    assert near_zero(slopes("reynolds2006", rest), 1.0)


def test_inflammation_of_reynolds_holds_itself_without_pathogens() -> None:
    found = readings("reynolds2006", (200.0,), {"aseptic": {"pathogen_growth.k_pg": 0.5}})["aseptic"]
    state = {key: float(found[key][-1]) for key in ("P", "Nstar", "D", "C_A")}
    assert state["P"] == pytest.approx(0.0, abs=1e-12)
    assert near_zero(slopes("reynolds2006", state | {"P": 0.0}), state["D"], 1e-6)
    assert state["D"] == pytest.approx(17.4, abs=0.02)


def test_a_cell_of_schittler_has_two_states_of_the_progenitor_programme() -> None:
    # (aP P^2 + bP) = kP P (mP + cPP P^2) is a cubic; its middle root divides the two.
    low, middle, high = np.sort(np.roots([0.01, -0.2, 1.0, -0.5]).real)
    assert [low, high] == pytest.approx([0.5612275, 12.0380158], rel=1e-7)
    for root in (low, middle, high):
        assert abs(slopes("schittler2010", {"P": float(root)})["P"]) < 1e-14


def test_all_three_fates_of_schittler_are_stable() -> None:
    found = readings("schittler2010", (1200.0,))
    ends = {arm: {key: float(found[arm][key][-1]) for key in "POC"} for arm in found}
    assert all(near_zero(slopes("schittler2010", end), 1.0, 1e-7) for end in ends.values())
    assert ends["no_stimulus"]["O"] == pytest.approx(ends["no_stimulus"]["C"])
    assert ends["osteogenic_stimulus"]["O"] > 9 > 2 > ends["osteogenic_stimulus"]["C"]
    assert ends["chondrogenic_stimulus"]["C"] > 9 > 2 > ends["chondrogenic_stimulus"]["O"]


@pytest.mark.parametrize(
    ("x1", "x2", "S1", "S2"),
    [
        (0.595180, 0.354386, 3.75, 3.75),
        (1.315295, 0.216682, 3.75, 3.75),
        (2.978882, 0.01, 10.0, 0.0),
        (0.01, 2.969327, 0.0, 10.0),
        (0.01, 0.01, 0.0, 0.0),
    ],
)
def test_states_of_frank(x1: float, x2: float, S1: float, S2: float) -> None:
    signals = {"STAT1_by_signal.S1": S1, "STAT6_by_signal.S2": S2}
    # The numbers are known to half of their sixth decimal, and a rate changes by at most twenty times that.
    assert near_zero(slopes("frank2021", {"x1": x1, "x2": x2}, signals), 1.0, 1e-5)
    start = {"x1.initial": 1.05 * x1, "x2.initial": 0.95 * x2}
    end = readings("frank2021", (60.0,), {"near": signals | start})["near"]
    assert [end["x1"][-1], end["x2"][-1]] == pytest.approx([x1, x2], abs=1e-6)


def test_the_healed_wound_of_cooper_is_stable() -> None:
    small = {"P": 1e-6, "Pt": 1e-6, "M": 1e-6, "N": 1e-6}
    assert near_zero(slopes("cooper2015", {}), 1.0)
    states = ("P", "Pt", "M", "N")
    columns = [slopes("cooper2015", {key: small[key]}) for key in states]
    jacobian = np.array([[column[row] / 1e-6 for column in columns] for row in states])
    assert jacobian[0, 0] == pytest.approx(14.4 - 14.4 * 0.12 / 0.048, rel=1e-4)
    rates = np.linalg.eigvals(jacobian).real
    # Neutrophils and the debris that they become keep each other for weeks: the slow root of a square.
    slow = np.roots([1.0, 0.37 + 1.02, 0.37 * 1.02 - 1.02 * 0.38 * 2.97 / 3.3]).real.max()
    assert rates.max() == pytest.approx(slow, rel=1e-3)
    assert rates.max() < 0


def full_tumour() -> dict[str, float]:
    """The steady state of denbreems2016 without visible tumour cells and M1, by repeated substitution."""
    M2, Th2 = 1e5, 1e8
    for _ in range(200):
        Tn = 2e9 * (1 + 1e-7 * M2 / 0.565)
        M2 = 1e5 * (1 - 0.2 / (5e-8 * Tn + 5e-8 * Th2))
        free = 9e-6 * M2 - 0.05
        Th2 = (free + (free**2 + 4 * 0.008 * 9e-6 * M2**2 / 1e8) ** 0.5) / (2 * 9e-6 * M2 / 1e8)
    return {"Tn": Tn, "M2": M2, "Th2": Th2}


def test_the_tumour_of_den_breems_ends_full_and_with_m2() -> None:
    end = full_tumour()
    slope = slopes("denbreems2016", end)
    assert {key: slope[key] / end[key] for key in end} == pytest.approx(dict.fromkeys(end, 0.0), abs=1e-12)
    found = readings("denbreems2016", (400.0,), {"tumour": {}})["tumour"]
    assert {key: found[key][-1] for key in end} == pytest.approx(end, rel=1e-6)
    assert end["Tn"] > 2e9


def test_the_start_of_baker_is_its_steady_state() -> None:
    rest = {"a": 0.00577667577789773, "p": 0.0203298264712407}
    assert near_zero(slopes("baker2013", rest), 1.0, 1e-14)


def test_baker_has_a_threshold_between_rest_and_inflammation() -> None:
    strong = {"alpha2.alpha2_min": 10.0, "alpha2.alpha2_max": 10.0}
    p = np.linspace(0.0, 3.0, 30001)
    a = 3.5 * p**2 / (0.25 + p**2)
    rate = np.array((0.025 + 10 * p**2 / (1 + p**2)) / (1 + a**2) - 1.25 * p)
    changes = np.flatnonzero(rate[:-1] * rate[1:] < 0)
    assert p[changes] == pytest.approx([0.02499, 0.1051, 0.39106], abs=2e-4)
    threshold = {"a.initial": float(a[changes[1]]), "p.initial": float(p[changes[1]])}
    arms = {
        "below": strong | {key: 0.9 * number for key, number in threshold.items()},
        "above": strong | {key: 1.1 * number for key, number in threshold.items()},
    }
    found = readings("baker2013", (400.0,), arms)
    assert found["below"]["p"][-1] == pytest.approx(0.0249916339, rel=1e-6)
    assert found["above"]["p"][-1] == pytest.approx(0.39106, rel=1e-4)
