"""TOML with line numbers: the values by tomllib, the line of every table and key by a scan of the text."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, final

from osteon.errors import Fault

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{1,2}(?!"))?'
    r"|'''.*?'''(?:'{1,2}(?!'))?"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*|[A-Za-z0-9_-]+|[^\s]|\n",
    re.DOTALL,
)


@final
@dataclass(frozen=True)
class Document:
    """A TOML file that was read. label: how messages name it. lines: path of keys to line number from 1."""

    label: str
    data: dict[str, Any]
    lines: dict[tuple[str, ...], int]

    def where(self, path: Sequence[str]) -> str:
        """File and line of a table or key; of the nearest one around it for what stands inside a value."""
        keys = tuple(path)
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return f"{self.label}:{self.lines.get(keys, 1)}"


def read_toml(content: bytes, label: str) -> Document | Fault:
    """Read a file's bytes, or say what is wrong with them and on which line."""
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
        return Document(label, tomllib.loads(text), positions(text))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Fault(f"{label}:{line}", "bytes that are not UTF-8", "a TOML file saved as UTF-8")
    except RecursionError:
        return Fault(f"{label}:1", "values nested too deeply to read", "tables, numbers, texts and lists")
    except ValueError as error:
        return _malformed(str(error), label, content.count(b"\n") + 1)


def positions(text: str) -> dict[tuple[str, ...], int]:
    """Path of keys to line number, for every table header and every key outside inline tables.

    The text is taken to be valid TOML: what tomllib refuses has been refused already.
    """
    lines: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for line, tokens in _statements(text):
        header = tokens[0] == "["
        stop = tokens.index("]" if header else "=")
        path = tuple(_key(token) for token in tokens[:stop] if token not in ("[", "."))
        table, path = (path, path) if header else (table, table + path)
        for depth in range(1, len(path) + 1):
            lines.setdefault(path[:depth], line)
        if header:
            # A sub-table may come before its parent's own header, which is the better place to point at.
            lines[path] = line
    return lines


def _statements(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each table header and key-value pair: the line it starts on and its tokens."""
    line, start, depth = 1, 1, 0
    tokens: list[str] = []
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token == "\n":
            line += 1
            if tokens and depth == 0:
                yield start, tokens
                tokens = []
        elif not token.startswith("#"):
            start = start if tokens else line
            tokens.append(token)
            depth += (token in "[{") - (token in "]}")
            line += token.count("\n")
    if tokens:
        yield start, tokens


def _key(token: str) -> str:
    if token[0] not in "\"'":
        return token
    return next(iter(tomllib.loads(f"{token}=0")))


def _malformed(message: str, label: str, last_line: int) -> Fault:
    match = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", message)
    line = int(match[1]) if match and match[1] else last_line
    said = message[: match.start()] if match else message
    if "overwrite" in said or "twice" in said:
        return Fault(f"{label}:{line}", f"a name that is used twice ({said})", "each name once in its table")
    return Fault(f"{label}:{line}", f"text that is not TOML ({said[:99]})", "valid TOML")
