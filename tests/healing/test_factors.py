"""Growth factors: carriers hold and let go, ultrasound opens those that answer, and doses saturate."""

from functools import lru_cache

import numpy as np
import pytest

from osteon.errors import ExperimentError
from osteon.model import build_model, prune, start_amounts
from tests.healing.arms import Arms, library, planned, run

RAT = """
subject = { species = "rat", age = "14 week", sex = "male" }
defect = { preset = "calvarial_disc", diameter = "8 mm", thickness = "0.7 mm" }
"""

PULSES = ("pulsed_ultrasound", "local", "every = 2\nuntil = 13")


def arm(name: str, *products: tuple[str, str, str], day: int = 0) -> str:
    """An arm in the rat's calvaria. products: use, route and further lines of each."""
    text = f"\n[arm.{name}]{RAT}\n"
    for use, route, more in products:
        when = 1 if use == "pulsed_ultrasound" else day
        text += f'[[arm.{name}.product]]\nuse = "{use}"\nroute = "{route}"\nday = {when}\n{more}\n'
    return text


def held(dose: str, use: str = "bmp2_collagen") -> tuple[str, str, str]:
    """BMP-2 in a carrier."""
    return use, "carrier", f'dose = "{dose}"'


DOSES = ("0.001 ug", "0.01 ug", "0.1 ug", "1 ug", "10 ug")
GEL = ("bmp2_acoustic_gel", "carrier", "")
GEL_SDF1 = ("sdf1_acoustic_gel", "carrier", "")

ARMS = "".join((
    arm("control"),
    arm("none", held("0 ug")),
    *(arm(f"dose_{number}", held(dose)) for number, dose in enumerate(DOSES)),
    arm("local", ("bmp2", "local", 'dose = "1 ug"')),
    arm("hyaluronan", held("1 ug", "bmp2_hyaluronan")),
    arm("loose", held("1 ug", "bmp2_loose")),
    arm("bmp9", ("bmp9", "carrier", 'dose = "1 ug"')),
    arm("vegf", ("vegf", "carrier", "")),
    arm("pdgf", ("pdgf", "carrier", "")),
    arm("virus", ("bmp2_adenovirus", "local", "")),
    arm("pulses", PULSES),
    arm("plain_pulses", held("1 ug"), PULSES),
    arm("gel", GEL, GEL_SDF1),
    arm("gel_pulses", GEL, GEL_SDF1, PULSES),
    arm("bmp2_pulses", GEL, PULSES),
    arm("sdf1_pulses", GEL_SDF1, PULSES),
))  # fmt: skip


@lru_cache(maxsize=1)
def rats() -> Arms:
    """All arms of this page in one batch."""
    return run(ARMS, days=21, every=0.125)


def gain(name: str, day: float = 14) -> float:
    """New bone beyond the control's, percentage points."""
    return rats().gain(name, "callus_bone", day)


@pytest.fixture(autouse=True, scope="module")
def _release():
    yield
    rats.cache_clear()


def same(one: str, other: str) -> None:
    """Two arms have the same course."""
    for outcome in ("callus_bone", "BMP2", "MSC", "vessel"):
        expected = rats().curve(other, outcome)
        assert rats().curve(one, outcome) == pytest.approx(expected, rel=1e-3, abs=1e-6 * expected.max())


def test_nothing_comes_of_an_empty_carrier_or_of_pulses_alone():
    same("none", "control")
    same("pulses", "control")


def test_a_carrier_keeps_what_it_binds_and_loses_it_by_its_half_life():
    volume = np.pi * 4**2 * 0.7
    bound = rats().curve("dose_3", "BMP2_bound")
    expected = (1 - 0.236) * 1e6 / volume * np.exp(-np.log(2) / 4 * rats().days)
    assert bound == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(
    ("name", "day", "share"),
    [("dose_3", 0.125, 0.75), ("loose", 0.125, 0.10), ("hyaluronan", 7, 0.80)],
    ids=["collagen sponge, R197", "loosest carrier, R198", "gel of hyaluronic acid, R200"],
)
def test_retention_is_as_measured(name: str, day: float, share: float):
    left = rats().at(name, "BMP2_held", day) / rats().at(name, "BMP2_held", 0)
    assert left == pytest.approx(share, abs=0.015)


def test_bone_rises_with_the_dose_until_it_saturates():
    gains = [gain(f"dose_{number}") for number in range(len(DOSES))]
    steps = np.diff([0.0, *gains])
    assert (steps > 0).all()
    assert steps[-1] < 0.1 * gains[-1]
    assert gains[-1] > 2


def test_what_stays_does_more_than_what_is_injected():
    assert gain("dose_3") > 3 * gain("local") > 0
    assert gain("dose_3") > gain("loose")


def test_it_hastens_bone_more_than_it_adds():
    early = rats().at("dose_4", "callus_bone", 7) / rats().at("control", "callus_bone", 7)
    late = rats().at("dose_4", "callus_bone", 21) / rats().at("control", "callus_bone", 21)
    assert early > 2 > 1.6 > late > 1


def test_bmp9_acts_as_bmp2_does():
    assert rats().at("bmp9", "BMP9", 3) > 100
    assert gain("bmp9") == pytest.approx(gain("dose_3"), rel=0.1)


def test_vegf_calls_vessels_and_pdgf_calls_progenitors():
    assert rats().at("vegf", "vessel", 10) > 1.5 * rats().at("control", "vessel", 10)
    assert rats().at("pdgf", "MSC", 5) > 1.1 * rats().at("control", "MSC", 5)
    assert gain("pdgf") > 0.5
    assert rats().peak("control", "PDGF")[1] == 0


def test_cells_that_a_virus_entered_secrete_bmp2_for_two_weeks():
    producers = rats().curve("virus", "BMP2_producers")
    assert producers.max() > 1000
    assert rats().at("virus", "BMP2_producers", 21) < 0.2 * producers.max()
    assert rats().at("virus", "BMP2", 5) > 1.2 * rats().at("control", "BMP2", 5)
    assert gain("virus") > 0


def test_release_is_locked_to_pulses():
    bound = [rats().at("gel_pulses", "BMP2_bound", day) for day in (0.5, 0.875, 1.25, 1.625)]
    assert bound[1] / bound[0] > 0.99
    assert bound[2] / bound[1] == pytest.approx(0.75, abs=0.02)
    assert bound[3] / bound[2] > 0.99
    for factor in ("BMP2", "SDF1"):
        peaks = [rats().at("gel_pulses", factor, day + 0.125) for day in (1, 3, 5)]
        before = [rats().at("gel_pulses", factor, day - 0.125) for day in (1, 3, 5)]
        assert all(high > 1.2 * low for high, low in zip(peaks, before, strict=True)), factor
    assert rats().peak("gel_pulses", "BMP2")[1] > 2 * rats().peak("gel", "BMP2")[1]


def test_pulses_open_only_carriers_that_answer():
    same("plain_pulses", "dose_3")


def test_two_factors_beat_one_and_pulses_beat_none():
    assert gain("gel_pulses") > gain("bmp2_pulses") > 0
    assert gain("gel_pulses") > gain("sdf1_pulses") > 0
    assert gain("gel_pulses") > gain("gel")


def test_without_a_product_none_of_it_is_in_the_equations():
    model = build_model(library())
    amounts = start_amounts(model, {path: each.coherent for path, each in model.quantities.items()})
    alone = prune(model, {id for id, amount in amounts.items() if amount > 0})
    own = {"ultrasound", "PDGF", "BMP2_vector", "BMP2_transgene"}
    assert not [s.id for s in alone.states if s.id in own or s.id.endswith(("_bound", "_dissolved"))]


@pytest.mark.parametrize(
    ("products", "words"),
    [
        ([("ha", "implanted", ""), held("20000 ug", "bmp2")], ("'ha' holds", "at most dose")),
        ([("bmp2", "carrier", "dose = 5")], ("unit", "ug")),
        ([("bmp2", "carrier", 'half_life = "0 day"')], ("half_life", "0.05", "route local")),
        ([("bmp2", "carrier", "burst = 1.5")], ("burst", "0 to 1")),
        ([("bmp2_acoustic_gel", "carrier", "pulse_share = 1")], ("pulse_share", "0.99")),
        ([("bmp2", "gel", "")], ("gel", "local", "carrier")),
        ([("bmp2", "carrier", ""), ("bmp2_collagen", "carrier", "")], ("bmp2_collagen", "bmp2", "BMP2_")),
    ],
    ids=[
        "beyond capacity",
        "no unit",
        "no release",
        "burst",
        "all in one pulse",
        "unknown route",
        "one factor twice",
    ],
)
def test_what_cannot_be_given_is_told(products: list[tuple[str, str, str]], words: tuple[str, ...]):
    with pytest.raises(ExperimentError) as told:
        planned(arm("wrong", *products), 3, 1)
    for word in words:
        assert word in str(told.value)


def test_several_factors_fit_into_one_arm():
    factors = [(use, "carrier", "") for use in ("bmp2", "bmp9", "sdf1", "vegf", "pdgf")]
    text = arm("all", *factors, ("bmp2_adenovirus", "local", ""), PULSES)
    assert len(planned(text, 3, 1).arms[0].products) == 7
