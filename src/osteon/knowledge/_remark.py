"""What is said for and against a treatment, and by whom."""

from dataclasses import dataclass
from typing import final

SIDES = ("advantage", "drawback", "cost", "risk")
"""Which side a remark is on: what speaks for a treatment, against it, what it costs, what may go wrong."""


@final
@dataclass(frozen=True)
class Remark:
    """One thing that is said of a treatment. It is told, never computed with.

    side: one of SIDES. claims, source: who says so, one of them at least. place: where in the source.
    """

    name: str
    side: str
    says: str
    claims: tuple[str, ...] = ()
    source: str | None = None
    place: str = ""
    where: str = ""
