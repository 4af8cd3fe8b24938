"""A clinical study as a virtual trial: who takes part, what they get, what is looked at and expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import final

DESIGNS = ("randomised", "controlled", "series", "case_report", "meta_analysis", "review", "virtual")
"""What a study was. virtual: no study, but an arm that the model can run and that others are told against."""

MEASURES: Mapping[str, tuple[str, ...]] = {
    "time": ("sooner", "later"),
    "share": ("more", "fewer"),
    "mean": ("higher", "lower", "different"),
}
"""What an endpoint is, and what may be stated of an arm against another.

time: until an event, or until a curve is high enough. share: of patients. mean: of a reading over them.
"""

STATED = ("sooner", "later", "more", "fewer", "higher", "lower", "different")
"""What may be stated, of any measure."""


@final
@dataclass(frozen=True)
class Ages:
    """How old the patients are, in `unit`: a normal distribution between two ends."""

    mean: float
    sd: float
    low: float
    high: float
    unit: str


@final
@dataclass(frozen=True)
class Varied:
    """A dial that differs from patient to patient, evenly between low and high, both in `unit`.

    path: "defect.DIAL" or "conditions.NAME.DIAL".
    """

    path: str
    low: float
    high: float
    unit: str


@final
@dataclass(frozen=True)
class TrialPopulation:
    """Who takes part. patients: in each arm. reported: in the study, None where it was not seen.

    age: None as the setups have it. female: the share of women, None as the setups have it.
    """

    says: str
    why: str
    patients: int
    reported: int | None
    age: Ages | None
    female: float | None
    vary: tuple[Varied, ...]


@final
@dataclass(frozen=True)
class TrialArm:
    """What one group gets. setup: the id of one. patients: of this arm, None as in the population."""

    id: str
    says: str
    setup: str
    patients: int | None
    where: str


@final
@dataclass(frozen=True)
class Endpoint:
    """What is looked at. measure: a key of MEASURES; expect: one of its values, of `arm` beside `against`.

    readout: the id of one. read: how a curve becomes a number, a member of READS. above: of a curve that is
    counted, the reading (in its unit) from which on a patient counts; None: half of all. measured: arm, study
    and row of published numbers.
    """

    id: str
    says: str
    measure: str
    readout: str
    read: str
    above: float | None
    arm: str
    against: str
    expect: str
    claims: tuple[str, ...]
    pool: str | None
    measured: tuple[tuple[str, str, str], ...]
    where: str


@final
@dataclass(frozen=True)
class ClinicalTrial:
    """A clinical study replayed. design: a member of DESIGNS. follow_up: days.

    arms, endpoints: in order; the first endpoint is the primary one. cites: ids of papers. source: the id of
    a source record.
    """

    id: str
    title: str
    says: str
    design: str
    cites: tuple[str, ...]
    source: str | None
    follow_up: float
    population: TrialPopulation
    arms: tuple[TrialArm, ...]
    endpoints: tuple[Endpoint, ...]
    note: str
    where: str

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that its endpoints state, each once."""
        return tuple(dict.fromkeys(claim for each in self.endpoints for claim in each.claims))


@final
@dataclass(frozen=True)
class TrialPool:
    """A common endpoint over trials. measure, expect: as of an endpoint. claims: that state it."""

    id: str
    title: str
    says: str
    measure: str
    expect: str
    claims: tuple[str, ...]
    where: str
