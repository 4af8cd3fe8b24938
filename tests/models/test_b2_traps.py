"""What goes wrong most easily in seven models of inflammation, polarisation and cell fate."""

from __future__ import annotations

import numpy as np
import pytest

from osteon.model import build_model
from tests.models.published import Readings, library, readings, slopes, value

MODELS = (
    "waugh2006",
    "reynolds2006",
    "schittler2010",
    "frank2021",
    "cooper2015",
    "denbreems2016",
    "baker2013",
)


@pytest.mark.parametrize("name", MODELS)
def test_no_amount_of_these_models_is_signed(name: str) -> None:
    assert not any(state.entity.signed for state in build_model(library(), name).states)


class TestWaugh:
    """waugh2006: macrophages of two kinds in a diabetic wound."""

    def test_time_is_in_days(self) -> None:
        assert value("waugh2006", "T_decay.d2", "1/day") == 9.1
        assert slopes("waugh2006", {"T": 2.0})["T"] == pytest.approx(-18.2)

    def test_newcomers_are_shared_out_and_none_is_lost(self) -> None:
        slope = slopes("waugh2006", {"T": 3.0})
        inflow = -2.47 * 27 + 21.94 * 9 + 6.41 * 3 + 1.75
        assert slope["phi_I"] == pytest.approx(0.8 * inflow)
        assert slope["phi_R"] == pytest.approx(0.2 * inflow)

    def test_the_inflow_is_negative_above_9_17_of_tgf_beta(self) -> None:
        assert slopes("waugh2006", {"T": 9.17})["phi_I"] > 0 > slopes("waugh2006", {"T": 9.18})["phi_I"]

    def test_the_treatment_acts_from_day_22_and_not_before(self) -> None:
        found = readings("waugh2006", (10.0, 22.0, 25.0, 100.0))
        treated, untreated, plain = (
            found[arm]["phi_I"] for arm in ("diabetic_treated", "diabetic_untreated", "diabetic")
        )
        assert treated[:2] == pytest.approx(plain[:2], rel=1e-7)
        assert treated[2:] == pytest.approx([551.3032, 2.252853], rel=1e-6)
        assert untreated == pytest.approx(plain, rel=1e-7)


class TestReynolds:
    """reynolds2006: an acute inflammation that ends in one of three ways."""

    def test_rates_are_per_hour(self) -> None:
        assert value("reynolds2006", "repair.mu_d", "1/hour") == 0.02
        assert slopes("reynolds2006", {"D": 1.0})["D"] == pytest.approx(-0.02 * 24)

    def test_the_sixth_power_is_of_the_phagocytes_that_are_not_calmed(self) -> None:
        slope = slopes("reynolds2006", {"Nstar": 0.12, "C_A": 0.28})
        assert slope["D"] == pytest.approx(24 * 0.35 / 2)

    def test_calming_holds_back_activation_and_its_own_making(self) -> None:
        state = {"P": 1.0, "Nstar": 0.5, "D": 2.0}
        slope = slopes("reynolds2006", state | {"C_A": 0.28}, {"calming_supply.s_c": 0.0})
        call = (0.01 * 0.5 + 0.1 * 1 + 0.02 * 2) / 2
        assert slope["Nstar"] == pytest.approx(24 * (0.08 * call / (0.12 + call) - 0.05 * 0.5))
        mediators = (0.5 + 48 * 2) / 2
        assert slope["C_A"] == pytest.approx(24 * (0.04 * mediators / (1 + mediators) - 0.1 * 0.28))

    def test_each_growth_rate_of_pathogens_has_its_outcome(self) -> None:
        found = readings("reynolds2006", (400.0 / 24,))
        end = {arm: {key: float(found[arm][key][-1]) for key in ("P", "Nstar", "D", "C_A")} for arm in found}
        assert end["healthy_outcome"]["Nstar"] == pytest.approx(0.001632662, rel=1e-6)
        assert end["healthy_outcome"]["D"] == pytest.approx(0.005464553, rel=1e-6)
        assert end["aseptic_outcome"]["P"] == pytest.approx(0.0, abs=1e-9)
        assert end["aseptic_outcome"]["D"] == pytest.approx(17.39324, rel=1e-6)
        assert end["aseptic_outcome"]["C_A"] == pytest.approx(0.5228631, rel=1e-6)
        assert end["septic_outcome"]["P"] == pytest.approx(4.937139, rel=1e-6)
        assert end["septic_outcome"]["Nstar"] == pytest.approx(0.9809343, rel=1e-6)


@pytest.fixture(scope="module")
def fates() -> Readings:
    return readings("schittler2010", (90.0, 100.0, 120.0, 500.0, 1200.0))


class TestSchittler:
    """schittler2010: a stem cell becomes bone or cartilage."""

    def test_the_stimulus_acts_from_day_100_and_not_at_the_start(self, fates: Readings) -> None:
        told, left = fates["osteogenic_stimulus"], fates["no_stimulus"]
        assert told["P"][:2] == pytest.approx(left["P"][:2], rel=1e-8)
        assert told["P"][2] == pytest.approx(11.40172, rel=1e-6)

    def test_commitment_is_kept_when_the_stimulus_is_gone(self, fates: Readings) -> None:
        told = fates["osteogenic_stimulus"]
        assert [told[key][3] for key in "POC"] == pytest.approx([0.5107963, 10.63322, 0.8615037], rel=1e-6)
        assert [told[key][4] for key in "POC"] == pytest.approx([0.5612275, 9.756487, 1.024959], rel=1e-6)

    def test_cartilage_is_the_mirror_image_of_bone(self, fates: Readings) -> None:
        bone, cartilage = fates["osteogenic_stimulus"], fates["chondrogenic_stimulus"]
        assert bone["O"] == pytest.approx(cartilage["C"], rel=1e-8)
        assert bone["C"] == pytest.approx(cartilage["O"], rel=1e-8)

    def test_one_stimulus_slows_and_the_other_drives(self) -> None:
        changes = {"P_making.zD": 0.8, "O_making.zO": 1.0}
        slope = slopes("schittler2010", {"P": 2.0, "O": 3.0, "C": 1.0}, changes)
        assert slope["P"] == pytest.approx((0.2 * 4 + 0.5) / (10 + 0.8 + 0.1 * 4) - 0.2)
        assert slope["O"] == pytest.approx((0.1 * 9 + 1 + 1) / (1 + 0.1 + 0.5 * 4 + 0.1 * 9) - 0.3)
        assert slope["C"] == pytest.approx((0.1 + 1) / (1 + 0.1 * 9 + 0.5 * 4 + 0.1) - 0.1)


class TestFrank:
    """frank2021: STAT1 against STAT6."""

    def test_stat6_holds_down_both_drives_of_stat1(self) -> None:
        slope = slopes("frank2021", {"x1": 1.0, "x2": 3.0})
        assert slope["x1"] == pytest.approx((5 * 0.5 + 3.75) / 4 + 0.05 - 5)

    def test_stat1_holds_down_the_signal_to_stat6_alone(self) -> None:
        slope = slopes("frank2021", {"x1": 1.5, "x2": 1.0})
        assert slope["x2"] == pytest.approx(5 * 0.5 + 3.75 / 4 + 0.05 - 5)

    def test_the_start_of_the_file_looks_settled_at_20_and_is_not(self) -> None:
        found = readings("frank2021", (10.0, 20.0, 40.0), {"default": {}})["default"]
        assert found["x2"] == pytest.approx([1.206401, 1.10728, 0.354386], rel=1e-5)
        assert found["x1"][-1] == pytest.approx(0.595180, rel=1e-6)


class TestCooper:
    """cooper2015: the inflammatory phase of a wound."""

    def test_debris_clearance_by_neutrophils_has_neutrophils_and_not_estrogen(self) -> None:
        expected = -2.03 * 2 * 0.1 * (1 + 5.37 * 0.1) - 0.37 * 2 + 1.02 * 0.1
        for estrogen in (0.0, 3.0):
            slope = slopes("cooper2015", {"Pt": 2.0, "N": 0.1}, {"E": estrogen})
            assert slope["Pt"] == pytest.approx(expected)

    def test_estrogen_strengthens_the_three_other_clearances(self) -> None:
        state = {"P": 0.1, "Pt": 1.0, "M": 0.2, "N": 0.1}
        plain, more = slopes("cooper2015", state), slopes("cooper2015", state, {"E": 2.0})
        hungry = 0.2 / (1 + (0.1 / 0.11) ** 2)
        killed = 0.1 * (35.03 * 0.1 * 2 * 5.37 + 34.8 * hungry * 2 * 4.97)
        assert plain["P"] - more["P"] == pytest.approx(killed)
        assert plain["Pt"] - more["Pt"] == pytest.approx(3.16 * hungry * 2 * 4.97)

    def test_neutrophils_and_cortisol_add_in_one_denominator(self) -> None:
        state = {"Pt": 1.0, "M": 0.2, "N": 0.11}
        without = slopes("cooper2015", state, {"C": 72.84, "debris_clearance_by_macrophages.kptm": 0.0})
        slope = slopes("cooper2015", state, {"C": 72.84})
        assert without["Pt"] - slope["Pt"] == pytest.approx(3.16 * 0.2 / 3)

    def test_neutrophils_that_are_taken_up_leave_no_debris(self) -> None:
        slope = slopes("cooper2015", {"M": 0.2, "N": 0.11})
        assert slope["Pt"] == pytest.approx(1.02 * 0.11)
        assert slope["N"] == pytest.approx(-1.02 * 0.11 - 6.42 * 0.11 * 0.1)

    def test_the_stated_numbers_of_the_plain_wound_are_met(self) -> None:
        found = readings("cooper2015", (1.0, 4.0, 10.0), {"wound": {}})["wound"]
        assert found["Pt"][:2] == pytest.approx([0.872562, 0.057434], rel=1e-5)
        assert found["M"] == pytest.approx([0.132456, 0.272348, 0.069231], rel=1e-5)
        assert found["N"][:2] == pytest.approx([0.145078, 0.011202], rel=2e-5)


class TestDenBreems:
    """denbreems2016: macrophages that change sides in a melanoma."""

    def test_th1_cells_kill_visible_tumour_cells_alone(self) -> None:
        slope = slopes("denbreems2016", {"Tn": 1e6, "Ts": 1e6, "Th1": 1e6})
        room = 1 - 2e6 / 2e9
        assert slope["Tn"] == pytest.approx(0.565e6 * room + 0.1e6)
        assert slope["Ts"] == pytest.approx(0.565e6 * room - 0.1e6 - 5.3e-8 * 1e12)

    def test_m2_feed_the_tumour_beyond_its_room(self) -> None:
        full = {"Tn": 2e9, "M2": 1e5}
        assert slopes("denbreems2016", full)["Tn"] == pytest.approx(1e-7 * 2e9 * 1e5)

    def test_macrophages_that_change_sides_are_not_lost(self) -> None:
        state = {"M1": 4e4, "M2": 2e4}
        plain = slopes("denbreems2016", state)
        still = slopes("denbreems2016", state, {"M1_to_M2.k12": 0.0, "M2_to_M1.k21": 0.0})
        assert plain["M1"] + plain["M2"] == pytest.approx(still["M1"] + still["M2"])
        assert plain["M2"] - still["M2"] == pytest.approx(1e-5 * 8e8)

    def test_the_stated_numbers_of_the_plain_tumour_are_met(self) -> None:
        found = readings("denbreems2016", (7.0, 14.0, 60.0), {"tumour": {}})["tumour"]
        assert found["M1"][:2] == pytest.approx([97225, 31193], rel=2e-5)
        assert found["M2"] == pytest.approx([1084, 68167, 99812], rel=5e-4)
        assert found["Tn"][2] == pytest.approx(2.0351e9, rel=2e-5)


class TestBaker:
    """baker2013: cytokines of a joint in rheumatoid arthritis."""

    def test_nothing_rises_with_age_unless_the_two_numbers_differ(self) -> None:
        state = {"a": 0.0, "p": 1.0}
        young, old = (slopes("baker2013", state, day=day)["p"] for day in (0.0, 500.0))
        assert young == old == pytest.approx(0.025 + 0.5 - 1.25)

    def test_with_age_the_feedback_rises_by_the_square_of_time(self) -> None:
        changes = {"alpha2.alpha2_max": 50.0}
        for day, feedback in ((0.0, 1.0), (15.0, 25.5), (30.0, 1 + 49 * 0.8)):
            slope = slopes("baker2013", {"p": 1.0}, changes, day)
            assert slope["p"] == pytest.approx(0.025 + feedback / 2 - 1.25)

    def test_anti_inflammatory_cytokines_hold_back_both_makings(self) -> None:
        slope = slopes("baker2013", {"a": 3.0, "p": 1.0})
        assert slope["p"] == pytest.approx((0.025 + 0.5) / 10 - 1.25)
        assert slope["a"] == pytest.approx(-3.0 + 3.5 / 1.25)

    def test_strong_feedbacks_swing_and_do_not_settle(self) -> None:
        days = np.arange(180.0, 200.01, 0.1).tolist()
        found = readings("baker2013", days)
        assert np.ptp(found["oscillating"]["p"]) == pytest.approx(0.37, abs=0.01)
        assert np.ptp(found["bistable_large_push"]["p"]) < 1e-3
