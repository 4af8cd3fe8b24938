"""Every experiment of examples/ runs, in every arm and animal, and gives finite outcomes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import osteon

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.toml"))


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_run(path: Path) -> None:
    result = osteon.run(path)
    assert result.solution.ok.all(), result.failures()
    curves = result.measurements.curves
    assert curves
    assert all(np.isfinite(curve).all() for curve in curves.values())
    table = result.summary()
    assert set(table["arm"]) == {arm.name for arm in result.experiment.arms}
