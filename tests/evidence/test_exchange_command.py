"""`osteon export evidence`: what it writes and prints, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from osteon.cli._app import build_app
from osteon.evidence import read_jsonld, read_tables
from osteon.knowledge import load_evidence
from tests.evidence.exchanged import same

Run = Callable[..., Result]
FILES = {
    "jsonld": "evidence.jsonld", "csv": "evidence-csv", "graphml": "evidence.graphml", "cx2": "evidence.cx2",
    "indra": "evidence.indra.json",
}  # fmt: skip


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(build_app(), ["export", "evidence", *map(str, arguments)])


@pytest.mark.parametrize("format", FILES)
def test_each_format_has_a_file_of_its_own_which_is_replaced(export: Run, format: str) -> None:
    for _ in range(2):
        done = export("--to", format)
        assert done.exit_code == 0, done.output
        assert done.stdout.splitlines()[-1] == f"{format}: {FILES[format]}"
        assert done.stdout.startswith("evidence: 479 claims, 475 entities, 62 conflicts, ")
    assert [path.name for path in Path().iterdir()] == [FILES[format]]


def test_what_it_writes_can_be_read_back(export: Run) -> None:
    assert export("--to", "jsonld", "--out", "deep/x.json").exit_code == 0
    assert export("--to", "csv", "--out", "deep/tables").exit_code == 0
    base = load_evidence()
    assert same(read_jsonld(Path("deep/x.json").read_text(encoding="utf-8")), base)
    files = {path.name: path.read_bytes().decode() for path in Path("deep/tables").iterdir()}
    assert same(read_tables(files), base)


def test_statements_are_counted(export: Run) -> None:
    done = export("--to", "indra")
    record = json.loads(export("--to", "indra", "--json").stdout)
    assert f"{record['statements']} statements of {record['mapped']} claims; the relations of" in done.stdout
    assert record["mapped"] < record["claims"]
    assert record["bytes"] == Path("evidence.indra.json").stat().st_size


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--to: given no format; expected one of jsonld, csv, graphml, cx2, indra; type"),
        (
            ["--to", "graphlm"],
            "given the format 'graphlm'; expected one of jsonld, csv, graphml, cx2, indra; did you",
        ),
        (["--sbml"], "--sbml: given this option; expected --to with one of jsonld"),
        (["--to", "csv", "--arm", "x"], "--arm: given this option; expected no arm"),
    ],
)
def test_other_options_are_refused(export: Run, arguments: list[str], told: str) -> None:
    done = export(*arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not list(Path().iterdir())


def test_a_model_has_no_such_format(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        build_app(), ["export", "kagan2013", "--to", "csv", "--out", str(tmp_path / "x")]
    )
    assert done.exit_code == 2
    assert "--to: given this option; expected --sbml for a model" in done.stderr


def test_nothing_foreign_is_replaced(export: Run) -> None:
    Path("mine.json").write_text("{}", encoding="utf-8")
    Path("folder").mkdir()
    Path("folder/mine.txt").write_text("", encoding="utf-8")
    Path("link").symlink_to("mine.json")
    for format in FILES:
        assert "given a link" in export("--to", format, "--out", "link").stderr
        assert "other files in it" in export("--to", "csv", "--out", "folder").stderr
        done = export("--to", format, "--out", "mine.json")
        assert done.exit_code == 2
        assert ("a file with something else in it" if format != "csv" else "given a file") in done.stderr
    assert Path("mine.json").read_text(encoding="utf-8") == "{}"
    assert [path.name for path in Path("folder").iterdir()] == ["mine.txt"]


def test_tables_leave_other_files_of_their_folder(export: Run) -> None:
    assert export("--to", "csv").exit_code == 0
    Path("evidence-csv/notes.txt").write_text("mine", encoding="utf-8")
    assert export("--to", "csv").exit_code == 0
    assert Path("evidence-csv/notes.txt").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in Path().iterdir()] == ["evidence-csv"]
