"""Results in space made by hand: bone grows in from host bone, vessels ahead of it; no solver."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from osteon.cohort import MemoryKeeper, Result, SpacePlan, SpaceResult
from osteon.domain import Domain, Grid, Tissue
from osteon.observe._site import Site
from osteon.report._space_album import Album
from tests.report import small

DAYS = (0.0, 7.0, 10.0, 28.0)
SPEED = 0.1
"""How fast bone grows in, mm/day."""


def disc(thick: int = 1, radius: float = 2.0, h: float = 0.25) -> Domain:
    """A round hole in a plate; `thick` voxels between dura and periosteum make it a volume."""
    count = round(2.0 * (radius + 4 * h) / h)
    place = (np.arange(count) - (count - 1) / 2.0) * h
    hole = np.hypot(*np.meshgrid(place, place, indexing="ij")) <= radius
    plate = np.where(hole, Tissue.DEFECT, Tissue.BONE).astype(np.uint8)[..., None]
    if thick == 1:
        return Domain(Grid((count, count, 1), (h, h, 1.5), kind="plane"), plate, "a disc")
    layers = [np.full_like(plate, Tissue.DURA), *[plate] * thick, np.full_like(plate, Tissue.PERIOSTEUM)]
    tissue = np.concatenate(layers, axis=2)
    return Domain(Grid(tissue.shape, (h, h, h), kind="volume"), tissue, "a thick disc")


def gap() -> Domain:
    """A line between two stumps."""
    tissue = np.array([Tissue.BONE] * 2 + [Tissue.DEFECT] * 12 + [Tissue.BONE] * 2, np.uint8)
    return Domain(Grid((16, 1, 1), (0.25, 1.0, 1.0), kind="radial"), tissue[:, None, None], "a gap", 0)


def states(result: Result, domain: Domain, day: float) -> np.ndarray:
    """States [S, N] on a day, coherent."""
    depth = Site(domain).depth
    bone = np.where(depth < SPEED * day, 0.8, 0.0)
    cartilage = np.where((bone == 0.0) & (depth < SPEED * day + 1.0) & (day > 0.0), 0.4, 0.0)
    vessel = np.where(depth < SPEED * day + 0.5, 20.0, 0.0)
    values = {
        "woven_bone": bone,
        "cartilage": cartilage,
        "clot": 1.0 - bone - cartilage,
        "vessel": vessel,
        "oxygen": 5.0 + vessel,
        "MSC": 1000.0 * cartilage,
        "M1": np.full(depth.size, 100.0 / (1.0 + day)),
    }
    rows = [values.get(state.id, np.zeros(depth.size)) * state.factor for state in result.model.states]
    return np.stack(rows)  # fmt: skip


def result(
    path: Path,
    make: Callable[[], Domain] = disc,
    arms: Sequence[str] = ("young", "dosed"),
    lost: bool = False,
) -> Result:
    """A result of the small model in space; `lost`: the last frame of the last arm was not computed."""
    point = small.result(path)
    plain = point.experiment
    experiment = replace(
        plain, arms=tuple(replace(arm, name=name) for arm, name in zip(plain.arms, arms, strict=True))
    )
    domains = tuple(make() for _ in range(len(arms) * experiment.animals))
    plan, keeper = SpacePlan(experiment, point.model, domains, DAYS), MemoryKeeper()
    keeper.begin(plan)
    for arm in range(len(arms)):
        for index, day in enumerate(DAYS):
            if not (lost and arm == len(arms) - 1 and day == DAYS[-1]):
                lane = arm * experiment.animals
                keeper.frame(lane, index, states(point, domains[lane], day))
    return replace(point, experiment=experiment, space=SpaceResult(plan, keeper))


def album(path: Path, make: Callable[[], Domain] = disc, **more: object) -> Album:
    """The pictures' material of such a result."""
    made = result(path, make, **more)  # type: ignore[arg-type]
    assert made.space is not None
    return Album(made.space, made.model)
