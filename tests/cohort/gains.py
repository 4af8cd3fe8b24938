"""An experiment with given cells whose gain is known by hand.

    graft(t) = G exp(-w t)          M1(t) = k t + (k g + s) G (1 - exp(-w t)) / w

k g: what the cells do in `recruit`, which happens without them as well; s: `spread`, which is all theirs.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from osteon.knowledge import NATURAL_HEALING, Effect, Library, Modifier, Process, Product
from osteon.scenario import Experiment, load_experiment
from tests.scenario import tiny
from tests.scenario.treated import bm_msc, treated

K, G, S, W = 5.0, 2e-6, 3e-5, 0.1
GIVEN = 2e6 * 0.8 / 2.0
"""Cells per volume that the arm `dosed` gets in the typical animal: 2e6, of which 80 % live, in 2 mm^3."""

GRAFT = GIVEN * (1.0 - np.exp(-W * 0.8 * 28.0)) / (W * 0.8)
"""Their integral over 28 days; viability also slows their loss (`treated.bm_msc`)."""

GAIN = (K * G + S) * GRAFT
CARRIED = {"recruit": K * G / (K * G + S), "spread": S / (K * G + S)}

TEXT = """
title = "Cells"
[design]
days = 28
every = 4
animals = ANIMALS
[subject]
species = "mouse"
age = "13 week"
[defect]
preset = "closed_fracture"
[arm.plain]
[arm.nothing]
product = [{ use = "bm_msc", route = "local", cells = "0 cell" }]
[arm.dosed]
product = [{ use = "bm_msc", route = "local", cells = "2e6 cell" }]
[arm.alike]
product = [{ use = "like_msc", route = "local", cells = "1e6 cell" }]
[report]
outcomes = ["M1", "graft"]
"""


def library() -> Library:
    """Given cells that do two things, and a product that is like them but for the speed at which they go."""
    base = treated()
    (chapter,) = base.chapters[NATURAL_HEALING]
    one, gain = (
        tiny.number("recruit.one", 1.0, "1"),
        tiny.number("recruit.g", G, "mm^3/cell", low=G, high=3 * G),
    )
    pace = tiny.number("recruit.k", K, "cell/mm^3/day", low=K / 2, high=2 * K, spread=0.0)
    recruit = Process("recruit", "Cells call.", "influx", None, "M1", "k * (one + g * graft)", ("C1", "C2"),
                      (pace, one, gain))  # fmt: skip
    share = tiny.number(
        "spread.s", S, "1/day", low=S / 3, high=2 * S, evidence="derived", source="doi:10.1/x"
    )
    spread = Process("spread", "Cells make.", "influx", None, "M1", "s * graft", (), (share,))
    chapter = replace(chapter, processes=(*chapter.processes, recruit, spread))
    own = bm_msc(species=())
    alike = _like(own)
    return replace(
        base,
        chapters={NATURAL_HEALING: (chapter,)},
        modifiers={**base.modifiers, ("product", own.id): own, ("product", alike.id): alike},
    )


def _like(own: Modifier) -> Modifier:
    assert own.product is not None
    product = Product("cells", "E002", own.product.routes, like="bm_msc")
    quantities = tuple(replace(q, path=q.path.replace("bm_msc", "like_msc")) for q in own.quantities)
    sooner = Effect("sooner", "They go sooner.", ("graft_loss.k",), "scale", "2")
    return replace(own, id="like_msc", quantities=quantities, effects=(*own.effects, sooner), product=product)


def experiment(folder: Path, known: Library, animals: int = 1, text: str = TEXT) -> Experiment:
    """The experiment with so many animals."""
    return load_experiment(tiny.write(folder, text.replace("ANIMALS", str(animals))), known)
