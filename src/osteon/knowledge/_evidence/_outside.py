"""Rules between the evidence base and the library beside it."""

from collections.abc import Iterator, Mapping, Sequence

from osteon.errors import Fault, near, shown
from osteon.knowledge._evidence._base import EvidenceBase
from osteon.knowledge._page import Page
from osteon.knowledge._places import Places
from osteon.knowledge._source import Source
from osteon.knowledge._study import Study


def outside_faults(
    base: EvidenceBase, pages: Sequence[Page], sources: Mapping[str, Source], studies: Mapping[str, Study]
) -> Iterator[Fault]:
    """References of the base to records of the library beside it: sources of papers, rows of studies."""
    places = Places(pages)
    for paper in base.papers.values():
        if paper.source is not None and paper.source not in {*sources, *places.failed}:
            given = f"source = {shown(paper.source)}"
            fix = near(paper.source, sources)
            yield places.fault(paper.where, "source", given, "the id of a source record", fix)
    for claim in base.claims.values():
        for test in claim.experiment.tests if claim.experiment else ():
            if test.measured is not None:
                yield from _measured(test.where, test.measured, places, studies)
    for trial in base.trials.values():
        if trial.source is not None:
            yield from places.unknown(trial.where, "source", [trial.source], sources, "a source record")
        for endpoint in trial.endpoints:
            for _, *row in endpoint.measured:
                yield from _measured(endpoint.where, (row[0], row[1]), places, studies)


def _measured(
    where: str, named: tuple[str, str], places: Places, studies: Mapping[str, Study]
) -> Iterator[Fault]:
    study, row = named
    if study in places.failed:
        return
    if study not in studies:
        given = f"study = {shown(study)}"
        yield places.fault(where, "measured", given, "the id of a study", near(study, studies))
        return
    rows = [point.row for point in studies[study].rows]
    if row not in rows:
        given, expected = f"row = {shown(row)}", f"a row of the study {study}"
        yield places.fault(where, "measured", given, expected, near(row, rows))
