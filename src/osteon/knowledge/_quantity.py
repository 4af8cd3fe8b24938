"""A number of the catalogue: its value, unit, range and evidence."""

from dataclasses import dataclass
from typing import final

from osteon.units import coherent

EVIDENCE = ("measured", "derived", "fitted", "assumed")
"""The classes of evidence, strongest first."""


@final
@dataclass(frozen=True)
class Quantity:
    """One number, with who says so.

    path: its one name in a model, `owner.name` or a bare name when shared (`m1_to_m2.k`, `contact_bone`).
    value, low, high: in `unit`; low <= value <= high where a range is known.
    evidence: a member of EVIDENCE. source: id of a source record; None only when assumed.
    place: where in the source. why: how it became this value.
    spread: coefficient of variation between animals.
    instrument: read by an instrument, not by a rate. where: file and line of the record.
    """

    path: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    evidence: str = "assumed"
    source: str | None = None
    place: str = ""
    why: str = ""
    says: str = ""
    spread: float | None = None
    instrument: bool = False
    where: str = ""

    @property
    def name(self) -> str:
        """What its own record calls it: `k` of `m1_to_m2.k`."""
        return self.path.rpartition(".")[2]

    @property
    def coherent(self) -> float:
        """The value in the coherent system (day, mm, pg, mol, cell, mmHg, MPa, CFU, particle)."""
        return self.value * coherent(self.unit).factor
