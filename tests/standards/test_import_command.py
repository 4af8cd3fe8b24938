"""`osteon import` at the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from osteon.cli._app import build_app
from tests.standards.sbml_files import DECAY, document, parameter, reaction, written

Run = Callable[..., Result]


@pytest.fixture
def osteon() -> Run:
    """Run the program in this process."""
    return lambda *arguments: CliRunner().invoke(build_app(), [str(argument) for argument in arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    lists = DECAY | {"parameters": [parameter("k", 0.5), parameter("lambda", 1.0)]}
    return written(tmp_path, document(**lists), "decay.xml")


def test_it_says_what_was_read_and_what_to_type_next(osteon: Run, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "my records"
    result = osteon("import", file, "--out", out, "--until", 10, "--points", 5)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "read     decay.xml, SBML Level 3 Version 2: 2 species, 1 compartment, 2 parameters, 1 reaction",
        "became   2 entities, 6 quantities, 1 signal, 2 processes",
        "units    plain numbers: the file does not declare all units",
        "time     second; the experiment ends at 10 (change it with --until)",
        "renamed  lambda is lambda_sbml",
        f"wrote    {out}/models/decay/model.toml",
        f"wrote    {out}/models/decay/experiment.toml",
        f"wrote    {out}/sources/decay.toml",
        "",
        "Next:",
        f"  osteon check '{out}'",
        f"  osteon explain decay --catalog '{out}'",
        f"  osteon run decay --catalog '{out}'",
    ]


def test_what_it_wrote_is_checked_explained_and_run(osteon: Run, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "catalog"
    assert osteon("import", file, "--out", out, "--until", 4, "--points", 2).exit_code == 0
    checked = osteon("check", out)
    assert (checked.exit_code, "no fault" in checked.stdout) == (0, True)
    assert "-J / cell / time_unit" in osteon("explain", "A_change", "--catalog", out).stdout
    ran = osteon("run", "decay", "--catalog", out, "--out", tmp_path / "result", "--json")
    assert ran.exit_code == 0
    assert json.loads(ran.stdout)["failures"] == []
    assert "biomodels" not in osteon("cite", tmp_path / "result").stdout
    assert "sbml:decay" in osteon("cite", tmp_path / "result").stdout


def test_json_for_programs(osteon: Run, file: Path, tmp_path: Path) -> None:
    result = osteon("import", file, "--out", tmp_path / "c", "--name", "mine", "--plain-numbers", "--json")
    record = json.loads(result.stdout)
    assert (record["name"], record["file"], record["level"]) == ("mine", "decay.xml", [3, 2])
    assert record["found"] == {"species": 2, "compartments": 1, "parameters": 2, "reactions": 1}
    assert record["became"] == {"entities": 2, "quantities": 6, "signals": 1, "processes": 2}
    assert (record["units"], record["why"], record["time"]) == (
        "plain numbers", "so it was asked for", "second",
    )  # fmt: skip
    assert (record["until"], record["points"], record["renamed"]) == (100.0, 200, {"lambda": "lambda_sbml"})
    assert all(Path(path).is_file() for path in record["files"])
    assert record["next"][0] == f"osteon check {tmp_path / 'c'}"


def test_faults_are_listed_on_stderr(osteon: Run, tmp_path: Path) -> None:
    lists = DECAY | {"reactions": [reaction("J", "A", "B", ""), reaction("K", "B", "A", "")]}
    result = osteon("import", written(tmp_path, document(**lists)), "--out", tmp_path / "c")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("osteon: 2 faults:\n  small.xml:")
    assert not (tmp_path / "c").exists()


def test_wrong_use(osteon: Run, file: Path, tmp_path: Path) -> None:
    missing = osteon("import", tmp_path / "decai.xml")
    assert missing.exit_code == 2
    assert "no such file; expected an SBML file (.xml); did you mean 'decay.xml'?" in missing.stderr
    assert osteon("import", file, "--out", tmp_path / "c").exit_code == 0
    again = osteon("import", file, "--out", tmp_path / "c")
    assert again.exit_code == 2
    assert "a model 'decay' that is there already" in again.stderr
