"""Every experiment of examples/ runs and gives finite outcomes; those in space on coarse grids."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from osteon.cohort import run_experiment
from osteon.knowledge import load_library
from osteon.scenario import Experiment, load_experiment, with_domain

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.toml"))


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_run(path: Path) -> None:
    library = load_library()
    result = run_experiment(quick(load_experiment(path, library)), library)
    assert result.solution.ok.all(), result.failures()
    curves = result.measurements.curves
    assert curves
    assert all(np.isfinite(curve).all() for curve in curves.values())
    table = result.summary()
    assert set(table["arm"]) == {arm.name for arm in result.experiment.arms}


def quick(plan: Experiment) -> Experiment:
    """As it is, if it is a point; else as a line; in an image for a day, with large voxels."""
    if plan.space is None:
        return plan
    if plan.space.image is None:
        return replace(with_domain(plan, "radial"), animals=1)
    layout = replace(plan.layout, voxel=2.4 * plan.layout.voxel, frames=(0.0, 1.0))
    return replace(plan, layout=layout, days=1.0, every=1.0, animals=1, arms=plan.arms[:1])
