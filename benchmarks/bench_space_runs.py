"""Whole experiments in space: how long they take, in how many steps, and in how much memory.

Parts of bench_space.py, which runs each in a process of its own, so that the peak of memory is this run's:
python benchmarks/bench_space.py --only calvaria | volume | growth-32 | growth-64 | growth-128 | growth-256
"""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import jax
import numpy as np

from osteon.cohort import Result, run_experiment
from osteon.knowledge import Library, load_library
from osteon.scenario import Experiment, load_experiment

CALVARIA = Path(__file__).parents[1] / "examples" / "rat-calvaria.toml"

VOXEL = 0.09
"""Edge of a voxel of the gap, mm."""

HOST = 6
"""Voxels of host tissue along an axis, on both sides of a gap together."""

NEED = 7_000
"""Bytes of memory that a run in single precision takes for each voxel that heals, rather too many."""

GAP = """
title = "A gap in the femur of a rat"
[design]
days = {days}
every = {every}
animals = 1
[space]
domain = "volume"
voxel = "{voxel} mm"
frames = ["0 day", "{days} day"]
checkpoint = "{days} day"
[subject]
species = "rat"
age = "14 week"
sex = "male"
[defect]
preset = "segmental_gap"
gap = "{size} mm"
diameter = "{size} mm"
canal = 0.5
[arm.gap]
says = "untreated"
"""

HEADING = """\
| run | grid | voxels that heal | compile | run | steps | of a step, per voxel | peak of memory |
|---|---|---|---|---|---|---|---|"""


def calvaria(quick: bool) -> None:
    """The 8 mm disc of the rat's calvaria as a plane of 100 um, 12 weeks; quick: 400 um, a week."""
    library, days, voxel = load_library(), (7.0 if quick else 84.0), (0.4 if quick else 0.1)
    whole = load_experiment(CALVARIA, library)
    experiment = replace(
        whole,
        days=days,
        animals=1,
        arms=tuple(arm for arm in whole.arms if arm.name == "disc_8"),
        studies=(),
        layout=replace(whole.layout, domain="plane", voxel=voxel, frames=(0.0, days), checkpoint=days),
    )
    show(f"calvaria, 8 mm, plane, {voxel * 1000:.0f} um, {days:g} days", experiment, library)


def volume(quick: bool) -> None:
    """A gap of 5.3 mm in 3D, about 65^3, 8 weeks; quick: 400 um, a week."""
    days, voxel = (7 if quick else 56), (0.4 if quick else VOXEL)
    library = load_library()
    name = f"gap, 5.3 mm, volume, {voxel * 1000:.0f} um, {days} days"
    show(name, gap(5.3, voxel, days, 7, library), library)


def growth(n: int, quick: bool) -> None:
    """The same gap on n^3 voxels of the same edge, that is a larger or smaller gap, for 2 days."""
    edge, days = n - HOST, (0.02 if quick else 2)
    needed, free = NEED * np.pi / 4 * edge**3, os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    on_device = jax.default_backend() != "cpu"
    if n > 128 and not on_device:
        print(f"large     {n}^3: not measured (no accelerator)")
    elif not on_device and needed > free:
        print(f"large     {n}^3: not measured (needs {needed / 2**30:.0f} GiB, {free / 2**30:.0f} are free)")
    else:
        library = load_library()
        size = f"{VOXEL * edge:.2f}"
        show(f"gap, {size} mm, volume, {days} days", gap(float(size), VOXEL, days, days, library), library)


def gap(size: float, voxel: float, days: float, every: float, library: Library) -> Experiment:
    """An experiment of one gap, as long as the bone is wide (mm), with frames of the first and last day."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "gap.toml"
        path.write_text(GAP.format(size=size, voxel=voxel, days=days, every=every), encoding="utf-8")
        return load_experiment(path, library)


def show(name: str, experiment: Experiment, library: Library) -> None:
    """Runs an experiment and prints what it took, as a line and as a row of a table."""
    started = perf_counter()
    result = run_experiment(experiment, library)
    whole = perf_counter() - started
    if not result.solution.ok.all():
        print(f"large     {name}: {result.solution.reason(0)}", flush=True)
        return
    steps = int((result.solution.accepted + result.solution.rejected)[0])
    spent, (grid, voxels) = result.solution.seconds, size_of(result)
    print(
        f"large     {name}: {grid}, {voxels:,} voxels heal; compile {spent['compile']:.1f} s, "
        f"run {spent['run']:.1f} s, {whole:.1f} s from start to end; {int(result.solution.accepted[0]):,} "
        f"steps and {int(result.solution.rejected[0]):,} tried in vain; {memory()}; "
        f"load {os.getloadavg()[0]:.1f}"
    )
    print(
        f"| {name} | {grid} | {voxels:,} | {spent['compile']:.0f} s | {spent['run']:.1f} s | {steps:,} "
        f"| {1e6 * spent['run'] / steps / voxels:.1f} us | {memory()} |",
        flush=True,
    )


def size_of(result: Result) -> tuple[str, int]:
    """The grid in words, and the number of its voxels that heal."""
    assert result.space is not None
    domain = result.space.plan.domains[0]
    return " x ".join(map(str, domain.grid.shape)), domain.voxels


def memory() -> str:
    """The most memory that this process has held so far, and the most on its accelerator."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    held = (jax.devices()[0].memory_stats() or {}).get("peak_bytes_in_use")
    return f"{peak / 2**30:.2f} GiB" + ("" if held is None else f", device {held / 2**30:.2f} GiB")
