"""A new defect touches catalogue files only; what is wrong with its shape is told with its line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from osteon.domain import build_domain, critical_size
from osteon.errors import ExperimentError, RecordError
from osteon.knowledge import load_library
from osteon.model import check_library
from osteon.scenario import Arm, Setting, SpaceDesign
from tests.domain.cases import domain, library

CYST = """
[defect.cyst]
name = "cyst"
says = "A round hollow in cancellous bone."
[defect.cyst.dial]
diameter = { says = "diameter", unit = "mm", default = 4.0, range = [1.0, 20.0] }
[defect.cyst.shape.extent]
x = ["-diameter / 2", "diameter / 2"]
y = ["-diameter / 2", "diameter / 2"]
z = ["-diameter / 2", "diameter / 2"]
[defect.cyst.shape.region]
bone = { tissue = "bone", inside = "1" }
hollow = { tissue = "defect", inside = "diameter / 2 - sqrt(x**2 + y**2 + z**2)" }
[defect.cyst.shape.radial]
along = ["x"]
curvature = 2
"""


def overlay(folder: Path, text: str) -> Path:
    (folder / "defects").mkdir(exist_ok=True)
    (folder / "defects" / "cyst.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_sphere_by_record_alone_has_its_area_and_volume(tmp_path: Path) -> None:
    found = load_library([overlay(tmp_path, CYST)])
    assert not check_library(found).faults
    cyst = Arm("mine", "", None, (Setting("defect", "cyst", {"diameter": 4.0}),))
    errors = []
    for voxel in (0.5, 0.25, 0.125):
        made = build_domain(cyst, found, SpaceDesign("volume", voxel))
        area = float((made.fields()["contact_bone"] * made.volumes).sum())
        errors.append(abs(area / (np.pi * 16.0) - 1.0))
    assert errors[2] < 0.003
    assert errors[2] < errors[0]
    shell = build_domain(cyst, found, SpaceDesign("radial", 0.1))
    assert shell.volumes.sum() == pytest.approx(np.pi * 4.0**3 / 6.0)
    assert (shell.fields()["contact_bone"] * shell.volumes).sum() == pytest.approx(np.pi * 16.0)


MISTAKES = {
    "no defect": ('tissue = "defect"', 'tissue = "bone"', "no region of the tissue 'defect'"),
    "tissue": ('tissue = "defect"', 'tissue = "defekt"', "did you mean 'defect'?"),
    "extent": ('z = ["-diameter / 2", "diameter / 2"]\n', "", "no z in [defect.cyst.shape.extent]"),
    "axis": ('along = ["x"]', 'along = ["r"]', "one of x, y, z"),
    "two axes": ('along = ["x"]', 'along = ["x", "y"]', "one axis for a radial domain"),
    "twice": ('along = ["x"]', 'along = ["x"]\nlayers = ["x"]', "each axis once"),
    "key": ("curvature = 2", "curve = 2", "unknown key 'curve' in [defect.cyst.shape.radial]"),
    "dial": (
        "diameter = {",
        'x = { says = "x", unit = "1", default = 1.0, range = [0, 2] }\ndiameter = {',
        "the name 'x' of a dial beside a shape",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes_in_a_shape(mistake: str, tmp_path: Path) -> None:
    old, new, message = MISTAKES[mistake]
    with pytest.raises(RecordError) as caught:
        load_library([overlay(tmp_path, CYST.replace(old, new))])
    assert message in str(caught.value)


EXPRESSIONS = {
    "name": ("sqrt(x**2 + y**2 + z**2)", "sqrt(x**2 + y**2 + w**2)", "the name 'w'"),
    "unit": ('x = ["-diameter / 2"', 'x = ["-1"', "as a shape is bounded by lengths"),
    "sum": ("diameter / 2 - sqrt", "1 - sqrt", "that of '1'"),
}


@pytest.mark.parametrize("mistake", EXPRESSIONS)
def test_mistakes_in_its_expressions(mistake: str, tmp_path: Path) -> None:
    old, new, message = EXPRESSIONS[mistake]
    found = check_library(load_library([overlay(tmp_path, CYST.replace(old, new))])).faults
    assert any(message in str(fault) and "cyst.toml:" in fault.where for fault in found), found


def test_subjects_have_no_shape(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="a shape in defects only"):
        load_library([overlay(tmp_path, CYST.replace("defect.cyst", "condition.cyst"))])


def test_shares_out_of_range_are_told(tmp_path: Path) -> None:
    text = CYST.replace('inside = "1" }', 'inside = "1", shares = { bone = "1 - 2 * diameter / diameter" } }')
    found = load_library([overlay(tmp_path, text)])
    cyst = Arm("mine", "", None, (Setting("defect", "cyst", {"diameter": 4.0}),))
    with pytest.raises(ExperimentError, match="a share of -1 of bone in region 'bone'"):
        build_domain(cyst, found, SpaceDesign("volume", 0.4))


def gap(**dials: float) -> Setting:
    record = library().modifiers["defect", "segmental_gap"]
    return Setting("defect", "segmental_gap", {**{d.name: d.default for d in record.dials}, **dials})


def test_critical_sizes_are_the_published_ones() -> None:
    human = {one.name: one for one in critical_size(gap(gap=30.0), library(), "human")}
    assert human["human_tibia"].limit == 25.0
    assert human["human_tibia"].beyond
    assert human["human_tibia"].numbers[0].place == "R128"
    assert human["long_bone"].limit == 50.0
    assert not human["long_bone"].beyond
    assert "rabbit_radius" not in human
    rabbit = {one.name: one for one in critical_size(gap(gap=17.0, diameter=6.0), library(), "rabbit")}
    assert rabbit["rabbit_radius"].beyond
    assert rabbit["long_bone"].beyond
    assert set(rabbit) == {"rabbit_radius", "long_bone"}


def test_half_of_the_circumference_must_be_lost() -> None:
    partial = critical_size(gap(gap=30.0, circumference=0.4), library(), "human")
    assert not any(one.beyond for one in partial)
    assert not any(one.applies for one in partial)


def test_a_defect_without_thresholds_names_those_that_have_some() -> None:
    with pytest.raises(ExperimentError, match="one of calvarial_disc, segmental_gap"):
        critical_size(Setting("defect", "drill_hole", {}), library())


def test_the_bridging_axis_is_that_of_the_record() -> None:
    assert domain("calvarial_disc", "plane", 0.2).axis is None
    assert domain("segmental_gap", "volume", 1.0).axis == 0
    assert domain("segmental_gap", "plane", 1.0).axis == 1
