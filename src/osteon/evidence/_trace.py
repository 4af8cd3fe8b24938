"""What rests on a source: numbers, processes, studies, claims and models, found from the records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import final

from osteon.evidence._trace_names import Origin, read_origin
from osteon.evidence._trace_owners import CHANGES, IDENTITY, Owner, owners
from osteon.knowledge import NATURAL_HEALING, Library, Quantity, Study

OURS = (NATURAL_HEALING, CHANGES, IDENTITY)
"""Homes of what is no published model."""


@final
@dataclass(frozen=True)
class NumberUse:
    """A number whose source it is. home: the id of its model, "changes" or "identity". owner: whose it is."""

    home: str
    owner: str
    path: str
    value: float
    unit: str
    evidence: str
    source: str | None
    place: str
    where: str


@final
@dataclass(frozen=True)
class PartUse:
    """A process, transport, signal, event, entity, modifier or chapter that rests on it.

    numbers: paths of its own numbers that do. claims: of those that it implements, the ones that do.
    itself: it puts the publication into records.
    """

    home: str
    kind: str
    name: str
    says: str
    numbers: tuple[str, ...]
    claims: tuple[str, ...]
    itself: bool
    where: str


@final
@dataclass(frozen=True)
class StudyUse:
    """A study that reports it. rows: ids of its measured rows."""

    id: str
    title: str
    rows: tuple[str, ...]
    where: str


@final
@dataclass(frozen=True)
class ExperimentUse:
    """A virtual experiment that must meet a measured row of it. claim: whose experiment it is."""

    claim: str
    study: str
    row: str
    where: str


@final
@dataclass(frozen=True)
class Uses:
    """All that rests on `origin`. claims: ids of those that cite it. models: published ones that rest on it.

    parameters: rows of the parameter survey that were read in it.
    """

    origin: Origin
    numbers: tuple[NumberUse, ...] = ()
    parts: tuple[PartUse, ...] = ()
    studies: tuple[StudyUse, ...] = ()
    claims: tuple[str, ...] = ()
    experiments: tuple[ExperimentUse, ...] = ()
    models: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are of each kind of thing, those of which there are none left out."""
        found = {"number": len(self.numbers)}
        for part in self.parts:
            found[part.kind] = found.get(part.kind, 0) + 1
        found |= {
            "study": len(self.studies),
            "measured row": sum(len(study.rows) for study in self.studies),
            "claim": len(self.claims),
            "virtual experiment": len(self.experiments),
            "published model": len(self.models),
            "row of the parameter survey": len(self.parameters),
        }
        return {kind: count for kind, count in found.items() if count}

    @property
    def paths(self) -> frozenset[str]:
        """The paths of the numbers of natural healing and of what changes it."""
        return frozenset(use.path for use in self.numbers if use.home in (NATURAL_HEALING, CHANGES))


def used_by(library: Library, name: str) -> Uses:
    """Everything that rests on what `name` stands for (see `read_origin`), straight from the records.

    A number rests on its source; where a study is asked for, on the row that its place names. A process,
    signal, transport or modifier rests on the sources of its own numbers, and on the claims that it
    implements; a claim rests on the papers that it cites and on its document.

    Raises:
        SearchError: nothing has that name, or several things have.
    """
    origin = read_origin(library, name)
    claims = resting_claims(library, origin)
    every = list(owners(library))
    parts = tuple(part for owner in every if (part := _part(owner, origin, claims, library)))
    studies = _studies(library, origin)
    return Uses(
        origin=origin,
        numbers=tuple(_number(owner, q) for owner in every for q in _numbers(owner, origin, library)),
        parts=parts,
        studies=studies,
        claims=tuple(id for id in library.evidence.claims if id in claims),
        experiments=tuple(_experiments(library, origin, {study.id for study in studies})),
        models=tuple(dict.fromkeys(part.home for part in parts if part.home not in OURS)),
        parameters=tuple(_parameters(library, origin)),
    )


def resting_claims(library: Library, origin: Origin) -> frozenset[str]:
    """The claims that cite it, are made of it, or are it."""
    base = library.evidence
    citing = {claim.id for paper in origin.papers for claim in base.claims_citing(paper)}
    made = {claim.id for claim in base.claims.values() if claim.document in origin.documents}
    return frozenset(citing | made | set(origin.claims))


def _numbers(owner: Owner, origin: Origin, library: Library) -> Iterator[Quantity]:
    rows = _rows(library, origin) if origin.kind == "study" else frozenset[str]()
    for quantity in owner.quantities:
        if quantity.source in origin.sources or (rows and _row(quantity) in rows):
            yield quantity


def _row(quantity: Quantity) -> str:
    """The row that the place of a number begins with."""
    return quantity.place.replace(",", " ").split(" ")[0]


def _rows(library: Library, origin: Origin) -> frozenset[str]:
    return frozenset(row.row for id in origin.studies for row in library.studies[id].rows)


def _number(owner: Owner, quantity: Quantity) -> NumberUse:
    return NumberUse(
        home=owner.home,
        owner=owner.name,
        path=quantity.path,
        value=quantity.value,
        unit=quantity.unit,
        evidence=quantity.evidence,
        source=quantity.source,
        place=quantity.place,
        where=quantity.where,
    )


def _part(owner: Owner, origin: Origin, claims: frozenset[str], library: Library) -> PartUse | None:
    numbers = tuple(quantity.path for quantity in _numbers(owner, origin, library))
    implemented = tuple(claim for claim in owner.claims if claim in claims)
    itself = owner.source is not None and owner.source in origin.sources
    if not (numbers or implemented or itself):
        return None
    says = " ".join(owner.says.split())
    return PartUse(owner.home, owner.kind, owner.name, says, numbers, implemented, itself, owner.where)


def _studies(library: Library, origin: Origin) -> tuple[StudyUse, ...]:
    return tuple(_study(library.studies[id]) for id in origin.studies)


def _study(study: Study) -> StudyUse:
    return StudyUse(study.id, study.title, tuple(row.row for row in study.rows), study.where)


def _experiments(library: Library, origin: Origin, studies: set[str]) -> Iterator[ExperimentUse]:
    for claim in library.evidence.claims.values():
        for test in claim.experiment.tests if claim.experiment else ():
            if test.measured and (test.measured[0] in studies or claim.id in origin.claims):
                yield ExperimentUse(claim.id, *test.measured, test.where)


def _parameters(library: Library, origin: Origin) -> Iterator[str]:
    """Rows of the survey that name one of its sources among where they were read."""
    ids = {id.casefold() for id in origin.sources}
    for id, row in library.parameters.items():
        named = row.get("doi_or_pmid_or_url", "").casefold().replace(";", " ").split()
        if ids.intersection(named):
            yield id
