"""`osteon export evidence`: the evidence base as files for other programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osteon.cli._guard import UsageError
from osteon.cli._written import MARK, check_place, refused, write_text
from osteon.errors import Fault, near
from osteon.text import counted

if TYPE_CHECKING:
    from osteon.knowledge import EvidenceBase

EVIDENCE = "evidence"
"""The word that stands for the evidence base where a model is expected."""

FORMATS = {
    "jsonld": "evidence.jsonld",
    "csv": "evidence-csv",
    "graphml": "evidence.graphml",
    "cx2": "evidence.cx2",
    "indra": "evidence.indra.json",
}
"""By format: the default name of the file; of the tables, of their folder."""

_MARKS = {
    "jsonld": '"@vocab": "urn:osteon:"',
    "graphml": MARK,
    "cx2": '"Osteon evidence base"',
    "indra": '"source_api": "osteon"',
}
_WITHIN = 20_000
"""A mark stands within so many signs from the start of a file."""

_PACKAGE = "datapackage.json"
_PACKAGE_MARK = '"name": "osteon-evidence"'


def export_evidence(format: str | None, out: Path | None, catalogs: list[Path]) -> dict[str, Any]:
    """Write the evidence base in a format and return what was written, for `evidence_lines`.

    Raises UsageError for a format that there is not, OutputError for a place that is not to be written to.
    """
    from osteon.knowledge import load_evidence

    if format not in FORMATS:
        given = "no format" if format is None else f"the format '{format}'"
        fix = near(format or "", FORMATS) or "type 'osteon export evidence --to jsonld'"
        raise UsageError(Fault("--to", given, f"one of {', '.join(FORMATS)}", fix))
    path = out or Path(FORMATS[format])
    if format == "csv":
        _check_folder(path)
    else:
        check_place(path, _MARKS[format], _WITHIN)
    base = load_evidence(catalogs)
    if format == "csv":
        return _record(format, path, _write_folder(path, base), base)
    text = _writer(format)(base)
    write_text(path, text)
    return _record(format, path, {path.name: text}, base)


def evidence_lines(record: Mapping[str, Any]) -> list[str]:
    """What was written, in words."""
    entities = f"{record['entities']} {'entity' if record['entities'] == 1 else 'entities'}"
    others = [counted(record[f"{noun}s"], noun) for noun in ("claim", "conflict", "paper", "system")]
    lines = [f"evidence: {', '.join([others[0], entities, *others[1:]])}"]
    if "statements" in record:
        told = f"{counted(record['statements'], 'statement')} of {counted(record['mapped'], 'claim')}"
        lines.append(f"{told}; the relations of the others are no statement of INDRA")
    return [*lines, f"{record['format']}: {record['file']}"]


def _writer(format: str) -> Callable[[EvidenceBase], str]:
    from osteon.evidence import write_cx2, write_graphml, write_indra, write_jsonld

    writers: dict[str, Callable[[EvidenceBase], str]] = {
        "jsonld": write_jsonld, "graphml": write_graphml, "cx2": write_cx2, "indra": write_indra,
    }  # fmt: skip
    return writers[format]


def _record(format: str, path: Path, texts: Mapping[str, str], base: EvidenceBase) -> dict[str, Any]:
    record: dict[str, Any] = {
        "format": format,
        "file": str(path),
        "bytes": sum(len(text.encode()) for text in texts.values()),
        "claims": len(base.claims),
        "entities": len(base.concepts),
        "conflicts": len(base.conflicts),
        "papers": len(base.papers),
        "systems": len(base.systems),
    }
    if format == "indra":
        statements = json.loads(texts[path.name])
        record["statements"] = len(statements)
        record["mapped"] = len({statement["evidence"][0]["source_id"] for statement in statements})
    return record


def _check_folder(path: Path) -> None:
    """Refuse a folder that holds something else than tables that Osteon wrote."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise refused(path, "a link" if path.is_symlink() else "a file", "a folder for the tables")
    expected = "a new or empty folder, or one of such tables"
    try:
        package = path / _PACKAGE
        text = package.read_text(encoding="utf-8", errors="replace") if package.is_file() else ""
        if path.is_dir() and any(path.iterdir()) and _PACKAGE_MARK not in text:
            raise refused(path, "a folder with other files in it", expected)
    except OSError as error:
        raise refused(path, error.strerror or str(error), "a folder that you may read") from error


def _write_folder(path: Path, base: EvidenceBase) -> dict[str, str]:
    """Write each table; the folder appears whole or not at all, and other files in an older one stay."""
    from osteon.evidence import write_tables

    texts = write_tables(base)
    place = path.absolute()
    part = place.with_name(f".{place.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name, text in texts.items():
            (part / name).write_text(text, encoding="utf-8", newline="\n")
        if path.is_dir():
            for name in texts:
                (part / name).replace(path / name)
            part.rmdir()
        else:
            part.rename(path)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        given = error.strerror or str(error)
        raise refused(path, given, "a folder that can be written") from error
    return texts
