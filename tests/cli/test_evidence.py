"""`osteon evidence`: questions, filters, refusals, JSON and CSV; and the list of commands itself."""

from __future__ import annotations

import csv
import inspect
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from osteon.claims import Recorded
from osteon.cli._app import COMMANDS
from tests.cli.conftest import Run
from tests.evidence.asked import BASE


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small evidence base in the place of the built-in one, with a verdict on one claim."""
    monkeypatch.setattr("osteon.knowledge.load_evidence", lambda folders=(): BASE)
    row = Recorded("C002", "emergent", None, None, None, "", "", (), stale=True)
    monkeypatch.setattr(
        "osteon.claims.recorded_verdicts",
        lambda base, folders, only: {id: row for id in only if id == "C002"},
    )


def test_a_question_is_answered_with_ids_terms_citations_and_conflicts(osteon: Run) -> None:
    done = osteon("evidence", "IL-10", "--relation", "increases")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "IL-10 (E133, HGNC:5962).",
        "2 of 9 claims",
        "",
        "C002  MSC release it.",
        "      MSC | increases | IL-10",
        "      in vitro | Liu 2020 | document 000 | S01 S02 | static",
        "      verdict: emergent, before its records changed",
        "      found in: object",
        "      against C003: MSC release none of it. | K01 | hard | MSC make IL-10, and do not.",
        "",
        "C001  Regulatory T cells grow in number.",
        "      MSC | increases | Treg | IL-10 is at work, much IL-10",
        "      in vitro | document 000 | S01 | static",
        "      found in: context or citation",
    ]


def test_words_need_no_quotes_and_chinese_is_shown(osteon: Run) -> None:
    done = osteon("evidence", "vesicles", "of", "MSC")
    assert "间充质基质细胞的囊泡促进血管生成。" in done.stdout
    assert "MSC-EV" in done.stdout


def test_filters_combine(osteon: Run) -> None:
    done = osteon("evidence", "--entity", "MSC", "--entity", "IL10", "--relation", "lacks", "--json")
    assert [claim["id"] for claim in json.loads(done.stdout)["claims"]] == ["C003"]
    for filters in (
        ("--system", "S02", "--document", "001"),
        ("--study", "Liu 2020"),
        ("--kind", "dynamic"),
        ("--id", "C005"),
    ):
        assert len(json.loads(osteon("evidence", *filters, "--json").stdout)["claims"]) == 1, filters


def test_conflicts_are_listed_with_both_sides(osteon: Run) -> None:
    lines = osteon("evidence", "--conflicts").stdout.splitlines()
    assert lines[0] == "2 of 2 conflicts"
    assert [line[:4] for line in lines if line.startswith(("K", "C"))] == [
        "K01 ", "C002", "C003", "K02 ", "C006", "C007",
    ]  # fmt: skip


def test_csv_and_json_hold_the_same_records(osteon: Run) -> None:
    rows = list(csv.DictReader(osteon("evidence", "IL-10", "--csv").stdout.splitlines()))
    data = json.loads(osteon("evidence", "IL-10", "--json").stdout)
    assert [row["id"] for row in rows if row["record"] == "claim"] == [c["id"] for c in data["claims"]]
    assert [row["id"] for row in rows if row["record"] == "entity"] == [e["id"] for e in data["entities"]]
    both = osteon("evidence", "IL-10", "--csv", "--json")
    assert both.exit_code == 2
    assert "expected one of them" in both.stderr


def test_the_limit_is_said(osteon: Run) -> None:
    done = osteon("evidence", "MSC", "--limit", "1")
    assert "claims; the first 1 (--limit 0 for all)" in done.stdout
    assert len(json.loads(osteon("evidence", "MSC", "--limit", "0", "--json").stdout)["claims"]) > 5
    assert osteon("evidence", "MSC", "--limit", "-1").exit_code == 2


def test_nothing_asked_gives_an_overview(osteon: Run) -> None:
    for arguments in ((), ("",), ("--limit", "3")):
        done = osteon("evidence", *arguments)
        assert done.exit_code == 0
        assert done.stdout.startswith("9 claims: 8 static, 1 dynamic\n")


def test_nothing_found_is_no_fault(osteon: Run) -> None:
    done = osteon("evidence", "xylophone")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == ["No record has xylophone.", "0 of 9 claims"]


def test_refusals_name_the_option_and_what_is_near(osteon: Run) -> None:
    done = osteon("evidence", "--entity", "IL-11", "--study", "Liu", "--id", "C0002")
    assert done.exit_code == 2
    first, *faults = done.stderr.splitlines()
    assert first == "osteon: 3 faults:"
    expected = "the name, a synonym or the id of an entity"
    assert faults[0] == f"  --entity: given 'IL-11'; expected {expected}; did you mean 'IL-10'?"
    assert faults[1] == "  --study: given 'Liu'; expected one paper; say which: 'Liu 2017', 'Liu 2020'"
    assert faults[2].startswith(
        "  --id: given 'C0002'; expected the id of a record, like C137, E133, K05 or S34"
    )
    assert "did you mean 'C002'" in faults[2]


def test_what_rests_on_a_source_is_asked_for_alone(osteon: Run) -> None:
    for more in (("IL-10",), ("--kind", "static"), ("--csv",)):
        done = osteon("evidence", "--used-by", "doi:10.1000/a", *more)
        assert done.exit_code == 2
        assert (
            "--used-by: given a question, a filter or --csv with it; expected a source alone" in done.stderr
        )


def test_bytes_that_are_no_text_do_no_harm(osteon: Run) -> None:
    assert osteon("evidence", "IL-10 \udcff\x00", "--json").exit_code == 0


def test_a_folder_that_is_not_there_is_refused(osteon: Run, tmp_path: Path) -> None:
    assert osteon("evidence", "IL-10", "--catalog", tmp_path / "no").exit_code == 2


def test_an_answer_loads_nothing_heavy() -> None:
    program = (
        "import sys, contextlib\n"
        "from osteon.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['evidence', 'IL-10'])\n"
        "heavy = {'jax', 'pandas', 'matplotlib', 'pint', 'sympy', 'numpy', 'rich', 'networkx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    home, _, function = COMMANDS[name][0].partition(":")
    said = inspect.getdoc(getattr(import_module(f"osteon.cli.{home}"), function)) or ""
    assert " ".join(said.split("\n\n")[0].split()) == COMMANDS[name][1]


def test_a_command_is_imported_only_when_it_is_called() -> None:
    program = (
        "import sys, contextlib\n"
        "from osteon.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['--help'])\n"
        "print(sorted(name for name in sys.modules if name.startswith('osteon.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "['osteon.cli', 'osteon.cli._app']"
