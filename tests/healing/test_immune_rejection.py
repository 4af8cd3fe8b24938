"""Recognition, evasion and rejection of given cells, and NK cells (systems S17 and S18)."""

import numpy as np
import pytest

from tests.healing.arms import Arms, run
from tests.healing.dishes import Change, arm, dish, dishes

STROMA, NK, NAIVE = ("graft", "1000 cell/mm^3"), ("NK", "1000 cell/mm^3"), ("naive_T", "1000 cell/mm^3")
OFTEN = ",every = 0.25\nuntil = 2.75"
INTERFERON, TNF, IL1 = ("IFNg", f"10 ng/mL{OFTEN}"), ("TNF", f"10 ng/mL{OFTEN}"), ("IL1b", f"10 ng/mL{OFTEN}")
FOREIGN: list[Change] = [("mismatch", "set", "1.0")]
ORDINARY: list[Change] = [*FOREIGN, ("graft_MHC_I", "set", "1.0"), ("graft_immune", "set", "0.0")]
KNOWN: list[Change] = [("antigen", "set", "1.0")]


def mean(arms: Arms, arm: str, outcome: str) -> float:
    return float(arms.curve(arm, outcome).mean())


def given(name: str, mismatch: float, interferon: bool) -> str:
    """A fracture that gets stromal cells on day 3, with interferon-gamma for the week after or without."""
    late = "day = 3\n"
    text = f"[arm.{name}]\nconditions.mhc_mismatch.share = {mismatch}\n"
    text += f'[[arm.{name}.dose]]\nentity = "graft"\namount = "2000 cell/mm^3"\n{late}'
    if interferon:
        text += f'[[arm.{name}.dose]]\nentity = "IFNg"\namount = "20 ng/mL"\n{late}every = 0.5\nuntil = 10\n'
    return text


@pytest.fixture(scope="module")
def mice() -> Arms:
    return run(
        given("matched", 0.0, False)
        + given("matched_licensed", 0.0, True)
        + given("foreign", 1.0, False)
        + given("foreign_licensed", 1.0, True),
        days=42,
        every=0.5,
    )


def test_given_cells_last_unless_they_are_foreign_and_licensed(mice: Arms) -> None:
    """The two by two of match and interferon-gamma, 18 days after the cells were given."""
    left = {
        name: mice.at(name, "given_MSC", 21) for name in ("matched_licensed", "foreign", "foreign_licensed")
    }
    matched = mice.at("matched", "given_MSC", 21)
    assert left["matched_licensed"] > 0.95 * matched
    assert left["foreign"] > 0.8 * matched
    assert left["foreign_licensed"] < 0.4 * matched


def test_mismatched_cells_are_overlooked_for_days_and_rejected_within_weeks(mice: Arms) -> None:
    assert mice.at("foreign", "given_MSC", 10) > 0.98 * mice.at("matched", "given_MSC", 10)
    assert mice.at("foreign", "given_MSC", 42) < 0.5 * mice.at("matched", "given_MSC", 42)
    assert mean(mice, "foreign", "rejection") > 0.0
    assert mice.peak("matched", "rejection")[1] == 0.0


def test_the_more_foreign_the_donor_the_fewer_cells_stay() -> None:
    arms = run("".join(given(f"share_{n}", n / 4, True) for n in range(5)), days=28, every=1)
    stay = [arms.at(f"share_{n}", "given_MSC", 28) for n in range(5)]
    assert (np.diff(stay) < 0.0).all()


@pytest.fixture(scope="module")
def recognised() -> Arms:
    return dishes(
        dish("rest", [NAIVE, STROMA], KNOWN)
        + dish("interferon", [NAIVE, STROMA, INTERFERON], KNOWN)
        + dish("licensed", [NAIVE, STROMA, INTERFERON, TNF], KNOWN)
        + dish("stranger", [NAIVE, STROMA], FOREIGN)
        + dish("forced", [NAIVE, STROMA], FOREIGN, "conditions.forced_mhc = {}\n")
    )


def test_t_cells_hardly_recognise_foreign_stromal_cells_unless_these_are_made_to_show_mhc(
    recognised: Arms,
) -> None:
    for outcome in ("immune_recognition", "rejection", "CTL"):
        assert mean(recognised, "stranger", outcome) < 0.05 * mean(recognised, "forced", outcome)


def test_interferon_makes_them_present_antigen_and_with_tnf_suppress(recognised: Arms) -> None:
    for outcome in ("MHC_II", "antigen_presentation", "T_cell_activation"):
        assert mean(recognised, "interferon", outcome) > 10 * mean(recognised, "rest", outcome)
    assert mean(recognised, "licensed", "antigen_presentation") > 10 * mean(
        recognised, "rest", "antigen_presentation"
    )
    assert mean(recognised, "licensed", "T_cell_activation") < 0.9 * mean(
        recognised, "interferon", "T_cell_activation"
    )


@pytest.fixture(scope="module")
def killers() -> Arms:
    injured = [NK, STROMA, TNF, IL1]
    return dishes(
        dish("stroma", [NK, STROMA], FOREIGN)
        + dish("ordinary", [NK, STROMA], ORDINARY)
        + dish("injured", injured, FOREIGN)
        + dish("no_interferon", injured, FOREIGN, "conditions.stromal_knockout.ifn_i = 0.0\n")
        + dish("textbook", [NK, STROMA], [*FOREIGN, ("missing_self", "set", "1.0")])
    )


def test_nk_cells_spare_what_carries_little_class_i(killers: Arms) -> None:
    assert mean(killers, "stroma", "NK_killing") < 0.05 * mean(killers, "ordinary", "NK_killing")
    assert mean(killers, "stroma", "given_MSC") > 1.2 * mean(killers, "ordinary", "given_MSC")


def test_stromal_cells_wake_nk_cells_and_are_not_killed_for_it(killers: Arms) -> None:
    assert mean(killers, "injured", "IFN_I") > 100 * mean(killers, "stroma", "IFN_I")
    assert mean(killers, "injured", "NK_activity") > 3 * mean(killers, "no_interferon", "NK_activity")
    assert mean(killers, "injured", "NK_killing") < 0.05  # a day; no more than die by themselves
    assert mean(killers, "injured", "given_MSC") > 0.9 * mean(killers, "no_interferon", "given_MSC")


def test_by_the_rule_of_missing_self_the_same_cells_would_be_killed(killers: Arms) -> None:
    assert mean(killers, "textbook", "NK_killing") > 0.8 * mean(killers, "ordinary", "NK_killing")


def test_foreign_skin_lives_longer_with_stromal_cells() -> None:
    skin = 'defect = { preset = "subcutaneous_implant" }\n'
    graft, cells = ("allograft", "1"), ("graft", "3000 cell/mm^3")
    arms = run(
        arm("skin", [graft], more=skin)
        + arm("with_cells", [graft, cells], more=skin)
        + arm("inert_cells", [graft, cells], [("graft_immune", "set", "0.0")], skin)
        + arm("no_ctla4", [graft, cells], more=skin + "conditions.stromal_knockout.ctla4 = 0.0\n"),
        days=28,
        every=0.25,
    )
    day = {
        name: float(arms.days[(arms.curve(name, "allograft") < 0.1).argmax()])
        for name in ("skin", "with_cells", "inert_cells", "no_ctla4")
    }
    assert 6 < day["skin"] < 14
    assert day["with_cells"] > day["skin"] + 1
    assert day["inert_cells"] == pytest.approx(day["skin"], abs=0.5)
    assert day["skin"] < day["no_ctla4"] < day["with_cells"]
