"""Fields that hold nothing: left out of files that people read, and filled in again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

_ALWAYS = (
    "id", "title", "name", "type", "kind", "relation", "evidence", "certainty", "document", "subjects",
    "objects", "arms", "outcome", "read", "expect", "fingerprint",
)  # fmt: skip
"""Fields without which a record says nothing: never left out, unless they may be None."""

_NOTHING: tuple[Any, ...] = ("", None, [], (), {})


def sparse(record: Mapping[str, Any], type: type) -> dict[str, Any]:
    """The fields of a record, as `asdict` gives them, that hold something, or that have no empty value."""
    found: dict[str, Any] = {}
    for name, hint in hints(type).items():
        value = record[name]
        if not _empty(value) or _is_due(name, hint):
            found[name] = _sparse_inside(value, hint)
    return found


def filled(record: Mapping[str, Any], type: type) -> dict[str, Any]:
    """The fields that are there, and the empty value of each that is not, where its type has one.

    So, too, of records inside the record.
    """
    there = {name: _filled_inside(value, hints(type).get(name)) for name, value in record.items()}
    left = {name: hint for name, hint in hints(type).items() if has_blank(hint) and not _is_due(name, hint)}
    return {**{name: blank(hint) for name, hint in left.items()}, **there}


@cache
def hints(record: type) -> Mapping[str, Any]:
    """The fields of a record with their types, in order."""
    found = get_type_hints(record)
    return {field.name: found[field.name] for field in fields(record)}


def has_blank(hint: Any) -> bool:
    """Whether a type has a value that means nothing is there."""
    return hint is str or is_optional(hint) or get_origin(hint) in (tuple, Mapping)


def blank(hint: Any) -> Any:
    """That value, as JSON has it."""
    if hint is str:
        return ""
    if is_optional(hint):
        return None
    return [] if get_origin(hint) is tuple else {}


def is_optional(hint: Any) -> bool:
    """Whether a value of this type may be None."""
    return get_origin(hint) is UnionType and NoneType in get_args(hint)


def _is_due(name: str, hint: Any) -> bool:
    return name in _ALWAYS and not is_optional(hint)


def _empty(value: Any) -> bool:
    return any(value is nothing or (value == nothing and not isinstance(value, bool)) for nothing in _NOTHING)


def _sparse_inside(value: Any, hint: Any) -> Any:
    inner = _record_in(hint)
    if inner is None:
        return value
    if isinstance(value, Mapping):
        return sparse(value, inner)
    return [sparse(member, inner) for member in value]


def _filled_inside(value: Any, hint: Any) -> Any:
    inner = _record_in(hint)
    if inner is None:
        return value
    if isinstance(value, list):
        return [filled(member, inner) if isinstance(member, Mapping) else member for member in value]
    return filled(value, inner) if isinstance(value, Mapping) else value


def _record_in(hint: Any) -> Any:
    """The record that a field holds, one or many of them; None where it holds none."""
    return next((part for part in (hint, *get_args(hint)) if is_dataclass(part)), None)
