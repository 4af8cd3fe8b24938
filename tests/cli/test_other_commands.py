"""check, explain, cite, models and the program itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from osteon import __version__
from osteon.cli._record_file import is_experiment, shelved
from tests.cli.conftest import Run


def test_version_help_and_no_arguments(osteon: Run) -> None:
    assert osteon("--version").stdout == f"osteon {__version__}\n"
    for name in ("run", "check", "explain", "cite", "models"):
        assert name in osteon("--help").stdout
        assert osteon(name, "--help").exit_code == 0
    assert osteon().exit_code == 2
    assert "run" in osteon("rum").stderr


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys, contextlib\n"
        "from osteon.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['run', '--help'])\n"
        "print(sorted({'jax', 'pandas', 'matplotlib', 'pint', 'sympy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_module_is_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "osteon", "run", str(tmp_path / "none.toml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("osteon: ")


def test_cite_lists_sources_as_text_and_bibtex(osteon: Run, mice: Path, tmp_path: Path) -> None:
    osteon("run", mice, "--out", tmp_path / "out")
    text = osteon("cite", tmp_path / "out")
    assert text.exit_code == 0
    assert "doi:10.1000/a.b_c" in text.stdout
    assert osteon("cite", tmp_path / "out", "--bibtex").stdout.startswith("@article{")


def test_cite_refuses_what_is_no_result(osteon: Run, tmp_path: Path) -> None:
    assert osteon("cite", tmp_path / "no").exit_code == 2
    done = osteon("cite", tmp_path)
    assert done.exit_code == 2
    assert "osteon run" in done.stderr


def test_models_are_listed(osteon: Run, mice: Path) -> None:
    assert "natural_healing" in osteon("models").stdout
    assert json.loads(osteon("models", "--json").stdout)[0]["entities"] == 10


def test_explain_knows_names_and_near_names(osteon: Run, mice: Path) -> None:
    assert "Natural" in osteon("explain").stdout or "natural_healing" in osteon("explain").stdout
    assert "It fills." in osteon("explain", "fill_TNF").stdout
    assert json.loads(osteon("explain", "fill_TNF", "--json").stdout)["kind"] == "process"
    done = osteon("explain", "fill_TMF")
    assert done.exit_code == 1
    assert "fill_TNF" in done.stderr


def test_check_counts_the_classes(osteon: Run, mice: Path) -> None:
    done = osteon("check")
    assert done.exit_code == 0, done.output
    assert "1 derived" in done.stdout
    assert "no fault" in done.stdout
    assert json.loads(osteon("check", "--json").stdout)["ok"] is True


def test_check_refuses_a_path_that_is_not_there(osteon: Run, tmp_path: Path) -> None:
    assert osteon("check", tmp_path / "no.toml").exit_code == 2


def test_check_lists_every_fault_of_one_record_file_under_its_own_name(osteon: Run, tmp_path: Path) -> None:
    record = tmp_path / "mine.toml"
    record.write_text(
        'title = "Mine"\nsays = "x"\n[entity.New]\nnam = "new"\nkind = "cel"\n', encoding="utf-8"
    )
    done = osteon("check", record)
    assert done.exit_code == 1
    assert "mine.toml:" in done.stdout
    assert "osteon-" not in done.stdout
    assert json.loads(osteon("check", record, "--json").stdout)["ok"] is False


@pytest.mark.parametrize(
    ("text", "shelf"),
    [
        ("[condition.x]\n", "conditions"),
        ("[study.x]\n", "studies"),
        ("[entity.x]\n", "mechanisms"),
        ("[[", "mechanisms"),
    ],
)
def test_a_record_file_is_put_on_its_shelf(tmp_path: Path, text: str, shelf: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    path.with_suffix(".csv").write_text("row\n", encoding="utf-8")
    with shelved(path) as folder:
        assert {file.name for file in (folder / shelf).iterdir()} == {"x.toml", "x.csv"}
    assert not folder.exists()


def test_experiments_and_records_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    for text, answer in (
        ("[arm.a]\n", True),
        ("[design]\n", True),
        ("[subject.mouse]\n", False),
        ("[[", False),
    ):
        path.write_text(text, encoding="utf-8")
        assert is_experiment(path) is answer
