"""`osteon claims` from the outside, on a small library."""

from __future__ import annotations

import csv
import json

import pytest
from typer.testing import CliRunner, Result

from osteon.cli._app import build_app
from osteon.knowledge import Conflict
from tests.claims.small import claim, compared, with_claims

CLAIMS = (
    claim("C001", compared("base", "no_tnf", "TNF", "higher")),
    claim("C002", compared("base", "no_soften", "woven_bone", "higher", "last", stop=10.0)),
    claim("C003", compared("base", "no_tnf", "TNF", "lower")),
    claim("C004", compared("cells", "base", "TNF", "higher")),
    claim("C005", kind="static"),
    claim("C006", kind="not_simulable"),
)
CONFLICT = Conflict("K01", ("C001", "C003"), "hard", False, "More or less TNF.", "the dose", "dosed", "k:1")
SIGNS = {"C001": "= by construction", "C002": "* emergent", "C003": "x contradicted", "C004": ". not yet"}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    known = with_claims(*CLAIMS, conflicts=(CONFLICT,))
    monkeypatch.setattr("osteon.knowledge.load_library", lambda folders=(): known)


def osteon(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), ["claims", *arguments])


def test_a_line_a_claim_with_sign_and_word_and_the_counts_below() -> None:
    done = osteon("--animals", "8")
    assert done.exit_code == 0
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["claim", "verdict", "effect", "why"]
    for id, sign in SIGNS.items():
        assert any(line.startswith(f"{id}   {sign}") for line in lines), id
    assert "C005" not in done.stdout
    assert "4 claims: 1 by construction, 1 emergent, 0 quantitative, 1 contradicted, 1 not yet" in lines
    assert "8 animals an arm" in lines[-1]
    assert "an effect counts from 0.5 standard deviations between animals on" in lines[-1]


def test_a_named_claim_is_shown_in_full_with_what_contradicts_it() -> None:
    done = osteon("C001", "--animals", "8")
    assert done.exit_code == 0
    for part in (
        "C001 says so.",
        "run: One arm against another.",
        "test 1: mean of TNF, days 0 to 28: higher: holds",
        "base: TNF ",
        "why: TNF_by_neutrophil alone decides",
        "without TNF_by_neutrophil 0 % of it is left",
        "against C003, K01: the dose",
    ):
        assert part in done.stdout, part


def test_what_a_claim_lacks_is_shown_with_the_arms_that_need_it() -> None:
    assert "    stromal cells as a product: cells" in osteon("C004").stdout


def test_both_sides_of_contradictions() -> None:
    done = osteon("--conflicts", "--animals", "8")
    lines = done.stdout.splitlines()
    assert lines[0] == "K01  More or less TNF."
    assert lines[1] == "  C001  = by construction  C001 says so."
    assert lines[2] == "  C003  x contradicted  C003 says so."
    assert lines[3:5] == ["  decided by: the dose", "  dial: dosed"]
    assert lines[-1] == "1 contradiction"
    assert osteon("C002", "--conflicts").stdout == "no contradiction among these claims\n"


def test_json_has_everything_and_csv_a_row_a_claim() -> None:
    plain = json.loads(osteon("--json", "--conflicts", "--animals", "8").stdout)
    assert [each["claim"] for each in plain["claims"]] == ["C001", "C003"]
    assert plain["conflicts"][0]["verdicts"] == ["by construction", "contradicted"]
    rows = list(csv.DictReader(osteon("--csv", "--animals", "8").stdout.splitlines()))
    assert [row["claim"] for row in rows] == ["C001", "C002", "C003", "C004"]


def test_seed_and_animals_are_used() -> None:
    first, second = (json.loads(osteon("C001", "--json", "--animals", "8", "--seed", s).stdout) for s in "12")
    assert first["animals"] == 8
    assert first["claims"][0]["tests"] != second["claims"][0]["tests"]


def test_a_system_is_all_of_its_dynamic_claims() -> None:
    assert "4 claims:" in osteon("--system", "S01", "--animals", "8").stdout


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("C0001",), "C0001: given no such claim; expected a claim, like C137; did you mean 'C001'"),
        (("C001", "C002", "C9"), "C9: given no such claim"),
        (
            ("C005",),
            "C005: given a claim that is static; expected one that is dynamic; `osteon evidence C005`",
        ),
        (("C006",), "a claim that is not simulable"),
        (("--system", "S1"), "--system: given 'S1'; expected a system, like S06; did you mean 'S01'?"),
        (("--json", "--csv"), "given --json and --csv; expected one of the two"),
    ],
)
def test_wrong_use_is_told_with_what_was_meant(arguments: tuple[str, ...], part: str) -> None:
    done = osteon(*arguments)
    assert done.exit_code == 2
    assert part in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("option", [("--animals", "2"), ("--seed", "-1"), ("--animals", "many")])
def test_options_outside_their_range_are_refused(option: tuple[str, str]) -> None:
    assert osteon(*option).exit_code == 2


def test_records_at_fault_end_with_every_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = claim("C001", compared("bse", "base", "TNF", "higher"))
    monkeypatch.setattr("osteon.knowledge.load_library", lambda folders=(): with_claims(wrong))
    done = osteon()
    assert done.exit_code == 1
    assert "given 'bse'; expected the id of a setup; did you mean 'base'?" in done.stderr


def test_an_interrupt_ends_cleanly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("osteon.claims._run.solve", interrupted)
    done = osteon("C001")
    assert done.exit_code == 130
    assert done.stderr == "Stopped by Ctrl-C; nothing half-written was left behind.\n"
