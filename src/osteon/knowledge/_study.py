"""A study: measured outcomes that a result is laid beside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import final

COMPARISONS = ("percent", "difference")
"""How a contrast sets an arm against the reference arm."""


@final
@dataclass(frozen=True)
class Measurement:
    """One measured point: `value` of `outcome` in `arm` at `day`; low and high as the source gives them.

    row: id of the row in the outcome survey. n: animals or patients, None when not reported.
    """

    row: str
    arm: str
    day: float
    outcome: str
    value: float
    low: float | None
    high: float | None
    unit: str
    n: int | None = None
    note: str = ""


@final
@dataclass(frozen=True)
class Contrast:
    """An outcome that a study reports against a reference arm: in percent of it, or as a difference.

    outcome: id of the outcome that is read in both arms. arm: the reference, an arm of the study.
    day: at which the reference is read; None is the day of the row. how: a member of COMPARISONS.
    """

    says: str
    outcome: str
    arm: str
    day: float | None
    how: str


@final
@dataclass(frozen=True, eq=False)
class Study:
    """A published experiment.

    arms: id to what was done. rows: what was measured.
    contrasts: by the outcome id that stands in the rows, what is measured against another arm.
    """

    id: str
    title: str
    source: str
    says: str
    species: str
    caveat: str = ""
    arms: Mapping[str, str] = field(default_factory=dict)
    contrasts: Mapping[str, Contrast] = field(default_factory=dict)
    rows: tuple[Measurement, ...] = ()
    where: str = ""
