"""The folder of a result: everything in it, or nothing."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pandas as pd
import pytest
import xarray as xr

from osteon.errors import OutputError
from osteon.report import _write as writing
from osteon.report import bibliography, citations, read_result, write_report
from tests.report.small import ANIMALS, DAYS, PAPER, result

FIGURES = {"curves", "composition", "phases", "leukocytes", "cells", "factors", "supply", "strength"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("result")
    write_report(result(place / "mice.toml"), place / "out")
    return place / "out"


def test_every_part_is_there(folder: Path) -> None:
    tables = {"outcomes.csv", "summary.csv", "residuals.csv"}
    texts = {"report.html", "result.json", "sources.bib", "experiment.toml"}
    assert {entry.name for entry in folder.iterdir()} == tables | texts | {"figures", "solution.zarr"}
    assert {entry.name for entry in (folder / "figures").iterdir()} == {
        f"{name}.{kind}" for name in FIGURES for kind in ("png", "svg")
    }


def test_outcomes_are_tidy(folder: Path) -> None:
    table = pd.read_csv(folder / "outcomes.csv")
    assert list(table.columns) == ["arm", "animal", "day", "outcome", "value", "unit"]
    bone = table[(table["outcome"] == "callus_bone") & (table["arm"] == "young")]
    assert len(bone) == ANIMALS * len(DAYS)


def test_the_solution_opens_with_labels_units_and_provenance(folder: Path) -> None:
    data = xr.open_zarr(folder / "solution.zarr", consolidated=False)
    assert data["states"].dims == ("arm", "animal", "day", "state")
    assert data["states"].sel(arm="young", animal=0, day=0.0, state="clot").item() > 0.9
    assert data["unit"].sel(state="TNF").item() == "ng/mL"
    assert data.attrs["seed"] == "7"
    assert data.attrs["catalogue"].startswith("sha256:")
    assert (folder / "solution.zarr" / "zarr.json").is_file()


def test_the_sources_can_be_cited(folder: Path) -> None:
    record = read_result(folder)
    assert citations(record).splitlines()[0].startswith("Doe, A (2020)")
    assert bibliography(record) == (folder / "sources.bib").read_text(encoding="utf-8")
    assert "doi = {10.1000/a" in bibliography(record)
    assert record["sources"][0]["id"] == PAPER


def test_two_writings_are_the_same_but_for_the_date(folder: Path, tmp_path: Path) -> None:
    write_report(result(tmp_path / "mice.toml"), tmp_path / "out")
    for name in ("outcomes.csv", "summary.csv", "figures/curves.svg", "figures/curves.png", "sources.bib"):
        assert (tmp_path / "out" / name).read_bytes() == (folder / name).read_bytes(), name


@pytest.mark.parametrize("part", ["_tables", "_solution", "_page", "_sources"])
@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_nothing_half_written_is_left(
    part: str, stop: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*arguments: object) -> None:
        (Path(str(arguments[-1])) / "half").touch()
        raise stop

    monkeypatch.setattr(writing, part, failing)
    monkeypatch.setattr(writing, "plates", lambda _: iter(()))
    (tmp_path / "place").mkdir()
    made = result(tmp_path / "mice.toml")
    with pytest.raises((KeyboardInterrupt, OutputError)):
        write_report(made, tmp_path / "place" / "out")
    assert list((tmp_path / "place").iterdir()) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}'])
def test_a_folder_that_is_no_result_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(OutputError, match="no such file"):
        read_result(tmp_path)
    (tmp_path / "result.json").write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match="osteon run"):
        read_result(tmp_path)


def test_result_json_is_strict(folder: Path) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is not JSON")

    json.loads((folder / "result.json").read_text(encoding="utf-8"), parse_constant=refuse)
