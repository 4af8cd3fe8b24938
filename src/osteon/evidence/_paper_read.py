"""A page of Markdown, or a JSON object, to the record of a paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, final

from osteon.errors import Fault, RecordError, near, shown
from osteon.evidence._paper_escape import PART, one_line, plain
from osteon.evidence._paper_page import ADDRESS, AUTHORS, DATE, DOI, PMC, RULE, SECTIONS, SOURCE, key_of
from osteon.knowledge import PaperRecord, paper_of

HEAD, FOOT = "Head of the page", "Foot of the page"
"""What lines before the first and after the last section are kept under, if they hold no field."""

_AUTHOR = re.compile(r"(?:\\.|[^\\,])+")
_GROUP = re.compile(r"\*\*((?:\\.|[^\\])+?):\*\*\s*(.*)")
_ENTITY = re.compile(r"((?:\\.|[^\\])*?) \(([A-Za-z](?:\\.|[^\\()\s])*:(?:\\.|[^\\()\s])+)\)(?:, |$)")
_COUNT = re.compile(r"(\d+)(?: |$)")


@final
@dataclass
class _Block:
    """Lines under a heading, not yet read. line: of the heading."""

    heading: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return one_line(" ".join(self.lines))


def read_paper(source: str | Path, where: str = "") -> PaperRecord:
    """The record of a paper from a page of Markdown or a JSON object.

    source: the text, or the path of a file. where: how messages name a text. Sections that a record has no
    field for are kept in `further`. Raises RecordError with all that is wrong, each with its line.
    """
    text = _content(source) if isinstance(source, Path) else source.removeprefix("\ufeff")
    label = str(source) if isinstance(source, Path) else where or "the text"
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise RecordError(Fault(label, "half a letter (a lone surrogate)", "text in UTF-8"))
    if text.lstrip().startswith("{"):
        return paper_of(_object(text, label), label)
    faults: list[Fault] = []
    fields = _fields(text.replace("\r\n", "\n"), label, faults)
    if faults:
        raise RecordError(faults)
    return paper_of(fields, label)


def _content(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        given = f"a file that cannot be opened ({error.strerror})"
        raise RecordError(Fault(str(path), given, "a page of a paper (.md) or a record (.json)")) from None
    except UnicodeDecodeError as error:
        fault = Fault(f"{path}", f"bytes that are not UTF-8 (byte {error.start})", "a file saved as UTF-8")
        raise RecordError(fault) from None


def _object(text: str, label: str) -> dict[str, Any]:
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        given = f"text that is not JSON ({error.msg})"
        raise RecordError(Fault(f"{label}:{error.lineno}", given, "one JSON object")) from None
    except KeyError as error:
        raise RecordError(Fault(label, f"the key {shown(error.args[0])} twice", "each key once")) from None
    except (RecursionError, ValueError):
        raise RecordError(Fault(label, "values that cannot be read", "texts, numbers and lists")) from None
    if any("\ud800" <= letter <= "\udfff" for letter in json.dumps(found, ensure_ascii=False)):
        raise RecordError(Fault(label, "half a letter (a lone surrogate)", "text in UTF-8"))
    table: dict[str, Any] = found
    return table


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise KeyError(key)
        found[key] = value
    return found


def _fields(text: str, label: str, faults: list[Fault]) -> dict[str, Any]:
    blocks = _blocks(text)
    first = next((line for line in text.split("\n") if line.strip()), "")
    if not first.startswith("# ") or not first[2:].strip():
        expected = "a page that begins with '# ' and the title of the paper, or a JSON object"
        faults.append(Fault(f"{label}:1", f"{shown(first.strip()) if first else 'nothing'}", expected))
        return {}
    fields: dict[str, Any] = {"title": plain(one_line(first[2:]))}
    further: list[dict[str, str]] = []
    for block in blocks:
        key = key_of(one_line(block.heading))
        if block.heading in (HEAD, FOOT) and block.line == 0:
            rest = (_head if block.heading == HEAD else _foot)(block, label, fields, faults)
            further += [{"heading": block.heading, "text": rest}] if rest else []
        elif key is None:
            further.append({"heading": plain(one_line(block.heading)), "text": plain(block.text)})
        elif key in fields:
            given = f"a second section {shown(block.heading)}"
            faults.append(Fault(f"{label}:{block.line}", given, "each section once"))
        elif block.text:
            fields[key] = _section(key, block, label, faults)
    if "pmc" not in fields and (found := re.search(r"/(PMC\d+)\b", fields.get("source", ""))):
        fields["pmc"] = found[1]
    return fields | ({"further": further} if further else {})


def _blocks(text: str) -> list[_Block]:
    """The lines of a page by section; those before the first and after a rule have no line of their own."""
    blocks = [_Block(HEAD, 0)]
    seen = False
    for number, line in enumerate(text.split("\n"), start=1):
        if not seen and line.strip():
            seen = True
        elif line.startswith("## "):
            blocks.append(_Block(line[3:], number))
        elif line.strip() == RULE:
            blocks.append(_Block(FOOT, 0))
        elif line.strip():
            blocks[-1].lines.append(line.strip())
    return blocks


def _head(block: _Block, label: str, fields: dict[str, Any], faults: list[Fault]) -> str:
    """Take authors and identifiers from the lines under the title; what holds neither is returned."""
    rest: list[str] = []
    for line in block.lines:
        if line.startswith(AUTHORS):
            authors = _AUTHOR.findall(line.removeprefix(AUTHORS))
            fields["authors"] = [name for author in authors if (name := plain(author.strip()))]
        elif PART in line or line.startswith(DOI):
            _identifiers(line, label, fields, faults)
        else:
            rest.append(plain(line))
    return one_line(" ".join(rest))


def _identifiers(line: str, label: str, fields: dict[str, Any], faults: list[Fault]) -> None:
    for part in (part.strip() for part in line.split(PART)):
        if PMC.fullmatch(part):
            fields.update({"pmc": part} if part != "PMC" else {})
        elif part.startswith(DOI):
            fields["doi"] = plain(part.removeprefix(DOI).strip())
        elif DATE.fullmatch(part):
            fields["date"] = part
        elif part and "journal" in fields:
            given = f"{shown(plain(part))} beside the journal {shown(fields['journal'])}"
            expected = "PMC, DOI, journal and date (2026-01-23), parted by ' · '"
            faults.append(Fault(label, given, expected))
        elif part:
            fields["journal"] = plain(part)


def _foot(block: _Block, label: str, fields: dict[str, Any], faults: list[Fault]) -> str:
    rest = []
    for line in block.lines:
        if line.startswith(SOURCE) and "source" not in fields:
            fields["source"] = line.removeprefix(SOURCE).strip()
        else:
            rest.append(plain(line))
    return one_line(" ".join(rest))


def _section(key: str, block: _Block, label: str, faults: list[Fault]) -> Any:
    where = f"{label}:{block.line}"
    match key:
        case "findings":
            return [plain(item) for item in _items(block)]
        case "linked" | "full_text_entities":
            return [entity for item in _items(block) for entity in _entities(item, where, faults)]
        case "full_text":
            found = ADDRESS.search(block.text)
            if found is None:
                faults.append(Fault(where, shown(block.text), "the address of the full text"))
            return found[0] if found else ""
        case "figures" | "references":
            count = _COUNT.match(block.text)
            if count is None:
                faults.append(Fault(where, shown(block.text), f"a number of {key}, like '4 {key}'"))
            return int(count[1]) if count else 0
    return plain(block.text)


def _items(block: _Block) -> list[str]:
    """The members of a list; a line that begins none goes on with the one before."""
    items: list[str] = []
    for line in block.lines:
        mark = re.match(r"[-*+] +", line)
        if mark or not items:
            items.append(line[mark.end() :] if mark else line)
        else:
            items[-1] += f" {line}"
    return [one_line(item) for item in items]


def _entities(item: str, where: str, faults: list[Fault]) -> Iterator[dict[str, str]]:
    group = _GROUP.fullmatch(item)
    if group is None:
        expected = "a line like '- **Diseases:** osteoporosis (MONDO:0005298)'"
        faults.append(Fault(where, shown(plain(item)), expected, near(item, SECTIONS)))
        return
    place = 0
    while place < len(group[2]):
        found = _ENTITY.match(group[2], place)
        if found is None:
            expected = "names, each with its identifier in parentheses, parted by commas"
            faults.append(Fault(where, shown(plain(group[2][place:])), expected))
            return
        yield {"group": plain(group[1]), "name": plain(found[1]), "curie": plain(found[2])}
        place = found.end()
