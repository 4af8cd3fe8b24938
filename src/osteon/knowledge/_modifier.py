"""A modifier: a subject, defect, condition or rule that changes quantities."""

from dataclasses import dataclass
from typing import final

from osteon.knowledge._critical import Critical
from osteon.knowledge._quantity import Quantity
from osteon.knowledge._shape import Shape

MODIFIER_KINDS = ("subject", "defect", "condition", "rule")
OPERATIONS = ("set", "scale", "add")


@final
@dataclass(frozen=True)
class Dial:
    """What a user sets: `default`, `low` and `high` are in `unit`; outside the range is refused."""

    name: str
    says: str
    unit: str
    default: float
    low: float
    high: float
    where: str = ""


@final
@dataclass(frozen=True)
class Effect:
    """What a modifier does: `op` on each target path, by an expression over dials and own quantities."""

    name: str
    says: str
    targets: tuple[str, ...]
    op: str
    by: str
    where: str = ""


@final
@dataclass(frozen=True)
class Modifier:
    """A subject, defect, condition or rule. species: rules only, those it applies to (empty: all).

    shape: defects only, where its tissues are; None for one that is a point. critical: defects only,
    published sizes above which they do not close.
    """

    kind: str
    id: str
    name: str
    says: str
    claims: tuple[str, ...] = ()
    curie: str | None = None
    species: tuple[str, ...] = ()
    dials: tuple[Dial, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    effects: tuple[Effect, ...] = ()
    where: str = ""
    shape: Shape | None = None
    critical: tuple[Critical, ...] = ()
