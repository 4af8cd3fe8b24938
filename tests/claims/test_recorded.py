"""Verdicts in a table, and whether they are still true of the records."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from osteon.claims import (
    ClaimRun,
    Recorded,
    check_experiments,
    claim_digest,
    healing_digest,
    recorded_verdicts,
    run_claims,
    verdict_table,
)
from osteon.claims import _recorded as table
from osteon.errors import RecordError
from osteon.knowledge import Claim, Library
from tests.claims.small import claim, compared, library, with_claims

TNF = claim("C001", compared("base", "no_tnf", "TNF", "higher"))
CELLS = claim("C002", compared("cells", "base", "TNF", "higher"))
BASE = with_claims(TNF, CELLS)


@pytest.fixture(scope="module")
def found() -> ClaimRun:
    return run_claims(BASE, [CELLS, TNF], animals=8)


@pytest.fixture
def kept(found: ClaimRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The verdicts in a catalogue of their own."""
    folder = tmp_path / "catalog"
    (folder / "mechanisms").mkdir(parents=True)
    (folder / "mechanisms" / "a.toml").write_text("title = 'A'\n", encoding="utf-8")
    monkeypatch.setattr(table, "files", lambda package: tmp_path)
    text = verdict_table(found.rulings, BASE.evidence, healing_digest())
    (folder / "verdicts.csv").write_text(text, encoding="utf-8")
    return folder


def read(known: Library = BASE) -> Mapping[str, Recorded]:
    return recorded_verdicts(known.evidence)


def test_a_row_a_claim_by_id(kept: Path) -> None:
    rows = list(csv.DictReader((kept / "verdicts.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["claim"] for row in rows] == ["C001", "C002"]
    assert list(rows[0]) == list(table.COLUMNS)
    assert rows[0]["verdict"] == "by construction"
    assert rows[0]["necessary"] == "TNF_by_neutrophil"
    assert rows[1]["effect"] == rows[1]["low"] == rows[1]["unit"] == ""


def test_what_was_written_is_read_back(kept: Path, found: ClaimRun) -> None:
    row, lacking = read()["C001"], read()["C002"]
    effect = found.rulings[1].results[0].effect
    assert effect is not None
    assert (row.effect, row.low, row.high) == pytest.approx((effect.mean, effect.low, effect.high), rel=1e-3)
    assert (row.verdict, row.necessary, row.stale) == ("by construction", ("TNF_by_neutrophil",), False)
    assert (lacking.verdict, lacking.effect, lacking.stale) == ("not yet", None, False)


def test_a_change_of_natural_healing_makes_every_row_stale(kept: Path) -> None:
    (kept / "mechanisms" / "a.toml").write_text("title = 'B'\n", encoding="utf-8")
    assert all(row.stale for row in read().values())


def test_a_change_of_an_experiment_or_a_setup_makes_its_own_rows_stale(kept: Path) -> None:
    other = replace(BASE.evidence.setups["cells"], missing=None, days=28.0)
    changed = replace(BASE.evidence, setups={**BASE.evidence.setups, "cells": other})
    stale = {id: row.stale for id, row in recorded_verdicts(changed).items()}
    assert stale == {"C001": False, "C002": True}
    turned = claim("C001", compared("base", "no_tnf", "TNF", "lower"))
    assert {id: row.stale for id, row in read(with_claims(turned, CELLS)).items()} == {
        "C001": True,
        "C002": False,
    }


def test_lines_that_move_and_claims_that_come_make_nothing_stale(kept: Path) -> None:
    moved = claim("C001", replace(TNF.experiment.tests[0], where="claims/s01.toml:99"))
    added = claim("C003", compared("base", "no_harden", "TNF", "same"))
    assert not any(row.stale for row in read(with_claims(moved, CELLS, added)).values())


def test_a_folder_laid_over_the_catalogue_counts(kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "mechanisms").mkdir(parents=True)
    (folder / "mechanisms" / "b.toml").write_text("title = 'C'\n", encoding="utf-8")
    assert healing_digest() != healing_digest([folder])
    assert all(row.stale for row in recorded_verdicts(BASE.evidence, [folder]).values())


def test_no_table_no_verdicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "files", lambda package: tmp_path)
    assert read() == {}


@pytest.mark.parametrize("row", ["C001,emergent,much,,,ng/mL,why,,x", "C001,emergent"])
def test_a_row_that_cannot_be_read_is_told_with_its_line(kept: Path, row: str) -> None:
    head = ",".join(table.COLUMNS) if "much" in row else "claim,verdict"
    (kept / "verdicts.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        read()
    assert str(caught.value).startswith("catalog/verdicts.csv:2: given a row that cannot be read; expected")
    assert str(caught.value).endswith("run all claims again")


def test_a_digest_of_a_claim_that_names_what_is_not_there_is_still_one() -> None:
    lost: Claim = claim("C009", compared("bse", "base", "TNFF", "higher"))
    assert len(claim_digest(lost, BASE.evidence, "x")) == 16
    assert claim_digest(claim("C009", kind="static"), BASE.evidence, "x")


def test_check_finds_what_would_be_refused_and_what_nobody_uses_yet() -> None:
    bad: tuple[Any, ...] = (
        compared("bse", "base", "TNF", "higher"),
        compared("base", "short", "TNF", "higher", stop=9.0),
    )
    known = with_claims(claim("C001", *bad), claim("C002", kind="static"))
    told = [fault.where for fault in check_experiments(known)]
    assert told == ["claims/s01.toml:9"] * 2 + ["readouts.toml:3", "setups/wrong.toml:1"]
    assert (
        check_experiments(replace(library(), evidence=replace(library().evidence, setups={}, readouts={})))
        == ()
    )
