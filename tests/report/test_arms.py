"""Arms in words."""

from __future__ import annotations

from pathlib import Path

from osteon.model import build_model
from osteon.report._arms import arm_words
from osteon.scenario import load_experiment
from tests.scenario.tiny import write
from tests.scenario.treated import given, treated


def test_a_product_is_told_with_its_dose_its_route_and_its_days(tmp_path: Path) -> None:
    library = treated()
    text = given('protein = "2 ug"', "day = 1", "every = 2", "until = 5", product="ev")
    (_, arm) = load_experiment(write(tmp_path, text), library).arms
    lines = arm_words(arm, build_model(library))["lines"]
    assert "Product: vesicles (particles 2e+09 particle, protein 2 ug), local, on day 1, 3, 5" in lines
