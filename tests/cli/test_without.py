"""`osteon run --without` and `osteon evidence --used-by` as contracts: what they print, write and refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from osteon.report import read_note
from tests.cli.conftest import Run
from tests.evidence.traced import ADA, library
from tests.scenario.tiny import EXPERIMENT, write


@pytest.fixture
def mice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An experiment on the tiny library, which is solved."""
    made = library()
    monkeypatch.setattr("osteon.knowledge.load_library", lambda folders=(): made)
    monkeypatch.setattr("osteon.report._write.plates", lambda sheet: iter(()))
    monkeypatch.chdir(tmp_path)
    return write(tmp_path, EXPERIMENT + '[report]\noutcomes = ["callus_bone"]\n')


def test_a_run_without_a_source_shows_what_changed(osteon: Run, mice: Path) -> None:
    done = osteon("run", mice, "--without", "Ada 2019")
    assert done.exit_code == 0, done.output
    assert f"Without {ADA}:" in done.stdout
    assert "outcome      arm    day" in done.stdout
    assert "Drawn from what they may be (2): neutrophil.initial, leave.k" in done.stdout
    assert "Off (2): soften, harden" in done.stdout
    assert "callus bone  young (without)" in done.stdout
    assert Path("results/experiment-without/report.html").is_file()
    assert not Path("results/experiment").exists()


def test_what_is_left_out_is_noted_and_goes_on_into_a_branch(osteon: Run, mice: Path) -> None:
    osteon("run", mice, "--without", "Ada 2019", "--without", "C002", "--out", "a", "--quiet")
    assert read_note(Path("a")).without == ("Ada 2019", "C002")
    done = osteon("branch", "a", "--day", 3, "--set", "remodel.k=1 1/day", "--out", "b", "--json")
    assert done.exit_code == 0, done.output
    record = json.loads(done.stdout)
    assert [row["id"] for row in record["without"]["sources"]] == [ADA, "C002"]
    assert [row["process"] for row in record["without"]["off"]] == ["soften", "harden", "remodel"]
    assert read_note(Path("b")).without == ("Ada 2019", "C002")
    assert f"{ADA} [4 numbers; half of the arms are without it]" in osteon("cite", "a").stdout
    assert "@article{doi_10_1000_ada," in osteon("cite", "a", "--bibtex").stdout


def test_a_usual_run_leaves_nothing_out(osteon: Run, mice: Path) -> None:
    done = osteon("run", mice, "--json")
    assert json.loads(done.stdout)["without"] is None
    assert read_note(Path("results/experiment")).without == ()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--without", "Ada 2018"), "--without: given 'Ada 2018'; expected a source, a paper as it is cited"),
        (("--without", "Ada 2018"), "did you mean 'Ada 2019'?"),
        (("--without", "Cy 2021"), "--without: given Cy 2021, on which nothing of natural healing rests"),
        (("--without", ADA, "--domain", "radial"), "--without: given a run in space; expected a run at a"),
        (("--without", ""), "--without: given ''; expected a source"),
    ],
)  # fmt: skip
def test_what_cannot_be_left_out_is_refused(
    osteon: Run, mice: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = osteon("run", mice, *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert not Path("results/experiment-without").exists()


def test_other_mistakes_are_told_as_ever(osteon: Run, mice: Path) -> None:
    mice.write_text(EXPERIMENT + '[report]\noutcomes = ["callus_bon"]\n', encoding="utf-8")
    done = osteon("run", mice, "--without", ADA)
    assert done.exit_code == 1
    assert "did you mean 'callus_bone'" in done.stderr


def test_what_rests_on_a_source_is_told_with_counts_first(osteon: Run, mice: Path) -> None:
    osteon("run", mice, "--quiet")
    done = osteon("evidence", "--used-by", "ada 2019")
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[0] == f"{ADA}: On softening (source)"
    assert lines[4].startswith("On it rest 4 numbers, 1 entity, 4 processes, 1 chapter, 2 claims,")
    assert lines[4].endswith("1 row of the parameter survey, 20 outcomes at first hand, 1 result.")
    assert ["soften.k", "=", "0.3", "1/day", "assumed", "tiny.toml:soften.k"] in [x.split() for x in lines]
    assert "callus_bone" in done.stdout
    assert "  results/experiment: Young against old mice; 4 numbers, 2 claims" in lines


def test_what_rests_on_a_source_for_programs(osteon: Run, mice: Path) -> None:
    osteon("run", mice, "--quiet", "--out", "elsewhere")
    alone = json.loads(osteon("evidence", "--used-by", ADA, "--json").stdout)
    assert alone["results"] == []
    assert alone["outcomes"]["neutrophil"] == {"leave": ["leave.k"], "day 0": ["neutrophil.initial"]}
    assert alone["movers"] == {"soften": ["soften.k"], "harden": ["harden.k"], "leave": ["leave.k"]}
    found = json.loads(osteon("evidence", "--used-by", ADA, "--json", "--results", "elsewhere").stdout)
    assert [use["folder"] for use in found["results"]] == ["elsewhere"]
    assert found["counts"]["result"] == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--used-by", "Ado 2019"), "--used-by: given 'Ado 2019'; expected a source"),
        (("--used-by", "Ado 2019"), "did you mean 'Ada 2019'?"),
        (("--used-by", "Mouser 2018"), "say which: doi:10.1000/mice, doi:10.1000/mouser"),
        (("--used-by", ADA, "--results", "nowhere"), "nowhere: given no such folder"),
        (("--used-by", ADA, "--results", "."), "given no result; expected a folder with results"),
        (("--used-by", ADA, "bone"), "--used-by: given a question, a filter or --csv with it"),
        (("--results", "."), "--results: given --results alone"),
    ],
)
def test_what_cannot_be_answered_is_refused(
    osteon: Run, mice: Path, arguments: tuple[str, ...], message: str
) -> None:
    done = osteon("evidence", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr


def test_an_outcome_explains_itself(osteon: Run, mice: Path) -> None:
    done = osteon("explain", "callus_bone")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("callus_bone: callus bone [%] (outcome)")
    assert "[harden]" in done.stdout
    assert json.loads(osteon("explain", "bv_tv", "--json").stdout)["kind"] == "outcome"
    wrong = osteon("explain", "callus_bon")
    assert wrong.exit_code == 1
    assert "did you mean 'callus_bone'" in wrong.stderr
