"""TOML with line numbers: what the one reader of records and of experiment files returns."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, final

import rtoml

from osteon.errors import Fault
from osteon.knowledge._positions import KeyPath, headers, positions


@final
@dataclass(frozen=True)
class Document:
    """A TOML file that was read. label: how messages name it. text: what was read."""

    label: str
    data: dict[str, Any]
    text: str

    def where(self, path: Sequence[str]) -> str:
        """File and line of a table, key or member of a list; of the nearest one around what is not there."""
        keys = tuple(path)
        if keys in self._headers:
            return f"{self.label}:{self._headers[keys]}"
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return f"{self.label}:{self.lines.get(keys, 1)}"

    @cached_property
    def lines(self) -> Mapping[KeyPath, int]:
        """Path to line number, from 1, of every table, key and member of a list."""
        return positions(self.text)

    @cached_property
    def _headers(self) -> Mapping[KeyPath, int]:
        # Every record asks where it stands, and few keys are ever at fault.
        return headers(self.text)


def read_toml(content: bytes, label: str) -> Document | Fault:
    """Read a file's bytes, or say what is wrong with them and on which line."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        return Document(label, _data(text), text)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Fault(f"{label}:{line}", "bytes that are not UTF-8", "a TOML file saved as UTF-8")
    except RecursionError:
        return Fault(f"{label}:1", "values nested too deeply to read", "tables, numbers, texts and lists")
    except ValueError as error:  # the reader's own, and Python's on a number of thousands of digits
        return _malformed(str(error), label, content.count(b"\n") + 1)


def _data(text: str) -> dict[str, Any]:
    """What a text holds. The quick reader reads; the plain one says what is wrong, and on which line."""
    try:
        return rtoml.loads(text)
    except rtoml.TomlParsingError:
        return tomllib.loads(text)


def _malformed(message: str, label: str, last_line: int) -> Fault:
    match = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", message)
    line = int(match[1]) if match and match[1] else last_line
    said = message[: match.start()] if match else message
    if "overwrite" in said or "twice" in said:
        return Fault(f"{label}:{line}", f"a name that is used twice ({said})", "each name once in its table")
    return Fault(f"{label}:{line}", f"text that is not TOML ({said[:99]})", "valid TOML", "texts need quotes")
