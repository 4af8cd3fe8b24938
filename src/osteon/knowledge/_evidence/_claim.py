"""A claim of a document, and the virtual experiment that tests it."""

from dataclasses import dataclass
from typing import final

RELATIONS = (
    "increases", "decreases", "induces", "inhibits", "regulates", "associated_with", "defined_as", "treats",
    "contains", "better_than", "worse_than", "equal_to", "migrates_to", "count_is", "expresses", "lacks",
    "differentiates_to", "reduces_incidence", "secretes_high", "secretes_low", "has_phase",
)  # fmt: skip
"""What a claim says its subject does to, or is of, its object."""

EVIDENCE_TYPES = (
    "definition", "review_statement", "in_vitro", "animal", "clinical_trial", "case_report", "meta_analysis",
)  # fmt: skip
"""What a claim rests on in its document."""

CLAIM_KINDS = ("dynamic", "static", "not_simulable")
"""dynamic: a course in time, with a virtual experiment. static: a fact that a record or a check holds."""

READS = ("mean", "peak", "day_of_peak", "last", "event", "minimum", "onset", "spread")
"""How the curve of an outcome becomes one number. onset: first day at a tenth of the arm's own peak.

spread: coefficient of variation between animals.
"""

COMPARED = ("higher", "lower", "not_higher", "not_lower", "different", "same")
"""What may be expected of an arm against another."""

SWEPT = ("rises", "falls", "rises_then_falls", "falls_then_rises")
"""What may be expected along a sweep of arms."""


@final
@dataclass(frozen=True)
class Term:
    """One side of a claim, in its words. entities: the ids of concepts that stand for it."""

    name: str
    entities: tuple[str, ...] = ()


@final
@dataclass(frozen=True)
class ClaimTest:
    """One comparison that must hold.

    arms: ids of setups: the arm and what it is read against (one id where it is read against itself), or
    the arms of a sweep in order. outcome, outcome_against: ids of readouts. read: a member of READS, over
    the days start..stop (None: to the end of the setup). expect: a member of COMPARED, of SWEPT for a sweep.
    gain_over: two more setups; compared is then (arm - against) with (first - second).
    measured: study and row of a published number that the arm must meet.
    """

    arms: tuple[str, ...]
    outcome: str
    read: str
    expect: str
    sweep: bool = False
    outcome_against: str | None = None
    start: float = 0.0
    stop: float | None = None
    gain_over: tuple[str, str] | None = None
    measured: tuple[str, str] | None = None
    where: str = ""


@final
@dataclass(frozen=True)
class VirtualExperiment:
    """The comparison that a dynamic claim stands for. says: in one sentence. tests: all must hold."""

    says: str
    tests: tuple[ClaimTest, ...] = ()


@final
@dataclass(frozen=True)
class Claim:
    """What a document says, in words of our own.

    relation, evidence, kind: members of RELATIONS, EVIDENCE_TYPES, CLAIM_KINDS. chinese: of documents that
    are bilingual. document: the id of a reviewed document. sentences: ids of its sentences ("000:31").
    cites: ids of papers, as printed; cites_note: where the citation stands if not in the claim's sentence.
    systems: ids, the first is the claim's own. experiment: of dynamic claims.
    mended: what a survey of the document said, what is right, and why.
    """

    id: str
    says: str
    chinese: str
    subjects: tuple[Term, ...]
    relation: str
    objects: tuple[Term, ...]
    context: str
    evidence: str
    document: str
    section: str
    sentences: tuple[str, ...]
    cites: tuple[str, ...]
    cites_note: str
    systems: tuple[str, ...]
    kind: str
    experiment: VirtualExperiment | None
    note: str
    mended: str
    where: str

    @property
    def entities(self) -> tuple[str, ...]:
        """The concepts of both sides, each once."""
        both = (*self.subjects, *self.objects)
        return tuple(dict.fromkeys(entity for term in both for entity in term.entities))
