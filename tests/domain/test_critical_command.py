"""`osteon critical-size`: thresholds for a defect by its dials, or for the arms of an experiment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from osteon.cli._app import build_app

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), ["critical-size", *arguments])


def test_a_defect_by_its_dials() -> None:
    told = ask("segmental_gap", "gap=3 cm", "--species", "human")
    assert told.exit_code == 0
    assert "beyond human_tibia: gap 30 mm, limit 25 mm" in told.stdout
    assert "below long_bone: gap 30 mm, limit 50 mm" in told.stdout
    assert "doi:10.1097/BOT.0000000000000531 R128" in told.stdout
    assert "rabbit" not in told.stdout


def test_the_arms_of_an_experiment() -> None:
    told = ask(str(EXAMPLES / "human-tibial-gap.toml"), "--json")
    found = json.loads(told.stdout)
    assert list(found) == ["arm gap_12", "arm gap_20", "arm gap_25"]
    tibia = [next(one for one in sizes if one["name"] == "human_tibia") for sizes in found.values()]
    assert [one["size"] for one in tibia] == [12.0, 20.0, 25.0]
    assert not any(one["beyond"] for one in tibia)


MISTAKES = {
    ("segmental_gp",): "did you mean 'segmental_gap'?",
    ("segmental_gap", "gp=3"): "did you mean 'gap'?",
    ("segmental_gap", "gap=3 kg"): "expected a unit like 'mm'",
    ("segmental_gap", "gap"): "DIAL=VALUE",
    ("segmental_gap", "gap=1000"): "expected 0.05 to 300 mm",
    ("segmental_gap", "--species", "humn"): "did you mean 'human'?",
    ("drill_hole",): "one of calvarial_disc, segmental_gap",
    ("nowhere.toml",): "no such file",
}


@pytest.mark.parametrize("arguments", MISTAKES, ids=" ".join)
def test_mistakes(arguments: tuple[str, ...]) -> None:
    told = ask(*arguments)
    assert told.exit_code in (1, 2)
    assert MISTAKES[arguments] in told.stderr
