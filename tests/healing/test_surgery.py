"""Surgery of large gaps: what each method does in the model, and what it leaves as it was."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from tests.healing.arms import Arms, run

METHODS = {
    "autograft": "conditions.autograft = {}",
    "allograft": "conditions.allograft = {}",
    "ilizarov": "conditions.ilizarov = {}",
    "membrane": "conditions.guided_bone_regeneration = {}",
    "substitute": "conditions.bone_substitute = {}",
    "cultured": "conditions.cultured_bone = {}",
}

TIBIA = """
subject = { species = "human", age = "35 year", sex = "male" }
defect = { preset = "segmental_gap", diameter = "25 mm", gap = "30 mm" }
"""
"""A gap of a human tibia that does not unite by itself."""

FEMUR = 'defect = { preset = "segmental_gap", diameter = "1.2 mm", gap = "5 mm", periosteum = 0.1 }\n'
"""The large gap of a mouse that the claims speak of."""

SHARES = (
    "clot", "granulation", "fibrous_tissue", "cartilage", "osteoid", "woven_bone", "lamellar_bone", "marrow",
    "graft_bone", "scaffold", "scaffold_in_bone",
)  # fmt: skip


def arm(name: str, where: str = TIBIA, more: str = "") -> str:
    return f"\n[arm.{name}]\n{where}{METHODS.get(name, '')}\n{more}\n"


VARIANTS = {
    "alone": "",
    "frozen": "conditions.autograft = { living = 0 }",
    "half": "conditions.autograft = { fill = 0.5 }",
    "infected": "conditions.autograft = {}\nconditions.infection = { load = 10000 }",
    "quick": "conditions.bone_substitute = { half_life = 60 }",
    "short": "conditions.guided_bone_regeneration = { lasts = 7 }",
    "drawn": "conditions.ilizarov = { rate = 0.5, rest = 10 }",
    "everything": (
        "conditions.autograft = {}\nconditions.allograft = {}\n"
        "conditions.bone_substitute = {}\nconditions.cultured_bone = {}"
    ),
}


@lru_cache(maxsize=1)
def patients() -> Arms:
    """Each method, and variants, in one typical patient for a year."""
    arms = [arm(name) for name in METHODS] + [arm(name, more=more) for name, more in VARIANTS.items()]
    return run("".join(arms), days=365, every=5)


@pytest.mark.parametrize("name", [*METHODS, *VARIANTS])
def test_shares_of_tissues_sum_to_one(name: str) -> None:
    total = sum(patients().curve(name, tissue) for tissue in SHARES)
    np.testing.assert_allclose(total, 100.0, rtol=1e-6)


def test_a_method_at_nothing_is_no_method() -> None:
    nothing = {
        "none": "",
        "packed_with_nothing": "conditions.autograft = { fill = 0, risk = 0 }",
        "no_granules": "conditions.bone_substitute = { fill = 0, risk = 0 }",
        "no_membrane": "conditions.guided_bone_regeneration = { hold = 0, risk = 0 }",
    }
    found = run("".join(arm(name, FEMUR, text) for name, text in nothing.items()), days=60, every=2)
    for outcome in ("callus_bone", "callus_cartilage", "fibrous_tissue", "vessel", "TNF", "osteoclast"):
        alone = found.curve("none", outcome)
        for name in nothing:
            difference = np.abs(found.curve(name, outcome) - alone).max()
            assert difference <= 1e-3 * np.abs(alone).max(), (name, outcome)


def test_only_bone_of_the_patient_brings_living_cells() -> None:
    found = patients()
    for name in METHODS:
        assert (found.curve(name, "graft").max() > 0) == (name in ("autograft", "cultured")), name
    assert found.curve("autograft", "donor_bone")[-1] > 0
    assert found.curve("frozen", "donor_bone").max() == 0


def test_it_is_the_living_cells_that_make_the_difference() -> None:
    found = patients()
    assert found.at("autograft", "callus_bone", 365) > 1.15 * found.at("frozen", "callus_bone", 365)
    assert found.event("autograft", "union_time") < 365
    assert found.event("frozen", "union_time") == np.inf
    assert found.at("autograft", "callus_fibrous", 365) < found.at("frozen", "callus_fibrous", 365)


def test_bone_encloses_chips_and_leaves_those_in_scar() -> None:
    found = patients()
    loose = found.curve("allograft", "graft_bone")
    assert loose[0] == pytest.approx(25.0)
    assert np.all(np.diff(loose) <= 1e-6)
    scar = found.at("allograft", "callus_fibrous", 365)
    assert loose[-1] > 25.0 * scar / 100.0


def test_osteoclasts_resorb_loose_chips() -> None:
    found = patients()
    assert found.curve("alone", "graft_resorption").max() == 0
    assert found.curve("autograft", "graft_resorption").max() > 0
    means = {
        name: found.curve(name, "bone_resorption").mean() for name in ("alone", "autograft", "allograft")
    }
    assert means["autograft"] > means["alone"]
    assert means["allograft"] > means["alone"]


def test_t_cells_turn_against_bone_of_a_donor_alone() -> None:
    found = patients()
    assert found.curve("allograft", "CTL").max() > 1
    assert found.curve("allograft", "rejection").max() > 0
    assert found.curve("allograft", "allograft")[-1] < found.curve("allograft", "allograft")[0]
    for name in METHODS:
        if name != "allograft":
            assert found.curve(name, "CTL").max() == 0, name
            assert found.curve(name, "rejection").max() == 0, name


def test_granules_are_no_bone_and_dissolve() -> None:
    found = patients()
    for name in ("quick", "substitute"):
        bone = sum(found.curve(name, tissue) for tissue in ("osteoid", "woven_bone", "lamellar_bone"))
        np.testing.assert_allclose(found.curve(name, "callus_bone"), bone, rtol=1e-9)
    assert found.at("quick", "scaffold", 60) == pytest.approx(15.0, rel=0.05)
    assert found.at("substitute", "scaffold", 60) == pytest.approx(30 * 0.5 ** (60 / 365), rel=0.05)
    assert found.at("substitute", "scaffold_in_bone", 365) > 3


def test_a_segment_docks_after_rest_and_way() -> None:
    """A rest of ten days, then half a millimetre a day over thirty; the ends are smooth."""
    found = patients()
    assert found.at("drawn", "segment", 5) > 0.999
    assert found.at("drawn", "segment", 40) == pytest.approx(0.5, abs=0.02)
    assert found.at("drawn", "segment", 70) == pytest.approx(0.0, abs=0.05)
    assert found.at("drawn", "segment", 100) < 1e-3


def test_distraction_closes_a_gap_that_stays_open_alone() -> None:
    found = patients()
    assert found.event("ilizarov", "union_time") < found.event("autograft", "union_time")
    assert found.event("alone", "union_time") == np.inf
    assert found.at("ilizarov", "callus_fibrous", 365) < 0.1 * found.at("alone", "callus_fibrous", 365)


def test_a_membrane_keeps_soft_tissue_out_and_lets_oxygen_in() -> None:
    found = patients()
    assert found.at("membrane", "fibroblast", 20) < 0.6 * found.at("alone", "fibroblast", 20)
    assert found.at("membrane", "fibrous_tissue", 40) < 0.6 * found.at("alone", "fibrous_tissue", 40)
    assert found.at("membrane", "tip", 20) < found.at("alone", "tip", 20)
    assert found.at("membrane", "oxygen", 10) == pytest.approx(found.at("alone", "oxygen", 10), rel=0.01)


def test_a_membrane_that_has_gone_holds_nothing() -> None:
    scar = {name: patients().at(name, "fibrous_tissue", 120) for name in ("short", "membrane", "alone")}
    assert scar["membrane"] < scar["short"] < scar["alone"]


def test_the_harder_packed_the_more_must_be_taken() -> None:
    need = {name: patients().at(name, "graft_need", 5) for name in ("half", "autograft", "substitute")}
    assert need == {"half": 0.5, "autograft": 1.0, "substitute": 0.0}


def test_all_that_is_packed_takes_the_place_of_clot() -> None:
    assert patients().at("everything", "clot", 0) == pytest.approx(100 - 25 - 25 - 30 - 10)


# --- Risks -------------------------------------------------------------------------------------------------


def herd(arms: str, animals: int, days: float = 4) -> dict[str, dict[str, np.ndarray]]:
    """Last readings of every animal: whether it was infected, and whether anything went wrong."""
    result = run(arms, days, days, animals).result
    read = {}
    for outcome in ("infection_incidence", "complications"):
        last = result.measurements.curves[outcome][-1].reshape(-1, animals)
        read[outcome] = {each.name: last[lane] for lane, each in enumerate(result.experiment.arms)}
    return read


def test_operations_strike_as_many_as_their_risk_says() -> None:
    arms = arm("autograft", FEMUR) + arm("allograft", FEMUR) + arm("ilizarov", FEMUR) + arm("alone", FEMUR)
    arms += arm("both", FEMUR, "conditions.autograft = { fill = 0.5 }\nconditions.allograft = { fill = 0.5 }")
    read = herd(arms + arm("safe", FEMUR, "conditions.autograft = { risk = 0 }"), animals=300)
    infected = {name: marks > 0.5 for name, marks in read["infection_incidence"].items()}
    shares = {name: marks.mean() for name, marks in infected.items()}
    expected = {"autograft": 0.124, "allograft": 0.25, "ilizarov": 0.0, "alone": 0.0}
    expected["both"] = 1 - (1 - 0.124) * (1 - 0.25)
    for name, share in expected.items():
        assert shares[name] == pytest.approx(share, abs=3 * np.sqrt(share * (1 - share) / 300)), name
    # The same animals are struck again where the risk is higher.
    assert np.all(infected["allograft"][infected["autograft"]])
    other = {name: (marks > 0.5).mean() for name, marks in read["complications"].items()}
    assert other["ilizarov"] == pytest.approx(0.446, abs=0.09)
    assert other["alone"] == other["safe"] == 0.0
    assert other["autograft"] > shares["autograft"]


def test_the_typical_patient_is_never_struck() -> None:
    for name in METHODS:
        assert patients().curve(name, "complications").max() == 0, name


def test_an_infected_graft_fails() -> None:
    found = patients()
    assert found.at("infected", "infection_incidence", 365) == pytest.approx(1.0, abs=1e-3)
    assert found.at("infected", "callus_bone", 365) < 0.5 * found.at("autograft", "callus_bone", 365)
    assert found.event("infected", "union_time") == np.inf
