"""An experiment file as nested tables, with the line of every key, also inside lists of tables."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, final

from osteon.errors import ExperimentError, Fault

Keys: TypeAlias = tuple[str, ...]
"""Where a value stands: tables and key from the outside in; a member of a list by its number ("0", "1")."""

_LONG_TEXT = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'', re.DOTALL)
_KEY = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*')"""
_PATH = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*"
_LINE = re.compile(rf"[ \t]*(?:(?P<list>\[)?\[[ \t]*(?P<table>{_PATH})[ \t]*\]|(?P<key>{_PATH})[ \t]*=)")


@final
@dataclass(frozen=True)
class Document:
    """A file that was read. label: how messages name it; lines: 1 is the first."""

    label: str
    data: dict[str, Any]
    lines: dict[Keys, int]

    def where(self, keys: Sequence[str]) -> str:
        """`file:line` of a key; of the nearest table around it for what is inside a value or not there."""
        place = tuple(keys)
        while place and place not in self.lines:
            place = place[:-1]
        return f"{self.label}:{self.lines.get(place, 1)}"


def read_document(path: Path) -> Document:
    """Raises ExperimentError: no such file, no text in UTF-8, no TOML."""
    text = ""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return Document(str(path), tomllib.loads(text), _lines(text))
    except OSError as error:
        reason = f"a file that cannot be read ({error.strerror or error})"
        raise ExperimentError(Fault(str(path), reason, "an experiment file", "check the path")) from None
    except UnicodeDecodeError:
        raise ExperimentError(Fault(str(path), "bytes that are no text", "a TOML file in UTF-8")) from None
    except RecursionError:
        raise ExperimentError(
            Fault(str(path), "values nested too deeply", "tables, texts and numbers")
        ) from None
    except ValueError as error:  # tomllib's own, and Python's on a number of thousands of digits
        at = re.search(r"line (\d+)", str(error))
        line = at[1] if at else text.count("\n") + 1
        fix = "texts need quotes, and each table and key may stand only once"
        raise ExperimentError(
            Fault(f"{path}:{line}", f"malformed TOML: {error}", "valid TOML", fix)
        ) from None


def _lines(text: str) -> dict[Keys, int]:
    plain = _LONG_TEXT.sub(lambda match: "\n" * match[0].count("\n"), text)
    lines: dict[Keys, int] = {}
    members: dict[Keys, int] = {}
    table: Keys = ()
    for number, line in enumerate(plain.split("\n"), start=1):
        if not (match := _LINE.match(line)):
            continue
        keys = _split(match["table"] or match["key"])
        if match["list"]:
            members[keys] = members.get(keys, -1) + 1
            keys = (*keys, str(members[keys]))
        table, keys = (keys, keys) if match["table"] else (table, table + keys)
        for depth in range(1, len(keys) + 1):
            lines.setdefault(keys[:depth], number)
    return lines


def _split(path: str) -> Keys:
    return tuple(key if key[0] not in "\"'" else key[1:-1] for key in re.findall(_KEY, path))
