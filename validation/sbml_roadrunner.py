"""SBML files imported and run, beside libRoadRunner's run of the same file.

    python -m validation.sbml_roadrunner FILE.xml [FILE.xml ...] [--until 100] [--points 100]

Of each file the worst relative difference of any species or changing parameter is printed: as a share of the
value or, where that is smaller, of a ten-thousandth of the largest value of its curve.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import roadrunner

from osteon.errors import OsteonError
from osteon.standards import read_sbml
from validation.sbml_semantic import Settings, curves, wanted

FLOOR = 1e-4
LIMIT = 1e-4


def reference(path: Path, ids: list[str], until: float, points: int) -> np.ndarray:
    """libRoadRunner's curves [T, ids], at a tight tolerance."""
    roadrunner.Logger.setLevel(roadrunner.Logger.LOG_FATAL)
    runner = roadrunner.RoadRunner(str(path))
    runner.integrator.relative_tolerance = 1e-10
    runner.integrator.absolute_tolerance = 1e-14
    runner.integrator.maximum_num_steps = 1_000_000
    return np.asarray(runner.simulate(0, until, points + 1, ids))


def selections(imported: Any) -> dict[str, str]:
    """What to ask libRoadRunner for, by id: a species as its id means it, anything else by its id."""
    record = {record: id for id, record in imported.renamed.items()}
    kept = {entity.id for entity in imported.chapter.entities if entity.quantities or entity.start}
    signals = {signal.name for signal in imported.chapter.signals if signal.outcome}
    found = {}
    for id, (name, _, amount) in imported.species.items():
        if name in kept | signals:
            found[id] = id if amount else f"[{id}]"
    for name in (*kept, *signals):
        id = record.get(name, name)
        if id not in found and not any(name == f"{s}_amount" for s in imported.species):
            found[id] = id
    return found


def compare(path: Path, until: float, points: int) -> tuple[float, str, float]:
    """The worst difference, where it is, and the seconds that import and run took."""
    began = time.perf_counter()
    imported = read_sbml(path, plain_numbers=True)
    settings = Settings(until, points, (), 0.0, 0.0, frozenset(), frozenset())
    _, values = curves(imported, settings)
    seconds = time.perf_counter() - began
    asked = selections(imported)
    expected = reference(path, list(asked.values()), until, points)
    worst, where = 0.0, ""
    for column, id in enumerate(asked):
        given, right = wanted(imported, id, settings, values), expected[:, column]
        size = np.maximum(np.abs(right), FLOOR * np.max(np.abs(right)))
        off = np.abs(given - right) / np.where(size > 0, size, 1.0)
        off = np.where(np.isnan(off), np.inf, off)
        place = int(np.argmax(off))
        if off[place] > worst:
            worst = float(off[place])
            where = f"{id} at {until * place / points:g}: {given[place]:.9g}, RoadRunner {right[place]:.9g}"
    return worst, where, seconds


def main() -> None:
    """Compare each file and print a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--until", type=float, default=100.0)
    parser.add_argument("--points", type=int, default=100)
    options = parser.parse_args()
    met = 0
    for path in options.files:
        try:
            worst, where, seconds = compare(path, options.until, options.points)
        except OsteonError as error:
            print(f"{path.name:28} refused  {error.faults[0]}", flush=True)
            continue
        except Exception as error:
            print(f"{path.name:28} failed   {type(error).__name__}: {str(error)[:150]}", flush=True)
            continue
        met += worst <= LIMIT
        print(f"{path.name:28} {worst:8.1e}  {seconds:5.1f} s  {where if worst > LIMIT else ''}", flush=True)
    print(f"{met} of {len(options.files)} within {LIMIT:g}")


if __name__ == "__main__":
    main()
