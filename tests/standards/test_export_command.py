"""`osteon export`: what it writes and prints, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from osteon.cli._app import build_app
from osteon.errors import Fault, OutputError
from tests.models import clockwork

Run = Callable[..., Result]


@pytest.fixture
def osteon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program in this process, in an empty folder, with a small model in the catalogue."""
    catalog = clockwork.written(tmp_path / "catalog")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    extra = ["--catalog", str(catalog)]
    return lambda *arguments: CliRunner().invoke(build_app(), ["export", *map(str, arguments), *extra])


def test_it_says_what_it_wrote_and_where(osteon: Run) -> None:
    done = osteon("clockwork", "--sbml")
    assert done.exit_code == 0, done.output
    assert "clockwork, arm plain: " in done.stdout
    assert "4 rate rules" not in done.stdout  # one of the four entities changes by events alone
    assert "3 rate rules, 5 assignment rules, 1 event" in done.stdout
    assert "Checked by libSBML: no fault." in done.stdout
    assert done.stdout.splitlines()[-1] == "SBML: clockwork.xml"
    assert (
        Path("clockwork.xml").read_text(encoding="utf-8").startswith('<?xml version="1.0" encoding="UTF-8"?>')
    )
    assert not [path for path in Path().iterdir() if path.name != "clockwork.xml"]


def test_an_arm_names_the_file(osteon: Run) -> None:
    assert osteon("clockwork", "--sbml", "--arm", "slack").exit_code == 0
    text = Path("clockwork-slack.xml").read_text(encoding="utf-8")
    assert 'name="running_down.k" value="0"' in text


def test_an_experiment_file_may_stand_for_its_model(osteon: Run) -> None:
    path = Path("own.toml")
    path.write_text(clockwork.EXPERIMENT.replace("value = 0.0", "value = 0.5"), encoding="utf-8")
    done = osteon(path, "--sbml", "--arm", "slack", "--out", "deep/er.xml")
    assert done.exit_code == 0, done.output
    assert 'name="running_down.k" value="12"' in Path("deep/er.xml").read_text(encoding="utf-8")


def test_programs_get_one_object(osteon: Run) -> None:
    record = json.loads(osteon("clockwork", "--sbml", "--json").stdout)
    assert (record["file"], record["arm"], record["event"], record["faults"]) == (
        "clockwork.xml",
        "plain",
        1,
        [],
    )


def test_its_own_file_is_replaced_and_no_other(osteon: Run) -> None:
    assert osteon("clockwork", "--sbml").exit_code == 0
    assert osteon("clockwork", "--sbml").exit_code == 0
    Path("other.xml").write_text("<sbml/>", encoding="utf-8")
    done = osteon("clockwork", "--sbml", "--out", "other.xml")
    assert done.exit_code == 2
    assert (
        "a file with something else in it; expected a new file, or one that Osteon has written" in done.stderr
    )
    assert Path("other.xml").read_text(encoding="utf-8") == "<sbml/>"
    assert "given a folder" in osteon("clockwork", "--sbml", "--out", ".").stderr
    Path("link.xml").symlink_to("clockwork.xml")
    assert "given a link" in osteon("clockwork", "--sbml", "--out", "link.xml").stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["clockwork"], 2, "type 'osteon export clockwork --sbml'"),
        (["clockwerk", "--sbml"], 2, "did you mean 'clockwork'?"),
        (["qqq", "--sbml"], 2, "models are "),
        (["none.toml", "--sbml"], 2, "no such file"),
        (["clockwork", "--sbml", "--arm", "slak"], 1, "did you mean 'slack'?"),
        (["natural_healing", "--sbml", "--arm", "young"], 1, "give an experiment file with this arm"),
    ],
)
def test_wrong_use_is_told(osteon: Run, arguments: list[str], code: int, said: str) -> None:
    done = osteon(*arguments)
    assert done.exit_code == code
    assert said in done.stderr
    assert not list(Path().iterdir())


def test_without_libsbml_the_file_is_written_unchecked(osteon: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(text: str) -> tuple[str, ...]:
        raise OutputError(Fault("SBML", "none", "libSBML"))

    monkeypatch.setattr("osteon.standards._check.check_sbml", missing)
    done = osteon("clockwork", "--sbml")
    assert done.exit_code == 0
    assert "Not checked" in done.stdout
    assert Path("clockwork.xml").exists()


def test_a_fault_in_the_document_is_an_exit_code(osteon: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("osteon.standards._check.check_sbml", lambda text: ("line 3: Error 1: bad",))
    done = osteon("clockwork", "--sbml")
    assert done.exit_code == 1
    assert "line 3: Error 1: bad" in done.stdout
    assert "1 fault" in done.stdout
