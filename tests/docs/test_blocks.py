"""What the documents show works: Python runs, files are valid records, commands and links exist."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.blocks import blocks, commands, write_files

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
WITH_RECORDS = [ROOT / "CONTRIBUTING.md", ROOT / "docs" / "records.md"]
SIGNATURES = ROOT / "docs" / "architecture.md"  # its Python blocks are signatures, not programs
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)[^)]*\)")
TARGET = re.compile(r"^(\w+):", re.MULTILINE)


def osteon(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the command line, as a user would."""
    command = [sys.executable, "-m", "osteon", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


def documents_with(language: str) -> list[Path]:
    """The documents that show something in `language`."""
    return [path for path in DOCUMENTS if list(blocks(path.read_text(encoding="utf-8"), language))]


def name(path: Path) -> str:
    """A document's name, as the test's."""
    return path.name


def broken_links(path: Path, text: str) -> Iterator[str]:
    """Relative links of `text` that lead nowhere from `path`."""
    return (link for link in LINK.findall(text) if not (path.parent / link).exists())


@pytest.mark.parametrize("path", [path for path in documents_with("python") if path != SIGNATURES], ids=name)
def test_python_blocks_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    shown = blocks(path.read_text(encoding="utf-8"), "python")
    program = tmp_path / "shown.py"
    program.write_text("".join("\n" * (b.line - 1) + b.text for b in shown), encoding="utf-8")
    runpy.run_path(str(program))


@pytest.mark.parametrize("path", WITH_RECORDS, ids=name)
def test_records_in_the_documents_are_valid(path: Path, tmp_path: Path) -> None:
    written = write_files(path.read_text(encoding="utf-8"), tmp_path)
    folder = written[0].relative_to(tmp_path).parts[0]
    assert {file.relative_to(tmp_path).parts[0] for file in written} == {folder}
    answer = osteon("check", folder, cwd=tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("path", WITH_RECORDS, ids=name)
def test_commands_beside_the_records_work(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    write_files(text, tmp_path)
    lines = [line.split()[1:] for line in commands(text) if line.startswith("osteon ")]
    assert lines
    for arguments in lines:
        answer = osteon(*arguments, cwd=tmp_path)
        assert answer.returncode == 0, f"osteon {' '.join(arguments)}\n{answer.stdout}{answer.stderr}"


def test_the_experiment_in_the_documents_is_valid(tmp_path: Path) -> None:
    written = write_files((ROOT / "docs" / "experiments.md").read_text(encoding="utf-8"), tmp_path)
    assert written
    for path in written:
        answer = osteon("check", str(path))
        assert answer.returncode == 0, answer.stdout + answer.stderr


def test_a_cytokine_of_toml_alone_is_explained(tmp_path: Path) -> None:
    write_files((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), tmp_path)
    answer = osteon("explain", "IL8", "--catalog", "my-records", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "interleukin 8" in answer.stdout
    assert osteon("explain", "IL8").returncode != 0


@pytest.mark.parametrize("path", documents_with("sh"), ids=name)
def test_shown_commands_exist(path: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    for line in commands(path.read_text(encoding="utf-8")):
        program, verb = line.split()[:2]
        known = verb in targets if program == "make" else osteon(verb, "--help").returncode == 0
        assert known, line


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_links_lead_somewhere(path: Path) -> None:
    assert not list(broken_links(path, path.read_text(encoding="utf-8")))


def test_the_readers_of_documents_find_what_is_there(tmp_path: Path) -> None:
    text = "Write `a/b.toml`:\n\n```toml\nx = 1\n```\n\n```sh\nosteon check a  # why\nls\n```\n[l](no.md) [w](https://x.y)\n"
    assert [path.name for path in write_files(text, tmp_path)] == ["b.toml"]
    assert (tmp_path / "a" / "b.toml").read_text(encoding="utf-8") == "x = 1\n"
    assert [(block.line, block.text) for block in blocks(text, "toml")] == [(4, "x = 1\n")]
    assert commands(text) == ["osteon check a"]
    assert list(broken_links(tmp_path / "d.md", text)) == ["no.md"]
