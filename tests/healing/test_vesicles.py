"""Vesicles and conditioned medium: what they do needs what cells take up, and each challenge is a dial."""

from functools import lru_cache

import numpy as np
import pytest

from osteon.errors import ExperimentError
from osteon.model import build_model, names, prune, start_amounts
from tests.healing.arms import Arms, library, planned, run

RAT = """
subject = { species = "rat", age = "14 week", sex = "male" }
defect = { preset = "calvarial_disc", diameter = "5 mm", thickness = "0.7 mm" }
"""


def arm(name: str, product: str = "", use: str = "bm_msc_ev", route: str = "carrier", more: str = "") -> str:
    """An arm in the rat's calvaria. product: further dials of what is given, in TOML; use: "" for nothing."""
    head = f"\n[arm.{name}]{RAT}{more}\n"
    given = f'[[arm.{name}.product]]\nuse = "{use}"\nroute = "{route}"\nday = 0\n{product}\n'
    return head + given if use else head


def changed(name: str, path: str, value: float) -> str:
    """To follow an arm: a quantity is set for good."""
    return f'[[arm.{name}.change]]\ntarget = "{path}"\nop = "set"\nvalue = {value}\n'


HOSTS = {"calm": "", "inflamed": "conditions.systemic_tnf = {}\n", "infected": "conditions.infection = {}\n"}

ARMS = "".join((
    arm("control", use=""),
    arm("ev"),
    arm("ev_low", 'particles = "1e8 particle"'),
    arm("ev_mid", 'particles = "1e9 particle"'),
    arm("ev_high", 'particles = "1e11 particle"'),
    arm("local", route="local"),
    arm("vein", route="intravenous"),
    arm("vein_homing", "homing = 100", route="intravenous"),
    arm("no_uptake", "uptake = 0"),
    arm("deaf") + changed("deaf", "vesicle_calming", 0.0),
    arm("stored", 'cold = "10 day"\nthaws = 3', route="local"),
    arm("low_bind", 'cold = "10 day"\nwall = 0', route="local"),
    arm("adipose", use="ad_msc_ev"),
    arm("primed", use="primed_msc_ev"),
    arm("bmp2", use="bmp2_msc_ev"),
    arm("loaded", 'mir126 = "10 1/particle"', use="hypoxic_msc_ev"),
    arm("silenced", 'mir126 = "10 1/particle"\ninhibitor_126 = 1', use="hypoxic_msc_ev"),
    arm("no_hif", 'mir126 = "10 1/particle"\nhif = 0', use="hypoxic_msc_ev"),
    arm("no_erk", 'mir126 = "10 1/particle"', use="hypoxic_msc_ev") + changed("no_erk", "erk_block", 1.0),
    arm("ips", use="ips_msc_ev"),
    arm("ips_blocked", use="ips_msc_ev") + changed("ips_blocked", "pi3k_block", 1.0),
    arm("mir135b", 'mir135b = "10 1/particle"', use="ips_msc_ev"),
    arm("mir21", 'mir21 = "10 1/particle"'),
    arm("mir21_silenced", 'mir21 = "10 1/particle"\ninhibitor_21 = 1'),
    arm("hypoxic", use="hypoxic_msc_ev"),
    arm("medium", "concentration = 50", use="bm_msc_cm", route="sponge"),
    arm("medium_depleted", "concentration = 50\ndepleted = 1", use="bm_msc_cm", route="sponge"),
    arm("medium_il4", "concentration = 50", use="bm_msc_cm_il4", route="sponge"),
    arm("medium_plain", use="bm_msc_cm", route="sponge"),
    arm("vegf_blocked", use="", more="conditions.vegf_blockade.share = 1.0"),
    arm("ev_vegf_blocked", more="conditions.vegf_blockade.share = 1.0"),
    arm("hif_blocked", use="") + changed("hif_blocked", "hif_block", 1.0),
    arm("ev_hif_blocked") + changed("ev_hif_blocked", "hif_block", 1.0),
))  # fmt: skip


@lru_cache(maxsize=1)
def rats() -> Arms:
    """All arms of this page in one batch."""
    return run(ARMS, days=28, every=0.25)


def gain(name: str, day: float = 14) -> float:
    """New bone beyond the control's, percentage points."""
    return rats().gain(name, "callus_bone", day)


@pytest.fixture(autouse=True, scope="module")
def _release():
    yield
    rats.cache_clear()


def test_without_uptake_they_do_nothing():
    for outcome in ("callus_bone", "M1", "M2", "osteoblast", "VEGF", "vessel"):
        control = rats().curve("control", outcome)
        assert rats().curve("no_uptake", outcome) == pytest.approx(
            control, rel=1e-3, abs=1e-6 * control.max()
        )
    assert rats().at("no_uptake", "EV", 1) > rats().at("ev", "EV", 1)
    assert gain("ev") > 3


def test_more_of_them_do_more_until_cells_are_full():
    gains = [gain(name) for name in ("ev_low", "ev_mid", "ev", "ev_high")]
    steps = np.diff([0.0, *gains])
    assert (steps > 0).all()
    assert steps[3] < steps[2] / 2
    inside = [rats().peak(name, "EV_per_stromal_cell")[1] for name in ("ev_low", "ev", "ev_high")]
    assert inside[0] < inside[1] < inside[2] < 100 * inside[0] * 10


def test_they_turn_m1_into_m2_and_bring_bone_cells_and_vegf():
    for outcome, day in (("M2", 5), ("osteoblast", 7), ("VEGF", 5), ("vessel", 14)):
        assert rats().at("ev", outcome, day) > 1.1 * rats().at("control", outcome, day)
    assert rats().at("ev", "M1", 5) < 0.8 * rats().at("control", "M1", 5)
    assert rats().at("ev", "TNF", 5) < rats().at("control", "TNF", 5)


def test_dendritic_cells_that_ate_them_mature_and_calm():
    assert rats().at("ev", "DC_maturation", 5) > 1.2 * rats().at("control", "DC_maturation", 5)
    assert rats().at("ev", "IL10", 2) > rats().at("control", "IL10", 2)
    assert rats().at("ev", "IL6", 5) < rats().at("control", "IL6", 5)


def test_immune_cells_have_their_own_part_in_it():
    assert rats().at("deaf", "M1", 5) > 0.95 * rats().at("control", "M1", 5)
    assert gain("deaf") > 0
    assert rats().at("deaf", "osteoblast", 7) > rats().at("control", "osteoblast", 7)


def test_what_they_do_depends_on_the_host():
    """The same vesicles two weeks after a fracture: calm, under systemic TNF, and infected."""
    text = ""
    for host, state in HOSTS.items():
        given = f'[[arm.{host}_ev.product]]\nuse = "bm_msc_ev"\nroute = "local"\nday = 14\n'
        text += f"[arm.{host}]\n{state}[arm.{host}_ev]\n{state}{given}"
    arms = run(text, days=28)
    turned = {host: (arms.curve(host, "M1") - arms.curve(f"{host}_ev", "M1")).max() for host in HOSTS}
    bone = {
        host: arms.at(f"{host}_ev", "callus_bone", 28) - arms.at(host, "callus_bone", 28) for host in HOSTS
    }
    assert turned["infected"] > 5 * turned["calm"] > 0
    assert turned["inflamed"] > 1.2 * turned["calm"]
    assert 0 < bone["inflamed"] < 0.2 * bone["calm"]


def test_vessels_gain_nothing_where_endothelium_or_hif_is_blocked():
    free = rats().at("ev", "vessel", 14) - rats().at("control", "vessel", 14)
    deaf = rats().at("ev_vegf_blocked", "vessel", 14) - rats().at("vegf_blocked", "vessel", 14)
    no_hif = rats().at("ev_hif_blocked", "VEGF", 5) / rats().at("hif_blocked", "VEGF", 5)
    assert deaf < 0.1 * free
    assert no_hif < 0.75 * rats().at("ev", "VEGF", 5) / rats().at("control", "VEGF", 5)
    assert rats().at("ev_vegf_blocked", "callus_bone", 28) < rats().at("ev", "callus_bone", 28)


def test_free_ones_are_gone_in_a_day_and_a_carrier_keeps_them_for_weeks():
    site = "EV_at_site"
    assert rats().at("local", site, 2) < 0.05 * rats().at("local", site, 0)
    assert rats().at("ev", site, 7) > 0.3 * rats().at("ev", site, 0)
    assert 0.02 < rats().at("ev", site, 7) / rats().at("ev", "EV_bound", 0) < 0.6
    assert gain("ev") > gain("local") > 0


def test_of_those_given_into_a_vein_hardly_any_reach_the_defect():
    assert rats().peak("vein", "EV_at_site")[1] < 1e-5 * rats().at("local", "EV", 0)
    assert rats().at("vein", "EV_blood", 0.25) < 1e-6 * rats().at("vein", "EV_blood", 0)
    assert rats().at("vein", "EV_organs", 0.25) > 0.5 * rats().at("vein", "EV_blood", 0)
    assert rats().peak("vein_homing", "EV_at_site")[1] > 50 * rats().peak("vein", "EV_at_site")[1]
    assert abs(gain("vein")) < 0.01


@pytest.mark.parametrize(
    ("ends", "days"), [("stored", 10), ("low_bind", 10)], ids=["plain tube and thaws", "low-binding tube"]
)
def test_storage_costs_particles_and_effect(ends: str, days: int):
    kept = rats().at(ends, "EV", 0) / rats().at("local", "EV", 0)
    expected = np.exp(-0.357 * days) * 0.9**3 if ends == "stored" else np.exp(-0.105 * days)
    assert kept == pytest.approx(expected, rel=1e-6)
    assert gain(ends) < gain("local")


def test_a_tenth_of_storage_loss_is_what_the_tube_takes():
    assert gain("stored") < gain("low_bind")


def test_marrow_calms_more_than_other_sources_and_primed_more_than_marrow():
    levels = [rats().at(name, "M1", 5) for name in ("primed", "ev", "adipose", "control")]
    assert levels == sorted(levels)


def test_native_cargo_is_far_below_what_a_cell_notices():
    """The copies in a cell follow from uptake and from copies in a particle; a thousand are needed."""
    copies = rats().peak("ev", "miR126_copies")[1]
    inside = rats().peak("ev", "EV_per_stromal_cell")[1]
    assert copies == pytest.approx(0.1 * 0.00825 * inside, rel=1e-6)
    assert 0.1 < copies < 10
    assert rats().peak("hypoxic", "miR126_copies")[1] > 2 * copies
    assert abs(gain("hypoxic") - gain("ev")) < 0.2


def test_loaded_mir126_acts_through_erk_and_is_lost_with_its_inhibitor():
    assert gain("loaded") > gain("ev") + 1
    assert rats().at("loaded", "vessel", 14) > 2 * rats().at("ev", "vessel", 14)
    assert gain("silenced") == pytest.approx(gain("ev"), abs=0.05)
    assert gain("no_erk") == pytest.approx(gain("ev"), abs=0.05)
    assert gain("ev") < gain("no_hif") < gain("loaded")


def test_induced_pluripotent_exosomes_call_vessels_through_pi3k():
    assert rats().at("ips", "vessel", 14) > 1.5 * rats().at("ips_blocked", "vessel", 14)
    assert rats().at("ips_blocked", "vessel", 14) > rats().at("control", "vessel", 14)


def test_mir135b_keeps_and_multiplies_osteoblasts():
    assert rats().at("mir135b", "osteoblast", 10) > 1.1 * rats().at("ips", "osteoblast", 10)
    assert gain("mir135b", 28) > gain("ips", 28)


def test_mir21_is_what_a_tumour_left_behind_would_be_fed_with():
    assert rats().peak("mir21", "miR21_copies")[1] > 1000 > 10 > rats().peak("ev", "miR21_copies")[1]
    assert rats().peak("mir21_silenced", "miR21_copies")[1] == 0
    assert rats().at("mir21", "osteoblast", 10) > rats().at("ev", "osteoblast", 10)


def test_bmp2_exosomes_beat_plain_ones_and_those_nothing():
    assert gain("bmp2") > gain("ev") + 0.2 > 1
    assert rats().at("bmp2", "BMP2", 5) > 1.2 * rats().at("ev", "BMP2", 5)


def test_medium_beats_nothing_and_its_vesicles_are_most_of_it():
    assert gain("medium") > gain("medium_plain") > 0
    assert gain("medium_depleted") < 0.5 * gain("medium")
    assert rats().at("medium", "monocyte", 0.25) > rats().at("control", "monocyte", 0.25)


def test_medium_of_cells_under_il4_calms_most():
    assert rats().at("medium_il4", "M1", 3) < rats().at("medium", "M1", 3) < rats().at("control", "M1", 3)


def test_batches_that_differ_spread_the_outcome():
    """Twelve animals, each with its own batch, against twelve with batches that are alike."""
    text = arm("batches", 'particles = "1e9 particle"') + arm(
        "standard", 'particles = "1e9 particle"\nstandard = 1'
    )
    arms = run_many(text, animals=12)
    spread = {name: arms[name].std() / arms[name].mean() for name in ("batches", "standard")}
    assert spread["batches"] > 1.2 * spread["standard"]


def run_many(text: str, animals: int) -> dict[str, np.ndarray]:
    """Vesicles in a stromal cell on day 3, animal by animal."""
    result = run(text, 3, 1, animals).result
    inside = result.measurements.curves["EV_per_stromal_cell"][-1]
    return dict(zip([each.name for each in result.experiment.arms], np.split(inside, 2), strict=True))


def test_without_a_product_none_of_it_is_in_the_equations():
    model = build_model(library())
    amounts = start_amounts(model, {path: each.coherent for path, each in model.quantities.items()})
    alone = prune(model, {id for id, amount in amounts.items() if amount > 0})
    own = {"EV", "EV_bound", "EV_phagocyte", "EV_stroma", "EV_blood", "EV_organs", "IGF1", "secretome"}
    assert not own & {state.id for state in alone.states}
    for rate in alone.rates:
        assert not {name for name in names(rate.expression) if "spared" in name or "vesicle" in name}, (
            rate.name
        )


@pytest.mark.parametrize(
    ("dials", "words"),
    [
        ('particles = "1e10 particle"\nprotein = "1000 ug"', ("particles per microgram", "1e+08 to 5e+10")),
        ('half_life = "0 day"', ("half_life", "0.05", "route local")),
        ('mir999 = "1 1/particle"', ("mir999", "mir126, mir21, mir135b")),
        ("particles = 1e10", ("unit", "particle")),
    ],
    ids=["purity", "no release", "unknown cargo", "no unit"],
)
def test_what_cannot_be_given_is_told(dials: str, words: tuple[str, ...]):
    with pytest.raises(ExperimentError) as told:
        planned(arm("wrong", dials), 3, 1)
    for word in words:
        assert word in str(told.value)
