"""A folder of tables back to the evidence base."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from osteon.errors import Fault, near, shown
from osteon.evidence._exchange._cells import from_cell
from osteon.evidence._exchange._error import ExchangeError
from osteon.evidence._exchange._plain import KINDS, from_plain
from osteon.evidence._exchange._sheets import (
    EXPERIMENTS,
    PACKAGE,
    TESTS,
    TRIPLES,
    Sheet,
    sheets,
)
from osteon.knowledge import EvidenceBase

Row = dict[str, Any]


def read_tables(files: Mapping[str, str], label: str = "evidence") -> EvidenceBase:
    """Return the base of tables that `write_tables` wrote. files: text by name. label: of their folder.

    Raises ExchangeError with every table that is missing and every cell that does not fit.
    """
    faults: list[Fault] = []
    rows = {sheet.name: _table(sheet, files, label, faults) for sheet in sheets()}
    digest = _digest(files, label, faults)
    if faults:
        raise ExchangeError(faults)
    claims = {row["id"]: row for row in rows["claims"]}
    for claim in rows["claims"]:
        claim.update(subjects=[], objects=[], experiment=None)
    faults.extend(_put_triples(rows[TRIPLES], claims, label))
    faults.extend(_put_experiments(rows[EXPERIMENTS], rows[TESTS], claims, label))
    if faults:
        raise ExchangeError(faults)
    return from_plain({kind.plural: rows[kind.plural] for kind in KINDS}, digest, label)


def _table(sheet: Sheet, files: Mapping[str, str], label: str, faults: list[Fault]) -> list[Row]:
    where = f"{label}/{sheet.file}"
    if sheet.file not in files:
        faults.append(Fault(where, "no such file", "a table of the evidence base", near(sheet.file, files)))
        return []
    reader = csv.reader(io.StringIO(files[sheet.file], newline=""), strict=True)
    try:
        header, *lines = reader
    except (csv.Error, ValueError) as error:
        given = "an empty file" if not files[sheet.file] else f"text that is not CSV ({error})"
        faults.append(Fault(f"{where}:{reader.line_num}", given, "a CSV table"))
        return []
    if header != list(sheet.columns):
        given, expected = f"the columns {', '.join(header)[:200]}", ", ".join(sheet.columns)
        faults.append(Fault(f"{where}:1", given, f"the columns {expected}"))
        return []
    return [_row(sheet, cells, f"{where}, row {n}", faults) for n, cells in enumerate(lines, start=1)]


def _row(sheet: Sheet, cells: list[str], where: str, faults: list[Fault]) -> Row:
    if len(cells) != len(sheet.columns):
        given = f"{len(cells)} cells"
        faults.append(Fault(where, given, f"{len(sheet.columns)} cells, as in the header"))
        return {}
    row: Row = {}
    for (column, hint), cell in zip(sheet.columns.items(), cells, strict=True):
        try:
            row[column] = from_cell(cell, hint)
        except ValueError as error:
            faults.append(Fault(where, f"{column} = {shown(cell)}", str(error)))
    return row


def _digest(files: Mapping[str, str], label: str, faults: list[Fault]) -> str:
    try:
        package = json.loads(files.get(PACKAGE, "{}"))
    except (json.JSONDecodeError, RecursionError) as error:
        faults.append(Fault(f"{label}/{PACKAGE}", f"text that is not JSON ({error})", "a data package"))
        return ""
    return str(package.get("digest", "")) if isinstance(package, dict) else ""


def _put_triples(rows: list[Row], claims: Mapping[str, Row], label: str) -> Iterator[Fault]:
    """Gather subjects and objects of each claim, by their numbers."""
    for at, row in enumerate(rows, start=1):
        where, claim = f"{label}/{TRIPLES}.csv, row {at}", claims.get(row["claim"])
        if claim is None:
            yield _no_claim(where, row["claim"], claims)
            continue
        if row["relation"] != claim["relation"]:
            given = f"relation = {shown(row['relation'])}"
            yield Fault(where, given, f"{claim['relation']}, as in claims.csv")
        for side in ("subject", "object"):
            term = {"name": row[side], "entities": row[f"{side}_entities"]}
            terms, number = claim[f"{side}s"], row[f"{side}_number"]
            if number == len(terms) + 1:
                terms.append(term)
            elif not 1 <= number <= len(terms) or terms[number - 1] != term:
                given = f"{side} {number}, {shown(row[side])}"
                yield Fault(where, given, f"{side}s numbered from 1, and one {side} for each number")


def _put_experiments(
    experiments: list[Row], tests: list[Row], claims: Mapping[str, Row], label: str
) -> Iterator[Fault]:
    for at, row in enumerate(experiments, start=1):
        if row["claim"] not in claims:
            yield _no_claim(f"{label}/{EXPERIMENTS}.csv, row {at}", row["claim"], claims)
        else:
            claims[row["claim"]]["experiment"] = {"says": row["says"], "tests": []}
    for at, row in enumerate(tests, start=1):
        where, claim = f"{label}/{TESTS}.csv, row {at}", claims.get(row["claim"])
        experiment = claim["experiment"] if claim else None
        if experiment is None:
            yield _no_claim(where, row["claim"], {row["claim"] for row in experiments})
        elif row["number"] != len(experiment["tests"]) + 1:
            expected = f"number = {len(experiment['tests']) + 1}, tests being in order"
            yield Fault(where, f"number = {row['number']}", expected)
        else:
            own = {key: value for key, value in row.items() if key not in ("claim", "number")}
            experiment["tests"].append(own)


def _no_claim(where: str, id: str, claims: Mapping[str, Row] | set[str]) -> Fault:
    return Fault(where, f"claim = {shown(id)}", "the id of a claim that is there", near(id, claims))
