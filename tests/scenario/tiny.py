"""A small library made by hand: one model, two species, a rule, two defects, a condition, a study."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osteon.knowledge import (
    NATURAL_HEALING,
    Chapter,
    Contrast,
    Dial,
    Effect,
    Entity,
    Library,
    Measurement,
    Modifier,
    Process,
    Quantity,
    Signal,
    Study,
)

EXPERIMENT = """
title = "Young against old mice"
[design]
days = 28
animals = 3
[subject]
species = "mouse"
age = "13 week"
[defect]
preset = "closed_fracture"
[arm.young]
[arm.old]
subject.age = "18 month"
"""


def library(**changes: Any) -> Library:
    """The library; `changes` replace its fields."""
    modifiers = {(m.kind, m.id): m for m in (*_subjects(), _rule(), *_defects(), _condition())}
    fields: dict[str, Any] = {
        "chapters": {NATURAL_HEALING: (_chapter(),)},
        "modifiers": modifiers,
        "studies": {"mice": _study()},
    }
    return Library(**{**fields, **changes})


def write(folder: Path, text: str = EXPERIMENT) -> Path:
    """An experiment file."""
    path = folder / "experiment.toml"
    path.write_text(text, encoding="utf-8")
    return path


def number(path: str, value: float, unit: str = "1", **more: Any) -> Quantity:
    """A quantity of the catalogue."""
    return Quantity(path, value, unit, **more)


def threshold(path: str, value: float, unit: str = "1") -> Quantity:
    """A quantity that instruments read."""
    return Quantity(path, value, unit, instrument=True)


def _chapter() -> Chapter:
    shared = (
        threshold("between_animal_cv", 0.2),
        threshold("intact_modulus", 10.0, "GPa"),
        threshold("union_stiffness", 5.0, "percent"),
        threshold("union_bone", 40.0, "percent"),
        threshold("phase_inflammation_share", 0.25),
        threshold("phase_tissue_share", 0.05),
        threshold("phase_remodelling_drop", 0.1),
        number("modulus_bone", 10000.0, "MPa", spread=0.0),
    )
    says = "E = E_bone (woven + lamellar)^3."
    text = "modulus_bone * (woven_bone + lamellar_bone)**3"
    stiffness = Signal("callus_modulus", says, text, "MPa")
    return Chapter("tiny", "Tiny", "A toy.", _entities(), shared, (stiffness,), _processes())


def _entities() -> tuple[Entity, ...]:
    start = number("clot.initial", 1.0)
    cells = number("neutrophil.initial", 100.0, "cell/mm^3", low=50.0, high=150.0)
    bone = ("bone", "mineralised")
    return (
        entity("clot", "tissue", "1", start),
        entity("cartilage", "tissue", "1"),
        entity("woven_bone", "tissue", "1", threshold("woven_bone.mineral", 0.65, "mg/mm^3"), tags=bone),
        entity("lamellar_bone", "tissue", "1", threshold("lamellar_bone.mineral", 1.3, "mg/mm^3"), tags=bone),
        entity("neutrophil", "cell", "cell/mm^3", cells),
        entity("monocyte", "cell", "cell/mm^3"),
        entity("M1", "cell", "cell/mm^3"),
        entity("TNF", "factor", "ug/mL"),
        entity("bacteria", "pathogen", "CFU/mm^3", number("bacteria.initial", 0.0, "CFU/mm^3")),
    )


def entity(id: str, kind: str, unit: str, *quantities: Quantity, tags: tuple[str, ...] = ()) -> Entity:
    """An entity of the chapter."""
    return Entity(id, id.replace("_", " "), kind, unit, says=f"{id}.", tags=tags, quantities=quantities)


def _processes() -> tuple[Process, ...]:
    return (
        process("soften", "formation", "clot", "cartilage", "k * clot", 0.3),
        process("harden", "formation", "cartilage", "woven_bone", "k * cartilage", 0.15),
        process("remodel", "formation", "woven_bone", "lamellar_bone", "k * woven_bone", 0.05),
        process("leave", "emigration", "neutrophil", None, "k * neutrophil", 0.5),
        process("decay", "decay", "TNF", None, "k * TNF", 0.5),
        process("grow", "proliferation", None, "bacteria", "k * bacteria", 0.1),
    )


def process(name: str, kind: str, source: str | None, target: str | None, rate: str, k: float) -> Process:
    """A process with a rate constant k, 1/day."""
    constant = number(f"{name}.k", k, "1/day", low=k / 3, high=3 * k)
    return Process(name, f"{name}.", kind, source, target, rate, quantities=(constant,))


def _subjects() -> tuple[Modifier, ...]:
    def subject(id: str, maturity: float, span: float) -> Modifier:
        times = (number(f"{id}.skeletal_maturity", maturity, "day"), number(f"{id}.life_span", span, "day"))
        return Modifier("subject", id, id, f"A {id}.", quantities=times)

    return subject("mouse", 100.0, 900.0), subject("rat", 120.0, 1000.0)


def _rule() -> Modifier:
    slower = Effect(
        "slower", "Age slows hardening.", ("harden.k",), "scale", "1 - loss * max(age_fraction, 0)"
    )
    return Modifier("rule", "ageing", "ageing", "Old animals heal late.", species=("mouse",),
                    quantities=(number("ageing.loss", 0.8),), effects=(slower,))  # fmt: skip


def _defects() -> tuple[Modifier, ...]:
    gap = Dial("gap", "length of the gap", "mm", 1.0, 0.1, 50.0)
    wide = Effect("wide", "A gap slows softening.", ("soften.k",), "scale", "reference / (reference + gap)")
    fixed = Effect("fixed", "A base rate.", ("soften.k",), "set", "base")
    own = (number("closed_fracture.reference", 10.0, "mm"), number("closed_fracture.base", 0.4, "1/day"))
    fracture = Modifier("defect", "closed_fracture", "closed fracture", "A break.", dials=(gap,),
                        quantities=own, effects=(fixed, wide))  # fmt: skip
    depth = Dial("depth", "depth of the hole", "mm", 2.0, 0.5, 5.0)
    return fracture, Modifier("defect", "drill_hole", "drill hole", "A hole.", dials=(depth,))


def _condition() -> Modifier:
    load = Dial("load", "bacteria at day 0", "CFU/mm^3", 1000.0, 0.0, 1e6)
    inoculum = Effect("inoculum", "Bacteria.", ("bacteria.initial",), "set", "load")
    more = Effect("more", "Inflammation.", ("neutrophil.initial",), "add", "extra * female")
    return Modifier("condition", "infection", "infection", "Infected.", dials=(load,),
                    quantities=(number("infection.extra", 10.0, "cell/mm^3"),),
                    effects=(inoculum, more))  # fmt: skip


def _study() -> Study:
    def row(id: str, arm: str, day: float, outcome: str, value: float, low: float | None, high: float | None,
            unit: str) -> Measurement:  # fmt: skip
        return Measurement(id, arm, day, outcome, value, low, high, unit)

    rows = (
        row("R1", "adult", 14.5, "callus_bone", 0.5, 0.0, 1.0, "1"),
        row("R2", "adult", 99.0, "callus_bone", 50.0, None, None, "%"),
        row("R3", "adult", 14.0, "trabecular_number", 3.0, None, None, "1/mm"),
        row("R4", "aged", 21.0, "callus_bone", 1.0, 0.5, 1.5, "%"),
        row("R5", "adult", 0.0, "union_time", 3.0, None, None, "week"),
        row("R6", "adult", 14.0, "callus_bone", 3.0, None, None, "mm"),
        row("R7", "aged", 14.0, "bone_against_adult", 40.0, 20.0, 60.0, "%"),
        row("R8", "aged", 0.0, "delay", 1.0, None, None, "week"),
        row("R9", "aged", 14.0, "odd", 1.0, None, None, "%"),
    )
    contrasts = {
        "bone_against_adult": Contrast("", "callus_bone", "adult", 21.0, "percent"),
        "delay": Contrast("", "union_time", "adult", None, "difference"),
        "odd": Contrast("", "callus_bone", "lost", None, "percent"),
    }
    return Study(
        "mice", "Mice", "doi:10.1/x", "Two ages.", "mouse", "", {"adult": "", "aged": ""}, contrasts, rows
    )
