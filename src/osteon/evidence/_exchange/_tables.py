"""The evidence base as a folder of tables, with a description of them that programs read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from osteon.evidence._exchange._cells import BAR, kind_of, to_cell
from osteon.evidence._exchange._plain import Plain, to_plain
from osteon.evidence._exchange._sheets import (
    EXPERIMENTS,
    PACKAGE,
    PACKAGE_NAME,
    TESTS,
    TRIPLES,
    Sheet,
    sheets,
)
from osteon.knowledge import EvidenceBase


def write_tables(base: EvidenceBase) -> dict[str, str]:
    """Return the base as CSV tables, text by name of file, and `datapackage.json` that describes them.

    Rows are sorted by id; the same base always gives the same texts. Lists of texts have bars between them,
    tables inside a cell are JSON.
    """
    plain = to_plain(base)
    tables = {sheet.file: _text(sheet, _rows(plain, sheet.name)) for sheet in sheets()}
    return {**tables, PACKAGE: _package(base)}


def _text(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> str:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([to_cell(row[column]) for column in sheet.columns] for row in rows)
    return buffer.getvalue()


def _rows(plain: Plain, name: str) -> Iterable[Mapping[str, Any]]:
    claims = plain["claims"]
    match name:
        case str() if name == TRIPLES:
            return (row for claim in claims for row in _triples(claim))
        case str() if name == EXPERIMENTS:
            return ({"claim": claim["id"], **claim["experiment"]} for claim in claims if claim["experiment"])
        case str() if name == TESTS:
            return (row for claim in claims for row in _tests(claim))
    return plain[name]


def _triples(claim: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for at, subject in enumerate(claim["subjects"], start=1):
        for number, object in enumerate(claim["objects"], start=1):
            yield {
                "claim": claim["id"],
                "subject_number": at,
                "subject": subject["name"],
                "subject_entities": subject["entities"],
                "relation": claim["relation"],
                "object_number": number,
                "object": object["name"],
                "object_entities": object["entities"],
            }


def _tests(claim: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    experiment = claim["experiment"]
    for number, test in enumerate(experiment["tests"] if experiment else (), start=1):
        yield {"claim": claim["id"], "number": number, **test}


def _package(base: EvidenceBase) -> str:
    """The tables in the words of a Frictionless data package."""
    package = {
        "name": PACKAGE_NAME,
        "profile": "tabular-data-package",
        "title": "Osteon, the evidence base",
        "description": f"Lists of texts have {BAR} between their members, \\{BAR} inside one.",
        "digest": base.digest,
        "resources": [_resource(sheet) for sheet in sheets()],
    }
    return json.dumps(package, indent=1, ensure_ascii=False) + "\n"


def _resource(sheet: Sheet) -> dict[str, Any]:
    fields = [{"name": name, "type": kind_of(hint)} for name, hint in sheet.columns.items()]
    keys = [
        {"fields": [column], "reference": {"resource": table, "fields": ["id"]}}
        for column, table in sheet.foreign
    ]
    schema = {"fields": fields, "primaryKey": list(sheet.key)}
    return {
        "name": sheet.name,
        "path": sheet.file,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "description": sheet.says,
        "schema": {**schema, "foreignKeys": keys} if keys else schema,
    }
