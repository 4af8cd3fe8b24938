"""`osteon view`: what it refuses, and what it hands on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from osteon import report
from osteon.cli._app import build_app


def run(*arguments: str) -> Any:
    return CliRunner().invoke(build_app(), ["view", *arguments])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--share", "0"), "a share above 0 and up to 100 per cent"),
        (("--png", "look.jpg"), "the name of a picture that ends in .png"),
        ((), "expected the folder of a run in space"),
    ],
)
def test_wrong_use_is_told(tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    answer = run(str(tmp_path), *arguments)
    assert answer.exit_code == 2
    assert says in answer.stderr


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    answer = run(str(tmp_path / "nothing"))
    assert answer.exit_code == 2
    assert "no such folder" in answer.stderr


def test_the_look_is_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def view_result(*given: Any) -> dict[str, Any]:
        seen.append(given)
        return {"arm": given[1], "animal": given[2], "day": 14.0}

    monkeypatch.setattr(report, "view_result", view_result, raising=False)
    options = ("--arm", "old", "--animal", "1", "--day", "14", "--field", "VEGF", "--share", "50", "--json")
    answer = run(str(tmp_path), *options)
    assert json.loads(answer.stdout) == {"arm": "old", "animal": 1, "day": 14.0}
    assert seen == [(tmp_path, "old", 1, report.Look(0.5, 14.0, "VEGF"), None)]
    run(str(tmp_path), "--json")
    assert seen[-1][3] == report.Look(), "without --share the model says what bone is"
