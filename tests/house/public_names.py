"""The public names of Osteon, as text; `make names` writes them to public_names.txt.

A name that appears, disappears or changes its arguments shows in the change that did it.
"""

from __future__ import annotations

import enum
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import GenericAlias, ModuleType

from tests.house.source import Module, source_modules

SNAPSHOT = Path(__file__).with_name("public_names.txt")


def front_doors(modules: tuple[Module, ...]) -> list[str]:
    """Modules whose dotted name has no private part."""
    return [m.name for m in modules if not any(part.startswith("_") for part in m.name.split("."))]


def describe(module: ModuleType) -> Iterator[str]:
    """One line for each public name of `module`, with what it takes."""
    for name in sorted(module.__all__):
        yield f"{module.__name__}.{name}{_shape(getattr(module, name))}"


def _shape(value: object) -> str:
    if isinstance(value, type) and issubclass(value, enum.Enum):
        return f" = {{{', '.join(value.__members__)}}}"
    if not callable(value) or isinstance(value, GenericAlias) or getattr(value, "_is_protocol", False):
        return ""
    try:
        parameters = inspect.signature(value).parameters.values()
    except ValueError:
        return "(...)"
    return f"({', '.join(_parameter(parameter) for parameter in parameters)})"


def _parameter(parameter: inspect.Parameter) -> str:
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    mark = "=" if parameter.default is not inspect.Parameter.empty else ""
    return stars.get(parameter.kind, "") + parameter.name + mark


def public_names() -> str:
    """The text of the snapshot."""
    doors = front_doors(source_modules())
    return "".join(f"{line}\n" for door in doors for line in describe(import_module(door)))


if __name__ == "__main__":
    SNAPSHOT.write_text(public_names(), encoding="utf-8")
