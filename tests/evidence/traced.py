"""The tiny library with sources, claims and papers, so that what rests on what is known beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from osteon.knowledge import (
    NATURAL_HEALING,
    Chapter,
    Claim,
    EvidenceBase,
    Library,
    Measurement,
    Paper,
    Quantity,
    Reviewed,
    Source,
    Study,
    Term,
)
from tests.scenario import tiny

ADA, BO, MEASURED = "doi:10.1000/ada", "pmid:2", "doi:10.1000/mice"
SOURCES = {
    "soften.k": ADA, "harden.k": ADA, "remodel.k": BO, "leave.k": ADA, "neutrophil.initial": ADA,
    "modulus_bone": BO, "ageing.loss": BO, "clot.initial": BO, "between_animal_cv": BO,
}  # fmt: skip
CLAIMS = {"harden": ("C001",), "remodel": ("C002",), "leave": ("C003",), "decay": ("C001", "C003")}
"""soften rests on ADA alone; harden on ADA and on C001, which cites Ada alone; remodel on BO and on the
document; leave on ADA and on C003, which cites Ada and Bo; decay on claims alone."""


def library(**changes: Any) -> Library:
    """The library; `changes` replace its fields."""
    made = tiny.library()
    (chapter,) = made.chapters[NATURAL_HEALING]
    published = Chapter("paper", "A paper", "Says so.", source=ADA, where="paper.toml:1")
    modifiers = {key: replace(m, quantities=_sourced(m.quantities)) for key, m in made.modifiers.items()}
    fields: dict[str, Any] = {
        "chapters": {NATURAL_HEALING: (_chapter(chapter),), "ada2019": (published,)},
        "modifiers": modifiers,
        "sources": {source.id: source for source in _sources()},
        "studies": {**made.studies, "cage": _study()},
        "parameters": {"C001": _row(f"{ADA}; github:x/y"), "P001": _row("pmid:22")},
        "evidence": base(),
    }
    return replace(made, **{**fields, **changes})


def base() -> EvidenceBase:
    """Three claims, two papers, one document."""
    papers = (
        _paper("Ada 2019", "10.1000/ADA", None),
        _paper("Bo 2020", None, BO),
        _paper("Cy 2021", None, None),
    )
    claims = (_claim("C001", "Ada 2019"), _claim("C002"), _claim("C003", "Ada 2019", "Bo 2020"))
    document = Reviewed(
        "900", "A review", "review", "", "", "English", "", "", 2020, "10.1000/review", "", "d.toml:1"
    )
    return EvidenceBase(
        claims={claim.id: claim for claim in claims},
        papers={paper.id: paper for paper in papers},
        documents={"900": document},
    )


def _chapter(chapter: Chapter) -> Chapter:
    def owned(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(record, quantities=_sourced(record.quantities)) for record in records)

    processes = tuple(
        replace(p, claims=CLAIMS.get(p.name, ()), where=f"tiny.toml:{p.name}") for p in chapter.processes
    )
    return replace(
        chapter,
        quantities=_sourced(chapter.quantities),
        entities=owned(chapter.entities),
        processes=owned(processes),
    )


def _sourced(quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    known: Mapping[str, str] = SOURCES
    return tuple(replace(q, source=known.get(q.path), where=f"tiny.toml:{q.path}") for q in quantities)


def _sources() -> tuple[Source, ...]:
    return (
        Source(ADA, "On softening", "Ada A, Zed Z", 2019),
        Source(BO, "On stiffness", "Bo and others", 2020),
        Source(MEASURED, "Mice in cages", "Mouser", 2018),
        Source("doi:10.1000/mouser", "Mice again", "Mouser M", 2018),
    )


def _study() -> Study:
    row = Measurement("R900", "caged", 7.0, "callus_bone", 20.0, 10.0, 30.0, "%")
    return Study(
        "cage", "Mice in cages", MEASURED, "Caged.", "mouse", arms={"caged": "in cages"}, rows=(row,)
    )


def _row(read_in: str) -> dict[str, str]:
    return {"doi_or_pmid_or_url": read_in}


def _paper(id: str, doi: str | None, source: str | None) -> Paper:
    return Paper(id, id.split()[0], int(id.split()[1]), ("900",), doi, source, "", f"papers.toml:{id}")


def _claim(id: str, *cites: str) -> Claim:
    term = (Term("bone"),)
    return Claim(
        id, f"{id} is so.", "", term, "increases", term, "", "animal", "900", "1", ("900:1",), cites, "",
        ("S90",), "static", None, "", "", f"claims.toml:{id}",
    )  # fmt: skip
