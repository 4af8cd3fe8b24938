"""An experiment file's tables against their schema, with every fault told in the file's own words."""

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from osteon.errors import near, shown
from osteon.knowledge import KeyPath
from osteon.scenario._faults import Faults
from osteon.scenario._schema import (
    ArmTable,
    ChangeTable,
    DesignTable,
    DoseTable,
    FileTable,
    ImageTable,
    ReportTable,
    SpaceTable,
)

_TYPES = {
    "string_type": "a text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "dict_type": "a table",
    "list_type": "a list",
    "model_type": "a table",
    "model_attributes_type": "a table",
}

_TABLES: dict[str, type[BaseModel]] = {"design": DesignTable, "space": SpaceTable}


def validated(faults: Faults) -> FileTable:
    """The file as typed tables. What does not fit is told and left out, so that the rest is still read."""
    data = faults.document.data
    try:
        return FileTable.model_validate(data)
    except ValidationError as error:
        # From the last list item to the first, so that leaving one out does not move those still to come.
        for detail in reversed(error.errors(include_url=False, include_context=True)):
            _tell(faults, detail)
            data = _without(data, detail["loc"])
            faults.dropped.add(_keys(detail["loc"]))
    return FileTable.model_validate(data)


def _tell(faults: Faults, detail: ErrorDetails) -> None:
    keys = _keys(detail["loc"])
    if detail["type"] == "extra_forbidden":
        known = _known(keys[:-1])
        faults.add(
            keys, f"the key '{keys[-1]}'", f"one of the keys {', '.join(known)}", near(keys[-1], known)
        )
    else:
        faults.add(keys, f"{keys[-1]} = {shown(detail['input'])}", _expected(detail))


def _expected(detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "greater_than_equal":
            return f"{_number(context['ge'])}, {context['ge']} or more"
        case "less_than":
            return f"{_number(context['lt'])} below {context['lt']}"
        case "literal_error":
            return str(context["expected"])
        case kind:
            return _TYPES.get(kind, detail["msg"])


def _number(limit: float) -> str:
    return "a whole number" if isinstance(limit, int) else "a number"


def _keys(loc: tuple[int | str, ...]) -> KeyPath:
    return tuple(str(part) for part in loc)


def _known(table: KeyPath) -> list[str]:
    """The keys that a table may hold; the depth of its place tells which table it is."""
    schema: type[BaseModel]
    match table:
        case ():
            schema = FileTable
        case (name,):
            schema = _TABLES.get(name, ReportTable)
        case ("space", "image"):
            schema = ImageTable
        case (_, _):
            schema = ArmTable
        case _:
            schema = DoseTable if table[2] == "dose" else ChangeTable
    return [field.alias or name for name, field in schema.model_fields.items()]


def _without(data: Any, loc: tuple[int | str, ...]) -> Any:
    """A copy of nested tables and lists with one member left out."""
    key, rest = loc[0], loc[1:]
    members = dict(enumerate(data)) if isinstance(data, list) else dict(data)
    if rest:
        members[key] = _without(members[key], rest)
    else:
        members.pop(key, None)
    return list(members.values()) if isinstance(data, list) else members
