"""A small result made by hand: no catalogue, no solver; real instruments and real tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from osteon.cohort import Result
from osteon.knowledge import (
    Chapter,
    Entity,
    Library,
    Measurement,
    Modifier,
    Process,
    Quantity,
    Signal,
    Source,
    Study,
)
from osteon.model import Model, build_model
from osteon.observe import measure
from osteon.scenario import Arm, Dose, Experiment, Setting, StudyUse, Subject
from osteon.solve import Solution

DAYS, ANIMALS = np.arange(0.0, 29.0, 1.0), 4
PAPER = "doi:10.1000/a.b_c"


def _number(
    path: str, value: float, unit: str = "1", evidence: str = "assumed", instrument: bool = False
) -> Quantity:
    source = None if evidence == "assumed" else PAPER
    place = "table 1" if evidence == "measured" else ""
    return Quantity(
        path, value, unit, evidence=evidence, source=source, place=place, why="test", instrument=instrument
    )


def _entity(name: str, kind: str, unit: str, *tags: str) -> Entity:
    return Entity(name, name.replace("_", " "), kind, unit, tags=tags)


def library() -> Library:
    """A few tissues and cells, each fed by one process, with the thresholds that the instruments read."""
    entities = (
        replace(_entity("clot", "tissue", "1"), quantities=(_number("clot.initial", 1.0),)),
        _entity("cartilage", "tissue", "1"),
        _entity("woven_bone", "tissue", "1", "bone", "mineralised"),
        *(_entity(name, "cell", "cell/mm^3", "leukocyte") for name in ("neutrophil", "monocyte", "M1")),
        _entity("MSC", "cell", "cell/mm^3"),
        _entity("TNF", "factor", "ng/mL"),
        _entity("oxygen", "gas", "mmHg"),
        _entity("vessel", "vessel", "mm/mm^3"),
    )
    shares = ("phase_inflammation_share", "phase_tissue_share", "phase_remodelling_drop")
    shared = (
        *(_number(name, 0.2, instrument=True) for name in shares),
        *(_number(name, 0.3, instrument=True) for name in ("union_stiffness", "union_bone")),
        _number("modulus_bone", 1000.0, "MPa", "derived"),
        _number("intact_modulus", 1000.0, "MPa", "measured", instrument=True),
        _number("idle", 1.0),
    )
    modulus = Signal(
        "callus_modulus", "Stiffness of the callus.", "modulus_bone * woven_bone", "MPa", ("C001",)
    )
    processes = tuple(_filling(entity) for entity in entities)
    chapter = Chapter("small", "Small", "A test.", entities, shared, (modulus,), processes)
    source = Source(PAPER, "Bones & <b>mice</b>", "Doe, A.", 2020, "J Test", seen="abstract")
    rows = (
        Measurement("T1", "young", 14.0, "cartilage", 30.0, 20.0, 40.0, "%", 5),
        Measurement("T2", "young", 21.0, "bv_tv", 35.0, None, None, "%", 5),
    )
    study = Study("mice", "Mice", PAPER, "Measured.", "mouse", "Small.", {"young": "young mice"}, rows=rows)
    mouse = Modifier(
        "subject", "mouse", "laboratory mouse", "", quantities=(_number("mouse.life_span", 900.0, "day"),)
    )
    return Library(
        chapters={"natural_healing": (chapter,)}, modifiers={("subject", "mouse"): mouse},
        sources={PAPER: source}, studies={"mice": study}, digest="0" * 64,
    )  # fmt: skip


def _filling(entity: Entity) -> Process:
    name = f"fill_{entity.id}"
    rate = _number(f"{name}.k", 1.0, f"{entity.unit}/day", "fitted")
    return Process(name, "It fills.", "production", None, entity.id, "k", quantities=(rate,))


def experiment(path: Path, title: str = "Young mice", question: str = "Do they heal?") -> Experiment:
    """Two arms of mice, the second dosed, on a file that is there."""
    path.write_text("# an experiment\n", encoding="utf-8")
    subject = Subject("mouse", 90.0)
    settings = (Setting("subject", "mouse"),)
    arms = (
        Arm("young", "As they are.", subject, settings),
        Arm("dosed", "", subject, settings, doses=(Dose("MSC", (500.0,), (1.0,)),)),
    )
    return Experiment(
        title, question, path, 28.0, 1.0, ANIMALS, 7, arms, (StudyUse("mice", {"young": "young"}),),
        ("callus_bone", "union"),
    )  # fmt: skip


def _states(model: Model) -> np.ndarray:
    wave = np.exp(-(((DAYS - 12.0) / 6.0) ** 2))
    bone = 0.8 / (1.0 + np.exp(-(DAYS - 16.0) / 2.0))
    shapes = {"clot": np.maximum(1.0 - 0.5 * wave - bone, 0.0), "cartilage": 0.5 * wave, "woven_bone": bone}
    early = np.exp(-(((DAYS - 3.0) / 2.0) ** 2))
    one = np.stack([shapes.get(state.id, 100.0 * early) for state in model.states], axis=1)
    lanes = 2 * ANIMALS
    return one[:, :, None] * (1.0 + 0.05 * np.arange(lanes))


def result(
    path: Path, *, failed: tuple[int, ...] = (), title: str = "Young mice", question: str = "?"
) -> Result:
    """The small result; the lanes in `failed` stopped early."""
    known = library()
    model = build_model(known)
    plan = experiment(path, title, question)
    states, lanes = _states(model), 2 * ANIMALS
    status = np.isin(np.arange(lanes), failed).astype(np.int32) * 2
    states[5:, :, status > 0] = np.nan
    counts = np.full(lanes, 10, np.int32)
    numbers = [quantity.coherent for quantity in model.quantities.values()]
    parameters = np.repeat(np.array(numbers)[:, None], lanes, axis=1)
    solution = Solution(
        times=DAYS, states=states, parameters=parameters, status=status,
        accepted=counts, rejected=counts, reached=np.where(status > 0, 4.0, 28.0),
        state_ids=tuple(state.id for state in model.states), quantity_paths=tuple(model.quantities),
        seconds={"compile": 1.0, "run": 0.1},
    )  # fmt: skip
    return Result(plan, model, known, solution, measure(model, solution))
