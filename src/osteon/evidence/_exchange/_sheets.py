"""Which tables the base is written to, and their columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, final

from osteon.evidence._exchange._blank import hints
from osteon.evidence._exchange._plain import KINDS
from osteon.knowledge import ClaimTest

TRIPLES, EXPERIMENTS, TESTS = "triples", "experiments", "tests"
APART = ("subjects", "objects", "experiment")
"""Fields of a claim that stand in tables of their own."""

PACKAGE = "datapackage.json"
PACKAGE_NAME = "osteon-evidence"


@final
@dataclass(frozen=True)
class Sheet:
    """A table: its name, the types of its columns, what a row is, and its columns that are ids of another."""

    name: str
    columns: dict[str, Any]
    says: str
    key: tuple[str, ...] = ("id",)
    foreign: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name}.csv"


_SAYS = {
    "claims": "A claim of a document; its triples, experiment and tests stand in tables of their own.",
    "entities": "Something that claims speak of, with the ontology term that it is grounded to.",
    "conflicts": "Two claims that do not go together as they stand, and what decides between them.",
    "papers": "A paper that the documents cite.",
    "systems": "A part of the subject that the model must hold.",
    "setups": "An arm of virtual experiments; tables inside a cell are JSON.",
    "readouts": "What is read off an arm.",
    "documents": "A document whose claims are records.",
    "sentences": "A sentence of a document, without its text.",
}
_OF_CLAIM = (("claim", "claims"),)


def sheets() -> tuple[Sheet, ...]:
    """The tables in the order in which they are written."""
    return (*(_sheet(kind.plural, kind.record) for kind in KINDS), triples(), experiments(), tests())


def triples() -> Sheet:
    """Each subject of a claim with each object of it."""
    columns = {
        "claim": str, "subject_number": int, "subject": str, "subject_entities": tuple[str, ...],
        "relation": str, "object_number": int, "object": str, "object_entities": tuple[str, ...],
    }  # fmt: skip
    key = ("claim", "subject_number", "object_number")
    return Sheet(TRIPLES, columns, "A subject of a claim, its relation, and an object.", key, _OF_CLAIM)


def experiments() -> Sheet:
    """The virtual experiment of each claim that has one."""
    says = "The virtual experiment of a claim, in one sentence."
    return Sheet(EXPERIMENTS, {"claim": str, "says": str}, says, ("claim",), _OF_CLAIM)


def tests() -> Sheet:
    """The comparisons of the experiments."""
    columns = {"claim": str, "number": int, **hints(ClaimTest)}
    foreign = (*_OF_CLAIM, ("outcome", "readouts"), ("outcome_against", "readouts"))
    return Sheet(TESTS, columns, "One comparison that must hold.", ("claim", "number"), foreign)


def _sheet(plural: str, record: type) -> Sheet:
    columns = {name: hint for name, hint in hints(record).items() if name not in APART}
    foreign = (("document", "documents"),) if plural == "claims" else ()
    return Sheet(plural, columns, _SAYS[plural], foreign=foreign)
