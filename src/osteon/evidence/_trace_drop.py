"""What is left of a model without some sources: numbers that lose theirs, processes that lose all support."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import final

from osteon.evidence._trace import Uses, used_by
from osteon.evidence._trace_names import Origin
from osteon.knowledge import NATURAL_HEALING, Library, Process

GOES_ON = ("loss", "decay", "emigration")
"""Kinds of process that go on without support: that what is made also goes is not a source's to say."""


@final
@dataclass(frozen=True)
class Loss:
    """A process that loses support. numbers, claims: what it loses. rest: what it still rests on.

    off: nothing is left, or it says nothing but a claim that is set aside: it does not happen.
    """

    process: str
    numbers: tuple[str, ...]
    claims: tuple[str, ...]
    rest: tuple[str, ...]
    off: bool


@final
@dataclass(frozen=True)
class Dropped:
    """What natural healing loses. origins: what is set aside. numbers: paths, also of what changes it.

    losses: the processes that lose support, whether they go on or not.
    """

    origins: tuple[Origin, ...]
    numbers: frozenset[str]
    losses: tuple[Loss, ...]

    @property
    def off(self) -> tuple[str, ...]:
        """The processes that do not happen."""
        return tuple(loss.process for loss in self.losses if loss.off)


def drop(library: Library, names: Sequence[str]) -> Dropped:
    """What natural healing loses when what `names` stand for is set aside, all of it at once.

    A number is lost when its source is set aside, or the study whose row its place names. A claim is lost
    when it is set aside itself, or all papers that it cites are, or, of one that cites none, its document.
    A process is off when it rests on something and all of it is lost, its numbers with a source and its
    claims; and when claims that are set aside by name are all that it implements. Of the kinds in GOES_ON it
    is off in the second case only: without its source a half-life is unknown, not endless. Numbers without a
    source support nothing. Signals, conditions and start values have no switch: they only lose numbers.

    Raises:
        SearchError: a name that nothing has, or that several things have.
    """
    uses = [used_by(library, name) for name in names]
    numbers = frozenset(path for use in uses for path in use.paths)
    named = frozenset(claim for use in uses for claim in use.origin.claims)
    claims = _lost_claims(library, uses) | named
    chapters = library.chapters.get(NATURAL_HEALING, ())
    losses = [
        loss
        for chapter in chapters
        for process in chapter.processes
        if (loss := _loss(process, numbers, claims, named))
    ]
    return Dropped(tuple(use.origin for use in uses), numbers, tuple(losses))


def _lost_claims(library: Library, uses: Iterable[Uses]) -> frozenset[str]:
    origins = [use.origin for use in uses]
    papers = {paper for origin in origins for paper in origin.papers}
    documents = {document for origin in origins for document in origin.documents}
    return frozenset(
        claim.id
        for claim in library.evidence.claims.values()
        if (set(claim.cites) <= papers if claim.cites else claim.document in documents)
    )


def _loss(
    process: Process, numbers: frozenset[str], claims: frozenset[str], named: frozenset[str]
) -> Loss | None:
    lost = tuple(quantity.path for quantity in process.quantities if quantity.path in numbers)
    unsaid = tuple(claim for claim in process.claims if claim in claims)
    if not lost and not unsaid:
        return None
    sources = [q.source for q in process.quantities if q.source is not None and q.path not in numbers]
    rest = dict.fromkeys([*(claim for claim in process.claims if claim not in claims), *sources])
    only_named = bool(process.claims) and named.issuperset(process.claims)
    unsupported = not rest and process.kind not in GOES_ON
    return Loss(process.name, lost, unsaid, tuple(rest), off=only_named or unsupported)
