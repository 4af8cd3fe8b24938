"""The numbers and the sources that a result rests on."""

from __future__ import annotations

from collections import Counter
from typing import Any

from osteon.cohort import Result, numbers_used
from osteon.knowledge import EVIDENCE, Quantity, Source
from osteon.report._remarks import treatments


def quantities_used(result: Result) -> list[Quantity]:
    """Return every number that takes part in a result, each once."""
    states, in_space = result.solution.state_ids, result.space is not None
    return numbers_used(result.model, states, result.experiment, result.library, in_space)


def counts(quantities: list[Quantity]) -> dict[str, int]:
    """Return how many of `quantities` each class of evidence has, strongest class first."""
    found = Counter(quantity.evidence for quantity in quantities)
    return {name: found[name] for name in EVIDENCE}


def quantity_row(quantity: Quantity) -> dict[str, Any]:
    """Return one number as its record gives it, in the record's own unit."""
    return {
        "path": quantity.path,
        "value": quantity.value,
        "unit": quantity.unit,
        "low": quantity.low,
        "high": quantity.high,
        "class": quantity.evidence,
        "source": quantity.source,
        "place": quantity.place,
        "why": quantity.why,
    }


def source_rows(result: Result, quantities: list[Quantity]) -> list[dict[str, Any]]:
    """Return each source with the count of numbers, studies and remarks that rest on it, most used first."""
    numbers = Counter(quantity.source for quantity in quantities if quantity.source)
    studies = Counter(result.library.studies[use.study].source for use in result.experiment.studies)
    remarks = Counter(
        remark.source for each in treatments(result) for remark in each.remarks if remark.source
    )
    order = sorted(numbers | studies | remarks, key=lambda name: (-numbers[name], name))
    known = result.library.sources
    return [
        source_row(known.get(name) or Source(id=name, title=name))
        | {"numbers": numbers[name], "studies": studies[name], "remarks": remarks[name]}
        for name in order
    ]


def source_row(source: Source) -> dict[str, Any]:
    """Return a source record as plain values."""
    return {
        "id": source.id,
        "title": source.title,
        "authors": source.authors,
        "year": source.year,
        "journal": source.journal,
        "kind": source.kind,
        "seen": source.seen,
        "note": source.note,
    }


def study_rows(result: Result) -> list[dict[str, Any]]:
    """Return the studies that the experiment is compared with."""
    studies = [result.library.studies[use.study] for use in result.experiment.studies]
    return [
        {
            "id": s.id,
            "title": s.title,
            "source": s.source,
            "says": s.says,
            "species": s.species,
            "caveat": s.caveat,
        }
        for s in studies
    ]
