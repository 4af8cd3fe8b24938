"""The volume that a defect's record gives is that of its shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from osteon.domain import build_domain
from osteon.knowledge import load_library
from osteon.model import build_model
from osteon.scenario import arm_quantities, load_experiment, with_domain

LIBRARY = load_library()
MODEL = build_model(LIBRARY)
EXPERIMENT = """
title = "t"
[design]
days = 5
[subject]
species = "rat"
age = "14 week"
[defect]
preset = "{}"
{}
[arm.a]
"""


@pytest.mark.parametrize(
    ("defect", "dials", "voxel"),
    [
        ("closed_fracture", "", 0.1),
        ("segmental_gap", "gap = 6\ndiameter = 4", 0.2),
        ("calvarial_disc", "", 0.2),
        ("drill_hole", "depth = 1.5", 0.07),
        ("alveolar_socket", "taper = 0.6", 0.5),
        ("femoral_head_wedge", "", 1.5),
    ],
)
def test_the_volume_is_that_of_the_voxels(tmp_path: Path, defect: str, dials: str, voxel: float) -> None:
    path = tmp_path / "e.toml"
    path.write_text(EXPERIMENT.format(defect, dials), encoding="utf-8")
    experiment = with_domain(load_experiment(path, LIBRARY), "volume", voxel)
    (arm,) = experiment.arms
    domain = build_domain(arm, LIBRARY, experiment.layout)
    volume = arm_quantities(arm, MODEL, LIBRARY)["defect_volume"]
    assert domain.volumes.sum() == pytest.approx(volume, rel=0.03)
