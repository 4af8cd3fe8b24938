"""The immune network in a dish: what stromal cells do to macrophages, lymphocytes and dendritic cells.

Systems S21 and S23 to S28. Each test compares dishes that differ in one thing; directions are asked for, and
shares where the acceptance of a system asks for them.
"""

import numpy as np
import pytest

from tests.healing.arms import Arms
from tests.healing.dishes import Change, dish, dishes

STROMA, MACROPHAGES = ("graft", "1000 cell/mm^3"), ("M1", "1000 cell/mm^3")
DENDRITIC, NAIVE = ("DC", "1000 cell/mm^3"), ("naive_T", "1000 cell/mm^3")
OFTEN = ",every = 0.25\nuntil = 2.75"
INTERFERON, TNF, IL1 = ("IFNg", f"10 ng/mL{OFTEN}"), ("TNF", f"10 ng/mL{OFTEN}"), ("IL1b", f"10 ng/mL{OFTEN}")
LPS = ("LPS", "100 ng/mL,every = 1\nuntil = 2")
VESICLES = ("EV", "1e6 particle/mm^3,every = 0.5\nuntil = 2.5")
LYMPHOCYTES = [
    ("naive_T", "700 cell/mm^3"),
    ("B_cell", "300 cell/mm^3"),
    *((kind, "20 cell/mm^3") for kind in ("Th1", "Th2", "Th17")),
    ("Treg", "60 cell/mm^3"),
    ("lymphocyte_mitogen", "5 ug/mL"),
]
HYPOXIC: list[Change] = [("oxygen.initial", "set", '"7.6 mmHg"'), ("host_oxygen", "set", '"7.6 mmHg"')]


def lacking(mediator: str) -> str:
    return f"conditions.stromal_knockout.{mediator} = 0.0\n"


def mean(arms: Arms, arm: str, outcome: str) -> float:
    return float(arms.curve(arm, outcome).mean())


@pytest.fixture(scope="module")
def macrophages() -> Arms:
    both = [MACROPHAGES, STROMA]
    knock_outs = [dish(f"no_{each}", both, more=lacking(each)) for each in ("tsg6", "il6", "il10", "pge2")]
    transfers = [
        dish(f"transfer_{n}", both, more=f"conditions.mitochondria.transfer = {n}\n") for n in (0, 1, 2, 10)
    ]
    stress = [
        dish(f"stress_{name}", [MACROPHAGES, ("oxidative_stress", amount)])
        for name, amount in (("little", "0.3"), ("right", "3"), ("much", "100"))
    ]
    return dishes(
        dish("alone", [MACROPHAGES])
        + dish("together", both)
        + dish("host", [MACROPHAGES, ("MSC", "1000 cell/mm^3")])
        + dish("membrane", both, more="conditions.membrane = {}\n")
        + dish("vitamin", [*both, ("vitamin_D3", "4 ng/mL,every = 0.5\nuntil = 2.5")])
        + dish("lps", [MACROPHAGES, LPS])
        + dish("lps_together", [*both, LPS])
        + dish("scavenged", both, more="conditions.mitochondria.scavenged = 1.0\n")
        + dish("most_scavenged", both, more="conditions.mitochondria = { transfer = 10, scavenged = 1 }\n")
        + "".join(knock_outs + transfers + stress)
    )


@pytest.mark.parametrize("arm", ["together", "host"])
def test_macrophages_with_stromal_cells_release_less_tnf_il1_and_il6_and_more_il10(
    macrophages: Arms, arm: str
) -> None:
    for cytokine in ("TNF", "IL1b", "IL6"):
        assert mean(macrophages, arm, cytokine) < 0.9 * mean(macrophages, "alone", cytokine)
    assert mean(macrophages, arm, "IL10") > 1.2 * mean(macrophages, "alone", "IL10")


@pytest.mark.parametrize("mediator", ["tsg6", "il6", "il10", "pge2"])
def test_each_knock_out_weakens_what_stromal_cells_do_to_macrophages(
    macrophages: Arms, mediator: str
) -> None:
    without, whole, alone = (mean(macrophages, arm, "TNF") for arm in (f"no_{mediator}", "together", "alone"))
    assert whole < without < alone
    assert mean(macrophages, f"no_{mediator}", "M2") < mean(macrophages, "together", "M2")


def test_touch_adds_to_what_factors_do(macrophages: Arms) -> None:
    alone, membrane, together = (mean(macrophages, arm, "TNF") for arm in ("alone", "membrane", "together"))
    assert together < 0.95 * membrane < membrane < 0.9 * alone


def test_stromal_cells_calm_macrophages_under_lps(macrophages: Arms) -> None:
    for outcome in ("TNF", "IL6", "inflammatory_signalling"):
        assert mean(macrophages, "lps", outcome) > 1.2 * mean(macrophages, "alone", outcome)
        assert mean(macrophages, "lps_together", outcome) < 0.8 * mean(macrophages, "lps", outcome)


def test_vitamin_d3_changes_what_macrophages_and_stromal_cells_say_and_its_sign_is_an_assumption(
    macrophages: Arms,
) -> None:
    for outcome, sign in (("TNF", -1), ("IL10", 1), ("PGE2", 1)):
        change = mean(macrophages, "vitamin", outcome) / mean(macrophages, "together", outcome) - 1
        assert sign * change > 0.05
    why = macrophages.result.model.quantities["soothing.by_D3"].why
    assert "gives no direction" in str(why)


def test_mitochondria_help_bone_cells_and_too_much_reactive_oxygen_harms(macrophages: Arms) -> None:
    none, usual, double, most = (mean(macrophages, f"transfer_{n}", "osteoblast") for n in (0, 1, 2, 10))
    assert none < 0.95 * usual < usual < 0.98 * double
    assert most < 0.7 * mean(macrophages, "most_scavenged", "osteoblast")
    assert most < 1.02 * double  # five times as many mitochondria, and no more bone cells
    peaks = [macrophages.peak(f"transfer_{n}", "ROS")[1] for n in (0, 1, 2, 10)]
    assert peaks[0] == 1.0
    assert (np.diff(peaks) > 0.1).all()
    assert mean(macrophages, "scavenged", "osteoblast") < mean(macrophages, "transfer_1", "osteoblast")
    assert mean(macrophages, "scavenged", "MSC_metabolism") < 0.8 * mean(
        macrophages, "transfer_1", "MSC_metabolism"
    )


def test_suitable_oxidative_stress_turns_m1_into_m2_and_too_much_does_not(macrophages: Arms) -> None:
    little, right, much = (mean(macrophages, f"stress_{n}", "M2") for n in ("little", "right", "much"))
    assert mean(macrophages, "alone", "M2") < little < 0.9 * right
    assert much < 0.9 * right


@pytest.fixture(scope="module")
def lymphocytes() -> Arms:
    both = [*LYMPHOCYTES, STROMA]
    doses = [dish(f"licensed_{n}", [*both, TNF, IL1, ("IFNg", f"{n} ng/mL{OFTEN}")]) for n in (1, 3, 10, 30)]
    knock_outs = [dish(f"no_{each}", both, more=lacking(each)) for each in ("ctla4", "ho1", "il10")]
    return dishes(
        dish("alone", LYMPHOCYTES)
        + dish("cytokines", [*LYMPHOCYTES, INTERFERON, TNF, IL1])
        + dish("together", both)
        + dish("interferon", [*both, INTERFERON])
        + dish("hypoxic", both, HYPOXIC)
        + dish("hypoxic_no_ctla4", both, HYPOXIC, lacking("ctla4"))
        + dish("much_cd146", both, [("cd146", "set", "3.0")])
        + dish("little_cd146", both, [("cd146", "set", "0.2")])
        + dish("no_apoptosis", both, [("cd146", "set", "3.0"), ("T_apoptosis", "set", "0.0")])
        + "".join(doses + knock_outs)
    )


def test_stromal_cells_hold_th1_th17_and_b_cells_and_let_th2_and_tregs_grow(lymphocytes: Arms) -> None:
    for kind in ("Th1", "Th17", "B_cell", "lymphocyte_proliferation", "lymphocyte_activation"):
        assert mean(lymphocytes, "together", kind) < 0.9 * mean(lymphocytes, "alone", kind)
    for kind in ("Th2", "Treg"):
        assert mean(lymphocytes, "together", kind) > 1.02 * mean(lymphocytes, "alone", kind)


def test_total_and_memory_b_cells_fall_while_regulatory_ones_rise(lymphocytes: Arms) -> None:
    assert mean(lymphocytes, "together", "Bmem") < 0.7 * mean(lymphocytes, "alone", "Bmem")
    for kind in ("Breg", "IL10_B_cell"):
        assert mean(lymphocytes, "together", kind) > 1.5 * mean(lymphocytes, "alone", kind)


def test_licensing_raises_suppression_with_its_dose_and_needs_stromal_cells(lymphocytes: Arms) -> None:
    speeds = [
        mean(lymphocytes, arm, "lymphocyte_proliferation")
        for arm in ("together", "licensed_1", "licensed_3", "licensed_10", "licensed_30")
    ]
    assert (np.diff(speeds) < -0.01).all()
    alone, cytokines = (mean(lymphocytes, arm, "lymphocyte_proliferation") for arm in ("alone", "cytokines"))
    assert cytokines == pytest.approx(alone, rel=1e-3)


def test_ctla4_is_the_main_mediator_at_rest_and_more_so_without_oxygen(lymphocytes: Arms) -> None:
    def speed(arm: str) -> float:
        return mean(lymphocytes, arm, "lymphocyte_proliferation")

    whole = speed("alone") - speed("together")
    shares = {each: (speed(f"no_{each}") - speed("together")) / whole for each in ("ctla4", "ho1")}
    assert 0.5 < shares["ctla4"] < 0.9  # the main one
    assert 0.05 < shares["ho1"] < 0.5  # a part
    assert speed("hypoxic_no_ctla4") - speed("hypoxic") > 1.5 * (speed("no_ctla4") - speed("together"))


def test_tregs_come_by_way_of_ho1_and_il10_each_in_part(lymphocytes: Arms) -> None:
    alone, together = (mean(lymphocytes, arm, "Treg") for arm in ("alone", "together"))
    for mediator in ("ho1", "il10"):
        assert alone < mean(lymphocytes, f"no_{mediator}", "Treg") < together


def test_t_cells_die_by_apoptosis_among_cells_with_much_cd146(lymphocytes: Arms) -> None:
    much, little, kept = (
        mean(lymphocytes, arm, "T_cell") for arm in ("much_cd146", "little_cd146", "no_apoptosis")
    )
    assert much < 0.9 * kept
    assert kept < little
    dying = [mean(lymphocytes, arm, "T_cell_apoptosis") for arm in ("much_cd146", "little_cd146")]
    assert dying[0] > 2 * dying[1]


@pytest.fixture(scope="module")
def dendritic() -> Arms:
    return dishes(
        dish("alone", [DENDRITIC])
        + dish("stroma", [DENDRITIC, STROMA])
        + dish("supernatant", [DENDRITIC, ("supernatant", "0.5")])
        + dish("vesicles", [DENDRITIC, VESICLES])
        + dish("lps", [DENDRITIC, LPS])
        + dish("lps_stroma", [DENDRITIC, LPS, STROMA])
        + dish("lps_vesicles", [DENDRITIC, LPS, VESICLES])
        + dish("naive", [DENDRITIC, NAIVE])
        + dish("naive_vesicles", [DENDRITIC, NAIVE, VESICLES])
        + dish("naive_ctla4", [DENDRITIC, NAIVE], [("dc_ctla4", "set", "0.9")])
    )


@pytest.mark.parametrize("arm", ["stroma", "supernatant"])
def test_cells_and_supernatant_lower_uptake_and_il12_of_dendritic_cells(dendritic: Arms, arm: str) -> None:
    for outcome in ("DC_endocytosis", "IL12"):
        assert mean(dendritic, arm, outcome) < 0.9 * mean(dendritic, "alone", outcome)


def test_vesicles_mature_dendritic_cells_that_stromal_cells_hold_back(dendritic: Arms) -> None:
    for outcome in ("DC_maturation", "antigen_presentation"):
        assert mean(dendritic, "lps_stroma", outcome) < 0.9 * mean(dendritic, "lps", outcome)
        assert mean(dendritic, "lps_vesicles", outcome) > 1.02 * mean(dendritic, "lps", outcome)
        assert mean(dendritic, "vesicles", outcome) > mean(dendritic, "alone", outcome) + 0.1
    assert mean(dendritic, "naive_vesicles", "T_cell_activation") > mean(
        dendritic, "naive", "T_cell_activation"
    )


def test_dendritic_cells_with_vesicles_make_less_il6_and_more_il10_and_tgfb(dendritic: Arms) -> None:
    assert mean(dendritic, "lps_vesicles", "IL6") < 0.9 * mean(dendritic, "lps", "IL6")
    for cytokine in ("IL10", "TGFb"):
        assert mean(dendritic, "vesicles", cytokine) > mean(dendritic, "alone", cytokine) + 0.05


def test_dendritic_cells_with_ctla4_make_t_cells_that_make_il10_and_il17(dendritic: Arms) -> None:
    assert mean(dendritic, "stroma", "CTLA4_DC") > 2 * mean(dendritic, "alone", "CTLA4_DC")
    double, other = (dendritic.curve("naive_ctla4", kind)[-1] for kind in ("Tdp", "other_Th"))
    assert double > other
    assert double > 10 * dendritic.curve("naive", "Tdp")[-1]


@pytest.fixture(scope="module")
def stimulated() -> Arms:
    return dishes(
        dish("rest", [STROMA])
        + dish("lps", [STROMA, ("LPS", "1000 ng/mL")])
        + dish("inflamed", [STROMA, TNF, IL1])
        + dish("licensed", [STROMA, INTERFERON, TNF])
        + dish("primed", [STROMA, ("primed", "1")])
        + "".join(dish(f"interferon_{n}", [STROMA, ("IFNg", f"{n} ng/mL{OFTEN}")]) for n in (1, 3, 10))
    )


def test_lps_and_inflammation_raise_what_stromal_cells_secrete(stimulated: Arms) -> None:
    for arm in ("lps", "inflamed", "licensed", "primed"):
        assert mean(stimulated, arm, "cytokine_output") > 1.5 * mean(stimulated, "rest", "cytokine_output")
    assert mean(stimulated, "inflamed", "IL6") > 10 * mean(stimulated, "rest", "IL6")
    assert mean(stimulated, "inflamed", "IFN_I") > 10 * mean(stimulated, "rest", "IFN_I")


@pytest.mark.parametrize("mediator", ["HGF", "TGFb", "IDO", "PGE2", "NO"])
def test_interferon_and_tnf_raise_each_suppressive_mediator(stimulated: Arms, mediator: str) -> None:
    assert mean(stimulated, "licensed", mediator) > 1.2 * mean(stimulated, "rest", mediator)


def test_preconditioning_changes_osteogenesis_and_the_sign_is_an_assumption(stimulated: Arms) -> None:
    ratio = mean(stimulated, "primed", "osteoblast") / mean(stimulated, "rest", "osteoblast")
    assert abs(ratio - 1) > 0.02
    why = stimulated.result.model.quantities["licensed_osteogenesis.loss"].why
    assert "gives no direction" in str(why)


def test_class_ii_rises_with_the_dose_of_interferon(stimulated: Arms) -> None:
    levels = [
        mean(stimulated, arm, "MHC_II") for arm in ("rest", "interferon_1", "interferon_3", "interferon_10")
    ]
    assert levels[0] < 1e-3
    assert (np.diff(levels) > 0.05).all()
