"""A conflict: two claims that do not go together as they stand."""

from dataclasses import dataclass
from typing import final

CONFLICT_KINDS = ("hard", "context", "scope", "granularity", "wording", "meta")


@final
@dataclass(frozen=True)
class Conflict:
    """Two claims side by side, and the variable that decides between them.

    kind: a member of CONFLICT_KINDS. hidden: only seen once names are grounded. says: what clashes.
    resolved_by: the variable or test, in words. dial: what in the catalogue sets it.
    """

    id: str
    claims: tuple[str, str]
    kind: str
    hidden: bool
    says: str
    resolved_by: str
    dial: str
    where: str
