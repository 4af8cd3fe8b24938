"""A critical size: how large a defect may be before it no longer closes by itself."""

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True)
class Critical:
    """A published threshold of one kind of defect.

    dial: the dial that is the defect's size. limit: an expression over the defect's dials and quantities,
    with the unit of that dial; above it the defect is critical, where `when` (likewise, a plain number) is 0
    or more. species: subjects for which it was found; empty: a rule for all.
    """

    name: str
    says: str
    dial: str
    limit: str
    when: str | None = None
    species: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    where: str = ""
