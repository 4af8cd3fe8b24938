"""`osteon check` on the evidence base: faults, how much each rule covers, and what is worth a look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from osteon.cli._record_file import shelved
from osteon.knowledge import Library
from tests.cli.conftest import Run
from tests.evidence.test_check import SOUND
from tests.knowledge import shelves
from tests.knowledge.evidence_shelf import FILES
from tests.knowledge.shelves import write


@pytest.fixture(name="base")
def base_fixture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small base and its mechanisms; the program reads it instead of the catalogue."""
    folder = write(tmp_path / "base", {**shelves.FILES, **FILES, **SOUND})

    def load(folders: object = ()) -> Library:
        return shelves.load(folder)[0]

    monkeypatch.setattr("osteon.knowledge.load_library", load)
    return folder


def test_the_check_says_how_much_it_covers(osteon: Run, base: Path) -> None:
    lines = [" ".join(line.split()) for line in osteon("check").stdout.splitlines()]
    assert "experiments checked 1 of 2 claims no fault" in lines
    assert "identifiers checked 1 of 2 entities no fault" in lines
    assert "one sentence, several claims checked 2 of 3 sentences no fault, 1 listed" in lines


def test_json_has_every_rule_and_what_it_lists(osteon: Run, base: Path) -> None:
    said = json.loads(osteon("check", "--json").stdout)
    rules = {rule["rule"]: rule for rule in said["coverage"]}
    assert rules["one sentence, several claims"] == {
        "rule": "one sentence, several claims",
        "says": "a sentence that serves several claims is listed; it is no fault",
        "checked": 2,
        "of": 3,
        "things": "sentences",
        "faults": 0,
        "listed": ["900:1: C001, C002"],
    }


def test_a_breach_of_a_rule_is_a_fault_of_the_check(osteon: Run, base: Path) -> None:
    write(
        base,
        {"conflicts/conflicts.toml": FILES["conflicts/conflicts.toml"].replace("the day of reading", "")},
    )
    done = osteon("check")
    assert done.exit_code == 1
    assert (
        "fault: cat/conflicts/conflicts.toml:1: given conflict K90 without resolved_by; expected the"
        in done.stdout
    )
    said = json.loads(osteon("check", "--json").stdout)
    assert said["ok"] is False
    assert {rule["rule"]: rule["faults"] for rule in said["coverage"]}["conflicts"] == 1
    assert any("K90" in fault["given"] for fault in said["faults"])


@pytest.mark.parametrize(
    ("text", "shelf"),
    [
        ("[claim.C001]\n", "claims"),
        ("[entity.E001]\n", "entities"),
        ("[entity.E001]\n[entity.TNF]\n", "mechanisms"),
        ("[conflict.K01]\n", "conflicts"),
        ("[paper.'Ada 2019']\n", "papers"),
        ("[system.S01]\n", "systems"),
        ("[setup.x]\n", "setups"),
        ("[readout.x]\n", "setups"),
        ("[document.000]\n", "documents"),
    ],
)
def test_a_record_of_evidence_is_put_on_its_shelf(tmp_path: Path, text: str, shelf: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, encoding="utf-8")
    with shelved(path) as folder:
        assert [file.name for file in (folder / shelf).iterdir()] == ["x.toml"]
