"""Results that rest on a source: run folders whose records name it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypedDict

from osteon.errors import Fault, OutputError
from osteon.evidence import Uses
from osteon.report._atomic import RESULT
from osteon.report._store import read_result

DEEPEST = 3
"""Folders below the one that is looked into."""


class ResultUse(TypedDict):
    """A result. numbers: paths of those that rest on the source. studies, claims: ids of those that do.

    without: whether the source was set aside in it.
    """

    folder: str
    title: str
    made: str
    numbers: list[str]
    studies: list[str]
    claims: list[str]
    without: bool


def results_on(uses: Uses, folders: Sequence[Path]) -> tuple[list[ResultUse], list[str]]:
    """The results in some folders, or up to three folders below them, that rest on what `uses` is of.

    Then a line for each result that cannot be read. OutputError where a folder holds no result at all.
    """
    found, left_out = [], []
    for folder in dict.fromkeys(path.parent for each in folders for path in _records(each)):
        try:
            found.append(_use(uses, folder))
        except OutputError as error:
            left_out.append(f"left out: {error}")
    return [use for use in found if use], left_out


def result_records(folder: Path) -> list[Path]:
    """The records of the results in a folder, or up to three folders below it."""
    return sorted(path for depth in range(DEEPEST + 1) for path in folder.glob("*/" * depth + RESULT))


def _records(folder: Path) -> list[Path]:
    paths = result_records(folder)
    if not paths:
        raise OutputError(
            Fault(str(folder), "no result", f"a folder with results of `osteon run` ({RESULT})")
        )
    return paths


def _use(uses: Uses, folder: Path) -> ResultUse | None:
    record = read_result(folder)
    origin = uses.origin
    rows = [row for row in record["evidence"]["quantities"] if _rests(row, uses)]
    studies = [
        s["id"] for s in record["studies"] if s["id"] in origin.studies or s["source"] in origin.sources
    ]
    claims = [row["id"] for row in record.get("claims", []) if row["id"] in uses.claims]
    dropped = (record.get("without") or {}).get("sources", [])
    if not (rows or studies or claims):
        return None
    return ResultUse(
        folder=str(folder),
        title=record["title"],
        made=record["provenance"]["made"],
        numbers=[row["path"] for row in rows],
        studies=studies,
        claims=claims,
        without=any(row["id"] == origin.id for row in dropped),
    )


def _rests(row: dict[str, Any], uses: Uses) -> bool:
    """A number of a record: by its source as it was then, or, of a study, as the catalogue is now."""
    return row["source"] in uses.origin.sources or (not uses.origin.sources and row["path"] in uses.paths)


def result_lines(results: Sequence[ResultUse]) -> Iterator[str]:
    """A line a result: where it is, what it is called, what of it rests on the source."""
    for use in results:
        parts = [("number", use["numbers"]), ("study", use["studies"]), ("claim", use["claims"])]
        says = ", ".join(f"{len(names)} {_plural(kind, len(names))}" for kind, names in parts if names)
        yield f"{use['folder']}: {use['title']}; {says}{', set aside in it' if use['without'] else ''}"


def _plural(noun: str, count: int) -> str:
    if count == 1:
        return noun
    return "studies" if noun == "study" else f"{noun}s"
