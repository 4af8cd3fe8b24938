"""Runs without a source that make no sense, told with what would."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NoReturn

from osteon.errors import ExperimentError, Fault, near
from osteon.evidence import Dropped
from osteon.knowledge import NATURAL_HEALING, Library, Quantity
from osteon.scenario import MOST_LANES, Experiment
from osteon.text import counted

WHERE = "without"
"""Where the fault is: the argument, and the option of that name."""

LISTED = 3


def refuse_kind(experiment: Experiment) -> None:
    """ExperimentError for a run in space, of a published model, or of too many animals."""
    if experiment.space is not None:
        given, fix = "a run in space", "lay it out as a point: --domain point"
        raise ExperimentError(Fault(WHERE, given, "a run at a point", fix))
    if experiment.model != NATURAL_HEALING:
        given = f"the published model '{experiment.model}'"
        fix = "a published model stands on its own publication: without it nothing is left"
        raise ExperimentError(Fault(WHERE, given, "an experiment on natural healing", fix))
    lanes = 2 * len(experiment.arms) * experiment.animals
    if lanes > MOST_LANES:
        given, expected = f"{lanes} animals in arms with and without", f"at most {MOST_LANES} in all"
        raise ExperimentError(Fault(WHERE, given, expected, "ask for fewer animals per arm"))


def refuse_idle(
    sources: Sequence[str], dropped: Dropped, used: Sequence[Quantity], library: Library
) -> NoReturn:
    """ExperimentError: nothing that takes part rests on the sources. used: the numbers that take part."""
    here = Counter(quantity.source for quantity in used if quantity.source)
    claims = [
        claim
        for chapter in library.chapters[NATURAL_HEALING]
        for p in chapter.processes
        for claim in p.claims
    ]
    most = ", ".join(f"{id} ({counted(count, 'number')})" for id, count in here.most_common(LISTED))
    fixes = [near(name, {*here, *claims} - {name}) for name in sources]
    fix = next(filter(None, fixes), f"most of it rests on {most}" if most else "")
    given = f"{' and '.join(sources)}, on which {_elsewhere(dropped)}"
    raise ExperimentError(Fault(WHERE, given, "a source that something in this experiment rests on", fix))


@contextmanager
def told_of_draws() -> Iterator[None]:
    """Say of an effect that cannot work on a drawn number how it could."""
    try:
        yield
    except ExperimentError as error:
        fix = "a number of it was drawn without its source: narrow the range in its record"
        raise ExperimentError(replace(fault, fix=fix) for fault in error.faults) from None


def _elsewhere(dropped: Dropped) -> str:
    numbers, processes = len(dropped.numbers), len(dropped.off)
    parts = [f"{counted(numbers, 'number')}"] if numbers else []
    parts += [_processes(processes)] if processes else []
    if parts:
        rest = "rests" if numbers + processes == 1 else "rest"
        return f"{' and '.join(parts)} {rest}, none of which takes part here"
    if dropped.losses:
        lost = len(dropped.losses)
        return f"{_processes(lost)} {'rests' if lost == 1 else 'rest'}, but not on it alone"
    return "nothing of natural healing rests"


def _processes(count: int) -> str:
    return f"{count} process{'' if count == 1 else 'es'}"
