"""`osteon evidence`: what is claimed, by whom, and what contradicts it."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from osteon.cli._guard import UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders
from osteon.cli._used_by import used_by_text
from osteon.errors import Fault

if TYPE_CHECKING:
    from osteon.evidence import Answer

WIDEST = 100
NARROWEST = 40
STALE = ", before its records changed"
"""What is added to a verdict that may no longer hold."""

Entities: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--entity", metavar="NAME", help="Claims about this entity: a name, synonym or id; repeatable."
    ),
]
Systems: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--system", metavar="SYSTEM", help="Claims of this system, such as S34; repeatable."),
]
Studies: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--study", metavar="PAPER", help="Claims that cite this paper, such as 'Liu 2020'; repeatable."
    ),
]
Relation: TypeAlias = Annotated[
    str | None, typer.Option(help="Claims of this relation, such as increases.", metavar="RELATION")
]
Document: TypeAlias = Annotated[
    str | None, typer.Option(help="Claims of this document: 000, 001 or 002.", metavar="ID")
]
Kind: TypeAlias = Annotated[
    str | None, typer.Option(help="Claims that are dynamic, static or not_simulable.", metavar="KIND")
]
Conflicts: TypeAlias = Annotated[
    bool, typer.Option("--conflicts", help="Contradictions, with both sides; of a question or of all.")
]
Ids: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--id", metavar="ID", help="The record with this id, such as C137 or E133; repeatable."),
]
UsedBy: TypeAlias = Annotated[
    str | None, typer.Option("--used-by", metavar="SOURCE", help="Everything that rests on this source.")
]
Results: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(metavar="DIR", help="With --used-by: a folder with results; repeatable. Default: results."),
]
Limit: TypeAlias = Annotated[
    int, typer.Option(min=0, help="Records of each kind that are given; 0 for all.", metavar="N")
]


@guarded()
def evidence(
    question: Annotated[
        list[str] | None, typer.Argument(help="Words to search for, English or Chinese.", metavar="QUESTION")
    ] = None,
    entity: Entities = None,
    relation: Relation = None,
    system: Systems = None,
    study: Studies = None,
    document: Document = None,
    kind: Kind = None,
    conflicts: Conflicts = False,
    ids: Ids = None,
    used_by: UsedBy = None,
    results: Results = None,
    limit: Limit = 10,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table, a record a line.")] = False,
) -> None:
    """Find what is claimed, by whom, and what contradicts it.

    All filters that are given must hold. A name finds every claim about the thing, under any of its names.
    """
    if as_json and as_csv:
        raise UsageError(Fault("--json", "--json and --csv", "one of them"))
    if results and used_by is None:
        raise UsageError(Fault("--results", "--results alone", "--results with --used-by SOURCE"))
    folders = catalog_folders(catalog)
    # What is not UTF-8 on the command line cannot be printed again.
    words = " ".join(question or []).encode("utf-8", "replace").decode("utf-8")
    filters: dict[str, Any] = {
        "entity": entity, "relation": relation, "system": system, "study": study, "document": document,
        "kind": kind, "conflicts": conflicts, "ids": ids,
    }  # fmt: skip
    if used_by is not None:
        _refuse_more(bool(words or as_csv or any(filters.values())))
        typer.echo(used_by_text(used_by, folders, results, as_json))
    else:
        answer = _answer(words, filters, limit, folders)
        _tell(answer, "json" if as_json else "csv" if as_csv else "")


def _refuse_more(more: bool) -> None:
    if more:
        given = "a question, a filter or --csv with it"
        raise UsageError(Fault("--used-by", given, "a source alone, with --results, --catalog or --json"))


def _answer(words: str, filters: dict[str, Any], limit: int, folders: list[Path]) -> Answer:
    from osteon.claims import recorded_verdicts
    from osteon.evidence import SearchError, search
    from osteon.knowledge import load_evidence

    base = load_evidence(folders)
    try:
        answer = search(base, words, **filters, limit=limit or None)
    except SearchError as error:
        raise UsageError(replace(fault, where=f"--{fault.where}") for fault in error.faults) from None
    shown = [hit.id for hit in answer.of("claim")]
    recorded = recorded_verdicts(base, folders, shown).values()
    return replace(answer, verdicts={row.claim: f"{row.verdict}{STALE * row.stale}" for row in recorded})


def _tell(answer: Answer, form: str) -> None:
    from osteon.evidence import answer_csv, answer_lines, overview_lines

    if form == "json":
        typer.echo(answer.to_json())
    elif form == "csv":
        typer.echo(answer_csv(answer), nl=False)
    elif not (answer.question.strip() or answer.filters):
        typer.echo("\n".join(overview_lines(answer.base, _width())))
    else:
        typer.echo("\n".join(map(_bold, answer_lines(answer, _width()))))


def _bold(line: str) -> str:
    """A line with the id at its beginning, if there is one, in bold."""
    return re.sub(r"^[A-Z]\d+(?= )", lambda found: typer.style(found[0], bold=True), line)


def _width() -> int:
    """The columns of the terminal, within what is legible; in a pipe the most."""
    if not sys.stdout.isatty():
        return WIDEST
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
