"""`osteon cite`: the sources that a result stands on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from osteon.cli._guard import guarded
from osteon.cli._inputs import existing_folder


@guarded()
def cite(
    result: Annotated[Path, typer.Argument(help="The folder of a result of `osteon run`.", metavar="RESULT")],
    as_bibtex: Annotated[bool, typer.Option("--bibtex", help="As BibTeX instead of text.")] = False,
) -> None:
    """List the sources of a result, and how many of its numbers rest on each."""
    from osteon.report import bibliography, citations, read_result

    record = read_result(existing_folder(result, "the folder of a result"))
    typer.echo(bibliography(record) if as_bibtex else citations(record), nl=not as_bibtex)
