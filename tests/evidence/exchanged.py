"""A small evidence base with texts that try every separator, for the tests of exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar, get_origin, get_type_hints

from osteon.knowledge import (
    Claim,
    ClaimTest,
    Concept,
    Conflict,
    EvidenceBase,
    Paper,
    Readout,
    Reviewed,
    Sentence,
    Setup,
    System,
    Term,
    VirtualExperiment,
)

SHELVES = (
    "claims", "concepts", "conflicts", "papers", "systems", "setups", "readouts", "documents", "sentences",
)  # fmt: skip
NASTY = 'a|b\\|c, "d"; =e\nf\té 骨 <g> & osteon:claim/C001'
PAPER = "de la Paz, X. 2020"

Record = TypeVar("Record")


def made(record: type[Record], **values: Any) -> Record:
    """A record with these values, and nothing in its other fields."""
    nothing: dict[str, Any] = {}
    for field in fields(record):  # type: ignore[arg-type]
        hint = get_type_hints(record)[field.name]
        empty = {str: "", float: 0.0, bool: False}
        many = {tuple: (), Mapping: {}}
        nothing[field.name] = empty.get(hint, many.get(get_origin(hint)))
    return record(**{**nothing, **values})


def claim(id: str, **changes: Any) -> Claim:
    """A claim with something in every field."""
    own: dict[str, Any] = {
        "says": NASTY,
        "chinese": "骨折愈合。",
        "subjects": (Term(NASTY, ("E001", "E002")), Term("x")),
        "relation": "induces",
        "objects": (Term("TNF", ("E003",)),),
        "context": NASTY,
        "evidence": "animal",
        "document": "000",
        "section": "1 / 2",
        "sentences": ("000:2", "000:10"),
        "cites": (PAPER,),
        "cites_note": "next sentence",
        "systems": ("S02", "S01"),
        "kind": "dynamic",
        "experiment": experiment(),
        "note": "n",
        "mended": "m",
        "where": "a.toml:1",
    }
    return Claim(**{**own, "id": id, **changes})


def experiment() -> VirtualExperiment:
    """One comparison with every field, and a sweep with few."""
    full = ClaimTest(
        arms=("one", "two"),
        outcome="TNF",
        read="peak",
        expect="higher",
        outcome_against="IL10",
        start=0.5,
        stop=3.0,
        gain_over=("two", "one"),
        measured=("study", "R1"),
        where="a.toml:9",
    )
    return VirtualExperiment("A|B", (full, ClaimTest(("one", "two", "one"), "TNF", "mean", "rises", True)))


def concept(id: str, **changes: Any) -> Concept:
    """An entity with something in most fields."""
    own: dict[str, Any] = {
        "name": "MSC",
        "synonyms": ("a|b", "c\\"),
        "chinese": ("间充质基质细胞",),
        "type": "cell",
        "curie": "CL:0000134",
        "label": "mesenchymal stem cell",
        "certainty": "exact",
        "xrefs": ("MESH:D059630",),
        "model": ("MSC",),
    }
    return made(Concept, **{**own, "id": id, **changes})


def base() -> EvidenceBase:
    """Every kind of record, with every optional field once there and once not."""
    tnf = concept(
        "E003", name="TNF-alpha", synonyms=("TNF",), type="protein", curie="HGNC:11892", label="TNF"
    )
    nested = {"species": "mouse", "n": [1, 2.5, {"x": True}]}
    dose = ({"entity": "TNF", "amount": 1.0},)
    records: dict[str, tuple[Any, ...]] = {
        "claims": (claim("C001"), claim("C002", experiment=None, cites=(), kind="static")),
        "concepts": (
            concept("E001"),
            made(Concept, id="E002", name="bare", type="tissue", certainty="none"),
            tnf,
        ),
        "conflicts": (Conflict("K01", ("C002", "C001"), "hard", True, NASTY, "r", "", "w"),),
        "papers": (
            made(Paper, id=PAPER, authors="X", year=2020, documents=("000", "001"), doi="10.1/a(b)<c>"),
            made(Paper, id="Bo 1", authors="Bo", source="doi:10.1/a"),
        ),
        "systems": (made(System, id="S01", title="t", says="s\ns"), made(System, id="S02", title="u")),
        "setups": (
            made(
                Setup,
                id="one",
                days=84.0,
                subject=nested,
                conditions={"a": {"b": 1.0}},
                dose=dose,
                off=("p",),
            ),
            made(Setup, id="two", missing="cells"),
        ),
        "readouts": (made(Readout, id="TNF", outcome="TNF"), made(Readout, id="IL10", missing="no")),
        "documents": (
            made(Reviewed, id="000", title="t", year=2026, doi="10.3390/x"),
            made(Reviewed, id="001", title="u"),
        ),
        "sentences": (Sentence("000:10", "a" * 12, "", ""), Sentence("000:2", "b" * 12, "why, so", "")),
    }
    shelves = {name: {record.id: record for record in found} for name, found in records.items()}
    return EvidenceBase(**shelves, digest="abc")


def same(one: EvidenceBase, two: EvidenceBase) -> bool:
    """Whether two bases hold the same records, field by field, and the same digest."""
    return one.digest == two.digest and all(getattr(one, name) == getattr(two, name) for name in SHELVES)
