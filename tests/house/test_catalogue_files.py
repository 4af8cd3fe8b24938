"""Every TOML file of the project parses, and every CSV table is rectangular."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator

from tests.house.source import CATALOG, ROOT, project_files


def toml_fault(text: str) -> str:
    """Why `text` is not TOML; empty if it is."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return str(error)
    return ""


def ragged_rows(text: str) -> Iterator[str]:
    """The rows of a CSV table that have more or fewer cells than its header."""
    rows = list(csv.reader(text.splitlines()))
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(rows[0]):
            yield f"{number}: {len(row)} cells, the header has {len(rows[0])}"


def test_toml_files_parse() -> None:
    paths = [path for path in project_files() if path.suffix == ".toml"]
    assert any(path.is_relative_to(CATALOG) for path in paths)
    faults = {str(path.relative_to(ROOT)): toml_fault(path.read_text(encoding="utf-8")) for path in paths}
    assert not {name: fault for name, fault in faults.items() if fault}


def test_csv_tables_are_rectangular() -> None:
    paths = [path for path in project_files() if path.suffix == ".csv"]
    faults = [
        f"{path.relative_to(ROOT)}:{fault}"
        for path in paths
        for fault in ragged_rows(path.read_text(encoding="utf-8"))
    ]
    assert not faults, "\n".join(faults)


def test_the_checkers_find_malformed_files() -> None:
    assert toml_fault("[a]\n[a]")
    assert not toml_fault("a = 1")
    assert list(ragged_rows("a,b\n1,2\n3"))
    assert not list(ragged_rows('a,b\n1,"2,5"'))
