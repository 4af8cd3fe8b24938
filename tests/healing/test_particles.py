"""Particles: one rule of macrophages tells harm from help, by size and load."""

from functools import lru_cache

import numpy as np
import pytest

from osteon.errors import ExperimentError
from osteon.model import build_model, names, prune, start_amounts
from osteon.scenario import Arm, arm_quantities
from tests.healing.arms import Arms, library, planned, run

pytestmark = pytest.mark.slow  # dozens of programs to compile: `make slow`

BONE = """
defect = { preset = "unbroken_bone", volume = "100 mm^3" }
conditions = { implant = {} }
"""

WEEKLY = 'route = "local"\nday = 0\nevery = 14\nuntil = 28\n'


def arm(name: str, *products: str, more: str = BONE) -> str:
    """An arm around an implant, with products in TOML."""
    given = (f"[[arm.{name}.product]]\n{WEEKLY}{product}\n" for product in products)
    return f"\n[arm.{name}]{more}" + "".join(given)


HA, PMMA, NANO = (f'use = "{name}"\n' for name in ("hydroxyapatite_particles", "pmma_particles", "bmnp"))
INHIBITOR = 'use = "macrophage_inhibitor"\nhalf_life = "14 day"\n'

ARMS = "".join((
    arm("clean"),
    arm("ha", HA),
    arm("pmma", PMMA),
    arm("little", HA + 'load = "0.003 ug/mm^3"'),
    arm("some", HA + 'load = "0.03 ug/mm^3"'),
    arm("much", HA + 'load = "3 ug/mm^3"'),
    arm("fine", HA + 'size = "0.05 um"\nload = "0.01 ug/mm^3"'),
    arm("fine_much", HA + 'size = "0.05 um"\nload = "3 ug/mm^3"'),
    arm("inhibited", HA, INHIBITOR),
))  # fmt: skip


@lru_cache(maxsize=1)
def bones() -> Arms:
    """Six weeks around an implant."""
    return run(ARMS, days=42, every=0.5)


@lru_cache(maxsize=1)
def fractures() -> Arms:
    """A fracture of a mouse, alone, with fine mineral, and with as much of coarse."""
    plain = arm("plain", more="\n")
    fine = arm("fine", NANO + 'load = "0.05 ug/mm^3"', more="\n")
    coarse = arm("coarse", NANO + 'load = "0.05 ug/mm^3"\nsize = "5 um"', more="\n")
    return run(plain + fine + coarse, days=28, every=0.5)


def mean(arms: Arms, name: str, outcome: str) -> float:
    return float(arms.curve(name, outcome).mean())


@pytest.mark.parametrize("name", ["ha", "pmma"])
def test_wear_inflames_and_takes_bone(name: str) -> None:
    """C269, C270: M1, TNF and osteoclasts rise, bone around the implant falls."""
    for outcome in ("M1", "TNF", "osteoclast"):
        assert mean(bones(), name, outcome) > 1.1 * mean(bones(), "clean", outcome), outcome
    assert bones().at(name, "peri_implant_bone", 42) < bones().at("clean", "peri_implant_bone", 42)


def test_more_wear_does_more_harm() -> None:
    """Dose-response: without a peak on the way."""
    doses = ("clean", "little", "some", "ha", "much")
    assert np.all(np.diff([mean(bones(), name, "M1") for name in doses]) > 0)
    bone = [bones().at(name, "peri_implant_bone", 42) for name in doses]
    assert np.all(np.diff(bone) < 1e-4)


def test_one_rule_parts_harm_from_help_by_size_and_load() -> None:
    """S40: the same mineral at the same load calms when fine and inflames when coarse; a heavy load of the
    fine inflames as well."""
    assert mean(fractures(), "fine", "M2") > mean(fractures(), "plain", "M2")
    assert mean(fractures(), "fine", "TNF") < mean(fractures(), "plain", "TNF")
    assert mean(fractures(), "coarse", "M1") > mean(fractures(), "plain", "M1")
    assert mean(fractures(), "coarse", "TNF") > mean(fractures(), "plain", "TNF")
    assert mean(bones(), "fine", "particle_calm") > 10 * mean(bones(), "fine", "particle_alarm")
    assert mean(bones(), "fine_much", "M1") > 10 * mean(bones(), "clean", "M1")


def test_coarse_mineral_harms_a_fracture() -> None:
    """Less new bone than alone. Fine mineral adds none here: TNF, which it lowers, calls progenitors."""
    assert mean(fractures(), "coarse", "callus_bone") < mean(fractures(), "plain", "callus_bone")
    assert mean(fractures(), "fine", "callus_bone") > 0.95 * mean(fractures(), "plain", "callus_bone")


def test_an_inhibitor_of_macrophages_prevents_it() -> None:
    """C271."""
    for outcome in ("M1", "TNF", "osteoclast"):
        assert mean(bones(), "inhibited", outcome) < mean(bones(), "ha", outcome)
    assert mean(bones(), "inhibited", "particle_load") > 0.1


def test_particles_are_eaten_and_carried_away_and_never_made() -> None:
    """Free and eaten together are what was given, less what macrophages carried away and what dissolved."""
    arms = bones()
    free, eaten = (arms.curve("pmma", each) for each in ("particles", "particles_eaten"))
    days, away = arms.days, arm_quantities(_arm("pmma"), build_model(library()), library())
    carried = away["particles_carried_away.k"] * eaten + away["particle_dissolution"] * (free + eaten)
    lost = np.concatenate([[0.0], np.cumsum(np.diff(days) * (carried[1:] + carried[:-1]) / 2)])
    given = 0.3 * (1 + (days >= 14) + (days >= 28))
    off_doses = ~np.isin(days, (14.0, 28.0))
    np.testing.assert_allclose((free + eaten + lost)[off_doses], given[off_doses], rtol=0.02)


def test_nothing_of_it_is_in_the_program_without_particles() -> None:
    model = build_model(library())
    starts = start_amounts(model, {path: each.coherent for path, each in model.quantities.items()})
    left = prune(model, {state for state, amount in starts.items() if np.any(amount)})
    assert not {"particles", "particles_eaten", "implant"} & {state.id for state in left.states}
    rates = {rate.name for rate in left.rates}
    assert not {name for name in rates if "particle" in name or name == "monocytes_at_implant"}
    used = {name for rate in left.rates for name in names(rate.expression)}
    assert not {name for name in used if "particle" in name}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (arm("bad", HA, PMMA, more="\n"), "both set"),
        (arm("bad", HA + 'load = "-1 ug/mm^3"', more="\n"), "0 to 100"),
        (arm("bad", HA + 'size = "1 mm"', more="\n"), "0.001 to 100"),
        (arm("bad", HA + "load = 0.3", more="\n"), "unit"),
    ],
)
def test_what_cannot_be_is_told(more: str, told: str) -> None:
    with pytest.raises(ExperimentError) as caught:
        planned(more, 7, 1)
    assert told in str(caught.value)


def _arm(name: str) -> Arm:
    return next(each for each in bones().result.experiment.arms if each.name == name)
