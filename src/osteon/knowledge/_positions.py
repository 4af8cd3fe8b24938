"""On which line each table, key and member of a list of a TOML text stands."""

import re
from typing import TypeAlias

import rtoml

KeyPath: TypeAlias = tuple[str, ...]
"""Where a value stands: tables and key from the outside in; a member of a list by its number ("0", "1")."""

Token: TypeAlias = tuple[str, int]
"""A token and the line on which it starts."""

_TEXTS = (
    r'"""(?:\\.|[^\\])*?"""(?:"{1,2}(?!"))?'
    r"|'''.*?'''(?:'{1,2}(?!'))?"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
)
_TEXT = re.compile(_TEXTS, re.DOTALL)
_TOKEN = re.compile(rf"{_TEXTS}|[A-Za-z0-9_-]+|[^\s]|\n", re.DOTALL)

_HEADER = re.compile(r"\n[ \t]*(\[\[?)[ \t]*([A-Za-z_][\w-]*\.[^\[\]\n]*?)[ \t]*\]")
_PART = re.compile(r'([\w-]+|"[^"\\\n]*")(?:\.|$)')


def headers(text: str) -> dict[KeyPath, int]:
    """Path to line number of tables with a dotted header of their own, where that is quick to tell.

    Empty where a table stands inside a list of tables. What it has is what `positions` has. The text is
    taken to be valid TOML: no member of a list begins with a letter and has a point in it, so that such a
    line is a header, unless it stands inside a long text.
    """
    if '"""' in text or "'''" in text:
        text = _TEXT.sub(_emptied, text)
    text = f"\n{text}"  # each line then begins with what is quick to look for
    lines: dict[KeyPath, int] = {}
    members: dict[KeyPath, int] = {}
    line, seen = 0, 0
    for match in _HEADER.finditer(text):
        line += text.count("\n", seen, match.start(1))
        seen = match.start(1)
        parts = tuple(_PART.findall(match[2]))
        if ".".join(parts) != match[2]:
            continue
        path = tuple(part.strip('"') for part in parts)
        if members and any(path[:depth] in members for depth in range(1, len(path))):
            return {}
        if match[1] == "[[":
            members[path] = members.get(path, -1) + 1
            path = (*path, str(members[path]))
        lines[path] = line
    return lines


def _emptied(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n") if match[0].startswith(('"""', "'''")) else match[0]


def positions(text: str) -> dict[KeyPath, int]:
    """Path to line number, from 1, for every path in the text, also inside inline tables and lists.

    The text is taken to be valid TOML: what the reader refuses has been refused already.
    """
    lines: dict[KeyPath, int] = {}
    members: dict[KeyPath, int] = {}
    table: KeyPath = ()
    tokens = _tokens(text)[::-1]  # the next one is the last, where it is cheap to take
    while tokens:
        if tokens[-1][0] == "[":
            table = _header(tokens, lines, members)
        else:
            _value(tokens, _key(tokens, table, lines), lines)
    return lines


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    line = 1
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token != "\n" and not token.startswith("#"):
            tokens.append((token, line))
        line += token.count("\n")
    return tokens


def _header(tokens: list[Token], lines: dict[KeyPath, int], members: dict[KeyPath, int]) -> KeyPath:
    """Take a table's header and return the table's path. members: last number in each list of tables."""
    _, line = tokens.pop()
    in_list = tokens[-1][0] == "["
    if in_list:
        tokens.pop()
    *around, name = _dotted(tokens, "]")
    path: KeyPath = ()
    for key in around:
        path = _latest((*path, key), members)
    path = (*path, name)
    if in_list:
        tokens.pop()
        members[path] = members.get(path, -1) + 1
        path = _latest(path, members)
    _note(path, line, lines)
    # A sub-table may come before its parent's own header, which is the better place to point at.
    lines[path] = line
    return path


def _latest(path: KeyPath, members: dict[KeyPath, int]) -> KeyPath:
    """The last member so far where the path is that of a list of tables."""
    return (*path, str(members[path])) if path in members else path


def _note(path: KeyPath, line: int, lines: dict[KeyPath, int]) -> None:
    """Give a path and those around it a line, unless they have one."""
    for depth in range(1, len(path) + 1):
        lines.setdefault(path[:depth], line)


def _key(tokens: list[Token], table: KeyPath, lines: dict[KeyPath, int]) -> KeyPath:
    """Take a key and its `=`, and return its path."""
    line = tokens[-1][1]
    path = (*table, *_dotted(tokens, "="))
    _note(path, line, lines)
    return path


def _value(tokens: list[Token], path: KeyPath, lines: dict[KeyPath, int]) -> None:
    """Take a value, noting what stands inside it."""
    opening, line = tokens.pop()
    if opening not in ("[", "{"):
        # No value of several tokens (a float, a date) goes beyond its line.
        while tokens and tokens[-1][1] == line and tokens[-1][0] not in (",", "]", "}"):
            tokens.pop()
        return
    number = 0
    while tokens[-1][0] not in ("]", "}"):
        if opening == "[":
            lines[*path, str(number)] = tokens[-1][1]
        _value(tokens, (*path, str(number)) if opening == "[" else _key(tokens, path, lines), lines)
        number += 1
        if tokens[-1][0] == ",":
            tokens.pop()
    tokens.pop()


def _dotted(tokens: list[Token], end: str) -> list[str]:
    """Take a key, dotted or not, and the token that ends it; its parts as they read without quotes."""
    keys = []
    while (token := tokens.pop()[0]) != end:
        if token != ".":
            keys.append(next(iter(rtoml.loads(f"{token}=0"))) if token[0] in "\"'" else token)
    return keys
