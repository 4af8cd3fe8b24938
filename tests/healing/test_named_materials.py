"""Materials that the documents name: each is a preset that says what is told of it, and runs as any other."""

from functools import lru_cache

import pytest

from osteon.knowledge import Modifier
from osteon.model import build_model
from osteon.scenario import Experiment, arm_quantities
from tests.healing.arms import Arms, library, planned, run

pytestmark = pytest.mark.slow  # dozens of programs to compile: `make slow`

NAMED = (
    "coral",
    "gelatin_microribbon",
    "fibrin",
    "prf",
    "ha_collagen_chitosan",
    "ha_chitosan",
    "gelatin_nha",
    "nha_pu",
    "chitosan_fucoidan_ha",
    "pla_ti_cap",
    "mmp_peg_gel",
    "acoustic_gel",
    "plga_acap",
    "ha_ring",
    "gad_ag_pio",
)
PARTICLES = ("hydroxyapatite_particles", "pmma_particles", "bmnp")
"""With beta_tcp and ha, which are general, these are all the materials of the systems S39 and S40."""

STATED = ("material", "host", "loading", "response")
"""What the acceptance of S39 asks of a preset: species and time, source of cells, stated effect."""


def record(name: str) -> Modifier:
    return library().modifiers["product", name]


@lru_cache(maxsize=1)
def implanted() -> Experiment:
    """Each scaffold in a fracture of a mouse, read and not run."""
    arms = (f'[arm.{name}]\nproduct = [{{ use = "{name}" }}]\n' for name in (*NAMED, "pla_printed"))
    return planned("".join(arms), 14, 1)


def numbers(name: str) -> dict[str, float]:
    arm = next(each for each in implanted().arms if each.name == name)
    return dict(arm_quantities(arm, build_model(library()), library()))


@pytest.mark.parametrize("name", [*NAMED, *PARTICLES])
def test_a_preset_says_what_is_told_of_the_material(name: str) -> None:
    found = record(name)
    assert found.product is not None
    assert found.product.form == "material"
    assert found.claims
    assert found.product.source
    assert all(found.product.card.get(planned) for planned in STATED), found.product.card


def test_every_claim_of_the_systems_is_named_by_a_preset() -> None:
    named = {claim for name in (*NAMED, *PARTICLES, "ha", "beta_tcp") for claim in record(name).claims}
    by_material = {claim.id for claim in library().evidence.claims.values() if "S39" in claim.systems}
    static_or_elsewhere = {"C310", "C263", "C294", "C316", "C317"}
    assert by_material - named <= static_or_elsewhere


@pytest.mark.parametrize("name", NAMED)
def test_a_preset_takes_room_and_sets_shared_quantities_only(name: str) -> None:
    found = numbers(name)
    assert 0 < found["scaffold.initial"] < 1
    assert found["scaffold.initial"] + found["clot.initial"] == pytest.approx(1)
    general = {target for effect in record("beta_tcp").effects for target in effect.targets}
    more = {"mito_transfer", "PDGF_release", "VEGF_release"}
    assert {target for effect in record(name).effects for target in effect.targets} <= general | more


def test_the_printed_composite_is_stiffer_than_the_plain_polymer() -> None:
    """C289."""
    assert numbers("pla_ti_cap")["scaffold_modulus"] > numbers("pla_printed")["scaffold_modulus"]


@lru_cache(maxsize=1)
def lineage() -> Arms:
    """A fracture alone, on a composite, and with platelet-rich fibrin."""
    arms = "[arm.plain]\n"
    arms += '[arm.composite]\nproduct = [{ use = "ha_chitosan" }]\n'
    arms += '[arm.platelets]\nproduct = [{ use = "prf" }]\n'
    return run(arms, days=21, every=0.5)


def test_osteocalcin_comes_last() -> None:
    """RUNX2, MSX2 and ALP begin with progenitors that are called to bone, osteocalcin waits for matrix."""
    half = {}
    for marker in ("RUNX2", "MSX2", "ALP", "OCN"):
        curve = lineage().curve("plain", f"marker_{marker}")
        assert curve[0] == 0
        half[marker] = lineage().days[(curve > curve.max() / 2).argmax()]
    assert half["OCN"] == max(half.values())


def test_markers_count_no_more_cells_than_there_are() -> None:
    arms = lineage()
    cells = sum(arms.curve("plain", each) for each in ("MSC", "osteoblast", "hypertrophic", "osteoclast"))
    for marker in ("RUNX2", "MSX2", "ALP", "osteopontin", "OCN"):
        assert (arms.curve("plain", f"marker_{marker}") <= cells + 1e-6).all(), marker


def test_cells_hold_on_to_a_composite_and_not_to_a_clot() -> None:
    assert lineage().curve("plain", "cells_attached").max() == 0
    assert lineage().curve("composite", "cells_attached").max() > 100


def test_platelets_bring_their_factors_which_are_let_go() -> None:
    """C385."""
    held = lineage().curve("platelets", "PDGF_bound")
    assert held[0] == pytest.approx(10.0, rel=1e-3)
    assert held[-1] < 0.1 * held[0]
    assert lineage().curve("platelets", "PDGF").max() > lineage().curve("plain", "PDGF").max()
