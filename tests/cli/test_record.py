"""`osteon record` from the outside: what it prints, its forms and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from osteon.evidence import read_paper
from tests.cli.conftest import Run

MADE_UP = Path(__file__).parents[1] / "evidence" / "made_up_trials.csv"


def test_alone_it_lists_what_there_is(osteon: Run) -> None:
    done = osteon("record")
    assert done.exit_code == 0
    for name in ("000:", "002:", "markers:", "figure4:", "registry:", "applications:"):
        assert f"\n{name}" in done.stdout
    assert "cited papers: osteon record 'Dominici 2006'" in done.stdout


def test_the_record_of_a_paper_in_all_its_forms(osteon: Run) -> None:
    shown = osteon("record", "002").stdout
    assert shown.startswith("Bridging Osteoimmunology")
    assert "MESH:C563468) ! this identifier is that of 'Cleft Lip" in shown
    page, fields = osteon("record", "002", "--markdown").stdout, osteon("record", "002", "--json").stdout
    assert read_paper(page) == read_paper(fields)
    assert json.loads(fields)["references"] == 85


def test_a_file_is_shown_and_turned_into_the_other_form(osteon: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Bone | [marrow](x)\n\n**Authors:** Ada\n\nDOI: 10.1234/x · Bone\n", encoding="utf-8")
    fields = osteon("record", page, "--json")
    assert json.loads(fields.stdout) == {
        "title": "Bone | [marrow](x)", "authors": ["Ada"], "doi": "10.1234/x", "journal": "Bone",
    }  # fmt: skip
    again = tmp_path / "page.json"
    again.write_text(fields.stdout, encoding="utf-8")
    assert read_paper(osteon("record", again, "--markdown").stdout) == read_paper(page)
    assert "abstract: not given" in osteon("record", page).stdout


def test_both_languages_or_one(osteon: Run) -> None:
    both, chinese = osteon("record", "001").stdout, osteon("record", "001", "--language", "zh").stdout
    assert "English: Vesicles of MSC" in both
    assert "Chinese: 囊泡" in both
    assert "English: Vesicles of MSC" not in chinese
    assert "Chinese: 囊泡" in chinese
    assert "标准化生产" in chinese


def test_a_table_in_all_its_forms(osteon: Run) -> None:
    shown = osteon("record", "markers").stdout
    assert "AD-MSC: weak, less than on BM-MSC [C078]" in shown
    assert "Table 1 of document 000 is an image that was not read." in shown
    rows = list(csv.DictReader(io.StringIO(osteon("record", "markers", "--csv").stdout)))
    assert (
        next(row for row in rows if row["marker"] == "CD36")["AD-MSC"] == "present, unlike on BM-MSC [C076]"
    )
    record = json.loads(osteon("record", "markers", "--json").stdout)
    assert record["rows"][0]["BM-MSC"] == {"text": "high", "claims": ["C073"], "sources": []}
    assert "| CD36 |" in osteon("record", "markers", "--markdown").stdout


@pytest.mark.parametrize(
    "name",
    [
        "factors",
        "capacity",
        "sources",
        "ranking",
        "figure1",
        "figure2",
        "figure3",
        "figure4",
        "needs",
        "AD-MSC",
    ],
)
def test_other_tables(osteon: Run, name: str) -> None:
    done = osteon("record", name)
    assert done.exit_code == 0
    assert re.search(r"\bC\d{3}\b", done.stdout)


def test_registry_says_that_no_snapshot_ships_and_counts_one_that_is_given(osteon: Run) -> None:
    alone = osteon("record", "registry").stdout
    assert "count: more than 70 [C216]" in alone
    assert "No snapshot of a registry comes with Osteon" in " ".join(alone.split())
    counted = " ".join(osteon("record", "registry", "--snapshot", MADE_UP).stdout.split())
    assert "trials that count 4 more than 70, as the document says no topic: bone regeneration 3" in counted
    assert "phase: PHASE1|PHASE2 2" in counted
    first, _ = json.loads(osteon("record", "registry", "--snapshot", MADE_UP, "--json").stdout)
    assert first["id"] == "snapshot"


def test_applications_and_the_group_of_one_therapy(osteon: Run) -> None:
    assert "Vehicle or modified complex" in osteon("record", "applications").stdout
    assert "group: Conditioned medium and exosomes" in osteon("record", "calvaria_rat_ev").stdout
    assert "none. Surgery and grafts without cells" in osteon("record", "gap_large_autograft").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("dominici",), 2, "did you mean 'Dominici 2006'?"),
        (("10.3390/ijms27031156",), 2, "did you mean '10.3390/ijms27031155'"),
        (
            ("no/such/page.md",),
            2,
            "given no such file; expected a page of a paper (.md) or its record (.json)",
        ),
        (("000", "--language", "zh"), 2, "expected it for a document in two languages, like 001"),
        (("001", "--language", "fr"), 2, "given language 'fr'; expected en or zh"),
        (("001", "--csv"), 2, "given 3 tables (001, languages, differences); expected one table"),
        (("002", "--csv"), 2, "given the record of a paper; expected a table"),
        (("002", "--csv", "--json"), 2, "given --json and --csv; expected one of them"),
        (("markers", "--snapshot", MADE_UP), 2, "expected osteon record registry --snapshot FILE"),
        (("registry", "--snapshot", "none.csv"), 2, "expected a CSV export of ClinicalTrials.gov"),
        (("registry", "--snapshot", __file__), 1, "given no column 'NCT Number'"),
        (("markers", "--catalog", "none"), 2, "expected a catalogue folder"),
    ],
)
def test_wrong_use_is_told(osteon: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    done = osteon("record", *arguments)
    assert done.exit_code == code
    assert said in done.stderr
