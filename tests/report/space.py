"""A run in space whose driver makes up its fields; they depend on every step before, as a solver's do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from osteon.cohort import Checkpoint, Keeper, SpacePlan
from osteon.domain import Domain, Tissue, uniform_domain
from osteon.model import build_model
from osteon.report._run_note import RunNote
from tests.report import small

DAYS, FRAMES, EVERY = 28, (0.0, 7.0, 20.0, 28.0), 3
SHAPE = (4, 3, 2)

NOTE = RunNote(
    name="mice.toml",
    text="# an experiment\n",
    options={"animals": 2, "seed": 7, "domain": "volume", "voxel": 0.1, "rtol": None, "method": None},
)


def domain() -> Domain:
    """A few voxels, one of them bone, none of the three edges alike."""
    plain = uniform_domain(SHAPE, (0.1, 0.2, 0.3))
    tissue = np.array(plain.tissue)
    tissue[1, 0, 1] = Tissue.BONE
    return replace(plain, tissue=tissue)


def plan(path: Path, animals: int = 2) -> SpacePlan:
    """Two arms, each with two animals."""
    experiment = replace(small.experiment(path), animals=animals)
    return SpacePlan(experiment, build_model(small.library()), (domain(),) * (2 * animals), FRAMES)


def start(plan: SpacePlan, lane: int) -> np.ndarray:
    """States [S, N] at day 0."""
    size = (len(plan.model.states), plan.domains[lane].voxels)
    return 1.0 + lane + np.arange(size[0] * size[1], dtype=float).reshape(size)


def drive(plan: SpacePlan, keeper: Keeper, killed: tuple[int, int] | None = None) -> list[np.ndarray]:
    """The last states of every lane; killed: lane and day at which the run is stopped, as if by Ctrl-C."""
    keeper.begin(plan)
    return [_drive(plan, keeper, lane, killed) for lane in range(len(plan.domains))]


def _drive(plan: SpacePlan, keeper: Keeper, lane: int, killed: tuple[int, int] | None) -> np.ndarray:
    found = keeper.latest(lane)
    day, y = (0, start(plan, lane)) if found is None else (int(found.day), found.arrays["y"])
    if found is None:
        keeper.frame(lane, 0, y)
    while day < DAYS:
        day += 1
        y = np.sqrt(1.0 + y * y) * np.cos(0.1 * day) ** 2
        if float(day) in plan.days:
            keeper.frame(lane, plan.days.index(float(day)), y)
        if day % EVERY == 0 or float(day) in plan.days:
            keeper.checkpoint(lane, Checkpoint(float(day), {"y": y, "h": np.array(0.5)}))
        if (lane, day) == killed:
            raise KeyboardInterrupt
    return y


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder by name, with what is in them."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
