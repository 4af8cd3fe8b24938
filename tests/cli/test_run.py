"""`osteon run` as a contract: what it prints, writes and refuses, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from osteon.errors import Fault, RecordError
from osteon.solve import SPACE_RTOL
from tests.cli.conftest import Run
from tests.report import small


def test_a_run_writes_a_report_and_says_where(osteon: Run, mice: Path, tmp_path: Path) -> None:
    done = osteon("run", mice, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "report.html").is_file()
    assert f"Report: {tmp_path / 'out' / 'report.html'}" in done.stdout
    assert "callus bone" in done.stdout
    assert "1 fitted" not in done.stdout
    assert "Not for clinical decisions." in done.stdout
    assert done.stderr == ""


def test_the_default_folder_is_named_after_the_experiment(
    osteon: Run, mice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert osteon("run", mice, "--quiet").stdout == ""
    assert (tmp_path / "results" / "mice" / "report.html").is_file()


def test_json_is_one_object_and_nothing_else(osteon: Run, mice: Path, tmp_path: Path) -> None:
    done = osteon("run", mice, "--out", tmp_path / "out", "--json")
    said = json.loads(done.stdout)
    kept = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    assert said == kept | {"folder": str(tmp_path / "out"), "report": str(tmp_path / "out" / "report.html")}


def test_seed_of_the_command_line_wins(osteon: Run, mice: Path, tmp_path: Path) -> None:
    done = osteon("run", mice, "--out", tmp_path / "out", "--json", "--seed", 11)
    assert json.loads(done.stdout)["provenance"]["seed"] == 11


def test_a_missing_file_is_said_with_near_matches(osteon: Run, mice: Path) -> None:
    done = osteon("run", mice.with_name("mise.toml"))
    assert done.exit_code == 2
    assert "no such file" in done.stderr
    assert "did you mean 'mice.toml'?" in done.stderr
    assert "holds mice.toml" in osteon("run", mice.with_name("quite-different.toml")).stderr
    assert "does not exist either" in osteon("run", mice.parent / "no" / "x.toml").stderr
    assert "a folder" in osteon("run", mice.parent).stderr


def test_help_tells_the_tolerances_of_a_point_and_of_space(osteon: Run) -> None:
    said = " ".join(osteon("run", "--help").stdout.replace("\N{BOX DRAWINGS LIGHT VERTICAL}", " ").split())
    assert "at a point from 1e-14" in said
    assert "in space from 1e-8, default 3e-2" in said
    assert SPACE_RTOL == 3e-2


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--domain", "sphere", "volume"),
        ("--voxel", "0 um", "above zero"),
        ("--rtol", "0", "1e-3"),
        ("--rtol", "nan", "1e-3"),
        ("--animals", "0", "animals"),
        ("--seed", "-1", "seed"),
        ("--method", "euler", "kvaerno5"),
        ("--catalog", "nowhere", "no such folder"),
        ("--colour", "red", "--colour"),
    ],
)
def test_wrong_use_is_refused(osteon: Run, mice: Path, option: str, value: str, said: str) -> None:
    done = osteon("run", mice, option, value)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert done.stdout == ""


def test_a_folder_of_others_is_refused_before_the_work(
    osteon: Run, mice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("osteon.knowledge.load_library", lambda folders=(): pytest.fail("too late"))
    done = osteon("run", mice, "--out", tmp_path)
    assert done.exit_code == 2
    assert "other files" in done.stderr


def test_faults_of_records_end_with_1_and_are_all_listed(
    osteon: Run, mice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folders: object = ()) -> None:
        raise RecordError([Fault("a.toml:3", "x", "y"), Fault("b.toml:4", "v", "w", "do z")])

    monkeypatch.setattr("osteon.knowledge.load_library", broken)
    done = osteon("run", mice, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "a.toml:3: given x; expected y" in done.stderr
    assert "b.toml:4: given v; expected w; do z" in done.stderr
    assert not (tmp_path / "out").exists()


def test_ctrl_c_is_said_and_leaves_nothing(
    osteon: Run, mice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("osteon.cohort.run_experiment", stopped)
    done = osteon("run", mice, "--out", tmp_path / "place" / "out")
    assert done.exit_code == 130
    assert "Ctrl-C" in done.stderr
    assert list((tmp_path / "place").iterdir()) == []


def test_a_bug_is_one_line_unless_the_traceback_is_asked_for(
    osteon: Run, mice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("osteon.cohort.run_experiment", bug)
    done = osteon("run", mice, "--out", tmp_path / "out")
    assert done.exit_code == 70
    assert "OSTEON_TRACEBACK=1" in done.stderr
    assert "Traceback" not in done.stderr
    monkeypatch.setenv("OSTEON_TRACEBACK", "1")
    assert isinstance(osteon("run", mice, "--out", tmp_path / "out").exception, ZeroDivisionError)


def test_when_all_animals_fail_the_report_is_written_and_the_code_is_1(
    osteon: Run, mice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = small.result(mice, failed=tuple(range(8)))
    monkeypatch.setattr("osteon.cohort.run_experiment", lambda *_, **__: failed)
    done = osteon("run", mice, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "stopped after day 4" in done.stderr
    assert (tmp_path / "out" / "report.html").is_file()
