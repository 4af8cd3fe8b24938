"""`osteon record`: a paper, a document, or a table that is made out of claims."""

from __future__ import annotations

import json
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from osteon.cli._guard import UsageError, guarded
from osteon.cli._inputs import Catalogs, JsonFlag, catalog_folders, existing_file
from osteon.errors import Fault, near

if TYPE_CHECKING:
    from osteon.evidence import ClaimTable
    from osteon.knowledge import EvidenceBase, PaperRecord, StaticRecords

LANGUAGES = {"en": "english", "zh": "chinese"}
FILES = (".md", ".markdown", ".json", ".txt")
WIDEST = 100
NARROWEST = 40

Shown: TypeAlias = "PaperRecord | tuple[ClaimTable, ...]"


@guarded()
def record(
    name: Annotated[
        str | None,
        typer.Argument(
            help="A DOI, a file, a document (000, 001, 002), a cited paper ('Dominici 2006'), a kind of "
            "stromal cell, a setup, or a word such as markers, factors, registry; without it, a list."
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", metavar="en|zh", help="Of a document in two languages: one.")
    ] = None,
    snapshot: Annotated[
        Path | None,
        typer.Option("--snapshot", help="Of registry: an export of ClinicalTrials.gov (CSV) to be counted."),
    ] = None,
    catalog: Catalogs = None,
    as_json: JsonFlag = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Print a page of Markdown.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a table as CSV.")] = False,
) -> None:
    """Show the record of a paper or a document, or a table in which each cell names its claims."""
    form = _form({"--json": as_json, "--markdown": as_markdown, "--csv": as_csv})
    from osteon.knowledge import load_evidence, load_static

    folders = catalog_folders(catalog)
    base = load_evidence(folders)
    static = load_static(base, folders)
    if snapshot is not None and name != "registry":
        raise UsageError(Fault("--snapshot", "it without registry", "osteon record registry --snapshot FILE"))
    if name is None:
        typer.echo(_listed(base, static, form))
        return
    if _is_file(name):
        shown = _from_file(Path(name))
    elif snapshot is not None:
        shown = _counted(base, static, snapshot)
    else:
        shown = _found(base, static, name, language)
    _check_language(shown, language)
    typer.echo(_told(shown, base, form))


def _form(asked: dict[str, bool]) -> str:
    forms = [name for name, wanted in asked.items() if wanted]
    if len(forms) > 1:
        raise UsageError(Fault(forms[0], " and ".join(forms), "one of them"))
    return forms[0] if forms else ""


def _is_file(name: str) -> bool:
    if re.match(r"(https?://|doi:|10\.\d{4,}/)", name, re.IGNORECASE):
        return False
    return name.casefold().endswith(FILES) or len(Path(name).parts) > 1


def _from_file(path: Path) -> Shown:
    from osteon.evidence import read_paper

    return read_paper(existing_file(path, "a page of a paper (.md) or its record (.json)"))


def _found(base: EvidenceBase, static: StaticRecords, name: str, language: str | None) -> Shown:
    from osteon.evidence import RecordLookupError, look_up

    if language is not None and language not in LANGUAGES:
        given = f"language {language!r}"
        raise UsageError(Fault("--language", given, "en or zh", near(language, LANGUAGES)))
    try:
        return look_up(base, static, name, LANGUAGES[language] if language else None)
    except RecordLookupError as error:
        raise UsageError(error.faults) from None


def _counted(base: EvidenceBase, static: StaticRecords, path: Path) -> Shown:
    from osteon.evidence import count_trials, read_snapshot, registry_card, tally_table

    existing_file(path, "a CSV export of ClinicalTrials.gov")
    query = next(iter(static.queries.values()), None)
    if query is None:
        raise UsageError(Fault("--snapshot", "a catalogue without a query", "[query.ID] in registry/"))
    count = static.counts[query.of]
    found = read_snapshot(path)
    card = registry_card(base, count, query)
    return tally_table(found, query, count, count_trials(found, query)), replace(card, notes=())


def _check_language(shown: Shown, language: str | None) -> None:
    both = isinstance(shown, tuple) and any(table.id == "languages" for table in shown)
    if language is not None and not both:
        raise UsageError(
            Fault("--language", f"--language {language}", "it for a document in two languages, like 001")
        )


def _told(shown: Shown, base: EvidenceBase, form: str) -> str:
    from osteon.evidence import paper_json, paper_lines, paper_markdown

    if isinstance(shown, tuple):
        return _tables(shown, form)
    match form:
        case "--json":
            return paper_json(shown)
        case "--markdown":
            return paper_markdown(shown).rstrip("\n")
        case "--csv":
            raise UsageError(Fault("--csv", "the record of a paper", "a table", "use --json or --markdown"))
    return "\n".join(paper_lines(shown, base, _width()))


def _tables(tables: tuple[ClaimTable, ...], form: str) -> str:
    from osteon.evidence import table_csv, table_lines, table_markdown, table_record

    match form:
        case "--json":
            records = [table_record(table) for table in tables]
            return json.dumps(records[0] if len(records) == 1 else records, indent=1, ensure_ascii=False)
        case "--markdown":
            return "\n".join(table_markdown(table) for table in tables).rstrip("\n")
        case "--csv" if len(tables) > 1:
            names = ", ".join(table.id for table in tables)
            raise UsageError(Fault("--csv", f"{len(tables)} tables ({names})", "one table", "use --json"))
        case "--csv":
            return table_csv(tables[0]).rstrip("\n")
    return "\n\n".join("\n".join(table_lines(table, _width())) for table in tables)


def _listed(base: EvidenceBase, static: StaticRecords, form: str) -> str:
    from osteon.evidence import ClaimCell, ClaimTable, known_topics

    rows = [(key, record.title) for key, record in static.papers.items()]
    rows += [(key, document.title) for key, document in base.documents.items() if key not in static.papers]
    rows += known_topics(static).items()
    cells = tuple((ClaimCell(name), ClaimCell(title)) for name, title in sorted(rows))
    notes = (
        f"{len(base.papers)} cited papers: osteon record 'Dominici 2006', or by DOI where it is known.",
        "A kind of stromal cell (AD-MSC) or a setup (calvaria_rat_ev) can be asked for, too.",
    )
    says = "Any name here, as osteon record NAME."
    return _tables((ClaimTable("records", "Records", says, ("name", "holds"), cells, notes),), form)


def _width() -> int:
    """The columns of the terminal, within what is legible; in a pipe the most."""
    if not sys.stdout.isatty():
        return WIDEST
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns))
