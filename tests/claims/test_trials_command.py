"""`osteon trials` from the outside, on a small library."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from osteon.cli._app import build_app
from tests.claims.trials import with_trials


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("osteon.knowledge.load_library", lambda folders=(): with_trials())
    monkeypatch.setattr("osteon.knowledge.load_evidence", lambda folders=(): with_trials().evidence)


def osteon(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), ["trials", *arguments])


def test_a_line_an_endpoint_and_what_is_pooled() -> None:
    done = osteon()
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0].split()[:4] == ["trial", "endpoint", "stated", "found"]
    assert any(line.startswith("fast") and "+ as stated" in line and "hazard ratio" in line for line in lines)
    assert any(
        line.startswith("lacking") and ". not yet" in line and "stromal cells" in line for line in lines
    )
    assert lines[-1].startswith("pool union, 2 trials, hazard ratio:")
    assert "5 trials: " in lines[-2]


def test_a_named_trial_is_shown_in_full() -> None:
    done = osteon("fast", "--patients", "6")
    assert done.exit_code == 0, done.output
    for part in (
        "Trial fast",
        "who: Mice.",
        "other, 6 patients",
        "sooner is stated: + as stated",
        "twins: -",
        "not read: cells",
    ):
        assert part in done.stdout, part


def test_a_pool_names_its_trials(tmp_path: Path) -> None:
    done = osteon("union", "--json", "--patients", "4", "--seed", "3", "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    said = json.loads(done.stdout)
    assert [each["trial"] for each in said["trials"]] == ["fast", "old", "same", "lacking"]
    assert (said["seed"], said["pools"][0]["pool"]) == (3, "union")
    assert json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8")) == said


def test_the_report_has_its_figures_and_tables(tmp_path: Path) -> None:
    done = osteon("fast", "lacking", "--patients", "5", "--out", str(tmp_path / "out"))
    assert done.exit_code == 0, done.output
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    for part in (
        "figure-survival-fast",
        "figure-forest-union",
        "log-rank p",
        "not yet: stromal cells",
        "</html>",
    ):
        assert part in page, part
    assert sorted(path.name for path in (tmp_path / "out" / "figures").iterdir()) == [
        "forest-union.png", "forest-union.svg", "survival-fast.png", "survival-fast.svg",
    ]  # fmt: skip
    with (tmp_path / "out" / "endpoints.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["endpoint"] for row in rows] == ["union", "early", "bone", "clot"]
    assert (tmp_path / "out" / "curves.csv").read_text(encoding="utf-8").startswith("trial,endpoint,arm,day,")
    assert osteon("fast", "--patients", "4", "--out", str(tmp_path / "out")).exit_code == 0


def test_a_folder_with_other_files_is_refused_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = osteon("fast", "--out", str(tmp_path))
    assert done.exit_code == 2
    assert "a folder with other files in it" in done.stderr


def test_the_list_solves_nothing() -> None:
    done = osteon("--list")
    assert done.exit_code == 0, done.output
    assert "5 trials" in done.stdout
    assert "stromal cells as a product" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("fats",), "'fast'"),
        (("fast", "--patients", "2"), "'--patients': Input should be greater than or equal to 3"),
        (("fast", "--seed", "-1"), "'--seed': Input should be greater than or equal to 0"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], said: str) -> None:
    done = osteon(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
