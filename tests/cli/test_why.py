"""`osteon run --why`: gains of arms with products are taken apart, unless that is not wanted or fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from osteon.cli._summary import summary_lines
from osteon.errors import ExperimentError, Fault
from tests.cli.conftest import Run
from tests.report.therapies import reported, solved, taken_apart


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often gains were taken apart."""
    calls: list[str] = []

    def attribute(*_: object, **__: object) -> None:
        calls.append("asked")

    monkeypatch.setattr("osteon.cohort.attribute", attribute)
    return calls


def test_gains_are_taken_apart_unless_it_is_not_wanted(
    osteon: Run, mice: Path, tmp_path: Path, asked: list[str]
) -> None:
    assert osteon("run", mice, "--out", tmp_path / "one").exit_code == 0
    assert asked == ["asked"]
    assert osteon("run", mice, "--out", tmp_path / "two", "--no-why").exit_code == 0
    assert asked == ["asked"]


def test_a_run_is_not_lost_where_gains_cannot_be_taken_apart(
    osteon: Run, mice: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def attribute(*_: object, **__: object) -> None:
        raise ExperimentError(Fault("cells.toml:3", "graft_loss.k = nan", "a finite value"))

    monkeypatch.setattr("osteon.cohort.attribute", attribute)
    found = osteon("run", mice, "--out", tmp_path / "out")
    assert found.exit_code == 0
    assert (
        "osteon: gains were not taken apart: cells.toml:3: given graft_loss.k = nan; expected a finite value"
        in found.stderr
    )
    assert (tmp_path / "out" / "report.html").exists()


def test_the_terminal_tells_the_answer_and_ranks_the_arms(tmp_path: Path) -> None:
    result = solved(tmp_path, 2)
    record, _ = reported(result, tmp_path / "out", taken_apart(result))
    lines = summary_lines(record, tmp_path / "out")
    assert lines[2].startswith("Which arm heals: On day 28 dosed has the most M1: +")
    assert any(line.startswith("How sure: What the numbers of products may be") for line in lines)
    (head,) = (
        number for number, line in enumerate(lines) if line.startswith("arm") and "against plain" in line
    )
    assert lines[head].split("  ")[-1].strip() == "highest in draws"
    assert [line.split()[0] for line in lines[head + 1 : head + 3]] == ["dosed", "alike"]
    assert max(map(len, lines[2:head])) <= 110


def test_without_products_the_terminal_says_what_it_always_did(tmp_path: Path) -> None:
    record: dict[str, Any] = {
        "title": "T", "therapy": None, "headline": [], "residuals": [], "failures": [], "lanes": 1,
        "evidence": {"counts": {"measured": 1}}, "notice": "N",
    }  # fmt: skip
    assert summary_lines(record, tmp_path)[:3] == ["T", "", ""]
