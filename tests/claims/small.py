"""A small library whose claims have known answers, and one run of many of them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from osteon.claims import ClaimRun, Ruling, run_claims
from osteon.knowledge import (
    NATURAL_HEALING,
    Chapter,
    Claim,
    ClaimTest,
    Conflict,
    Entity,
    EvidenceBase,
    Library,
    Measurement,
    Process,
    Readout,
    Setup,
    Study,
    System,
    VirtualExperiment,
)
from tests.scenario import tiny

ANIMALS = 16
OUTCOMES = ("TNF", "VEGF", "neutrophil", "cartilage", "woven_bone", "union_time", "callus_modulus", "clot")


@lru_cache(maxsize=1)
def library() -> Library:
    """The tiny library with factors that cells secrete, setups, readouts and a study."""
    chapter = tiny.library().chapters[NATURAL_HEALING][0]
    evidence = EvidenceBase(
        setups={each.id: each for each in _setups()},
        readouts={each.id: each for each in _readouts()},
        systems={"S01": System("S01", "Healing", "healing", "It heals.", "", "", "", "s.toml:1")},
    )
    return tiny.library(
        chapters={NATURAL_HEALING: (_extended(chapter),)},
        studies={"mice": _study()},
        evidence=evidence,
    )


def with_claims(*claims: Claim, conflicts: tuple[Conflict, ...] = ()) -> Library:
    """The library with some claims."""
    evidence = replace(
        library().evidence,
        claims={claim.id: claim for claim in claims},
        conflicts={conflict.id: conflict for conflict in conflicts},
    )
    return replace(library(), evidence=evidence)


def claim(id: str, *tests: ClaimTest, kind: str = "dynamic") -> Claim:
    """A claim with these tests."""
    experiment = VirtualExperiment("One arm against another.", tests) if kind == "dynamic" else None
    return Claim(
        id, f"{id} says so.", "", (), "increases", (), "", "animal", "000", "1", ("000:1",), (), "",
        ("S01",), kind, experiment, "", "", f"claims/s01.toml:{id[1:]}",
    )  # fmt: skip


def compared(
    arm: str, against: str | None, outcome: str, expect: str, read: str = "mean", **more: Any
) -> ClaimTest:
    """An arm against another; without one, against itself."""
    arms = (arm,) if against is None else (arm, against)
    return ClaimTest(arms, outcome, read, expect, **{"where": "claims/s01.toml:9", **more})


def swept(arms: tuple[str, ...], outcome: str, expect: str, read: str = "last", **more: Any) -> ClaimTest:
    """A sweep."""
    return ClaimTest(arms, outcome, read, expect, sweep=True, where="claims/s01.toml:9", **more)


def run(*claims: Claim, animals: int = ANIMALS, seed: int = 1) -> ClaimRun:
    """Some claims run."""
    return run_claims(with_claims(*claims), claims, animals=animals, seed=seed)


def ruling(*tests: ClaimTest, animals: int = ANIMALS) -> Ruling:
    """What came of one claim with these tests."""
    return run(claim("C001", *tests), animals=animals).rulings[0]


def setup(id: str, **keys: Any) -> Setup:
    """A setup of the base arm with other keys."""
    fields: dict[str, Any] = {
        "id": id,
        "says": f"{id}.",
        "days": 28.0,
        "subject": {"species": "mouse", "age": "13 week"},
        "defect": {"preset": "closed_fracture"},
        "conditions": {},
        "product": (),
        "dose": (),
        "change": (),
        "off": (),
        "missing": None,
        "where": f"setups/{id}.toml:1",
    }
    return Setup(**{**fields, **keys})


def _setups() -> tuple[Setup, ...]:
    def soften(value: float) -> dict[str, Any]:
        return {"change": ({"target": "soften.k", "op": "set", "value": value},)}

    cells = {"target": "neutrophil.initial", "op": "scale", "value": 2.0}
    vegf = ("VEGF_by_clot", "VEGF_by_cartilage", "VEGF_by_neutrophil")
    return (
        setup("base"),
        setup("no_tnf", off=("TNF_by_neutrophil",)),
        setup("no_soften", off=("soften",)),
        setup("no_harden", off=("harden",)),
        setup("no_vegf", off=vegf),
        setup("crowded", change=(cells,)),
        setup("crowded_no_tnf", change=(cells,), off=("TNF_by_neutrophil",)),
        setup("slow", **soften(0.02)),
        setup("usual", **soften(0.15)),
        setup("fast", **soften(3.0)),
        setup("late", change=({"target": "soften.k", "op": "scale", "value": 0.5, "from": 5},)),
        setup("dosed", dose=({"entity": "TNF", "amount": "20 ng/mL", "day": 2},)),
        setup("short", days=7.0),
        setup("cells", days=0.0, missing="stromal cells as a product"),
        setup("wrong", defect={"preset": "closed_fractur"}),
        setup("rigid", off=("TNF_spread",)),
    )


def _readouts() -> tuple[Readout, ...]:
    known = (Readout(name, f"{name}.", name, None, f"readouts.toml:{name}") for name in OUTCOMES)
    return (
        *known,
        Readout("warmth", "A signal.", "warmth", None, "readouts.toml:1"),
        Readout("Treg", "Regulatory cells.", None, "subsets of lymphocytes", "readouts.toml:2"),
        Readout("typo", "A slip.", "neutrophill", None, "readouts.toml:3"),
    )


def _extended(chapter: Chapter) -> Chapter:
    from osteon.knowledge import Signal, Transport

    vegf = Entity("VEGF", "vascular factor", "factor", "ng/mL", says="VEGF.")
    secretions = (
        _secretion("TNF_by_neutrophil", "TNF", "neutrophil", "ng/cell/day", 1e-4),
        _secretion("VEGF_by_clot", "VEGF", "1", "ng/mL/day", 1.0),
        _secretion("VEGF_by_cartilage", "VEGF", "1", "ng/mL/day", 1.0),
        _secretion("VEGF_by_neutrophil", "VEGF", "1", "ng/mL/day", 1.0),
    )
    warmth = Signal("warmth", "Heat.", "neutrophil / (neutrophil + half)", "1",
                    quantities=(tiny.number("warmth.half", 50.0, "cell/mm^3"),))  # fmt: skip
    spread = Transport(
        "TNF_spread", "TNF spreads.", "diffusion", "TNF", "D",
        quantities=(tiny.number("TNF_spread.D", 1.0, "mm^2/day"),),
    )  # fmt: skip
    return replace(
        chapter,
        entities=(*chapter.entities, vegf),
        signals=(*chapter.signals, warmth),
        processes=(*chapter.processes, *secretions, _decay("VEGF_decay", "VEGF", 2.0)),
        transports=(spread,),
    )


def _secretion(name: str, to: str, by: str, unit: str, k: float) -> Process:
    constant = tiny.number(f"{name}.k", k, unit)
    rate = "k" if by == "1" else f"k * {by}"
    return Process(name, f"{name}.", "secretion", None, to, rate, quantities=(constant,))


def _decay(name: str, of: str, k: float) -> Process:
    constant = tiny.number(f"{name}.k", k, "1/day")
    return Process(name, f"{name}.", "decay", of, None, f"k * {of}", quantities=(constant,))


def _study() -> Study:
    def row(id: str, outcome: str, low: float | None, high: float | None, unit: str) -> Measurement:
        return Measurement(id, "adult", 28.0, outcome, 1.0, low, high, unit)

    contrasts = {
        "of_base": replace(tiny.library().studies["mice"].contrasts["bone_against_adult"], outcome="TNF")
    }
    rows = (
        row("R1", "cartilage", 0.0, 100.0, "%"),
        row("R2", "cartilage", 98.0, 99.0, "%"),
        row("R3", "cartilage", None, None, "%"),
        row("R4", "of_base", 150.0, 250.0, "%"),
        row("R5", "cartilage", 0.0, 1.0, "mm"),
    )
    return Study("mice", "Mice", "doi:10.1/x", "Mice.", "mouse", "", {"adult": ""}, contrasts, rows)
