"""The small library of `tiny` with products: two of cells, one of vesicles, one by body mass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from osteon.knowledge import (
    NATURAL_HEALING,
    Agreement,
    Delivery,
    Dial,
    Effect,
    Form,
    Library,
    Modifier,
    Product,
    Route,
)
from tests.scenario import tiny

EXPERIMENT = tiny.EXPERIMENT

FORMS = {
    "cells": Form("cells", "Living cells.", {"donor": "who gave them", "passage": "of culture"}),
    "vesicles": Form("vesicles", "Vesicles.", {"size": "diameters"}),
}


def treated(**changes: Any) -> Library:
    """The library; `changes` replace its fields."""
    base = tiny.library()
    (chapter,) = base.chapters[NATURAL_HEALING]
    entities = (
        tiny.entity("graft", "cell", "cell/mm^3"),
        tiny.entity("lung", "cell", "cell"),
        tiny.entity("EV", "other", "particle/mL"),
    )
    shared = (tiny.number("defect_volume", 1.0, "mm^3", instrument=True, spread=0.0),)
    losses = tuple(tiny.process(f"{e.id}_loss", "loss", e.id, None, f"k * {e.id}", 0.1) for e in entities)
    chapter = replace(
        chapter,
        entities=(*chapter.entities, *entities),
        quantities=(*chapter.quantities, *shared),
        processes=(*chapter.processes, *losses),
    )
    records = {(each.kind, each.id): each for each in (bm_msc(), ad_msc(), ev(), *_hosts(base))}
    fields: dict[str, Any] = {
        "chapters": {NATURAL_HEALING: (chapter,)},
        "modifiers": {**base.modifiers, **records},
        "studies": base.studies,
        "forms": FORMS,
    }
    return Library(**{**fields, **changes})


def given(*lines: str, product: str = "bm_msc", route: str = "local") -> str:
    """An experiment whose arm old gets a product, with more lines in its table."""
    table = [f'use = "{product}"', f'route = "{route}"'] if route else [f'use = "{product}"']
    return "\n".join([EXPERIMENT.rstrip(), "[[arm.old.product]]", *table, *lines, ""])


def bm_msc(**changes: Any) -> Modifier:
    """Cells for mice, whose viability differs from batch to batch and slows their loss."""
    cells = Dial("cells", "living cells given", "cell", 1e6, 0.0, 1e10, "bm.toml:5")
    half_time = Dial("half_time", "days in which half leave the gel", "day", 3.0, 0.01, 100.0, "bm.toml:6",
                     "at 0 nothing is held: give it by the route local")  # fmt: skip
    slower = Effect("slower", "Living cells stay.", ("graft_loss.k",), "scale", "viability", "bm.toml:20")
    held = Effect("held", "The gel.", ("leave.k",), "set", "log(2) / half_time", "bm.toml:24")
    fields: dict[str, Any] = {
        "kind": "product",
        "id": "bm_msc",
        "name": "marrow cells",
        "says": "Cells.",
        "species": ("mouse",),
        "dials": (cells, half_time),
        "quantities": (tiny.number("bm_msc.viability", 0.8, low=0.2, high=1.0, spread=0.3),),
        "effects": (slower, held),
        "where": "bm.toml:1",
        "product": Product("cells", "E002", _routes(), card={"donor": "ten mice"}),
    }
    return Modifier(**{**fields, **changes})


def ad_msc() -> Modifier:
    """Other cells, for any species, by one route."""
    cells = Dial("cells", "living cells given", "cell", 1e6, 0.0, 1e10)
    local = (Route("local", "In.", (Delivery("graft", "cells / defect_volume"),)),)
    return Modifier("product", "ad_msc", "fat cells", "Cells.", dials=(cells,),
                    product=Product("cells", "E003", local))  # fmt: skip


def ev(**changes: Any) -> Modifier:
    """Vesicles, in particles or protein, with cargo."""
    dials = (
        Dial("particles", "particles given", "particle", 1e9, 0.0, 1e14),
        Dial("protein", "protein of the dose", "ug", 1.0, 0.0, 1e6),
        Dial("mir126", "copies of miR-126 in a particle", "1/particle", 0.01, 0.0, 10.0, cargo=True),
    )
    purity = tiny.number("ev.purity", 1e9, "particle/ug", low=1e8, high=1e10, spread=0.5)
    cargo = Effect("cargo", "Its microRNA.", ("leave.k",), "scale", "1 + mir126 * one")
    one = tiny.number("ev.one", 1.0, "particle")
    fields: dict[str, Any] = {
        "kind": "product",
        "id": "ev",
        "name": "vesicles",
        "says": "Vesicles.",
        "dials": dials,
        "quantities": (purity, one),
        "effects": (cargo,),
        "product": Product(
            "vesicles",
            "E004",
            (Route("local", "In.", (Delivery("EV", "particles / defect_volume"),)),),
            (Agreement("dose", "how pure it is", "particles", "protein", "purity", "ev.toml:9"),),
        ),
    }
    return Modifier(**{**fields, **changes})


def _routes() -> tuple[Route, ...]:
    local = Delivery("graft", "cells * viability / defect_volume", "bm.toml:30")
    vein = Delivery("lung", "cells * viability * body_mass / body_mass", "bm.toml:33")
    return Route("local", "Into the defect.", (local,)), Route("intravenous", "Into a vein.", (vein,))


def _hosts(base: Library) -> tuple[Modifier, ...]:
    """The mouse with a mass, and a fracture with a volume; rats and drill holes stay without."""
    mouse, fracture = base.modifiers["subject", "mouse"], base.modifiers["defect", "closed_fracture"]
    volume = Effect("volume", "Its volume.", ("defect_volume",), "set", "gap * wide")
    wide = tiny.number("closed_fracture.wide", 2.0, "mm^2")
    mass = tiny.number("mouse.body_mass", 25.0, "g")
    return (
        replace(mouse, quantities=(*mouse.quantities, mass)),
        replace(
            fracture,
            quantities=(*fracture.quantities, wide),
            effects=(*fracture.effects, volume),
        ),
    )
