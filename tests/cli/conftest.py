"""The command line with a small library and a small result behind it, so that no test solves anything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from osteon.cli._app import build_app
from tests.report import small

Run = Callable[..., Result]


@pytest.fixture
def osteon() -> Run:
    """Run the program in this process."""
    return lambda *arguments: CliRunner().invoke(build_app(), [str(argument) for argument in arguments])


@pytest.fixture
def mice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An experiment file whose run is made by hand."""
    path = tmp_path / "mice.toml"
    made = small.result(path)
    monkeypatch.setattr("osteon.knowledge.load_library", lambda folders=(): made.library)
    monkeypatch.setattr("osteon.scenario.load_experiment", lambda path, library: made.experiment)
    monkeypatch.setattr(
        "osteon.cohort.run_experiment", lambda plan, library, **options: replace(made, experiment=plan)
    )
    monkeypatch.setattr("osteon.report._write.plates", lambda sheet: iter(()))
    return path
