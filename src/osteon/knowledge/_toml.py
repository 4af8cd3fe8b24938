"""TOML with line numbers: what the one reader of records and of experiment files returns."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, final

from osteon.errors import Fault
from osteon.knowledge._positions import KeyPath, positions


@final
@dataclass(frozen=True)
class Document:
    """A TOML file that was read. label: how messages name it. lines: path to line number, from 1."""

    label: str
    data: dict[str, Any]
    lines: dict[KeyPath, int]

    def where(self, path: Sequence[str]) -> str:
        """File and line of a table, key or member of a list; of the nearest one around what is not there."""
        keys = tuple(path)
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return f"{self.label}:{self.lines.get(keys, 1)}"


def read_toml(content: bytes, label: str) -> Document | Fault:
    """Read a file's bytes, or say what is wrong with them and on which line."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        return Document(label, tomllib.loads(text), positions(text))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Fault(f"{label}:{line}", "bytes that are not UTF-8", "a TOML file saved as UTF-8")
    except RecursionError:
        return Fault(f"{label}:1", "values nested too deeply to read", "tables, numbers, texts and lists")
    except ValueError as error:  # tomllib's own, and Python's on a number of thousands of digits
        return _malformed(str(error), label, content.count(b"\n") + 1)


def _malformed(message: str, label: str, last_line: int) -> Fault:
    match = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", message)
    line = int(match[1]) if match and match[1] else last_line
    said = message[: match.start()] if match else message
    if "overwrite" in said or "twice" in said:
        return Fault(f"{label}:{line}", f"a name that is used twice ({said})", "each name once in its table")
    return Fault(f"{label}:{line}", f"text that is not TOML ({said[:99]})", "valid TOML", "texts need quotes")
