"""What the tables of all records share: how strictly they are read, and what a refusal says."""

from typing import Annotated, Any, TypeAlias

from pydantic import ConfigDict, Field
from pydantic_core import PydanticCustomError

from osteon.errors import Fault, near, shown

REFUSED = "refused"
"""The type of an error of our own, with given, expected and fix in its context."""

Text: TypeAlias = Annotated[str, Field(min_length=1)]
Tables: TypeAlias = dict[str, Any]

STRICT = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False, defer_build=True)
"""How every table is read: unknown keys are refused, and nothing is converted.

A validator is built when its first table is read: a reader of a few folders does not wait for all of them.
"""


def one_of(known: tuple[str, ...], text: str) -> str:
    """`text`, if it is one of the known names; for fields of a table."""
    if text not in known:
        raise refusal(Fault("", shown(text), f"one of {', '.join(known)}", near(text, known)))
    return text


def refusal(fault: Fault) -> PydanticCustomError:
    """A fault as an error that pydantic passes on."""
    return PydanticCustomError(REFUSED, "refused", {
        "given": fault.given, "expected": fault.expected, "fix": fault.fix,
    })  # fmt: skip
