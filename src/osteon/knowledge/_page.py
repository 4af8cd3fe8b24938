"""A page: one TOML file being read, and the faults found on it so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, TypeVar, final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from osteon.errors import LONGEST_SHOWN, Fault, near, shown
from osteon.knowledge._fields import REFUSED
from osteon.knowledge._positions import KeyPath
from osteon.knowledge._toml import Document

if TYPE_CHECKING:
    from osteon.knowledge._quantity import Quantity

Schema = TypeVar("Schema", bound=BaseModel)

RESERVED = frozenset({
    "time", "hill", "activation", "inhibition", "saturation", "biphasic", "window", "crowding",
    "mix", "either", "exp", "log", "log10", "sqrt", "min", "max", "abs", "above", "at_least", "equal",
    "choose", "floor", "ceil", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh",
})  # fmt: skip
"""Names with a meaning in the rate language (its laws and the time), which no record may take."""


@final
@dataclass(frozen=True)
class Page:
    """One file being read.

    faults: grows while it is read, and is shared by all pages of a load.
    failed: names of tables that did not fit; a reference to one of them is no second mistake.
    quantities, rows: all numbers and rows of studies that were read, also those whose owner did not fit.
    """

    document: Document
    faults: list[Fault]
    failed: set[str] = field(default_factory=set)
    quantities: list[Quantity] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)

    def where(self, path: KeyPath) -> str:
        """File and line of a table or key."""
        return self.document.where(path)

    def fault(self, path: KeyPath, given: str, expected: str, fix: str = "") -> None:
        """Note a mistake at a table or key."""
        self.faults.append(Fault(self.where(path), given, expected, fix))

    def read(self, schema: type[Schema], path: KeyPath) -> Schema | None:
        """The table at `path` as `schema` has it; None, with every fault noted, when it does not fit."""
        return self._fitted(schema, path, self._raw(path))

    def _fitted(self, schema: type[Schema], path: KeyPath, table: Any) -> Schema | None:
        if not isinstance(table, dict):
            given = f"no {_table(path)}" if table is None else f"{path[-1]} = {shown(table)}"
            self.fault(path, given, f"a table {_table(path)}")
            return None
        try:
            return schema.model_validate(table)
        except ValidationError as error:
            # One key may break several rules; a reader needs to hear of it once.
            first = {str(details["loc"][0]): details for details in reversed(error.errors(include_url=False))}
            for key, details in reversed(first.items()):
                self._explain(schema, path, key, details)
            return None

    def tables(self, schema: type[Schema], path: KeyPath) -> Iterator[tuple[KeyPath, Schema | None]]:
        """The path of each table under `path`, and the table; None for one that does not fit `schema`.

        Those that do not fit are passed on too, for what stands inside them has to be read all the same.
        """
        for name, member in self._members(path):
            place = (*path, name)
            table = self._fitted(schema, place, member)
            if table is None:
                self.failed.add(name)
            yield place, table

    def names(self, path: KeyPath) -> tuple[str, ...]:
        """The keys of the table, or the numbers of the list, at `path`; none when there is neither."""
        return tuple(name for name, _ in self._members(path))

    def has(self, path: KeyPath) -> bool:
        """Whether something stands at `path`."""
        return self._raw(path) is not None

    def check_name(self, path: KeyPath, reserved: frozenset[str] = RESERVED) -> None:
        """Note a fault unless the last key of `path` is a name that a rate may use."""
        name = path[-1]
        if not (name.isascii() and name.isidentifier()) or iskeyword(name):
            expected = "letters, digits and _, not a digit first, and no word of Python"
            self.fault(path, f"the name {shown(name)}", expected)
        elif name in reserved:
            self.fault(path, f"the name {shown(name)}", "a name that the rate language leaves free")

    def _members(self, path: KeyPath) -> list[tuple[str, Any]]:
        around = self._raw(path)
        if isinstance(around, list):
            return [(str(number), member) for number, member in enumerate(around)]
        return list(around.items()) if isinstance(around, dict) else []

    def _raw(self, path: KeyPath) -> Any:
        value: Any = self.document.data
        for key in path:
            if isinstance(value, dict):
                value = value.get(key)
            else:
                value = value[int(key)] if isinstance(value, list) and key.isdecimal() else None
        return value

    def _explain(self, schema: type[BaseModel], path: KeyPath, key: str, details: ErrorDetails) -> None:
        """Note what pydantic found wrong with a key; what was expected stands in the schema."""
        fields = {field.alias or name: field for name, field in schema.model_fields.items()}
        expected = (fields[key].description if key in fields else None) or "another value"
        match details["type"]:
            case "extra_forbidden":
                given = f"unknown key {shown(key)} in {_table(path)}"
                self.fault((*path, key), given, f"one of {', '.join(fields)}", near(key, fields))
            case "missing":
                self.fault(path, f"no {key} in {_table(path)}", expected)
            case str(kind) if kind == REFUSED:
                said = details["ctx"]
                self.fault((*path, key), f"{key} = {said['given']}", said["expected"], said["fix"])
            case _:
                self.fault((*path, key), f"{key} = {shown(details['input'])}", expected)


def _table(path: KeyPath) -> str:
    return f"[{'.'.join(path)[:LONGEST_SHOWN]}]" if path else "the file"
