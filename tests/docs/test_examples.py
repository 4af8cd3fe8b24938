"""Every experiment of examples/ runs and gives finite outcomes; those in space on coarse grids."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from osteon.cohort import attribute, run_experiment
from osteon.knowledge import load_library
from osteon.report import therapy
from osteon.scenario import Experiment, load_experiment, with_domain

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
SLOW = {"mouse-calvaria", "rabbit-calvaria", "rabbit-radius", "trabecular-drill-hole"}
"""Compiled for themselves alone, and like `rat-calvaria`, `human-tibial-gap` and `head-ct-cranial-defect`."""


def test_there_are_examples() -> None:
    assert {path.stem for path in EXAMPLES} > SLOW


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, id=path.stem, marks=[pytest.mark.slow] * (path.stem in SLOW)) for path in EXAMPLES],
)
def test_examples_run(path: Path) -> None:
    library = load_library()
    # The demo with the program that takes gains apart, which is then there for the test below.
    plan = quick(load_experiment(path, library))
    result = run_experiment(plan, library, switched=path.stem == demo())
    assert result.solution.ok.all(), result.failures()
    curves = result.measurements.curves
    assert curves
    assert all(np.isfinite(curve).all() for curve in curves.values())
    table = result.summary()
    assert set(table["arm"]) == {arm.name for arm in result.experiment.arms}


def test_the_demo_says_which_arm_heals_and_why() -> None:
    library = load_library()
    plan = replace(load_experiment(ROOT / "examples" / f"{demo()}.toml", library), animals=3)
    result = run_experiment(plan, library, switched=True)
    said = therapy(result, attribute(result))
    assert said is not None
    assert [row["asked"] for row in said["answer"]] == [
        "Which arm heals",
        "By which mechanism",
        "On what evidence",
        "How sure",
    ]
    gains = {row["arm"]: row["mean"] for row in said["ranking"]}
    assert set(gains) == {"empty", "gel", "ev_low", "ev_high", "ev_blocked", "ev_hypoxic", "msc", "medium"}
    assert gains["gel"] == pytest.approx(0.0, abs=1e-6)
    assert gains["ev_high"] > gains["ev_low"] > 0.0
    apart = said["attribution"]
    assert {"ev_high", "ev_low", "msc"} <= set(apart["gains"])
    for arm in apart["gains"]:
        assert apart["classes"][arm]["assumed"] > 0.5
    assert all(row["claims"] or row["numbers"] for row in apart["evidence"])
    assert len(said["spread"]["studies"]) == 2


def demo() -> str:
    """The example that `make demo` runs."""
    (line,) = (line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith("DEMO "))
    return line.split(":=")[1].strip()


def quick(plan: Experiment) -> Experiment:
    """As it is, if it is a point; else as a line; in an image for a day, with large voxels."""
    if plan.space is None:
        return plan
    if plan.space.image is None:
        return replace(with_domain(plan, "radial"), animals=1)
    layout = replace(plan.layout, voxel=2.4 * plan.layout.voxel, frames=(0.0, 1.0))
    return replace(plan, layout=layout, days=1.0, every=1.0, animals=1, arms=plan.arms[:1])
