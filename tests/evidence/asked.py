"""A small evidence base for questions: a few claims about cytokines, vesicles and markers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from osteon.knowledge import Claim, Concept, Conflict, EvidenceBase, Paper, Reviewed, System, Term

Record = TypeVar("Record")
EMPTY: Mapping[str, Any] = {"str": "", "bool": False, "tuple": (), "Mapping": {}, "float": 0.0}


def record(kind: type[Record], id: str, /, **values: Any) -> Record:
    """A record of which only some fields matter; the others are empty."""
    blank = {
        each.name: None if "None" in str(each.type) else EMPTY[getattr(each.type, "__name__", str(each.type))]
        for each in fields(kind)  # type: ignore[arg-type]
        if each.default is MISSING and each.default_factory is MISSING
    }
    return kind(**{**blank, "id": id, **values})


def claim(id: str, says: str, subject: Term, relation: str, object: Term, **values: Any) -> Claim:
    """A static claim of document 000 in system S01, unless `values` say otherwise."""
    usual = {"evidence": "in_vitro", "document": "000", "systems": ("S01",), "kind": "static"}
    sides = {"subjects": (subject,), "relation": relation, "objects": (object,)}
    return record(Claim, id, says=says, **{**usual, **sides, **values})


def entity(id: str, name: str, *synonyms: str, **values: Any) -> Concept:
    """An entity, grounded exactly unless `values` say otherwise."""
    return record(Concept, id, **{"name": name, "synonyms": synonyms, "certainty": "exact", **values})


def conflict(id: str, one: str, other: str, says: str, decided: str, **values: Any) -> Conflict:
    """A hard conflict unless `values` say otherwise."""
    return record(
        Conflict,
        id,
        **{"claims": (one, other), "kind": "hard", "says": says, "resolved_by": decided, **values},
    )


def by_id(*records: Any) -> Mapping[str, Any]:
    """Records as a base holds them."""
    return {each.id: each for each in records}


MSC = Term("MSC", ("E001",))
IL10 = Term("IL-10", ("E133",))

BASE = EvidenceBase(
    claims=by_id(
        claim(
            "C001", "Regulatory T cells grow in number.", MSC, "increases", Term("Treg", ("E047",)),
            context="IL-10 is at work, much IL-10",
        ),
        claim(
            "C002", "MSC release it.", MSC, "increases", IL10, cites=("Liu 2020",), systems=("S01", "S02")
        ),
        claim("C003", "MSC release none of it.", MSC, "lacks", IL10, cites=("Liu 2017",)),
        claim(
            "C004", "Cells of the marrow make bone.", Term("marrow MSC", ("E002",)), "induces", Term("bone"),
            cites=("Zhao W. 2020",), kind="dynamic",
        ),
        claim(
            "C005", "Vesicles of stromal cells raise the growth of vessels.", Term("MSC-EV", ("E337",)),
            "increases", Term("angiogenesis"), chinese="间充质基质细胞的囊泡促进血管生成。", document="001",
            systems=("S02",),
        ),
        claim("C006", "Much of it.", MSC, "expresses", Term("integrin alpha-6", ("E501",))),
        claim("C007", "Little of it.", MSC, "lacks", Term("CD49f", ("E096",))),
        claim("C008", "Haematopoietic tumours ageing in fibres.", MSC, "regulates", Term("tumour")),
        claim("C009", "It is made.", MSC, "increases", Term("gas", ("E189",))),
    ),
    concepts=by_id(
        entity("E001", "MSC", "mesenchymal stromal cell", chinese=("间充质基质细胞",), curie="CL:0000134"),
        entity("E002", "BM-MSC", "BMSC", "bone marrow-derived mesenchymal stem cell"),
        entity("E047", "Treg", "regulatory T cell"),
        entity("E096", "CD49f", curie="HGNC:6142"),
        entity("E133", "IL-10", "interleukin-10", curie="HGNC:5962", label="interleukin 10"),
        entity("E189", "nitric oxide", "NO"),
        entity("E294", "callus", "bony callus"),
        entity("E337", "MSC-EV", "vesicle of MSC", chinese=("细胞外囊泡",)),
        entity("E394", "hard callus formation", "bony callus"),
        entity("E500", "TNF-alpha", "TNF", curie="HGNC:11892"),
        entity("E501", "integrin alpha-6", gene="HGNC:6142"),
        entity("E502", "near thing", curie="MESH:D000001", label="another thing", certainty="nearest"),
    ),
    conflicts=by_id(
        conflict("K01", "C002", "C003", "MSC make IL-10, and do not.", "Which cell."),
        conflict("K02", "C006", "C007", "Much, and little.", "The gene.", kind="context", hidden=True),
    ),
    papers=by_id(
        record(Paper, "Liu 2017", authors="Liu", year=2017, documents=("000",)),
        record(Paper, "Liu 2020", authors="Liu", year=2020, documents=("000",), doi="10.1000/a.b-c"),
        record(Paper, "Zhao W. 2020", authors="Zhao W.", year=2020, documents=("000",)),
        record(Paper, "Zhao X. 2020", authors="Zhao X.", year=2020, documents=("000",)),
        record(Paper, "Álvarez-Iglesias 2026", authors="Álvarez-Iglesias", documents=("002",)),
    ),
    systems=by_id(
        record(System, "S01", title="Factors of stromal cells", says="Who makes what."),
        record(System, "S02", title="Vesicles of stromal cells", says="What they carry."),
    ),
    documents=by_id(record(Reviewed, "000", title="A review"), record(Reviewed, "001", title="An abstract")),
)  # fmt: skip
