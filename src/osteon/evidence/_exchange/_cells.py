"""Values as cells of a table, and back: each type of a field has one spelling."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

from osteon.evidence._exchange._blank import is_optional

BAR = "|"
"""Between the members of a list; a bar inside a member has a backslash before it."""

_MEMBER = re.compile(r"(?:\\.|[^|\\])*", re.DOTALL)
_TRUE, _FALSE = "true", "false"


def to_cell(value: Any) -> str:
    """Return a value as a cell: nothing as nothing, lists of texts with bars, tables as JSON."""
    match value:
        case None | () | []:
            return ""
        case bool():
            return _TRUE if value else _FALSE
        case str():
            return value
        case int() | float():
            return repr(value)
        case Mapping():
            return json.dumps(value, ensure_ascii=False) if value else ""
    if all(isinstance(member, str) for member in value):
        return joined(value)
    return json.dumps(list(value), ensure_ascii=False)


def from_cell(cell: str, hint: Any) -> Any:
    """Return what a cell of this type holds, as JSON has it.

    Raises ValueError, with what was expected, for a cell that is not of the type.
    """
    if is_optional(hint):
        return from_cell(cell, _kept(hint)) if cell else None
    if hint is str:
        return cell
    if hint is bool:
        if cell not in (_TRUE, _FALSE):
            raise ValueError("true or false")
        return cell == _TRUE
    if hint in (int, float):
        return _number(cell, hint)
    if get_origin(hint) is tuple and get_args(hint)[0] is str:
        return parted(cell)
    return _json(cell, get_origin(hint) is tuple)


def joined(members: Sequence[str]) -> str:
    """Return texts as one, with bars between them."""
    return BAR.join(member.replace("\\", "\\\\").replace(BAR, f"\\{BAR}") for member in members)


def parted(cell: str) -> list[str]:
    """Return the texts that a cell with bars holds; none for an empty cell."""
    members, at = [], 0
    while cell and at <= len(cell):
        found = _MEMBER.match(cell, at)
        end = at if found is None else found.end()
        if end < len(cell) and cell[end] != BAR:
            raise ValueError("a backslash only before a bar or a backslash")
        members.append(re.sub(r"\\(.)", r"\1", cell[at:end], flags=re.DOTALL))
        at = end + 1
    return members


def kind_of(hint: Any) -> str:
    """Return the type of a column in the words of a Table Schema."""
    if is_optional(hint):
        return kind_of(_kept(hint))
    return {bool: "boolean", int: "integer", float: "number"}.get(hint, "string")


def _kept(hint: Any) -> Any:
    """What an optional value is where it is there."""
    return next(part for part in get_args(hint) if part is not type(None))


def _number(cell: str, hint: type) -> int | float:
    try:
        return int(cell) if hint is int else float(cell)
    except ValueError as error:
        raise ValueError("a whole number" if hint is int else "a number") from error


def _json(cell: str, many: bool) -> Any:
    try:
        found = json.loads(cell) if cell else [] if many else {}
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError("JSON") from error
    if not isinstance(found, list if many else dict):
        raise ValueError("a list of tables in JSON" if many else "a table in JSON")
    return found
