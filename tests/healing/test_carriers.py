"""Agents that cells carry or that are given free, and the bone tumour that they are aimed at."""

from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from osteon.errors import ExperimentError
from osteon.model import build_model, prune
from tests.healing.arms import Arms, library, run

pytestmark = pytest.mark.slow  # dozens of programs to compile: `make slow`

BONE = 'defect = { preset = "unbroken_bone", volume = "113 mm^3" }\n'
TUMOUR = BONE + "conditions.osteosarcoma = {}\n"
HOLE = (
    'subject = { species = "rat", age = "4 month", sex = "male" }\n'
    'defect = { preset = "calvarial_disc", diameter = "8 mm", thickness = "0.7 mm" }\n'
)
POOLS = ("agent", "agent_in_cells", "agent_homing", "agent_in_lungs", "agent_body")
LOADS = {"none": 0.0, "tenth": 0.1, "usual": 1.0, "most": 10.0}
AMOUNTS = (1, 10, 100)
PASSING = {"none": 0.0, "usual": 0.0015, "most": 0.05}
AGENTS = {
    "loaded_msc": "free_agent",
    "paclitaxel_msc": "paclitaxel",
    "nanomedicine_msc": "nanomedicine",
    "alpcs4_msc": "alpcs4",
    "tpps_msc": "tpps",
}
KEPT = '[[arm.{0}.change]]\ntarget = "agent_elimination"\nop = "set"\nvalue = 0.0\n'


def arm(name: str, *given: str, where: str = TUMOUR) -> str:
    """An arm, and products that it gets on day 3 unless they say otherwise."""
    head = f"\n[arm.{name}]\n{where}"
    return head + "".join(f"[[arm.{name}.product]]\n{each}" for each in given)


def cells(use: str, route: str = "local", more: str = "") -> str:
    """A million cells on day 3."""
    return f'use = "{use}"\nroute = "{route}"\ncells = "1e6 cell"\nday = 3\n{more}\n'


def free(use: str, amount: float = 1, route: str = "intravenous") -> str:
    """An agent without cells on day 3."""
    return f'use = "{use}"\nroute = "{route}"\namount = "{amount} ug"\nday = 3\n'


LED = 'use = "led"\nday = 4\nevery = 2\nuntil = 8\n'


def _arms() -> str:
    text = arm("bone", where=BONE) + arm("none")
    text += arm("opg") + '[[arm.opg.change]]\ntarget = "opg_boost"\nop = "scale"\nvalue = 10.0\n'
    text += arm("light", LED) + arm("plain", cells("bm_msc")) + arm("plain_light", cells("bm_msc"), LED)
    text += arm("dark", cells("alpcs4_msc")) + arm("lit", cells("alpcs4_msc"), LED)
    text += arm("beside_bone", cells("cd271_msc", "intravenous"), where=BONE)
    text += arm("beside", cells("cd271_msc", "intravenous"))
    buffered = BONE + "conditions.osteosarcoma = { buffered = 0.8 }\n"
    text += arm("buffered", where=buffered) + arm("plain_buffered", cells("bm_msc"), where=buffered)
    for name, load in LOADS.items():
        text += arm(f"load_{name}", cells("paclitaxel_msc", more=f"load = '{load} pg/cell'"))
    for amount in AMOUNTS:
        text += arm(f"free_{amount}", free("paclitaxel", amount))
    text += arm("free_local", free("paclitaxel", 1, "local"))
    for name, share in PASSING.items():
        text += arm(f"pass_{name}", cells("paclitaxel_msc", "intravenous", f"passing = {share}"))
    for route in ("local", "intravenous"):
        text += arm(f"kept_{route}", cells("paclitaxel_msc", route)) + KEPT.format(f"kept_{route}")
    gap = 'defect = { preset = "segmental_gap", diameter = "1.2 mm", gap = "1 mm" }\n'
    text += arm("gap", where=gap) + arm("left", where=gap + "conditions.osteosarcoma = { cells = 100 }\n")
    text += arm("hole_cells", cells("loaded_msc", "intravenous"), where=HOLE)
    return text + arm("hole_free", free("free_agent"), where=HOLE)


@lru_cache(maxsize=1)
def mice() -> Arms:
    """All arms of this page in one batch: a fortnight."""
    return run(_arms(), days=14, every=0.25)


def last(name: str, outcome: str = "tumour_volume") -> float:
    return float(mice().curve(name, outcome)[-1])


def rises(values: list[float]) -> bool:
    return bool((np.diff(values) > 0).all())


def _living(alive: set[str]) -> set[str]:
    model = build_model(library())
    starts = {each.id for each in model.states if f"{each.id}.initial" in model.quantities}
    started = {id for id in starts if model.quantities[f"{id}.initial"].value > 0.0}
    return {state.id for state in prune(model, started | alive).states}


def test_without_a_product_or_a_tumour_none_of_it_is_in_the_program() -> None:
    assert not _living(set()) & {*POOLS, "tumour_cell", "light", "metastasis", "tumour_reach"}


def test_a_tumour_alone_brings_no_agent_and_an_agent_no_tumour() -> None:
    assert not _living({"tumour_cell"}) & {*POOLS, "light"}
    assert not _living({"agent_body"}) & {"tumour_cell", "metastasis"}


@pytest.mark.parametrize("route", ["local", "intravenous"])
def test_what_is_given_is_somewhere_until_the_body_is_rid_of_it(route: str) -> None:
    whole: NDArray[np.float64] = sum((mice().curve(f"kept_{route}", pool) for pool in POOLS), np.zeros(1))
    given = mice().days >= 3.25
    assert whole[given] == pytest.approx(1e6 / 113, rel=1e-3)


def test_the_more_a_cell_carries_the_smaller_the_tumour() -> None:
    assert rises([-last(f"load_{load}") for load in LOADS])


def test_the_more_is_given_free_the_smaller_the_tumour() -> None:
    assert rises([-last("none"), *(-last(f"free_{amount}") for amount in AMOUNTS)])


def test_cells_that_carry_nothing_are_plain_cells() -> None:
    for outcome in ("tumour_volume", "graft", "osteoclast", "bone_mass"):
        assert last("load_none", outcome) == pytest.approx(last("plain", outcome), rel=1e-3), outcome


def test_cells_at_the_target_beat_the_free_drug_by_vein_and_at_the_target() -> None:
    carried = last("load_usual", "agent_target_ratio")
    assert carried > 2 * last("free_1", "agent_target_ratio")
    assert carried > last("free_local", "agent_target_ratio")


def test_by_vein_it_hangs_on_how_many_cells_pass_the_lungs() -> None:
    ratios = [last(f"pass_{share}", "agent_target_ratio") for share in PASSING]
    assert rises(ratios)
    assert ratios[1] < last("free_1", "agent_target_ratio") < ratios[2]


def test_the_free_drug_settles_at_its_own_partition() -> None:
    wanted = library().modifiers["product", "paclitaxel"]
    value = next(each.value for each in wanted.quantities if each.name == "agent_partition")
    assert last("free_100", "agent_target_ratio") == pytest.approx(value, rel=0.05)


def test_into_a_hole_of_the_skull_cells_bring_more_by_vein_than_comes_free() -> None:
    assert last("hole_cells", "agent_target_ratio") > 2 * last("hole_free", "agent_target_ratio")
    reached = [mice().peak(f"hole_{name}", "agent_at_target")[1] for name in ("cells", "free")]
    assert reached[0] > 2 * reached[1]


def test_only_light_on_loaded_cells_kills() -> None:
    assert last("lit") < 0.6 * last("none")
    assert last("light") == pytest.approx(last("none"), rel=1e-4)
    assert last("plain_light") == pytest.approx(last("plain"), rel=1e-4)
    assert last("dark") == pytest.approx(last("plain"), rel=1e-3)
    assert mice().peak("dark", "tumour_ROS")[1] == 0.0 < mice().peak("lit", "tumour_ROS")[1]


def test_a_tumour_dissolves_bone_and_opg_holds_both_back() -> None:
    assert last("none", "osteolysis") > 1.5 * last("bone", "osteolysis")
    assert last("opg", "osteolysis") < last("none", "osteolysis")
    assert last("opg") < last("none")


def test_bone_and_what_is_left_of_a_tumour_grow_in_one_run() -> None:
    assert last("gap") == 0.0 < mice().at("left", "tumour_volume", 3) < last("left")
    assert 0.0 < last("left", "callus_bone") < last("gap", "callus_bone")


def test_cells_home_to_a_tumour() -> None:
    found = [mice().peak(name, "given_MSC")[1] for name in ("beside", "beside_bone")]
    assert found[0] > 1.2 * found[1] > 0.0


def test_stromal_cells_make_it_grow_acid_and_spread_and_a_buffer_takes_that_away() -> None:
    assert last("plain") > last("none")
    assert last("plain", "tumour_pH") < last("none", "tumour_pH") < last("buffered", "tumour_pH")
    plain = last("plain", "lung_metastases") - last("none", "lung_metastases")
    held = last("plain_buffered", "lung_metastases") - last("buffered", "lung_metastases")
    assert plain > held > 0.0


@pytest.mark.parametrize(("carried", "alone"), AGENTS.items())
def test_an_agent_is_the_same_inside_cells_and_free(carried: str, alone: str) -> None:
    def kinetics(product: str) -> dict[str, float]:
        record = library().modifiers["product", product]
        return {each.name: each.value for each in record.quantities if each.name.startswith("agent_")}

    assert kinetics(carried) == kinetics(alone)


FAULTS = {
    "too much": (cells("paclitaxel_msc", more="load = '50 pg/cell'"), "beyond ten times that"),
    "no unit": (cells("paclitaxel_msc", more="load = 1"), "pg/cell"),
    "no such agent": (free("paclitaxol"), "paclitaxel"),
    "no day": ('use = "paclitaxel"\namount = "1 ug"\n', "day"),
    "release of nothing": (cells("paclitaxel_msc", more="release = '0 1/day'"), "release"),
    "two agents": (f"{cells('paclitaxel_msc')}[[arm.bad.product]]\n{free('nanomedicine')}", "agent_"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_given_is_told(fault: str) -> None:
    given, said = FAULTS[fault]
    with pytest.raises(ExperimentError, match=said):
        run(arm("bad", given), days=7)
